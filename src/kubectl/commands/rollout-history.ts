// kubectl rollout history (k8s.io/kubectl/pkg/cmd/rollout/rollout_history.go, polymorphichelpers/history.go, v1.33).

import type { KubeObject } from '../../api/index.ts'
import type { Deployment, PodTemplateSpec } from '../../kinds/index.ts'
import { findTargets, rolloutFlags } from '../change.ts'
import type { Command, Context } from '../command.ts'
import { controllerRevisions, isRevised, type RevisedWorkload } from '../controller-revisions.ts'
import { findReplicaSets } from '../describe/deployment-history.ts'
import { podTemplateText } from '../describe/pod-template.ts'
import { alignTabs } from '../describe/tab-writer.ts'
import { CommandError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
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
        if (revision > 0) print(existing(history, revision).object)
        else for (const number of sorted(history)) print(existing(history, number).object)
        return
      }
      const text = historyText(ctx, history, revision)
      const head = revision > 0 ? `with revision #${revision}` : ''
      objectPrinter(ctx, { operation: `${head}\n${text}` })(info.object)
    })
    return 0
  },
}

/** Kinds that upstream knows here, although they have no history. */
const visited = ['Pod', 'Job', 'CronJob', 'ReplicaSet', 'ReplicationController']

/** One earlier rollout: the object that -o prints, its template, and why it was made. */
interface Revision {
  readonly object: KubeObject
  readonly template: PodTemplateSpec | undefined
  readonly cause: string
}

type History = ReadonlyMap<number, Revision>

const causeOf = ({ metadata }: KubeObject): string => metadata.annotations?.[changeCause] ?? ''

function historyOf(ctx: Context, info: Info): History {
  const { kind, group } = info.mapping
  if (group === 'apps' && kind === 'Deployment') return replicaSetHistory(ctx, info.object as Deployment)
  if (isRevised(group, kind)) {
    return new Map(
      controllerRevisions(ctx, info.object as RevisedWorkload).map(({ revision, restored }) => [
        revision.revision,
        { object: restored, template: restored.spec?.template, cause: causeOf(revision) },
      ]),
    )
  }
  const shown = quote(group === '' ? kind : `${kind}.${group}`)
  if (!visited.includes(kind)) {
    throw new CommandError(`error retrieving history for ${shown}, no visitor method exists for {${group} ${kind}}`)
  }
  throw new CommandError(`no history viewer has been implemented for ${shown}`)
}

function replicaSetHistory(ctx: Context, deployment: Deployment): History {
  const { old, current } = findReplicaSets(deployment, ctx.client)
  return new Map(
    [...old, ...(current ? [current] : [])].map((object) => [
      Number(object.metadata.annotations?.[revisionKey] ?? 0),
      { object, template: object.spec?.template, cause: causeOf(object) },
    ]),
  )
}

const sorted = (history: History): readonly number[] => [...history.keys()].sort((a, b) => a - b)

function existing(history: History, revision: number): Revision {
  const found = history.get(revision)
  if (!found) throw new CommandError('unable to find the specified revision')
  return found
}

function tableText(history: History): string {
  const rows = sorted(history).map((number) => `${number}\t${history.get(number)?.cause || '<none>'}\n`)
  return alignTabs(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`)
}

/** A replica set's cause is shown with the template's annotations. */
function templateText(ctx: Context, { object, template, cause }: Revision): string {
  if (cause === '' || !template || object.kind !== 'ReplicaSet') return podTemplateText(template, ctx.version)
  const annotations = { ...template.metadata?.annotations, [changeCause]: cause }
  const shown = { ...template, metadata: { ...template.metadata, annotations } } as PodTemplateSpec
  return podTemplateText(shown, ctx.version)
}

function historyText(ctx: Context, history: History, revision: number): string {
  if (history.size === 0) return 'No rollout history found.'
  return revision > 0 ? templateText(ctx, existing(history, revision)) : tableText(history)
}
