// Builtins about names of commands: type, command, builtin, alias, unalias, hash, test, printf (bash 5.2 manual, 4.1–4.2).

import { evaluateTest, TestError, testContext } from '../conditional.ts'
import { wordTest } from '../dialect.ts'
import { formatPrintf } from '../printf-format.ts'
import { findCommand, programFor, shownPath } from '../programs-path.ts'
import { quoteWord } from '../quote.ts'
import type { Shell } from '../state.ts'
import { type Builtin, type BuiltinContext, print } from './builtin.ts'

const KEYWORDS: ReadonlySet<string> = new Set(
  'if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc'.split(' '),
)

interface Known {
  readonly kind: 'alias' | 'keyword' | 'function' | 'builtin' | 'file'
  readonly text: string
}

function lookUpName(shell: Shell, name: string, isBuiltin: (name: string) => boolean): Known | undefined {
  const alias = shell.aliases.get(name)
  if (alias !== undefined && shell.typed) return { kind: 'alias', text: alias }
  if (KEYWORDS.has(name)) return { kind: 'keyword', text: name }
  const source = shell.functions.get(name)
  if (source !== undefined) return { kind: 'function', text: source }
  if (isBuiltin(name)) return { kind: 'builtin', text: name }
  if (programFor(shell, name)) return { kind: 'file', text: shownPath(name) }
  const found = findCommand(shell, name)
  return found.kind === 'script' ? { kind: 'file', text: found.path } : undefined
}

/** `isBuiltin` is given by the index, which knows them all. */
export const nameBuiltins = (isBuiltin: (name: string) => boolean): readonly Builtin[] => [
  {
    names: ['type'],
    summary: 'type name…: say what a name stands for',
    *run(args, { shell }) {
      let status = 0
      const option = /^-[atpP]+$/.test(args[0] ?? '') ? (args[0] ?? '') : ''
      const short = option === '-t'
      for (const name of args.slice(option === '' ? 0 : 1)) {
        if (option === '-P' || option === '-p') {
          const first = lookUpName(shell, name, isBuiltin)
          const path = programFor(shell, name) && (option === '-P' || first?.kind === 'file')
          if (path) print(shell, `${shownPath(name)}\n`)
          if (!(path || (option === '-p' && first))) status = 1
          continue
        }
        const known = lookUpName(shell, name, isBuiltin)
        if (!known) {
          status = 1
          if (!short) shell.complain(`type: ${name}: not found`)
        } else if (short) print(shell, `${known.kind}\n`)
        else if (known.kind === 'alias') print(shell, `${name} is aliased to \`${known.text}'\n`)
        else if (known.kind === 'keyword') print(shell, `${name} is a shell keyword\n`)
        else if (known.kind === 'function') print(shell, `${name} is a function\n${known.text}\n`)
        else if (known.kind === 'builtin') print(shell, `${name} is a shell builtin\n`)
        else print(shell, `${name} is ${known.text}\n`)
        if (option === '-a' && known && known.kind !== 'file' && programFor(shell, name))
          print(shell, `${name} is ${shownPath(name)}\n`)
      }
      return status
    },
  },
  {
    names: ['command'],
    summary: 'command [-v] name [arg…]: run a program or builtin, not a function; -v says where it is',
    *run(args, { shell, interpreter }) {
      const [option, ...names] = args
      if (option !== '-v' && option !== '-V') {
        const list = option === '-p' || option === '--' ? args.slice(1) : args
        return list.length === 0 ? 0 : yield* interpreter.invoke(shell, list, 'no-function')
      }
      let found = false
      for (const name of names) {
        const known = lookUpName(shell, name, isBuiltin)
        if (!known && option === '-V') shell.complain(`command: ${name}: not found`)
        if (!known) continue
        found = true
        if (option === '-V') yield* interpreter.invoke(shell, ['type', name], 'builtin')
        else if (known.kind === 'alias') print(shell, `alias ${name}=${quoteWord(known.text, true)}\n`)
        else print(shell, known.kind === 'file' ? `${known.text}\n` : `${name}\n`)
      }
      return found ? 0 : 1
    },
  },
  {
    names: ['builtin'],
    summary: 'builtin name [arg…]: run a builtin',
    *run(args, { shell, interpreter }) {
      const [name] = args
      if (name === undefined) return 0
      if (!isBuiltin(name)) {
        shell.complain(`builtin: ${name}: not a shell builtin`)
        return 1
      }
      return yield* interpreter.invoke(shell, args, 'builtin')
    },
  },
  {
    names: ['alias'],
    summary: 'alias [name[=text]…]: other names for commands',
    *run(args, { shell }) {
      const show = (name: string, text: string): void => print(shell, `alias ${name}=${quoteWord(text, true)}\n`)
      if (args.length === 0 || args[0] === '-p')
        for (const name of [...shell.aliases.keys()].sort()) show(name, shell.aliases.get(name) ?? '')
      let status = 0
      for (const arg of args.filter((text) => text !== '-p')) {
        const equals = arg.indexOf('=')
        const name = equals < 0 ? arg : arg.slice(0, equals)
        const known = shell.aliases.get(name)
        if (equals > 0) shell.aliases.set(name, arg.slice(equals + 1))
        else if (known !== undefined) show(name, known)
        else {
          shell.complain(`alias: ${name}: not found`)
          status = 1
        }
      }
      return status
    },
  },
  {
    names: ['unalias'],
    summary: 'unalias [-a] name…: forget aliases',
    *run(args, { shell }) {
      let status = 0
      if (args[0] === '-a') shell.aliases.clear()
      for (const name of args.filter((arg) => arg !== '-a')) {
        if (shell.aliases.delete(name)) continue
        shell.complain(`unalias: ${name}: not found`)
        status = 1
      }
      return status
    },
  },
  {
    names: ['complete'],
    summary:
      'complete: succeeds; programs say themselves how they are completed, and aliases are as what they stand for',
    *run() {
      return 0
    },
  },
  {
    names: ['hash'],
    summary: 'hash: nothing to remember here, succeeds',
    *run(args, { shell }) {
      for (const name of args.filter((arg) => !arg.startsWith('-'))) {
        if (programFor(shell, name) || isBuiltin(name)) continue
        shell.complain(`hash: ${name}: not found`)
        return 1
      }
      return 0
    },
  },
  {
    names: ['test'],
    summary: 'test expression: answer with the status',
    run: (args, context) => test('test', args, context),
  },
  {
    names: ['printf'],
    summary: 'printf [-v variable] format [arg…]: print formatted',
    *run(args, { shell }) {
      const [first, variable] = args
      const list = first === '-v' ? args.slice(2) : first === '--' ? args.slice(1) : args
      const [format, ...values] = list
      if (format === undefined) {
        shell.output(2).write('printf: usage: printf [-v var] format [arguments]\n')
        return 2
      }
      const { text, faults } = formatPrintf(format, values, Math.floor(shell.around.host.nowMs() / 1000))
      if (first === '-v' && variable !== undefined) shell.set(variable, text)
      else print(shell, text)
      for (const fault of faults) shell.complain(`printf: ${fault}`)
      return faults.length > 0 ? 1 : 0
    },
  },
]

/** `[` is `test` whose last argument is a bracket. */
function* test(name: 'test' | '[', args: readonly string[], { shell }: BuiltinContext) {
  try {
    return evaluateTest(args, testContext(shell)) ? 0 : 1
  } catch (error) {
    if (!(error instanceof TestError)) throw error
    shell.complain(wordTest(shell.around.dialect, name, error.message, args))
    return 2
  }
}

export const bracket: Builtin = {
  names: ['['],
  summary: '[ expression ]: answer with the status',
  *run(args, context) {
    if (args.at(-1) !== ']') {
      context.shell.complain("[: missing `]'")
      return 2
    }
    return yield* test('[', args.slice(0, -1), context)
  },
}
