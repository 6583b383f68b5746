// Every builtin, by name. To add one: a file (or an entry in one of a family) and a line here.

import type { Builtin } from './builtin.ts'
import { directoryBuiltins } from './directories.ts'
import { flowBuiltins } from './flow.ts'
import { informationBuiltins } from './information.ts'
import { inputBuiltins } from './input.ts'
import { jobBuiltins } from './jobs.ts'
import { bracket, nameBuiltins } from './names.ts'
import { variableBuiltins } from './variables.ts'

/** Builtins of bash that are ordinary programs here; `type` calls them builtins all the same. */
export const PROGRAM_BUILTINS: ReadonlySet<string> = new Set(['echo'])

const all: readonly Builtin[] = [
  ...directoryBuiltins,
  ...flowBuiltins,
  ...inputBuiltins,
  ...jobBuiltins,
  ...variableBuiltins,
  ...nameBuiltins((name) => builtins.has(name) || PROGRAM_BUILTINS.has(name)),
  bracket,
  ...informationBuiltins(() => all),
]

export const builtins: ReadonlyMap<string, Builtin> = new Map(
  all.flatMap((builtin) => builtin.names.map((name) => [name, builtin])),
)
