// An interactive shell inside a program's streams: a shell that was started without a script on a terminal.

import type { Io, Program, Steps } from '../sim/index.ts'
import type { Surroundings } from './state.ts'

export interface InteractiveStart {
  readonly io: Io
  readonly name: string
  readonly dialect: Surroundings['dialect']
  readonly programs: ReadonlyMap<string, Program>
}

// Missing: comes with the terminal.
export function* interactiveShell({ io, name }: InteractiveStart): Steps<number> {
  io.stderr.write(`${name}: an interactive shell inside the shell is missing here\n`)
  return 1
}
