// "Show me": types a step's solution into the terminal as a person would, waits for each command, and gives the answers.

import type { LessonRun } from '../lesson/index.ts'
import type { Session } from './session.ts'

const KEY_MS = 18
const PAUSE_MS = 350
const MAX_WATCH_MS = 4000
const KILL_LINE = '\x05\x15'

export interface Typist {
  type(text: string): void
  /** False once the lab is gone, so that typing stops. */
  alive(): boolean
  readonly slow: boolean
}

export async function solve(session: Session, run: LessonRun, typist: Typist): Promise<void> {
  const step = run.openStep.id
  for (const act of run.showSolution()) {
    if (!typist.alive() || run.openStep.id !== step || session.terminal.busy) return
    if ('answer' in act) run.answer(act.question, act.answer)
    else if ('from' in act) {
      const { stdout } = await typeCommand(session, act.from, typist)
      run.answer(act.question, stdout.trim())
    } else await typeCommand(session, act.command, typist)
  }
}

async function typeCommand(session: Session, command: string, typist: Typist) {
  typist.type(KILL_LINE)
  for (const character of command) {
    typist.type(character === '\n' ? '\r' : character)
    if (typist.slow) await pause(character === '\n' ? PAUSE_MS : KEY_MS)
  }
  if (typist.slow) await pause(PAUSE_MS)
  const ended = session.nextCommand()
  typist.type('\r')
  const execution = await ended
  await rest(session, typist)
  return execution
}

/** The next command finds the cluster at rest: waits a little to let it be seen, then lets its time run ahead. */
async function rest({ lab }: Session, typist: Typist): Promise<void> {
  const untilMs = performance.now() + (typist.slow ? MAX_WATCH_MS : 0)
  while (typist.alive() && lab.nextMs() !== undefined && performance.now() < untilMs) await pause(PAUSE_MS)
  if (typist.alive()) lab.settle()
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
