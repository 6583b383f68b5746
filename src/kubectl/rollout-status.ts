// How far the rollout of a workload is (k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go, v1.33).

import type { KubeObject } from '../api/index.ts'
import type { DaemonSet, Deployment, StatefulSet } from '../kinds/index.ts'
import { CommandError } from './errors.ts'
import { quote } from './flag-parser.ts'

export const revisionKey = 'deployment.kubernetes.io/revision'

export interface RolloutStatus {
  readonly text: string
  readonly done: boolean
}

/** By kind; a revision that is asked for counts only for deployments. */
export const statusViewers: Readonly<Record<string, (object: KubeObject, revision: number) => RolloutStatus>> = {
  Deployment: (object, revision) => deploymentStatus(object as Deployment, revision),
  DaemonSet: (object) => daemonSetStatus(object as DaemonSet),
  StatefulSet: (object) => statefulSetStatus(object as StatefulSet),
}

function deploymentStatus({ metadata, spec, status }: Deployment, revision: number): RolloutStatus {
  const name = quote(metadata.name)
  if (revision > 0) {
    const running = Number(metadata.annotations?.[revisionKey] ?? 0)
    if (running !== revision) {
      throw new CommandError(`desired revision (${revision}) is different from the running revision (${running})`)
    }
  }
  if ((metadata.generation ?? 0) > (status?.observedGeneration ?? 0)) {
    return { text: 'Waiting for deployment spec update to be observed...\n', done: false }
  }
  const progressing = status?.conditions?.find(({ type }) => type === 'Progressing')
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    throw new CommandError(`deployment ${name} exceeded its progress deadline`)
  }
  const { replicas = 0, updatedReplicas: updated = 0, availableReplicas: available = 0 } = status ?? {}
  const waiting = (rest: string) => ({
    text: `Waiting for deployment ${name} rollout to finish: ${rest}...\n`,
    done: false,
  })
  const wanted = spec?.replicas
  if (wanted !== undefined && updated < wanted) {
    return waiting(`${updated} out of ${wanted} new replicas have been updated`)
  }
  if (replicas > updated) return waiting(`${replicas - updated} old replicas are pending termination`)
  if (available < updated) return waiting(`${available} of ${updated} updated replicas are available`)
  return { text: `deployment ${name} successfully rolled out\n`, done: true }
}

function requireRolling(type: string | undefined): void {
  if (type === 'RollingUpdate') return
  throw new CommandError('rollout status is only available for RollingUpdate strategy type')
}

function daemonSetStatus({ metadata, spec, status }: DaemonSet): RolloutStatus {
  requireRolling(spec?.updateStrategy?.type)
  if ((metadata.generation ?? 0) > (status?.observedGeneration ?? 0)) {
    return { text: 'Waiting for daemon set spec update to be observed...\n', done: false }
  }
  const name = quote(metadata.name)
  const waiting = (rest: string) => ({
    text: `Waiting for daemon set ${name} rollout to finish: ${rest}...\n`,
    done: false,
  })
  const { desiredNumberScheduled: desired = 0, updatedNumberScheduled: updated = 0, numberAvailable = 0 } = status ?? {}
  if (updated < desired) return waiting(`${updated} out of ${desired} new pods have been updated`)
  if (numberAvailable < desired) return waiting(`${numberAvailable} of ${desired} updated pods are available`)
  return { text: `daemon set ${name} successfully rolled out\n`, done: true }
}

function statefulSetStatus({ metadata, spec, status }: StatefulSet): RolloutStatus {
  const { replicas, updateStrategy } = spec ?? {}
  requireRolling(updateStrategy?.type)
  const { observedGeneration = 0, readyReplicas = 0, updatedReplicas = 0 } = status ?? {}
  const waiting = (text: string) => ({ text: `${text}...\n`, done: false })
  if (observedGeneration === 0 || (metadata.generation ?? 0) > observedGeneration) {
    return waiting('Waiting for statefulset spec update to be observed')
  }
  if (replicas !== undefined && readyReplicas < replicas) {
    return waiting(`Waiting for ${replicas - readyReplicas} pods to be ready`)
  }
  const rolling = updateStrategy?.rollingUpdate
  if (rolling) {
    const wanted = (replicas ?? 0) - (rolling.partition ?? 0)
    if (replicas !== undefined && rolling.partition !== undefined && updatedReplicas < wanted) {
      const count = `${updatedReplicas} out of ${wanted} new pods have been updated`
      return waiting(`Waiting for partitioned roll out to finish: ${count}`)
    }
    return { text: `partitioned roll out complete: ${updatedReplicas} new pods have been updated...\n`, done: true }
  }
  const { updateRevision = '', currentRevision = '', currentReplicas = 0 } = status ?? {}
  if (updateRevision !== currentRevision) {
    const progress = `${updatedReplicas} pods at revision ${updateRevision}`
    return waiting(`waiting for statefulset rolling update to complete ${progress}`)
  }
  const text = `statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...\n`
  return { text, done: true }
}
