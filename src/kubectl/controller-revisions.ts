// What a stateful or daemon set was: its controller revisions (polymorphichelpers/{history,rollback}.go, v1.33).

import { applyStrategicPatch, type Json } from '../api/index.ts'
import type { ControllerRevision, DaemonSet, StatefulSet } from '../kinds/index.ts'
import type { Context } from './command.ts'
import { isControlledBy } from './describe/controller.ts'
import { selectorText } from './describe/labels.ts'

export type RevisedWorkload = DaemonSet | StatefulSet

export const isRevised = (group: string, kind: string): boolean =>
  group === 'apps' && (kind === 'DaemonSet' || kind === 'StatefulSet')

export interface RevisionOf {
  readonly revision: ControllerRevision
  /** A strategic merge patch that makes the workload what it was. */
  readonly patch: Json
  readonly restored: RevisedWorkload
}

/** In the order of their numbers. */
export function controllerRevisions(ctx: Context, workload: RevisedWorkload): readonly RevisionOf[] {
  const { metadata, spec, apiVersion, kind } = workload
  const target = { group: 'apps', version: 'v1', resource: 'controllerrevisions', namespace: metadata.namespace }
  const type = ctx.schema.kinds[`${apiVersion}/${kind}`] ?? ''
  return ctx.client
    .list<ControllerRevision>(target, { labelSelector: selectorText(spec?.selector) })
    .items.filter((one) => isControlledBy(one.metadata, metadata.uid))
    .sort((a, b) => a.revision - b.revision)
    .map((revision) => {
      const patch = (revision.data ?? {}) as unknown as Json
      const restored = applyStrategicPatch(workload, patch, ctx.schema, type) as unknown as RevisedWorkload
      return { revision, patch, restored }
    })
}
