// Builtins about what runs next: break, continue, return, exit, eval, source, exec, trap, `:` (bash 5.2 manual, 4.1).

import { FileError } from '../../sim/index.ts'
import { Break, Exit, Return } from '../flow.ts'
import { resolvePath } from '../paths.ts'
import { findCommand } from '../programs-path.ts'
import { quoteWord } from '../quote.ts'
import { signalName, signalNumber } from '../signals.ts'
import type { Shell } from '../state.ts'
import { type Builtin, print } from './builtin.ts'

const leaving = (name: 'break' | 'continue'): Builtin => ({
  names: [name],
  summary: `${name} [n]: ${name === 'break' ? 'leave loops' : 'go on with the next turn of a loop'}`,
  *run(args, { shell }) {
    const [text = '1'] = args
    if (shell.loops === 0) {
      shell.complain(`${name}: only meaningful in a \`for', \`while', or \`until' loop`)
      return 0
    }
    if (!/^\d+$/.test(text)) {
      shell.complain(`${name}: ${text}: numeric argument required`)
      throw new Exit(128)
    }
    if (text === '0') {
      shell.complain(`${name}: 0: loop count out of range`)
      return 1
    }
    throw new Break(Number(text), name === 'continue')
  },
})

function statusFrom(name: string, args: readonly string[], shell: Shell): number {
  const [text] = args
  if (text === undefined) return shell.status
  if (!/^[-+]?\d+$/.test(text)) {
    shell.complain(`${name}: ${text}: numeric argument required`)
    return 2
  }
  return Number(text) & 255
}

const returnBuiltin: Builtin = {
  names: ['return'],
  summary: 'return [n]: end a function or a sourced file',
  *run(args, { shell }) {
    if (shell.depth === 0 && shell.sourced === 0) {
      shell.complain("return: can only `return' from a function or sourced script")
      return 2
    }
    throw new Return(statusFrom('return', args, shell))
  },
}

const exit: Builtin = {
  names: ['exit', 'logout'],
  summary: 'exit [n]: end the shell',
  *run(args, { shell }) {
    if (shell.around.interactive && shell.around.dialect === 'bash') shell.output(2).write('exit\n')
    if (args.length > 1 && /^\d+$/.test(args[0] ?? '')) {
      shell.complain('exit: too many arguments')
      return 1
    }
    if (shell.around.interactive && shell.jobs.some(({ member }) => member.stopped && !member.result)) {
      const again = shell.warned
      shell.warned = true
      if (!again) {
        shell.output(2).write('There are stopped jobs.\n')
        return 1
      }
    }
    throw new Exit(statusFrom('exit', args, shell))
  },
}

const evalBuiltin: Builtin = {
  names: ['eval'],
  summary: 'eval [arg…]: run arguments as a command',
  *run(args, { shell, interpreter }) {
    return yield* interpreter.text(shell, args.join(' '), shell.line)
  },
}

const sourcing = (called: 'source' | '.'): Builtin => ({
  names: [called],
  summary: `${called} file [arg…]: run the commands of a file in this shell`,
  *run(args, { shell, interpreter }) {
    const [name, ...rest] = args
    if (name === undefined) {
      shell.complain(`${called}: filename argument required`)
      shell.output(2).write(`${called}: usage: ${called} filename [arguments]\n`)
      return 2
    }
    const path = resolvePath(shell.cwd, name)
    let text: string
    try {
      text = shell.around.host.files.read(path)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      shell.complain(error.fault === 'EISDIR' ? `${called}: ${name}: is a directory` : `${name}: ${error.message}`)
      return 1
    }
    const { positional, file, line } = shell
    if (shell.around.dialect === 'bash') shell.file = name
    if (rest.length > 0) shell.positional = rest
    shell.sourced++
    try {
      return yield* interpreter.text(shell, text)
    } catch (error) {
      if (error instanceof Return) return error.status
      throw error
    } finally {
      shell.sourced--
      shell.file = file
      shell.line = line
      if (rest.length > 0) shell.positional = positional
    }
  },
})

const exec: Builtin = {
  names: ['exec'],
  summary: 'exec [command…]: put a command in place of the shell, or keep redirections',
  *run(args, { shell, interpreter }) {
    const [name] = args
    if (name === undefined) return 0
    if (!name.includes('/') && findCommand(shell, name).kind === 'fault') {
      shell.complain(`exec: ${name}: not found`)
      if (shell.typed) return 127
      throw new Exit(127)
    }
    shell.replaced = true
    throw new Exit(yield* interpreter.invoke(shell, args, 'no-function'))
  },
}

const trap: Builtin = {
  names: ['trap'],
  summary: 'trap [command] [EXIT|ERR|signal…]: what to do at the end, after a failure, or when a signal comes',
  *run(args, { shell }) {
    if (args.length === 0 || args[0] === '-p') {
      const number = (name: string): number => (name === 'ERR' ? 65 : (signalNumber(name) ?? 0))
      const traps = [...shell.traps].sort(([a], [b]) => number(a) - number(b))
      for (const [name, command] of traps) print(shell, `trap -- ${quoteWord(command, true)} ${name}\n`)
      return 0
    }
    const list = args[0] === '--' ? args.slice(1) : args
    const [command = '', ...signals] = list
    // Missing: Ctrl-C in a command ends it without its trap on INT.
    for (const signal of signals.length > 0 ? signals : [command]) {
      const name = signal.toUpperCase().replace(/^SIG(?=.)/, '')
      if (name === 'DEBUG' || name === 'RETURN') {
        shell.complain(`trap: ${name}: this shell has no such trap`)
        return 1
      }
      const number = signalNumber(signal)
      const known = name === 'ERR' ? name : number === 0 || name === 'EXIT' ? 'EXIT' : signalName(number ?? -1)
      if (known === undefined) {
        shell.complain(`trap: ${signal}: invalid signal specification`)
        return 1
      }
      const shown = known === 'EXIT' || known === 'ERR' ? known : `SIG${known}`
      if (signals.length === 0 || command === '-') shell.traps.delete(shown)
      else shell.traps.set(shown, command)
    }
    return 0
  },
}

const colon: Builtin = {
  names: [':', 'true'],
  summary: 'do nothing, successfully',
  *run() {
    return 0
  },
}

const falseBuiltin: Builtin = {
  names: ['false'],
  summary: 'do nothing, unsuccessfully',
  *run() {
    return 1
  },
}

export const flowBuiltins: readonly Builtin[] = [
  leaving('break'),
  leaving('continue'),
  returnBuiltin,
  exit,
  evalBuiltin,
  sourcing('source'),
  sourcing('.'),
  exec,
  trap,
  colon,
  falseBuiltin,
]
