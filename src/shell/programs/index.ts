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

export interface TableOptions {
  /** Programs besides those of the shell; they win. */
  readonly more?: readonly Program[]
  /** Names that this machine does not have. */
  readonly lacks?: ReadonlySet<string>
  /** Names of shells, and how those that are not bash speak. */
  readonly shells?: readonly string[]
  readonly dialect?: 'dash' | 'busybox'
}

/** The programs of a machine by name, its shells among them: these run scripts with the same programs. */
export function programTable(options: TableOptions = {}): ReadonlyMap<string, Program> {
  const { more = [], lacks, shells = ['bash', 'sh'], dialect = 'dash' } = options
  const table = new Map<string, Program>()
  for (const program of programs) if (!lacks?.has(program.name)) table.set(program.name, program)
  for (const name of shells)
    table.set(
      name,
      shellProgram(name, name === 'bash' ? 'bash' : dialect, () => table),
    )
  for (const program of more) table.set(program.name, program)
  return table
}
