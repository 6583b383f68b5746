// Describers by kind, and the one question that the command asks. To add a kind: one file and one line here.
// Missing: volumeattributesclasses, which this cluster does not serve.

import type { KubeObject } from '../../api/index.ts'
import { certificateSigningRequest } from './certificate-signing-request.ts'
import { configMap } from './config-map.ts'
import type { DescribeContext, Describer } from './context.ts'
import { cronJob } from './cron-job.ts'
import { csiNode } from './csi-node.ts'
import { daemonSet } from './daemon-set.ts'
import { deployment } from './deployment.ts'
import { endpointSlice } from './endpoint-slice.ts'
import { endpoints } from './endpoints.ts'
import { describeGeneric } from './generic.ts'
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts'
import { ingress } from './ingress.ts'
import { ingressClass } from './ingress-class.ts'
import { ipAddress } from './ip-address.ts'
import { job } from './job.ts'
import { limitRange } from './limit-range.ts'
import { namespace } from './namespace.ts'
import { networkPolicy } from './network-policy.ts'
import { node } from './node.ts'
import { persistentVolume } from './persistent-volume.ts'
import { persistentVolumeClaim } from './persistent-volume-claim.ts'
import { pod } from './pod.ts'
import { podDisruptionBudget } from './pod-disruption-budget.ts'
import { priorityClass } from './priority-class.ts'
import { replicaSet } from './replica-set.ts'
import { replicationController } from './replication-controller.ts'
import { resourceQuota } from './resource-quota.ts'
import { clusterRole, role } from './role.ts'
import { clusterRoleBinding, roleBinding } from './role-binding.ts'
import { secret } from './secret.ts'
import { service } from './service.ts'
import { serviceAccount } from './service-account.ts'
import { serviceCidr } from './service-cidr.ts'
import { statefulSet } from './stateful-set.ts'
import { storageClass } from './storage-class.ts'

export const describers: readonly Describer[] = [
  namespace,
  node,
  pod,
  service,
  endpoints,
  endpointSlice,
  replicaSet,
  replicationController,
  deployment,
  statefulSet,
  daemonSet,
  job,
  cronJob,
  horizontalPodAutoscaler,
  podDisruptionBudget,
  configMap,
  secret,
  serviceAccount,
  limitRange,
  resourceQuota,
  persistentVolume,
  persistentVolumeClaim,
  storageClass,
  csiNode,
  ingress,
  ingressClass,
  networkPolicy,
  serviceCidr,
  ipAddress,
  role,
  clusterRole,
  roleBinding,
  clusterRoleBinding,
  priorityClass,
  certificateSigningRequest,
]

/** The text of `kubectl describe` for one object; kinds without a describer get every field. */
export function describeObject(object: KubeObject, context: DescribeContext): string {
  const slash = object.apiVersion.indexOf('/')
  const group = slash < 0 ? '' : object.apiVersion.slice(0, slash)
  const own = describers.find((describer) => describer.group === group && describer.kind === object.kind)
  return own ? own.describe(object, context) : describeGeneric(object, context)
}

export type { DescribeContext, Describer } from './context.ts'
