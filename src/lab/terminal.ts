// The learner's interactive terminal: the shell's own, driven by the lab's tasks. Keys are worked on at once, as far as
// a slice goes; what is left goes on with the lab's next `advance`.

import { InteractiveShell, type Session } from '../shell/index.ts'
import type { Loop, Tasks } from '../sim/index.ts'
import type { LabTerminal, TerminalOptions } from './types.ts'

/** Steps of programs in one go; a slice of this many stays well under a frame. */
export const SLICE_STEPS = 2000

export interface TerminalParts {
  readonly session: Session
  readonly tasks: Tasks
  readonly loop: Loop
}

export function openTerminal({ session, tasks, loop }: TerminalParts, options: TerminalOptions): LabTerminal {
  const shell = new InteractiveShell({
    session,
    columns: options.columns,
    rows: options.rows,
    write: (text) => options.write(text),
    commandEnded: (record) => options.commandEnded(record),
    edit: (file) => options.edit(file),
  })
  let due = false
  const pump = (): void => {
    due = false
    tasks.run(SLICE_STEPS)
    loop.drain()
  }
  const task = tasks.start(shell.run())
  // What was woken from outside (a part of the page that was loaded, an editor that closed) goes on soon.
  const unsubscribe = tasks.woken.subscribe(() => {
    if (due) return
    due = true
    Promise.resolve().then(pump)
  })
  task.ended.subscribe(() => {
    unsubscribe()
    if (task.result && 'value' in task.result) options.left?.(task.result.value)
  })
  pump()
  return {
    input(data) {
      shell.input(data)
      pump()
    },
    resize(columns, rows) {
      shell.resize(columns, rows)
      pump()
    },
    get busy() {
      return shell.busy
    },
    close() {
      task.interrupt()
      unsubscribe()
    },
  }
}
