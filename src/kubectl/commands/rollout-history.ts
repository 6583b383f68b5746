// kubectl rollout history (k8s.io/kubectl/pkg/cmd/rollout/rollout_history.go, polymorphichelpers/history.go, v1.33).

import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../kinds/index.ts'
import { findTargets, rolloutFlags } from '../change.ts'
import type { Command, Context } from '../command.ts'
import { findReplicaSets } from '../describe/deployment-history.ts'
import { podTemplateText } from '../describe/pod-template.ts'
import { alignTabs } from '../describe/tab-writer.ts'
import { CommandError } from '../errors.ts'
import { printFlags } from '../flag-sets.ts'
import { typedPrinter } from '../generator.ts'
import { objectPrinter } from '../printers/object-printer.ts'
import type { Info } from '../resource-builder.ts'
import { revisionKey } from '../rollout-status.ts'

const changeCause = 'kubernetes.io/change-cause'

export const rolloutHistory: Command = {
  name: 'history',
  use: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  short: 'Show earlier rollouts',
  examples: ['kubectl rollout history deployment/abc --revision=3'],
  completes: 'resource',
  flags: [
    ...printFlags,
    ...rolloutFlags,
    { name: 'revision', type: 'int', default: 0, help: 'Show this one with its pod template.' },
  ],
  *run(ctx) {
    const { flags } = ctx
    if (ctx.args.length === 0 && flags.strings('filename').length === 0) {
      throw new CommandError('required resource not specified')
    }
    const revision = flags.int('revision')
    if (revision < 0) throw new CommandError(`revision must be a positive integer: ${revision}`)
    const result = yield* findTargets(ctx, ctx.args, { allowEmptySelector: true })
    yield* result.visit((info) => {
      const history = historyOf(ctx, info)
      if (flags.string('output') !== '') {
        const print = typedPrinter(ctx, '')
        if (revision > 0) print(existing(history, revision))
        else for (const number of sorted(history)) print(existing(history, number))
        return
      }
      const text = revision > 0 ? templateText(ctx, existing(history, revision)) : tableText(history)
      const head = revision > 0 ? `with revision #${revision}` : ''
      objectPrinter(ctx, { operation: `${head}\n${text}` })(info.object)
    })
    return 0
  },
}

type History = ReadonlyMap<number, ReplicaSet>

function historyOf(ctx: Context, info: Info): History {
  const { kind, group } = info.mapping
  if (kind !== 'Deployment') {
    throw new CommandError(`no history viewer has been implemented for "${group === '' ? kind : `${kind}.${group}`}"`)
  }
  const { old, current } = findReplicaSets(info.object as Deployment, ctx.client)
  return new Map(
    [...old, ...(current ? [current] : [])].map((set) => [Number(set.metadata.annotations?.[revisionKey] ?? 0), set]),
  )
}

const sorted = (history: History): readonly number[] => [...history.keys()].sort((a, b) => a - b)

function existing(history: History, revision: number): ReplicaSet {
  const set = history.get(revision)
  if (!set) throw new CommandError('unable to find the specified revision')
  return set
}

function tableText(history: History): string {
  if (history.size === 0) return 'No rollout history found.'
  const rows = sorted(history).map(
    (number) => `${number}\t${history.get(number)?.metadata.annotations?.[changeCause] || '<none>'}\n`,
  )
  return alignTabs(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`)
}

/** The cause is shown with the template's annotations. */
function templateText(ctx: Context, { spec, metadata }: ReplicaSet): string {
  const cause = metadata.annotations?.[changeCause] ?? ''
  const template: PodTemplateSpec | undefined = spec?.template
  if (cause === '' || !template) return podTemplateText(template, ctx.version)
  const annotations = { ...template.metadata?.annotations, [changeCause]: cause }
  const shown = { ...template, metadata: { ...template.metadata, annotations } } as PodTemplateSpec
  return podTemplateText(shown, ctx.version)
}
