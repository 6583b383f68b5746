// Which program a name stands for. Programs live in /usr/bin as far as anybody can see; files with commands run too.

import type { Program } from '../sim/index.ts'
import { baseName, directoryName, resolvePath } from './paths.ts'
import type { Shell } from './state.ts'

const PROGRAM_DIRECTORIES: ReadonlySet<string> = new Set([
  '/bin',
  '/usr/bin',
  '/usr/local/bin',
  '/sbin',
  '/usr/sbin',
  '/usr/local/sbin',
])

export type FoundCommand =
  | { readonly kind: 'program'; readonly program: Program }
  | {
      readonly kind: 'script'
      readonly interpreter: string
      readonly options: readonly string[]
      readonly path: string
    }
  | { readonly kind: 'fault'; readonly message: string; readonly status: number; readonly plain?: boolean }

/** The program of that name or path. */
export function programFor(shell: Shell, name: string): Program | undefined {
  if (!name.includes('/')) return shell.around.programs.get(name)
  const path = resolvePath(shell.cwd, name)
  return PROGRAM_DIRECTORIES.has(directoryName(path)) ? shell.around.programs.get(baseName(path)) : undefined
}

export function findCommand(shell: Shell, name: string): FoundCommand {
  const { dialect, host } = shell.around
  const program = programFor(shell, name)
  if (program) return { kind: 'program', program }
  const notFound = dialect === 'bash' ? 'command not found' : 'not found'
  const path = name.includes('/') ? resolvePath(shell.cwd, name) : inPath(shell, name)
  if (path === undefined) return { kind: 'fault', message: `${name}: ${notFound}`, status: 127 }
  const info = host.files.stat(resolvePath(shell.cwd, path))
  if (!info) {
    const message = dialect === 'bash' ? 'No such file or directory' : 'not found'
    return { kind: 'fault', message: `${name}: ${message}`, status: 127 }
  }
  if (info.kind === 'directory') return { kind: 'fault', message: `${name}: Is a directory`, status: 126 }
  if ((info.mode & 0o111) === 0) return { kind: 'fault', message: `${name}: Permission denied`, status: 126 }
  const shebang = /^#![ \t]*([^ \t\n]+)(?:[ \t]+([^ \t\n]+))?/.exec(host.files.read(resolvePath(shell.cwd, path)))
  const interpreter = baseName(shebang?.[1] ?? 'bash')
  const runner = interpreter === 'env' ? (shebang?.[2] ?? 'bash') : interpreter
  if (shebang && !shell.around.programs.has(runner)) {
    if (interpreter === 'env') {
      const hint = runner.endsWith('\r') ? '\n/usr/bin/env: use -[v]S to pass options in shebang lines' : ''
      const shown = runner.replace('\r', '\\r')
      const message = `/usr/bin/env: ‘${shown}’: No such file or directory${hint}`
      return { kind: 'fault', message, status: 127, plain: true }
    }
    const reason = dialect === 'bash' ? 'cannot execute: required file not found' : 'not found'
    return { kind: 'fault', message: `${name}: ${reason}`, status: 127 }
  }
  const options = interpreter !== 'env' && shebang?.[2] !== undefined ? [shebang[2]] : []
  return { kind: 'script', interpreter: runner, options, path: name.includes('/') ? name : path }
}

/** A file of the learner's that may be run by its name alone: the first in the directories of PATH. */
function inPath(shell: Shell, name: string): string | undefined {
  if (name === '') return undefined
  const { files } = shell.around.host
  for (const directory of (shell.get('PATH') ?? '').split(':')) {
    const path = `${directory || '.'}/${name}`
    const info = files.stat(resolvePath(shell.cwd, path))
    if (info?.kind === 'file' && (info.mode & 0o111) !== 0) return path
  }
  return undefined
}

/** Where `which` and `type` say that it is. */
export const shownPath = (name: string): string => (name.startsWith('/') ? name : `/usr/bin/${name}`)
