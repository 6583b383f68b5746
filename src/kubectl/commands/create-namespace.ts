// kubectl create namespace (k8s.io/kubectl/pkg/cmd/create/create_namespace.go, v1.33).

import type { Command } from '../command.ts'
import { generatorFlags, startGenerator } from '../generator.ts'

export const createNamespace: Command = {
  name: 'namespace',
  aliases: ['ns'],
  use: 'NAME [--dry-run=server|client|none] [options]',
  short: 'Make a namespace',
  examples: ['kubectl create namespace my-namespace'],
  flags: generatorFlags,
  run(ctx) {
    const generator = startGenerator(ctx)
    const { name } = generator
    return generator.create(
      { kind: 'Namespace', apiVersion: 'v1', metadata: { name } },
      { resource: { group: '', version: 'v1', resource: 'namespaces' }, clusterScoped: true },
    )
  },
}
