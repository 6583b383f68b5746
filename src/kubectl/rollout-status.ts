// How far a deployment's rollout is (k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go, v1.33).
// Missing: daemon sets and stateful sets, which this lab does not serve.

import type { Deployment } from '../kinds/index.ts'
import { CommandError } from './errors.ts'
import { quote } from './flag-parser.ts'

export const revisionKey = 'deployment.kubernetes.io/revision'

export interface RolloutStatus {
  readonly text: string
  readonly done: boolean
}

export function deploymentStatus({ metadata, spec, status }: Deployment, revision: number): RolloutStatus {
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
