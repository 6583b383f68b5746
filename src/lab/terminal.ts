// Puts the learner's interactive shell on a screen: keys in, text out. The shell runs as a task; whoever owns the lab moves
// its time. A shell that is left (`exit`, Ctrl-D) comes back, as a training machine's does.

import { InteractiveShell, type Session } from '../shell/index.ts'
import type { Host, Loop, Signal, Task, Tasks } from '../sim/index.ts'
import type { LabTerminal, TerminalOptions } from './types.ts'

interface Parts {
  readonly session: Session
  readonly host: Host
  readonly tasks: Tasks
  readonly loop: Loop
  readonly changed: Signal
}

export function openTerminal({ session, tasks, loop, changed }: Parts, options: TerminalOptions): LabTerminal {
  let columns = options.columns
  let rows = options.rows
  let shell: InteractiveShell
  let task: Task<number>
  let closed = false

  const pump = () => {
    if (closed) return
    loop.drain()
    tasks.run()
    loop.drain()
  }
  // Something outside woke a program (a part of the page that loaded, the editor): run it once the caller is done.
  const stopWaking = tasks.woken.subscribe(() => void Promise.resolve().then(pump))

  const start = () => {
    shell = new InteractiveShell({
      session,
      columns,
      rows,
      write: (text) => options.write(text),
      edit: (file) => options.edit(file),
      commandEnded(record) {
        loop.drain()
        options.commandEnded(record)
        changed.notify()
      },
    })
    task = tasks.start(shell.run())
    task.ended.subscribe(() => {
      if (closed) return
      session.exited = undefined
      start()
    })
  }
  start()
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
    close() {
      closed = true
      stopWaking()
      task.interrupt()
    },
  }
}
