// The door of the kinds: the built-in kinds as data that every cluster needs from its birth, and the types of the objects of
// all. What may be written into them is in `rules.ts`, which comes with kubectl. A new kind is one file and one line, in
// `later.ts`; one that a cluster is born with has a line here and its rules.

import type { ResourceDefinition, Schema } from '../api/index.ts'
import { configMap } from './config-map.ts'
import { daemonSet } from './daemon-set.ts'
import { deployment } from './deployment.ts'
import { endpointSlice } from './endpoint-slice.ts'
import { endpoints } from './endpoints.ts'
import { event } from './event.ts'
import { lease } from './lease.ts'
import { namespace } from './namespace.ts'
import { node } from './node.ts'
import { pod } from './pod.ts'
import { replicaSet } from './replica-set.ts'
import { secret } from './secret.ts'
import { service } from './service.ts'
import { serviceAccount } from './service-account.ts'
import structure from './structure.json' with { type: 'json' }

export { groupPriorities } from './groups.ts'
export type { NodeMetrics, PodMetrics, ResourceUsage } from './metrics.ts'
export { isMirror, MIRROR } from './mirror-pod.ts'
export { systemPriorities } from './system-priorities.ts'
export type * from './types.generated.ts'

export const kinds: readonly ResourceDefinition[] = [
  configMap,
  endpoints,
  event,
  namespace,
  node,
  pod,
  secret,
  serviceAccount,
  service,
  daemonSet,
  deployment,
  replicaSet,
  lease,
  endpointSlice,
]

/** The structure of their types (v1.33.1). */
export const schema: Schema = structure as unknown as Schema
