// Builtins that tell: history, help, times, umask, ulimit (bash 5.2 manual, 9.2 and 4.2).

import { type Builtin, print } from './builtin.ts'

export const informationBuiltins = (all: () => readonly Builtin[]): readonly Builtin[] => [
  {
    names: ['history'],
    summary: 'history [n] [-c] [-d n]: the commands that were typed',
    *run(args, { shell }) {
      const { history } = shell.around
      const [first] = args
      if (first === '-c') {
        history.length = 0
        return 0
      }
      if (first === '-d') {
        const at = Number(args[1])
        if (!(at >= 1 && at <= history.length)) {
          shell.complain(`history: ${args[1] ?? ''}: history position out of range`)
          return 1
        }
        history.splice(at - 1, 1)
        return 0
      }
      if (first !== undefined && !/^\d+$/.test(first)) {
        if (/^-[anrw]$/.test(first)) return 0
        shell.complain(
          first.startsWith('-') ? `history: ${first}: invalid option` : `history: ${first}: numeric argument required`,
        )
        return first.startsWith('-') ? 2 : 1
      }
      const from = first === undefined ? 0 : Math.max(0, history.length - Number(first))
      for (const [i, line] of history.entries()) if (i >= from) print(shell, `${String(i + 1).padStart(5)}  ${line}\n`)
      return 0
    },
  },
  {
    names: ['help'],
    summary: 'help [name]: the commands that this shell has',
    *run(args, { shell }) {
      const programs = [...shell.around.programs.values()]
      const lines = [
        ...all().map(({ names, summary }) => ({ name: names[0] ?? '', summary })),
        ...programs.map(({ name, summary }) => ({ name, summary: summary ?? '' })),
      ]
      if (args.length === 0) {
        const names = [...new Set(lines.map(({ name }) => name))].sort()
        print(shell, `Commands of this shell (type \`help name' for one of them):\n\n`)
        let line = ''
        for (const name of names) {
          if (line.length + name.length + 1 > 78) {
            print(shell, `${line}\n`)
            line = ''
          }
          line += line === '' ? name : ` ${name}`
        }
        print(shell, `${line}\n`)
        return 0
      }
      for (const name of args) {
        const found = lines.find((entry) => entry.name === name)
        if (!found) {
          shell.complain(
            `help: no help topics match \`${name}'.  Try \`help help' or \`man -k ${name}' or \`info ${name}'.`,
          )
          return 1
        }
        print(shell, `${name}: ${found.summary}\n`)
      }
      return 0
    },
  },
  {
    names: ['umask'],
    summary: 'umask: which permissions new files do not get',
    *run(_args, { shell }) {
      print(shell, '0022\n')
      return 0
    },
  },
  {
    names: ['times'],
    summary: 'times: this shell uses no measurable time',
    *run(_args, { shell }) {
      print(shell, '0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n')
      return 0
    },
  },
]
