// kubectl rollout undo (k8s.io/kubectl/pkg/cmd/rollout/rollout_undo.go, polymorphichelpers/rollback.go, v1.33).

import type { Json } from '../../api/index.ts'
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../kinds/index.ts'
import { findTargets, rolloutFlags } from '../change.ts'
import type { Command, Context } from '../command.ts'
import { controllerRevisions, isRevised, type RevisedWorkload } from '../controller-revisions.ts'
import { findReplicaSets, sameTemplate } from '../describe/deployment-history.ts'
import { podTemplateText } from '../describe/pod-template.ts'
import { CommandError, messageOf } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { type DryRun, dryRunFlag, dryRunSuffix, printFlags } from '../flag-sets.ts'
import { dryRun } from '../generator.ts'
import { objectPrinter } from '../printers/object-printer.ts'
import type { Info } from '../resource-builder.ts'
import { revisionKey } from '../rollout-status.ts'

const hashLabel = 'pod-template-hash'
/** Annotations that belong to the deployment rather than to a revision. */
const kept = [
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionKey,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.revision',
]

export const rolloutUndo: Command = {
  name: 'undo',
  use: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  short: 'Go back to an earlier rollout',
  examples: ['kubectl rollout undo deployment/abc', 'kubectl rollout undo deployment/abc --to-revision=3'],
  completes: 'resource',
  flags: [
    ...printFlags,
    dryRunFlag,
    ...rolloutFlags,
    { name: 'to-revision', type: 'int', default: 0, help: 'The revision; 0: the one before.' },
  ],
  *run(ctx) {
    if (ctx.args.length === 0 && ctx.flags.strings('filename').length === 0) {
      throw new CommandError('required resource not specified')
    }
    const mode = dryRun(ctx)
    const result = yield* findTargets(ctx, ctx.args, { allowEmptySelector: true })
    yield* result.visit((info) => {
      const operation = `${rollBack(ctx, info, mode)}${dryRunSuffix(mode)}`
      objectPrinter(ctx, { operation })(info.object)
    })
    return 0
  },
}

/** What to say after the name of the object. */
function rollBack(ctx: Context, info: Info, mode: DryRun): string {
  const { kind, group } = info.mapping
  const revision = ctx.flags.int('to-revision')
  if (kind === 'Deployment') return rollBackDeployment(ctx, info, mode, revision)
  if (isRevised(group, kind)) return rollBackRevised(ctx, info, mode, revision)
  throw new CommandError(`no rollbacker has been implemented for "${group === '' ? kind : `${kind}.${group}`}"`)
}

function rollBackDeployment(ctx: Context, info: Info, mode: DryRun, revision: number): string {
  const deployment = info.object as Deployment
  const set = revisionOf(ctx, deployment, revision)
  const template = set.spec?.template
  if (mode === 'client') return podTemplateText(template, ctx.version)
  if (deployment.spec?.paused) {
    throw new CommandError(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    )
  }
  if (sameTemplate(template, deployment.spec?.template)) return skipped(revision)
  const patch = [
    { op: 'replace', path: '/spec/template', value: withoutHash(template) },
    { op: 'replace', path: '/metadata/annotations', value: annotationsFor(deployment, set) },
  ]
  return restore(ctx, info, mode, revision, 'json', patch as unknown as Json)
}

function rollBackRevised(ctx: Context, info: Info, mode: DryRun, revision: number): string {
  const workload = info.object as RevisedWorkload
  if (revision < 0) throw notInHistory(revision)
  const revisions = controllerRevisions(ctx, workload)
  if (revision === 0 && revisions.length <= 1) throw new CommandError('no last revision to roll back to')
  const found =
    revision === 0 ? revisions.at(-2) : revisions.find((candidate) => candidate.revision.revision === revision)
  if (!found) throw notInHistory(revision)
  const template = found.restored.spec?.template
  if (mode === 'client') return `will roll back to ${podTemplateText(template, ctx.version)}`
  if (sameTemplate(template, workload.spec?.template)) return skipped(revision)
  return restore(ctx, info, mode, revision, 'strategic', found.patch)
}

const skipped = (revision: number): string => `skipped rollback (current template already matches revision ${revision})`

const notInHistory = (revision: number) => new CommandError(`unable to find specified revision ${revision} in history`)

function restore(
  ctx: Context,
  info: Info,
  mode: DryRun,
  revision: number,
  type: 'json' | 'strategic',
  patch: Json,
): string {
  try {
    ctx.client.patch(info.target, type, patch, { dryRun: mode === 'server' })
  } catch (error) {
    throw new CommandError(`failed restoring revision ${revision}: ${messageOf(error)}`)
  }
  return 'rolled back'
}

function revisionOf(ctx: Context, deployment: Deployment, revision: number): ReplicaSet {
  if (revision < 0) throw notInHistory(revision)
  const { old, current } = findReplicaSets(deployment, ctx.client)
  const numbered = [...old, ...(current ? [current] : [])]
    .map((set) => ({ set, number: Number(set.metadata.annotations?.[revisionKey] ?? 0) }))
    .sort((a, b) => b.number - a.number)
  if (revision > 0) {
    const found = numbered.find(({ number }) => number === revision)
    if (!found) throw notInHistory(revision)
    return found.set
  }
  const previous = numbered[1]
  if (!previous) throw new CommandError(`no rollout history found for deployment ${quote(deployment.metadata.name)}`)
  return previous.set
}

function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec {
  const { [hashLabel]: _, ...labels } = template?.metadata?.labels ?? {}
  return { ...template, metadata: { ...template?.metadata, labels } } as PodTemplateSpec
}

function annotationsFor(deployment: Deployment, set: ReplicaSet): Readonly<Record<string, string>> {
  const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => kept.includes(key))
  const restored = Object.entries(set.metadata.annotations ?? {}).filter(([key]) => !kept.includes(key))
  return Object.fromEntries([...own, ...restored])
}
