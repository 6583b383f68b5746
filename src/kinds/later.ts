// The second door of the kinds: those that neither the boot nor the first prompt needs, and the rules of those that do. The
// lab loads them with kubectl and gives them to the server (`extend`). A new kind is one file and one line here.

import type { Extension, Schema } from '../api/index.ts'
import { patches } from '../api/later.ts'
import { apiService } from './api-service.ts'
import { binding } from './binding.ts'
import { certificateSigningRequest } from './certificate-signing-request.ts'
import { clusterRole } from './cluster-role.ts'
import { clusterRoleBinding } from './cluster-role-binding.ts'
import { componentStatus } from './component-status.ts'
import { controllerRevision } from './controller-revision.ts'
import { cronJob } from './cron-job.ts'
import { csiDriver } from './csi-driver.ts'
import { csiNode } from './csi-node.ts'
import { csiStorageCapacity } from './csi-storage-capacity.ts'
import { customResourceDefinition } from './custom-resource-definition.ts'
import { eventsEvent } from './events-event.ts'
import { withFinalizerRule } from './finalizer-rule.ts'
import { flowSchema } from './flow-schema.ts'
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts'
import { horizontalPodAutoscalerV1 } from './horizontal-pod-autoscaler-v1.ts'
import { ingress } from './ingress.ts'
import { ingressClass } from './ingress-class.ts'
import { ipAddress } from './ip-address.ts'
import { job } from './job.ts'
import { limitRange } from './limit-range.ts'
import { localSubjectAccessReview } from './local-subject-access-review.ts'
import { mutatingWebhookConfiguration } from './mutating-webhook-configuration.ts'
import { networkPolicy } from './network-policy.ts'
import { persistentVolume } from './persistent-volume.ts'
import { persistentVolumeClaim } from './persistent-volume-claim.ts'
import { podDisruptionBudget } from './pod-disruption-budget.ts'
import { podTemplate } from './pod-template.ts'
import { priorityClass } from './priority-class.ts'
import { priorityLevelConfiguration } from './priority-level-configuration.ts'
import { replicationController } from './replication-controller.ts'
import { resourceQuota } from './resource-quota.ts'
import { role } from './role.ts'
import { roleBinding } from './role-binding.ts'
import { ruledKinds } from './rules.ts'
import { runtimeClass } from './runtime-class.ts'
import { selfSubjectAccessReview } from './self-subject-access-review.ts'
import { selfSubjectReview } from './self-subject-review.ts'
import { selfSubjectRulesReview } from './self-subject-rules-review.ts'
import { serviceCidr } from './service-cidr.ts'
import { statefulSet } from './stateful-set.ts'
import { storageClass } from './storage-class.ts'
import structure from './structure-later.json' with { type: 'json' }
import { subjectAccessReview } from './subject-access-review.ts'
import { tokenReview } from './token-review.ts'
import { validatingAdmissionPolicy } from './validating-admission-policy.ts'
import { validatingAdmissionPolicyBinding } from './validating-admission-policy-binding.ts'
import { validatingWebhookConfiguration } from './validating-webhook-configuration.ts'
import { volumeAttachment } from './volume-attachment.ts'

export { aggregatedRules } from './aggregated-rules.ts'
export { loadDescriptions } from './descriptions.ts'
export { metrics } from './metrics.ts'
export { ruledKinds } from './rules.ts'
export { customResourceDefinition }

/** All built-in kinds, those of the first door with their rules. In any order: discovery sorts. */
export const laterKinds: Extension = {
  definitions: [
    ...ruledKinds,
    ...[
      apiService,
      binding,
      certificateSigningRequest,
      clusterRole,
      clusterRoleBinding,
      componentStatus,
      controllerRevision,
      cronJob,
      csiDriver,
      csiNode,
      csiStorageCapacity,
      customResourceDefinition,
      eventsEvent,
      flowSchema,
      horizontalPodAutoscaler,
      horizontalPodAutoscalerV1,
      ingress,
      ingressClass,
      ipAddress,
      job,
      limitRange,
      localSubjectAccessReview,
      mutatingWebhookConfiguration,
      networkPolicy,
      persistentVolume,
      persistentVolumeClaim,
      podDisruptionBudget,
      podTemplate,
      priorityClass,
      priorityLevelConfiguration,
      replicationController,
      resourceQuota,
      role,
      roleBinding,
      runtimeClass,
      selfSubjectAccessReview,
      selfSubjectReview,
      selfSubjectRulesReview,
      serviceCidr,
      statefulSet,
      storageClass,
      subjectAccessReview,
      tokenReview,
      validatingAdmissionPolicy,
      validatingAdmissionPolicyBinding,
      validatingWebhookConfiguration,
      volumeAttachment,
    ].map(withFinalizerRule),
  ],
  schema: structure as unknown as Schema,
  patches,
}
