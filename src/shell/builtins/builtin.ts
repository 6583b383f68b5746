// What a command is that the shell does itself, because it changes the shell.

import type { Pipe, Steps } from '../../sim/index.ts'
import type { Interpreter } from '../interpreter.ts'
import type { Shell } from '../state.ts'

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
  shell.output(1).write(text)
}

export const isName = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text)
