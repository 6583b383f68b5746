// apply --prune: deletes what was applied once and is no longer in the files (kubectl/pkg/cmd/apply/prune.go,
// pkg/util/prune/prune.go, v1.33). Differs: kinds of the built-in list that this cluster does not serve are left out.

import type { ApiResource, DeleteOptions, KubeObject } from '../../api/index.ts'
import type { Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import type { DryRun } from '../flag-sets.ts'
import { dryRunSuffix } from '../flag-sets.ts'
import { lastApplied } from '../last-applied.ts'
import { logLine } from '../log-line.ts'
import { objectPrinter } from '../printers/object-printer.ts'
import { type Info, listAll } from '../resource-builder.ts'

/** [group, version, kind] in the order in which they are gone through. */
const builtIn: readonly (readonly [string, string, string])[] = [
  ['', 'v1', 'ConfigMap'],
  ['', 'v1', 'Endpoints'],
  ['', 'v1', 'PersistentVolumeClaim'],
  ['', 'v1', 'Pod'],
  ['', 'v1', 'ReplicationController'],
  ['', 'v1', 'Secret'],
  ['', 'v1', 'Service'],
  ['batch', 'v1', 'Job'],
  ['batch', 'v1', 'CronJob'],
  ['networking.k8s.io', 'v1', 'Ingress'],
  ['apps', 'v1', 'DaemonSet'],
  ['apps', 'v1', 'Deployment'],
  ['apps', 'v1', 'ReplicaSet'],
  ['apps', 'v1', 'StatefulSet'],
  ['', 'v1', 'Namespace'],
  ['', 'v1', 'PersistentVolume'],
]

export interface Pruning {
  /** Deletes what the files do not hold any more. */
  finish(applied: readonly Info[]): void
}

/** Checks the flags; undefined without --prune. */
export function planPruning(ctx: Context, dryRun: DryRun, serverSide: boolean): Pruning | undefined {
  const { flags } = ctx
  if (!flags.bool('prune')) return undefined
  const chosen = flags.strings('prune-allowlist').map((text) => chosenKind(ctx, text))
  if (flags.bool('force')) throw new CommandError('--force cannot be used with --prune')
  if (!flags.bool('all') && flags.string('selector') === '') {
    throw new CommandError(
      'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
    )
  }
  if (serverSide) {
    throw new CommandError("--prune is in alpha and doesn't currently work on objects created by server-side apply")
  }
  return {
    finish(applied) {
      const mappings = chosen.length > 0 ? chosen : defaults(ctx)
      const namespaces = new Set(applied.map(({ namespace }) => namespace).filter((namespace) => namespace !== ''))
      const kept = new Set(applied.map(({ object }) => object.metadata.uid))
      for (const { mapping, namespace } of pruningPlaces(mappings, namespaces))
        prune(ctx, dryRun, mapping, namespace, kept)
    },
  }
}

/** What --prune of diff shows: applied once, of the kinds and in the namespaces looked at, and not visited. */
export function prunable(
  ctx: Context,
  namespaces: ReadonlySet<string>,
  kept: ReadonlySet<string | undefined>,
): readonly Pruned[] {
  const chosen = ctx.flags.strings('prune-allowlist').map((text) => chosenKind(ctx, text))
  return pruningPlaces(chosen.length > 0 ? chosen : defaults(ctx), namespaces).flatMap(({ mapping, namespace }) =>
    leftOver(ctx, mapping, namespace, kept).map((object) => ({ mapping, object })),
  )
}

export interface Pruned {
  readonly mapping: ApiResource
  readonly object: KubeObject
}

function pruningPlaces(mappings: readonly ApiResource[], namespaces: ReadonlySet<string>) {
  const within = [...namespaces]
    .sort()
    .flatMap((namespace) => mappings.filter(({ namespaced }) => namespaced).map((mapping) => ({ mapping, namespace })))
  const outside = mappings.filter(({ namespaced }) => !namespaced).map((mapping) => ({ mapping, namespace: '' }))
  return [...within, ...outside]
}

function leftOver(
  ctx: Context,
  mapping: ApiResource,
  namespace: string,
  kept: ReadonlySet<string | undefined>,
): readonly KubeObject[] {
  const labelSelector = ctx.flags.string('selector')
  return listAll(ctx.client, mapping, namespace, labelSelector === '' ? {} : { labelSelector }).filter(
    (object) => lastApplied(object) !== undefined && !kept.has(object.metadata.uid),
  )
}

function chosenKind(ctx: Context, text: string): ApiResource {
  const [group = '', version = '', kind = '', ...more] = text.split('/')
  if (kind === '' || more.length > 0) {
    throw new CommandError(`invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`)
  }
  return ctx.mapper.ofKind(group === 'core' ? '' : group, version, kind)
}

function defaults(ctx: Context): readonly ApiResource[] {
  const warning =
    'Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.'
  ctx.err(logLine('W', 'prune.go:71', warning, ctx.nowMs()))
  return builtIn.flatMap(([group, version, kind]) => ctx.mapper.tryOfKind(group, version, kind) ?? [])
}

const policies: Readonly<Record<string, DeleteOptions['propagationPolicy']>> = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
}

function prune(
  ctx: Context,
  dryRun: DryRun,
  mapping: ApiResource,
  namespace: string,
  kept: ReadonlySet<string | undefined>,
): void {
  const { flags } = ctx
  const grace = flags.int('grace-period')
  const print = objectPrinter(ctx, { operation: `pruned${dryRunSuffix(dryRun)}` })
  for (const object of leftOver(ctx, mapping, namespace, kept)) {
    if (dryRun !== 'client') {
      const { group, version, resource } = mapping
      const policy = policies[flags.string('cascade')]
      ctx.client.delete(
        { group, version, resource, namespace: namespace === '' ? undefined : namespace, name: object.metadata.name },
        {
          ...(policy === undefined ? {} : { propagationPolicy: policy }),
          ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
          dryRun: dryRun === 'server',
        },
      )
    }
    print(object)
  }
}
