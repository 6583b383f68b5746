// Drives a program to its end where nobody watches: when everything waits, virtual time moves to whatever is due next.
// A program that waits for what only housekeeping could bring (`get -w`, `logs -f`) is interrupted, as by Ctrl-C.

import type { Loop, Task, Tasks } from '../sim/index.ts'

export interface Patience {
  /** How much virtual time a command may take while something is due. */
  readonly busyMs: number
  /** How much more when only housekeeping is left. */
  readonly idleMs: number
  /** How many slices of steps without any waiting: a loop that never waits would never end. */
  readonly slices: number
  /** How often it may be driven on at all. */
  readonly turns: number
  /** It has said more than anybody wants to read. */
  full(): boolean
}

const STEPS = 1000

/** When a timer fires or a sleeping program wakes next, housekeeping aside. */
export function nextDueMs(loop: Loop, tasks: Tasks): number | undefined {
  const timer = loop.nextTimerMs()
  const wake = tasks.nextWakeMs()
  const soonest = Math.min(timer ?? Number.POSITIVE_INFINITY, wake ?? Number.POSITIVE_INFINITY)
  return Number.isFinite(soonest) ? soonest : undefined
}

/** Returns when the task has ended, by itself or because it was interrupted. */
export async function driveToEnd(loop: Loop, tasks: Tasks, task: Task, patience: Patience): Promise<void> {
  const busyEndMs = loop.nowMs + patience.busyMs
  let idleEndMs: number | undefined
  let slices = 0
  for (let turns = 0; ; turns++) {
    loop.drain()
    tasks.run(STEPS)
    loop.drain()
    if (task.result) return
    if (patience.full() || turns > patience.turns) {
      task.interrupt()
      return
    }
    if (tasks.anyAwake) {
      if (++slices <= patience.slices) continue
      task.interrupt()
      return
    }
    slices = 0
    if (task.external) {
      await task.external.catch(() => {})
      continue
    }
    const due = nextDueMs(loop, tasks)
    if (due !== undefined && due <= busyEndMs) {
      idleEndMs = undefined
      loop.advanceTo(due)
      continue
    }
    idleEndMs ??= Math.min(loop.nowMs + patience.idleMs, busyEndMs)
    const housekeeping = loop.nextTimerMs(true)
    if (due !== undefined || housekeeping === undefined || housekeeping > idleEndMs) {
      task.interrupt()
      return
    }
    loop.advanceTo(housekeeping)
  }
}
