// The second door of admission: all plugins, in upstream's order (pkg/kubeapiserver/options/plugins.go, v1.33), which take the
// place of the first ones when kubectl is loaded: the others have nothing to do before. A new one is one file and one line.

import type { AdmissionPlugin } from '../api/index.ts'
import { defaultTolerationSeconds } from './default-toleration-seconds.ts'
import { limitRanger } from './limit-ranger.ts'
import { namespaceLifecycle } from './namespace-lifecycle.ts'
import { podSecurity } from './pod-security.ts'
import { priority } from './priority.ts'
import { resourceQuota } from './resource-quota.ts'
import { serviceAccount } from './service-account.ts'

export { type Amounts, textsOf } from './amounts.ts'
export { countsForQuota, isTerminating, usageOfQuota } from './quota-usage.ts'

export const admissionPlugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  podSecurity,
  priority,
  defaultTolerationSeconds,
  resourceQuota,
]
