// kubectl create serviceaccount (k8s.io/kubectl/pkg/cmd/create/create_serviceaccount.go, v1.33).

import type { Command } from '../command.ts'
import { generatorFlags, startGenerator } from '../generator.ts'

export const createServiceAccount: Command = {
  name: 'serviceaccount',
  aliases: ['sa'],
  use: 'NAME [--dry-run=server|client|none] [options]',
  short: 'Make a service account',
  examples: ['kubectl create serviceaccount my-service-account'],
  flags: generatorFlags,
  run(ctx) {
    const generator = startGenerator(ctx)
    const { name, namespace } = generator
    return generator.create(
      { kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name, namespace } },
      {
        resource: { group: '', version: 'v1', resource: 'serviceaccounts' },
        fault: 'failed to create serviceaccount:',
      },
    )
  },
}
