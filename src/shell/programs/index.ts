// Every program of the shell. To add one: a file here and a line below.

import type { Program } from '../../sim/index.ts'
import { inBusyBox } from '../busybox.ts'
import { base64 } from './base64.ts'
import { cat } from './cat.ts'
import { curl } from './curl.ts'
import { cut } from './cut.ts'
import { date } from './date.ts'
import { echo } from './echo.ts'
import { nano, vi, vim } from './editors.ts'
import { envsubst } from './envsubst.ts'
import { expr } from './expr.ts'
import { chmod, cp, ln, mkdir, mv, rm, rmdir, touch } from './file-changes.ts'
import { df, du, find, mktemp, stat } from './file-information.ts'
import { filters } from './filters.ts'
import { egrep, fgrep, grep } from './grep.ts'
import { head } from './head.ts'
import { lazyPrograms } from './lazy.ts'
import { ls } from './ls.ts'
import { man } from './man.ts'
import { getent, nc, nslookup, ping, wget } from './network.ts'
import { printf } from './printf.ts'
import { sed } from './sed.ts'
import { shellProgram } from './shells.ts'
import { sleep } from './sleep.ts'
import { sort } from './sort.ts'
import {
  clear,
  env,
  falseProgram,
  hostname,
  id,
  kill,
  nproc,
  printenv,
  ps,
  pwd,
  reset,
  sudo,
  timeout,
  trueProgram,
  tty,
  uname,
  uptime,
  which,
  whoami,
} from './surroundings.ts'
import { tail } from './tail.ts'
import { tar } from './tar.ts'
import { tee } from './tee.ts'
import { bracketProgram, testProgram } from './test.ts'
import { basename, column, dirname, nl, paste, readlink, realpath, rev, seq, tac, yes } from './text-tools.ts'
import { tr } from './tr.ts'
import { uniq } from './uniq.ts'
import { watch } from './watch.ts'
import { wc } from './wc.ts'
import { xargs } from './xargs.ts'

export const programs: readonly Program[] = [
  bracketProgram,
  ...filters(),
  base64,
  basename,
  cat,
  chmod,
  clear,
  column,
  cp,
  curl,
  cut,
  date,
  df,
  dirname,
  du,
  echo,
  egrep,
  env,
  envsubst,
  expr,
  falseProgram,
  fgrep,
  find,
  getent,
  grep,
  head,
  hostname,
  id,
  kill,
  ln,
  ls,
  man,
  mkdir,
  mktemp,
  mv,
  nano,
  nc,
  nl,
  nproc,
  nslookup,
  paste,
  ping,
  printenv,
  printf,
  ps,
  pwd,
  readlink,
  realpath,
  reset,
  rev,
  rm,
  rmdir,
  sed,
  seq,
  sleep,
  sort,
  stat,
  sudo,
  tac,
  tail,
  tar,
  tee,
  testProgram,
  timeout,
  touch,
  tr,
  trueProgram,
  tty,
  uname,
  uniq,
  uptime,
  vi,
  vim,
  watch,
  wc,
  wget,
  whoami,
  xargs,
  yes,
]

export interface TableOptions {
  /** Programs besides those of the shell; they win. */
  readonly more?: readonly Program[]
  /** Names that this machine does not have. */
  readonly lacks?: ReadonlySet<string>
  /** Names of shells, and how those that are not bash speak. */
  readonly shells?: readonly string[]
  readonly dialect?: 'dash' | 'busybox'
  /** Nobody here can wait for programs that are loaded later: they are there when they are. */
  readonly cannotWait?: boolean
}

/** The programs of a machine by name, its shells among them: these run scripts with the same programs. */
export function programTable(options: TableOptions = {}): ReadonlyMap<string, Program> {
  const { more = [], lacks, shells = ['bash', 'sh'], dialect = 'dash', cannotWait = false } = options
  const table = new Map<string, Program>()
  for (const program of [...programs, ...lazyPrograms(!cannotWait)]) {
    if (!lacks?.has(program.name)) table.set(program.name, dialect === 'busybox' ? inBusyBox(program) : program)
  }
  for (const name of shells)
    table.set(
      name,
      shellProgram(name, name === 'bash' ? 'bash' : dialect, () => table),
    )
  if (!lacks?.has('which'))
    table.set(
      'which',
      which((name) => table.has(name.replace(/^\/(?:usr\/)?s?bin\//, ''))),
    )
  for (const program of more) table.set(program.name, program)
  return table
}
