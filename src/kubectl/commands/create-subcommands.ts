// The commands below `kubectl create`, in the order of its help.
// Missing: the kinds that this lab does not serve yet (role, job, ingress …), and tokens.

import type { Command } from '../command.ts'
import { createConfigMap } from './create-config-map.ts'
import { createDeployment } from './create-deployment.ts'
import { createNamespace } from './create-namespace.ts'
import { createSecret } from './create-secret.ts'
import { createService } from './create-service.ts'
import { createServiceAccount } from './create-service-account.ts'

export const createSubcommands: readonly Command[] = [
  createConfigMap,
  createDeployment,
  createNamespace,
  createSecret,
  createService,
  createServiceAccount,
]
