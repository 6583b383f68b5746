// The second door: what the server can do once kubectl has come. Until then nobody patches.

import { configurationOf } from './apply.ts'
import type { Patches } from './core.ts'
import { applyPatch, patchObject } from './patch.ts'

export { describedObject, describedSchema } from './descriptions.ts'
export { portRefusal } from './port-refusal.ts'

export const patches: Patches = { patchObject, applyPatch, configurationOf }
