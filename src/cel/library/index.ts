// All functions that expressions in Kubernetes 1.33 have. A new library is one file and one line here.

import type { CelLibrary } from '../function.ts'
import { addresses } from './addresses.ts'
import { namedFormats } from './formats.ts'
import { lists } from './lists.ts'
import { quantities } from './quantities.ts'
import { semver } from './semver.ts'
import { standard } from './standard.ts'
import { strings } from './strings.ts'
import { urls } from './urls.ts'

export const libraries: readonly CelLibrary[] = [
  { functions: standard },
  { functions: strings },
  { functions: lists },
  quantities,
  addresses,
  urls,
  semver,
  namedFormats,
]
