// Builtins about where the shell is: cd, pwd, pushd, popd, dirs (bash 5.2 manual, 4.1 and 6.8.1).

import { resolvePath } from '../paths.ts'
import type { Shell } from '../state.ts'
import { type Builtin, print } from './builtin.ts'

function change(shell: Shell, command: string, target: string): boolean {
  const path = resolvePath(shell.cwd, target)
  const info = shell.around.host.files.stat(path)
  if (info?.kind !== 'directory') {
    if (shell.around.dialect === 'bash') {
      shell.complain(`${command}: ${target}: ${info ? 'Not a directory' : 'No such file or directory'}`)
    } else
      shell.complain(
        `${command}: can't cd to ${target}${shell.around.dialect === 'busybox' ? ': No such file or directory' : ''}`,
      )
    return false
  }
  shell.variables.set('OLDPWD', { ...shell.variables.get('OLDPWD'), value: shell.cwd, exported: true })
  shell.cwd = path
  shell.variables.set('PWD', { ...shell.variables.get('PWD'), value: path, exported: true })
  return true
}

const short = (shell: Shell, path: string): string => {
  const home = shell.get('HOME') ?? ''
  if (home === '' || home === '/') return path
  return path === home ? '~' : path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path
}

const listing = (shell: Shell): string =>
  `${[shell.cwd, ...shell.directories].map((path) => short(shell, path)).join(' ')}\n`

export const directoryBuiltins: readonly Builtin[] = [
  {
    names: ['cd'],
    summary: 'cd [directory|-]: go to a directory',
    *run(args, { shell }) {
      const list = args.filter((arg) => !/^-[LPe@]+$/.test(arg) && arg !== '--')
      const [target] = list
      if (list.length > 1) {
        shell.complain('cd: too many arguments')
        return 1
      }
      if (target === undefined) {
        const home = shell.get('HOME')
        if (home === undefined) {
          shell.complain('cd: HOME not set')
          return 1
        }
        return change(shell, 'cd', home) ? 0 : 1
      }
      if (target === '-') {
        const before = shell.get('OLDPWD')
        if (before === undefined) {
          shell.complain('cd: OLDPWD not set')
          return 1
        }
        if (!change(shell, 'cd', before)) return 1
        print(shell, `${shell.cwd}\n`)
        return 0
      }
      if (/^-./.test(target)) {
        shell.complain(`cd: ${target.slice(0, 2)}: invalid option`)
        shell.output(2).write('cd: usage: cd [-L|[-P [-e]] [-@]] [dir]\n')
        return 2
      }
      return target === '' || change(shell, 'cd', target) ? 0 : 1
    },
  },
  {
    names: ['pwd'],
    summary: 'pwd: where the shell is',
    *run(_args, { shell }) {
      print(shell, `${shell.cwd}\n`)
      return 0
    },
  },
  {
    names: ['pushd'],
    summary: 'pushd directory: go there and remember where from',
    *run(args, { shell }) {
      const [target] = args
      const from = shell.cwd
      if (target === undefined) {
        const [first] = shell.directories
        if (first === undefined) {
          shell.complain('pushd: no other directory')
          return 1
        }
        if (!change(shell, 'pushd', first)) return 1
        shell.directories = [from, ...shell.directories.slice(1)]
      } else {
        if (!change(shell, 'pushd', target)) return 1
        shell.directories = [from, ...shell.directories]
      }
      print(shell, listing(shell))
      return 0
    },
  },
  {
    names: ['popd'],
    summary: 'popd: go back to the directory that was remembered last',
    *run(_args, { shell }) {
      const [first, ...rest] = shell.directories
      if (first === undefined) {
        shell.complain('popd: directory stack empty')
        return 1
      }
      if (!change(shell, 'popd', first)) return 1
      shell.directories = rest
      print(shell, listing(shell))
      return 0
    },
  },
  {
    names: ['dirs'],
    summary: 'dirs: the remembered directories',
    *run(_args, { shell }) {
      print(shell, listing(shell))
      return 0
    },
  },
]
