// Every program of the shell. To add one: a file here and a line below.

import type { Program } from '../../sim/index.ts'
import { cat } from './cat.ts'
import { cut } from './cut.ts'
import { echo } from './echo.ts'
import { chmod, cp, mkdir, mv, rm, rmdir, touch } from './file-changes.ts'
import { egrep, fgrep, grep } from './grep.ts'
import { head } from './head.ts'
import { ls } from './ls.ts'
import { printf } from './printf.ts'
import { shellProgram } from './shells.ts'
import { sleep } from './sleep.ts'
import { sort } from './sort.ts'
import { tail } from './tail.ts'
import { tee } from './tee.ts'
import { tr } from './tr.ts'
import { uniq } from './uniq.ts'
import { wc } from './wc.ts'

export const programs: readonly Program[] = [
  cat,
  chmod,
  cp,
  cut,
  echo,
  egrep,
  fgrep,
  grep,
  head,
  ls,
  mkdir,
  mv,
  printf,
  rm,
  rmdir,
  sleep,
  sort,
  tail,
  tee,
  touch,
  tr,
  uniq,
  wc,
]

/** The programs by name, with the shells that run scripts with the same programs. `more` win over those of the shell. */
export function programTable(
  more: readonly Program[] = [],
  names: readonly string[] = ['bash', 'sh'],
): ReadonlyMap<string, Program> {
  const table = new Map<string, Program>(programs.map((program) => [program.name, program]))
  for (const name of names)
    table.set(
      name,
      shellProgram(name, name === 'sh' ? 'dash' : 'bash', () => table),
    )
  for (const program of more) table.set(program.name, program)
  return table
}
