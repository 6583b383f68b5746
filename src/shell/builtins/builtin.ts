// What a command is that the shell does itself, because it changes the shell.

import type { Pipe, Steps } from '../../sim/index.ts'
import type { Interpreter } from '../interpreter.ts'
import { NOWHERE, type Shell, ShellError } from '../state.ts'
import { BrokenPipe } from '../stream.ts'

export interface BuiltinContext {
  readonly shell: Shell
  readonly interpreter: Interpreter
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
