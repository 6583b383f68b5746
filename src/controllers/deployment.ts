// Rolls ReplicaSets out as a Deployment asks (pkg/controller/deployment, v1.33): one ReplicaSet per template, scaled up
// and down within maxSurge and maxUnavailable, or replaced whole; conditions and texts as upstream.

import { type Change, equalValues } from '../api/index.ts'
import type { Deployment, Pod, ReplicaSet } from '../kinds/index.ts'
import { type Controller, type ControllerContext, changedKey, keyOf } from './controller.ts'
import {
  annotated,
  DESIRED,
  type Happenings,
  maxSurgeOf,
  maxUnavailableOf,
  newestFirst,
  oldestFirst,
  REVISION,
  replicasOf,
  revisionOf,
  setCount,
  templateWithoutHash,
} from './deployment-sets.ts'
import { deploymentStatus, ensureProgressing, pausedCondition } from './deployment-status.ts'
import { adopt, claim, controllerReference } from './ownership.ts'
import { record } from './record.ts'
import { deployments, pods, replicaSets, targetOf } from './resources.ts'
import { selects } from './selector.ts'
import { templateHash } from './template-hash.ts'
import { controllerUid, finished } from './view.ts'

const NAME = 'deployment-controller'

export const deployment: Controller = {
  name: 'deployment',
  watches: {
    'apps/deployments': changedKey,
    'apps/replicasets': (change, context) => ownersOf(change, context),
    // Recreate waits until the last old pod is gone.
    '/pods': ({ type, object }, context) => (type === 'DELETED' ? grandOwner(context, object as Pod) : []),
  },
  reconcile(context, key) {
    const found = context.view.get<Deployment>(deployments, key)
    if (!found?.spec) return
    new Rollout(context, found).sync()
  },
}

function ownersOf({ object, old }: Change, context: ControllerContext): string[] {
  const keys: string[] = []
  for (const state of old ? [object, old] : [object]) {
    const owner = state.metadata.ownerReferences?.find((reference) => reference.controller)
    if (owner?.kind === 'Deployment') keys.push(`${state.metadata.namespace}/${owner.name}`)
  }
  if (controllerUid(object) === undefined) {
    for (const candidate of context.view.list<Deployment>(deployments, object.metadata.namespace))
      if (selects(candidate.spec?.selector, object.metadata.labels)) keys.push(keyOf(candidate))
  }
  return keys
}

function grandOwner(context: ControllerContext, pod: Pod): string[] {
  const owner = pod.metadata.ownerReferences?.find((reference) => reference.controller)
  if (owner?.kind !== 'ReplicaSet') return []
  const set = context.view.get<ReplicaSet>(replicaSets, `${pod.metadata.namespace}/${owner.name}`)
  const above = set?.metadata.ownerReferences?.find((reference) => reference.controller)
  return above?.kind === 'Deployment' ? [`${pod.metadata.namespace}/${above.name}`] : []
}

/** One pass over one Deployment: the sets it has, and what this pass does to them. */
class Rollout {
  readonly #context: ControllerContext
  #deployment: Deployment
  #newSet: ReplicaSet | undefined
  #oldSets: ReplicaSet[] = []
  #happenings: Happenings = []

  constructor(context: ControllerContext, deployment: Deployment) {
    this.#context = context
    this.#deployment = deployment
  }

  sync(): void {
    const context = this.#context
    const spec = this.#deployment.spec
    if (!spec) return
    if (isEmpty(spec.selector)) {
      this.#record(
        'Warning',
        'SelectingAll',
        'This deployment is selecting all pods. A non-empty selector is required.',
      )
      this.#flush()
      return
    }
    const owned = claim<ReplicaSet>(context, this.#deployment, spec.selector, replicaSets)
    const orphans = context.view
      .list<ReplicaSet>(replicaSets, this.#deployment.metadata.namespace)
      .filter((set) => controllerUid(set) === undefined)
    owned.push(...adopt<ReplicaSet>(context, this.#deployment, spec.selector, replicaSets, orphans))
    const wanted = templateWithoutHash(spec.template)
    const matching = owned.filter((set) => equalValues(templateWithoutHash(set.spec?.template), wanted))
    this.#newSet = matching.sort(oldestFirst)[0]
    this.#oldSets = owned.filter((set) => set !== this.#newSet).sort(oldestFirst)

    if (this.#deployment.metadata.deletionTimestamp !== undefined) {
      this.#report(false)
      return
    }
    const pausing = pausedCondition(this.#deployment, context.loop.nowMs)
    if (pausing) this.#deployment = this.#writeStatus({ ...this.#deployment.status, ...pausing })
    if (spec.paused || this.#isScaling()) {
      this.#updateNewSet(false)
      this.#scaleAll()
      if (spec.paused) this.#cleanUp()
      this.#report(false)
      return
    }
    if (spec.strategy?.type === 'Recreate') this.#recreate()
    else this.#rollingUpdate()
  }

  /** A change of spec.replicas alone is spread over all active sets before anything else. */
  #isScaling(): boolean {
    const wanted = String(this.#deployment.spec?.replicas ?? 1)
    return this.#all().some((set) => {
      const desired = set.metadata.annotations?.[DESIRED]
      return replicasOf(set) > 0 && desired !== undefined && desired !== wanted
    })
  }

  #all(): ReplicaSet[] {
    return this.#newSet ? [...this.#oldSets, this.#newSet] : [...this.#oldSets]
  }

  #recreate(): void {
    this.#updateNewSet(false)
    const active = this.#oldSets.filter((set) => replicasOf(set) > 0)
    if (active.length > 0) {
      for (const set of active) this.#scale(set, 0)
      this.#report()
      return
    }
    if (this.#oldSets.some((set) => this.#hasLivingPods(set))) {
      this.#report()
      return
    }
    this.#updateNewSet(true)
    if (this.#newSet) this.#scale(this.#newSet, this.#deployment.spec?.replicas ?? 1)
    if (this.#complete()) this.#cleanUp()
    this.#report()
  }

  #hasLivingPods(set: ReplicaSet): boolean {
    return this.#context.view.controlled<Pod>(set.metadata.uid ?? '', pods).some((pod) => !finished(pod))
  }

  #rollingUpdate(): void {
    this.#updateNewSet(true)
    if (!this.#scaleUpNew() && !this.#scaleDownOld() && this.#complete()) this.#cleanUp()
    this.#report()
  }

  #scaleUpNew(): boolean {
    const wanted = this.#deployment.spec?.replicas ?? 1
    if (!this.#newSet || replicasOf(this.#newSet) === wanted) return false
    if (replicasOf(this.#newSet) > wanted) return this.#scale(this.#newSet, wanted)
    const total = sum(this.#all(), replicasOf)
    const room = wanted + maxSurgeOf(this.#deployment) - total
    if (room <= 0) return false
    return this.#scale(this.#newSet, replicasOf(this.#newSet) + Math.min(room, wanted - replicasOf(this.#newSet)))
  }

  #scaleDownOld(): boolean {
    const oldCount = sum(this.#oldSets, replicasOf)
    if (oldCount === 0 || !this.#newSet) return false
    const wanted = this.#deployment.spec?.replicas ?? 1
    const minAvailable = wanted - maxUnavailableOf(this.#deployment)
    const newUnavailable = replicasOf(this.#newSet) - (this.#newSet.status?.availableReplicas ?? 0)
    let spare = sum(this.#all(), replicasOf) - minAvailable - newUnavailable
    if (spare <= 0) return false
    let scaled = false
    // First those that are not healthy anyway, oldest set first.
    for (let i = 0; i < this.#oldSets.length && spare > 0; i++) {
      const set = this.#oldSets[i]
      if (!set) continue
      const sick = Math.min(spare, replicasOf(set) - (set.status?.availableReplicas ?? 0))
      if (replicasOf(set) === 0 || sick <= 0) continue
      this.#oldSets[i] = this.#scaled(set, replicasOf(set) - sick)
      spare -= sick
      scaled = true
    }
    let free = sum(this.#all(), (set) => set.status?.availableReplicas ?? 0) - minAvailable
    for (let i = 0; i < this.#oldSets.length && free > 0; i++) {
      const set = this.#oldSets[i]
      if (!set || replicasOf(set) === 0) continue
      const fewer = Math.min(replicasOf(set), free)
      this.#oldSets[i] = this.#scaled(set, replicasOf(set) - fewer)
      free -= fewer
      scaled = true
    }
    return scaled
  }

  /** Spreads spec.replicas over the active sets in proportion (sync.go scale). */
  #scaleAll(): void {
    const wanted = this.#deployment.spec?.replicas ?? 1
    const active = this.#all().filter((set) => replicasOf(set) > 0)
    if (active.length <= 1) {
      const only = active[0] ?? this.#newSet ?? this.#oldSets.at(-1)
      if (only) this.#scale(only, wanted)
      return
    }
    if (
      this.#newSet &&
      replicasOf(this.#newSet) === wanted &&
      (this.#newSet.status?.availableReplicas ?? 0) === wanted
    ) {
      for (const set of this.#oldSets) if (replicasOf(set) > 0) this.#scale(set, 0)
      return
    }
    const limit = wanted > 0 ? wanted + maxSurgeOf(this.#deployment) : 0
    const total = sum(active, replicasOf)
    let left = limit - total
    const sets = active.sort(
      (a, b) => replicasOf(b) - replicasOf(a) || (left > 0 ? newestFirst(a, b) : oldestFirst(a, b)),
    )
    const shares = sets.map((set) => {
      if (left === 0) return replicasOf(set)
      const before = Number(set.metadata.annotations?.['deployment.kubernetes.io/max-replicas'] ?? total) || total
      const share = Math.round((replicasOf(set) * limit) / before) - replicasOf(set)
      const part = left > 0 ? Math.min(share, left) : Math.max(share, left)
      left -= part
      return replicasOf(set) + part
    })
    sets.forEach((set, index) => {
      this.#scale(set, Math.max(0, (shares[index] ?? 0) + (index === 0 ? left : 0)), true)
    })
  }

  #scale(set: ReplicaSet, count: number, refresh = false): boolean {
    if (replicasOf(set) === count && !refresh) {
      this.#replace(set, annotated(this.#context, this.#deployment, set))
      return false
    }
    this.#replace(set, this.#scaled(set, count))
    return true
  }

  #scaled(set: ReplicaSet, count: number): ReplicaSet {
    const before = replicasOf(set)
    const next = setCount(this.#context, this.#deployment, set, count)
    if (before !== count) {
      const verb = count > before ? 'up' : 'down'
      const message = `Scaled ${verb} replica set ${set.metadata.name} from ${before} to ${count}`
      this.#record('Normal', 'ScalingReplicaSet', message)
    }
    return next
  }

  #replace(set: ReplicaSet, next: ReplicaSet): void {
    if (this.#newSet === set) this.#newSet = next
    else this.#oldSets = this.#oldSets.map((old) => (old === set ? next : old))
  }

  /** Finds or makes the set of the present template, and numbers its revision. */
  #updateNewSet(create: boolean): void {
    const context = this.#context
    const spec = this.#deployment.spec
    if (!spec) return
    const revision = String(Math.max(0, ...this.#oldSets.map(revisionOf)) + 1)
    if (this.#newSet) {
      this.#newSet = annotated(context, this.#deployment, this.#newSet, revision)
      this.#setRevision(this.#newSet.metadata.annotations?.[REVISION] ?? revision)
      const progressing = this.#deployment.status?.conditions?.some(({ type }) => type === 'Progressing')
      if (!progressing && spec.progressDeadlineSeconds !== undefined)
        this.#progress('FoundNewReplicaSet', `Found new replica set "${this.#newSet.metadata.name}"`)
      return
    }
    if (!create) return
    const hash = templateHash(spec.template, this.#deployment.status?.collisionCount)
    const name = `${this.#deployment.metadata.name}-${hash}`
    const { namespace } = this.#deployment.metadata
    const room = (spec.replicas ?? 1) + maxSurgeOf(this.#deployment) - sum(this.#oldSets, replicasOf)
    const replicas =
      spec.strategy?.type === 'Recreate' ? (spec.replicas ?? 1) : Math.max(0, Math.min(spec.replicas ?? 1, room))
    if (context.view.get(replicaSets, `${namespace}/${name}`)) {
      // Someone else has the name: count the collision, and the next pass takes another one.
      const collisionCount = (this.#deployment.status?.collisionCount ?? 0) + 1
      this.#deployment = this.#writeStatus({ ...this.#deployment.status, collisionCount })
      return
    }
    const withHash = { 'pod-template-hash': hash }
    const labels = { ...spec.template.metadata?.labels, ...withHash }
    const draft: ReplicaSet = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name,
        namespace: namespace ?? 'default',
        labels,
        ownerReferences: [controllerReference(this.#deployment)],
      },
      spec: {
        replicas,
        ...(spec.minReadySeconds ? { minReadySeconds: spec.minReadySeconds } : {}),
        selector: { ...spec.selector, matchLabels: { ...spec.selector.matchLabels, ...withHash } },
        template: { ...spec.template, metadata: { ...(spec.template.metadata ?? { name: '' }), labels } },
      },
    }
    const set = context.client.create<ReplicaSet>(
      { ...replicaSets, namespace },
      annotated(undefined, this.#deployment, draft, revision),
    )
    this.#newSet = set
    if (replicas > 0) this.#record('Normal', 'ScalingReplicaSet', `Scaled up replica set ${name} from 0 to ${replicas}`)
    this.#setRevision(revision)
    if (spec.progressDeadlineSeconds !== undefined)
      this.#progress('NewReplicaSetCreated', `Created new replica set "${name}"`)
  }

  #progress(reason: string, message: string): void {
    const conditions = ensureProgressing(this.#deployment, reason, message, this.#context.loop.nowMs)
    this.#deployment = this.#writeStatus({ ...this.#deployment.status, conditions })
  }

  #setRevision(revision: string): void {
    const { annotations } = this.#deployment.metadata
    if (annotations?.[REVISION] === revision) return
    const metadata = { ...this.#deployment.metadata, annotations: { ...annotations, [REVISION]: revision } }
    const target = targetOf(deployments, metadata)
    this.#deployment = this.#context.client.update<Deployment>(target, { ...this.#deployment, metadata } as Deployment)
  }

  #complete(): boolean {
    const { spec, status, metadata } = this.#deployment
    const wanted = spec?.replicas ?? 1
    return (
      status?.updatedReplicas === wanted &&
      status.replicas === wanted &&
      status.availableReplicas === wanted &&
      (status.observedGeneration ?? 0) >= (metadata.generation ?? 0)
    )
  }

  /** Forgets the oldest empty sets beyond revisionHistoryLimit. */
  #cleanUp(): void {
    const limit = this.#deployment.spec?.revisionHistoryLimit ?? 10
    const empty = this.#oldSets.filter(
      (set) =>
        (set.status?.replicas ?? 0) === 0 &&
        replicasOf(set) === 0 &&
        (set.metadata.generation ?? 0) <= (set.status?.observedGeneration ?? 0) &&
        set.metadata.deletionTimestamp === undefined,
    )
    empty.sort((a, b) => revisionOf(a) - revisionOf(b))
    for (const set of empty.slice(0, Math.max(0, empty.length - limit))) {
      this.#context.client.delete(targetOf(replicaSets, set.metadata), { propagationPolicy: 'Background' })
      this.#oldSets = this.#oldSets.filter((old) => old !== set)
    }
  }

  /** The progress of a rollout is only reported on by a pass that rolls out. */
  #report(rollsOut = true): void {
    const { status, checkAfterMs } = deploymentStatus(
      this.#deployment,
      this.#newSet,
      this.#oldSets,
      this.#context.loop.nowMs,
      rollsOut,
    )
    if (checkAfterMs !== undefined)
      this.#context.loop.enqueueAfter(deployment.name, keyOf(this.#deployment), checkAfterMs, true)
    if (!equalValues(status, this.#deployment.status)) this.#writeStatus(status)
    this.#flush()
  }

  #writeStatus(status: object): Deployment {
    const target = targetOf(deployments, this.#deployment.metadata, 'status')
    return this.#context.client.update<Deployment>(target, { ...this.#deployment, status } as Deployment)
  }

  #record(type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#happenings.push({ type, reason, message })
  }

  #flush(): void {
    for (const happening of this.#happenings.splice(0))
      record(this.#context, { ...happening, about: this.#deployment, component: NAME })
  }
}

const sum = (sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number): number =>
  sets.reduce((total, set) => total + count(set), 0)

function isEmpty(selector: NonNullable<Deployment['spec']>['selector']): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0
}
