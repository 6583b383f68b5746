// The second door of admission: all plugins, in upstream's order (pkg/kubeapiserver/options/plugins.go, v1.33), which take the
// place of the first ones when kubectl is loaded: the others have nothing to do before. A new one is one file and one line.
// Missing: NodeRestriction, which asks which node the caller is; webhooks.

import type { AdmissionPlugin } from '../api/index.ts'
import { certificateApproval, certificateSigning } from './certificate-signers.ts'
import { certificateSubjectRestriction } from './certificate-subject-restriction.ts'
import { defaultIngressClass, defaultStorageClass } from './default-class.ts'
import { defaultTolerationSeconds } from './default-toleration-seconds.ts'
import { limitRanger } from './limit-ranger.ts'
import { namespaceLifecycle } from './namespace-lifecycle.ts'
import { persistentVolumeClaimResize } from './persistent-volume-claim-resize.ts'
import { podSecurity } from './pod-security.ts'
import { priority } from './priority.ts'
import { resourceQuota } from './resource-quota.ts'
import { runtimeClass } from './runtime-class.ts'
import { serviceAccount } from './service-account.ts'
import { storageObjectInUseProtection } from './storage-object-in-use-protection.ts'
import { taintNodesByCondition } from './taint-nodes-by-condition.ts'
import { validatingAdmissionPolicy } from './validating-admission-policy.ts'

export { textsOf } from './amounts.ts'
export { countsForQuota, isTerminating, usageOfQuota } from './quota-usage.ts'
export { claimProtection, volumeProtection } from './storage-object-in-use-protection.ts'

export const admissionPlugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  taintNodesByCondition,
  podSecurity,
  priority,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageObjectInUseProtection,
  persistentVolumeClaimResize,
  runtimeClass,
  certificateApproval,
  certificateSigning,
  certificateSubjectRestriction,
  defaultIngressClass,
  validatingAdmissionPolicy,
  resourceQuota,
]
