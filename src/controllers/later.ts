// The second door of the controllers: those whose kinds are served later. The lab loads them with kubectl. A new one is one
// file and one line here, and its name in `index.ts`.

import { certificateSigning } from './certificate-signing.ts'
import { clusterRoleAggregation } from './cluster-role-aggregation.ts'
import type { Controller } from './controller.ts'
import { resourceQuota } from './resource-quota.ts'
import { claimProtectionController, volumeProtectionController } from './storage-protection.ts'

export const laterControllers: readonly Controller[] = [
  resourceQuota,
  claimProtectionController,
  volumeProtectionController,
  clusterRoleAggregation,
  certificateSigning,
]
