// kubectl create priorityclass (k8s.io/kubectl/pkg/cmd/create/create_priorityclass.go, v1.33).

import type { Command } from '../command.ts'
import { generatorFlags, startGenerator } from '../generator.ts'

export const createPriorityClass: Command = {
  name: 'priorityclass',
  aliases: ['pc'],
  use: 'NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none] [options]',
  short: 'Make a priority class',
  examples: ['kubectl create priorityclass high-priority --value=1000 --description="high priority"'],
  flags: [
    ...generatorFlags,
    { name: 'description', type: 'string', default: '', help: 'When to use it.' },
    { name: 'global-default', type: 'bool', default: false, help: 'For pods that name no class.' },
    {
      name: 'preemption-policy',
      type: 'string',
      default: 'PreemptLowerPriority',
      help: 'Whether its pods push others out: PreemptLowerPriority or Never.',
    },
    { name: 'value', type: 'int32', default: 0, help: 'The priority: higher goes first.' },
  ],
  run(ctx) {
    const generator = startGenerator(ctx)
    const { flags } = ctx
    return generator.create(
      {
        kind: 'PriorityClass',
        apiVersion: 'scheduling.k8s.io/v1',
        metadata: { name: generator.name },
        value: flags.int('value'),
        globalDefault: flags.bool('global-default'),
        description: flags.string('description'),
        preemptionPolicy: flags.string('preemption-policy'),
      },
      {
        resource: { group: 'scheduling.k8s.io', version: 'v1', resource: 'priorityclasses' },
        clusterScoped: true,
        fault: 'failed to create priorityclass:',
      },
    )
  },
}
