// kubectl set selector (k8s.io/kubectl/pkg/cmd/set/set_selector.go, v1.33): the selector of services.

import { changedCopy, findTargets, sendChange } from '../change.ts'
import type { Command } from '../command.ts'
import { CommandError } from '../errors.ts'
import { dryRunSuffix } from '../flag-sets.ts'
import { dryRun, typedPrinter } from '../generator.ts'
import { readLabelSelector } from '../label-selector.ts'
import { childMap } from '../manifest-data.ts'
import { setFlags } from '../set-change.ts'

export const setSelector: Command = {
  name: 'selector',
  use: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version] [options]',
  short: 'Change the selector of a service',
  examples: ["kubectl set selector service my-svc 'environment=qa'"],
  completes: 'resource',
  flags: [
    ...setFlags.filter(({ name }) => name !== 'kustomize'),
    { name: 'resource-version', type: 'string', default: '', help: 'Only when the object is at this version.' },
  ],
  *run(ctx) {
    const mode = dryRun(ctx)
    const print = typedPrinter(ctx, `selector updated${dryRunSuffix(mode)}`)
    const text = ctx.args.at(-1)
    if (text === undefined) throw new CommandError('one selector is required')
    const local = ctx.flags.bool('local')
    const result = yield* findTargets(ctx, ctx.args.slice(0, -1), {
      allowEmptySelector: ctx.flags.bool('all'),
      local,
    })
    yield* result.visit((info) => {
      if (info.mapping.kind !== 'Service') {
        throw new CommandError('setting a selector is only supported for Services')
      }
      const version = ctx.flags.string('resource-version')
      const after = changedCopy(info.object, (copy) => {
        childMap(copy, 'spec')['selector'] = equalities(text)
        if (version !== '') childMap(copy, 'metadata')['resourceVersion'] = version
      })
      print(local || mode === 'client' ? after : sendChange(ctx, info, after, mode === 'server'))
    })
    return 0
  },
}

/** Services know only equality. */
function equalities(text: string): Record<string, string> {
  const labels: Record<string, string> = {}
  for (const { key, operator, values } of readLabelSelector(text)) {
    const [value, ...more] = [...values]
    if ((operator !== '=' && operator !== '==') || value === undefined || more.length > 0) {
      throw new CommandError(`match expression for ${key} not supported on this object`)
    }
    labels[key] = value
  }
  return labels
}
