// "Show me": types a step's solution into the terminal as a person would, waits for each command, and gives the answers.

import type { Execution } from '../lab/index.ts'
import type { LessonRun } from '../lesson/index.ts'
import type { Session } from './session.ts'

const KEY_MS = 18
const PAUSE_MS = 350
const MAX_WATCH_MS = 4000
const KILL_LINE = '\x05\x15'
const CTRL_C = '\x03'

/** Ends early when the learner presses Ctrl-C, takes another step, or leaves. */
export async function solve(session: Session, run: LessonRun, slow: boolean): Promise<void> {
  const typist: Typist = { session, slow, stopped: false }
  const unsubscribe = session.interrupted.subscribe(() => {
    typist.stopped = true
  })
  try {
    const step = run.openStep.id
    const { terminal } = session
    // What was begun would take in all that is typed now.
    if (terminal.continued) terminal.input(CTRL_C)
    for (const act of run.showSolution()) {
      if (typist.stopped || run.openStep.id !== step || terminal.busy) return
      if ('answer' in act) run.answer(act.question, act.answer)
      else if ('from' in act) {
        const execution = await typeCommand(act.from, typist)
        if (execution && run.openStep.id === step) run.answer(act.question, execution.stdout.trim())
      } else await typeCommand(act.command, typist)
    }
  } finally {
    unsubscribe()
  }
}

interface Typist {
  readonly session: Session
  readonly slow: boolean
  stopped: boolean
}

/** Undefined when it was stopped before the command ended. */
async function typeCommand(command: string, typist: Typist): Promise<Execution | undefined> {
  const { session, slow } = typist
  const { terminal } = session
  terminal.input(KILL_LINE)
  for (const character of command) {
    if (typist.stopped) return undefined
    terminal.input(character === '\n' ? '\r' : character)
    if (slow) await pause(character === '\n' ? PAUSE_MS : KEY_MS)
  }
  if (slow) await pause(PAUSE_MS)
  if (typist.stopped) return undefined
  const ended = session.nextCommand()
  terminal.input('\r')
  const execution = await ended
  await rest(typist)
  return execution
}

/** The next command finds the cluster at rest: waits a little to let it be seen, then lets its time run ahead. */
async function rest(typist: Typist): Promise<void> {
  const { lab } = typist.session
  const untilMs = performance.now() + (typist.slow ? MAX_WATCH_MS : 0)
  while (!typist.stopped && lab.nextMs() !== undefined && performance.now() < untilMs) await pause(PAUSE_MS)
  if (!typist.stopped) lab.settle()
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
