// The commands below `kubectl create`, in the order of its help.

import type { Command } from '../command.ts'
import { createClusterRoleBinding, createRoleBinding } from './create-binding.ts'
import { createConfigMap } from './create-config-map.ts'
import { createDeployment } from './create-deployment.ts'
import { createDisruptionBudget } from './create-disruption-budget.ts'
import { createIngress } from './create-ingress.ts'
import { createCronJob, createJob } from './create-job.ts'
import { createNamespace } from './create-namespace.ts'
import { createPriorityClass } from './create-priority-class.ts'
import { createQuota } from './create-quota.ts'
import { createClusterRole, createRole } from './create-role.ts'
import { createSecret } from './create-secret.ts'
import { createService } from './create-service.ts'
import { createServiceAccount } from './create-service-account.ts'
import { createToken } from './create-token.ts'

export const createSubcommands: readonly Command[] = [
  createClusterRole,
  createClusterRoleBinding,
  createConfigMap,
  createCronJob,
  createDeployment,
  createIngress,
  createJob,
  createNamespace,
  createDisruptionBudget,
  createPriorityClass,
  createQuota,
  createRole,
  createRoleBinding,
  createSecret,
  createService,
  createServiceAccount,
  createToken,
]
