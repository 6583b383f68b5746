// The learner's interactive terminal: the shell's own, driven by the lab's tasks. Keys are worked on at once, as far as
// a slice goes; what is left goes on with the lab's next `advance`.

import { InteractiveShell, type Session } from '../shell/index.ts'
import type { Loop, Task, Tasks } from '../sim/index.ts'
import { type PacedWork, SLICE_STEPS } from './pace.ts'
import type { LabTerminal, TerminalOptions } from './types.ts'

export interface TerminalParts {
  readonly session: Session
  readonly tasks: Tasks
  readonly loop: Loop
  readonly paced: PacedWork | undefined
}

export function openTerminal({ session, tasks, loop, paced }: TerminalParts, options: TerminalOptions): LabTerminal {
  let due = false
  const pump = (): void => {
    due = false
    if (paced) paced.soon()
    else {
      tasks.run(SLICE_STEPS)
      loop.drain()
    }
  }
  let { columns, rows } = options
  let closed = false
  const open = () =>
    new InteractiveShell({
      session,
      columns,
      rows,
      write: (text) => options.write(text),
      commandEnded: (record) => options.commandEnded(record),
      edit: (file) => options.edit(file),
    })
  let shell = open()
  const run = (): Task<number> => {
    const started = tasks.start(shell.run())
    started.ended.subscribe(() => {
      if (closed) return
      if (options.left) {
        unsubscribe()
        if (started.result && 'value' in started.result) options.left(started.result.value)
        return
      }
      // Nobody wants to know that the shell was left (`exit`, Ctrl-D): it comes back, as on a training machine.
      session.exited = undefined
      shell = open()
      task = run()
    })
    return started
  }
  // What was woken from outside (a part of the page that was loaded, an editor that closed) goes on soon.
  const unsubscribe = tasks.woken.subscribe(() => {
    if (due) return
    due = true
    Promise.resolve().then(pump)
  })
  let task = run()
  pump()
  return {
    input(data) {
      shell.input(data)
      pump()
    },
    resize(newColumns, newRows) {
      columns = newColumns
      rows = newRows
      shell.resize(columns, rows)
      pump()
    },
    get busy() {
      return shell.busy
    },
    get continued() {
      return shell.continued
    },
    close() {
      closed = true
      task.interrupt()
      unsubscribe()
    },
  }
}
