// The verbs that nearly every kind answers to (api/discovery/*.json, v1.33).

import type { Verb } from '../api/index.ts'

export const allVerbs: readonly Verb[] = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
]
