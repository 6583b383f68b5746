// Every type of check. To add one: its file, and its line here.

import { answeredBy } from './answered-by.ts'
import { changedCount } from './changed-count.ts'
import type { CheckType } from './check.ts'
import { commandRun } from './command-run.ts'
import { endpoints } from './endpoints.ts'
import { exists } from './exists.ts'
import { field } from './field.ts'
import { labelRemoved } from './label-removed.ts'
import { replaced } from './replaced.ts'
import { selects } from './selects.ts'
import { shown } from './shown.ts'

export const checkTypes: readonly CheckType[] = [
  shown,
  commandRun,
  exists,
  field,
  selects,
  endpoints,
  answeredBy,
  replaced,
  labelRemoved,
  changedCount,
]
