// All functions that expressions in Kubernetes 1.33 have. A new library is one file and one line here.

import type { CelLibrary } from '../function.ts'
import { lists } from './lists.ts'
import { standard } from './standard.ts'
import { strings } from './strings.ts'

export const libraries: readonly CelLibrary[] = [{ functions: standard }, { functions: strings }, { functions: lists }]
