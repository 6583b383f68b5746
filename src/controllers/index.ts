// The door of the controllers: every loop, in the order in which they are started. A new one is one file and one line.

import type { Controller } from './controller.ts'
import { deployment } from './deployment.ts'
import { endpointSlice } from './endpoint-slice.ts'
import { endpointSliceMirroring } from './endpoint-slice-mirroring.ts'
import { endpoints } from './endpoints.ts'
import { eventExpiry } from './event-expiry.ts'
import { garbageCollector } from './garbage-collector.ts'
import { heartbeat } from './heartbeat.ts'
import { kubelet } from './kubelet.ts'
import { kubernetesService } from './kubernetes-service.ts'
import { namespace } from './namespace.ts'
import { nodeLifecycle } from './node-lifecycle.ts'
import { podGc } from './pod-gc.ts'
import { replicaSet } from './replica-set.ts'
import { scheduler } from './scheduler.ts'
import { serviceAccount } from './service-account.ts'

export const controllers: readonly Controller[] = [
  kubernetesService,
  serviceAccount,
  deployment,
  replicaSet,
  scheduler,
  kubelet,
  endpoints,
  endpointSlice,
  endpointSliceMirroring,
  namespace,
  garbageCollector,
  podGc,
  nodeLifecycle,
  heartbeat,
  eventExpiry,
]

/** The names of those in `later.ts`: a snapshot may hold work for them before they are loaded. */
export const laterNames: readonly string[] = [
  'resource-quota',
  'pvc-protection',
  'pv-protection',
  'cluster-role-aggregation',
  'certificate-signing',
]

export { type Controller, type ControllerContext, type ControllerSettings, keyOf, splitKey } from './controller.ts'
export { type ContainerMemory, Machines, type MachinesState, type PodMemory, podIdentity } from './machine.ts'
export { controllerReference, nodeReference } from './ownership.ts'
export { collectionOf } from './resources.ts'
export { durationText, microTimeText, timeOf, timeText } from './time.ts'
export { View } from './view.ts'
