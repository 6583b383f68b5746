// What a command is that the shell does itself, because it changes the shell.

import type { Pipe, Steps } from '../../sim/index.ts'
import { NOWHERE, type Shell, ShellError } from '../state.ts'
import { BrokenPipe } from '../stream.ts'

/** What builtins ask of the interpreter. */
export interface BuiltinRunner {
  readonly expander: { arithmetic(shell: Shell, expression: string): Steps<bigint> }
  /** Runs commands in the current shell. */
  text(shell: Shell, text: string, firstLine?: number): Steps<number>
  /** Runs a command whose words are expanded already. */
  invoke(shell: Shell, args: readonly string[], only?: 'builtin' | 'no-function'): Steps<number>
}

export interface BuiltinContext {
  readonly shell: Shell
  readonly interpreter: BuiltinRunner
  readonly stdin: Pipe
}

export interface Builtin {
  readonly names: readonly string[]
  /** One line for `help`. */
  readonly summary: string
  run(args: readonly string[], context: BuiltinContext): Steps<number>
}

export const print = (shell: Shell, text: string): void => {
  const output = shell.output(1)
  if (output.write(text)) return
  if (output === NOWHERE) throw new ShellError('write error: Bad file descriptor')
  throw new BrokenPipe('broken pipe')
}

export const isName = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text)
