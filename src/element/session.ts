// One learner at work: a lab, the lesson played in it, the transcript, and the real clock that moves the lab's virtual
// one. The page shows what this holds; nothing here touches the document.

import type { Execution, Lab, LabSnapshot, LabTerminal } from '../lab/index.ts'
import { createLab } from '../lab/index.ts'
import {
  createLesson,
  type Fault,
  type LessonFiles,
  type LessonRun,
  type LessonState,
  parseLesson,
  prepareCluster,
  readState,
} from '../lesson/index.ts'
import { Signal } from '../sim/index.ts'
import type { EditRequest } from './editor-panel.ts'
import type { TranscriptEntry } from './transcript.ts'

/** Everything that a reload brings back. */
export interface SavedSession {
  readonly format: 1
  readonly lesson: LessonState
  readonly lab: LabSnapshot
  readonly transcript: readonly TranscriptEntry[]
}

export interface SessionOptions {
  readonly files: LessonFiles
  readonly seed: number | undefined
  readonly columns: number
  readonly rows: number
  /** What was saved, unchecked; undefined on the first visit. */
  readonly saved: unknown
  write(text: string): void
}

export type SaveFault = 'save.damaged' | 'save.other'

const TICK_MS = 100
/** After a pause (a sleeping computer) the cluster does not catch up on hours. */
const MAX_STEP_MS = 1000
const SETTLE_MS = 60_000
const SLICE_MS = 8
const MAX_ENTRIES = 300
const MAX_OUTPUT = 30_000

export class Session {
  readonly lab: Lab
  readonly run: LessonRun
  readonly terminal: LabTerminal
  /** A command ended; the cluster or the transcript changed. */
  readonly changed = new Signal()
  /** A file is open for editing, or not any more. */
  readonly editing = new Signal()
  editRequest: EditRequest | undefined
  transcript: readonly TranscriptEntry[]
  lastCommand: Execution | undefined
  /** Why what was saved is not here. */
  readonly saveFault: SaveFault | undefined
  #waiting: ((execution: Execution) => void)[] = []
  #timer: ReturnType<typeof setInterval>
  #lastMs = performance.now()
  #dirty = false

  constructor(lab: Lab, run: LessonRun, restored: SavedSession | SaveFault | undefined, options: SessionOptions) {
    this.lab = lab
    this.run = run
    this.transcript = typeof restored === 'object' ? restored.transcript : []
    this.saveFault = typeof restored === 'string' ? restored : undefined
    lab.changed.subscribe(() => {
      this.#dirty = true
    })
    this.terminal = lab.openTerminal({
      columns: options.columns,
      rows: options.rows,
      write: (text) => options.write(text),
      commandEnded: (execution) => this.#commandEnded(execution),
      edit: (file) => this.#edit(file),
    })
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  /** For the next visit; undefined while a command runs, whose middle cannot be kept. */
  save(): SavedSession | undefined {
    if (this.terminal.busy) return undefined
    return { format: 1, lesson: this.run.state, lab: this.lab.snapshot(), transcript: this.transcript }
  }

  /** Resolves when the learner's next command has ended. */
  nextCommand(): Promise<Execution> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  close(): void {
    clearInterval(this.#timer)
    this.editRequest?.done({ saved: false, text: '' })
    this.terminal.close()
  }

  #tick(): void {
    const nowMs = performance.now()
    const passedMs = Math.min(nowMs - this.#lastMs, MAX_STEP_MS)
    this.#lastMs = nowMs
    this.lab.advance(Math.round(passedMs))
    if (!this.#dirty) return
    this.#dirty = false
    this.run.look()
    this.changed.notify()
  }

  #commandEnded(execution: Execution): void {
    this.lastCommand = execution
    const output = `${execution.stdout}${execution.stderr}`.slice(0, MAX_OUTPUT)
    const number = (this.transcript.at(-1)?.number ?? 0) + 1
    const entry = { number, command: execution.command, output, exitCode: execution.exitCode }
    this.transcript = [...this.transcript, entry].slice(-MAX_ENTRIES)
    this.run.commandEnded(execution)
    for (const resolve of this.#waiting.splice(0)) resolve(execution)
    this.changed.notify()
  }

  #edit(file: { readonly path: string; readonly text: string }) {
    const closed = new Signal()
    const session = {
      closed,
      result: undefined as { readonly saved: boolean; readonly text: string } | undefined,
      cancel: () => finish({ saved: false, text: file.text }),
    }
    const finish = (result: { readonly saved: boolean; readonly text: string }) => {
      if (session.result) return
      session.result = result
      if (this.editRequest === request) this.editRequest = undefined
      closed.notify()
      this.editing.notify()
    }
    const request: EditRequest = { ...file, done: finish }
    this.editRequest = request
    this.editing.notify()
    return session
  }
}

/**
 * Opens a session for a lesson's files, or says what is wrong with them. In small pieces, so that the page stays alive:
 * between them it can draw and take keys.
 */
export async function openSession(
  options: SessionOptions,
): Promise<{ readonly session: Session } | { readonly faults: readonly Fault[] }> {
  const { lesson, faults } = parseLesson(options.files)
  if (!lesson) return { faults }
  await breathe()
  const seed = options.seed ?? lesson.seed
  const make = () =>
    createLab({
      preset: lesson.preset,
      ...(lesson.kubectl ? { kubectl: lesson.kubectl } : {}),
      ...(lesson.startTime ? { startTime: lesson.startTime } : {}),
      ...(seed === undefined ? {} : { seed }),
    })
  let lab = make()
  await breathe()
  const restored = restore(options.saved, lab, lesson.fingerprint)
  // A restore that failed half-way may have left anything: a new lab.
  if (typeof restored === 'string') lab = make()
  await breathe()
  if (typeof restored !== 'object') {
    prepareCluster(lesson, lab.client)
    await settleInSlices(lab)
  }
  const host = {
    client: lab.client,
    nowMs: () => lab.nowMs(),
    settle: () => lab.settle(),
    readFile: (path: string) => lab.readFile(path),
    writeFile: (path: string, text: string) => lab.writeFile(path, text),
  }
  const run = createLesson(lesson, host, typeof restored === 'object' ? restored.lesson : undefined)
  await breathe()
  return { session: new Session(lab, run, restored, options) }
}

/** Lets virtual time pass until nothing is due, never long at a stretch. */
async function settleInSlices(lab: Lab): Promise<void> {
  const endMs = lab.nowMs() + SETTLE_MS
  let sliceMs = performance.now()
  for (let dueMs = lab.nextMs(); dueMs !== undefined && dueMs <= endMs; dueMs = lab.nextMs()) {
    lab.advance(Math.max(0, dueMs - lab.nowMs()))
    if (performance.now() - sliceMs < SLICE_MS) continue
    await breathe()
    sliceMs = performance.now()
  }
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

function restore(saved: unknown, lab: Lab, fingerprint: string): SavedSession | SaveFault | undefined {
  if (saved === undefined || saved === null) return undefined
  if (!isSaved(saved)) return 'save.damaged'
  const lesson = readState(saved.lesson)
  if (!lesson) return 'save.damaged'
  if (lesson.fingerprint !== fingerprint) return 'save.other'
  try {
    lab.restore(saved.lab)
  } catch {
    return 'save.damaged'
  }
  return { ...saved, lesson }
}

function isSaved(value: unknown): value is SavedSession {
  if (typeof value !== 'object' || value === null) return false
  const { format, lesson, lab, transcript } = value as Record<string, unknown>
  return (
    format === 1 &&
    typeof lesson === 'object' &&
    typeof lab === 'object' &&
    lab !== null &&
    Array.isArray(transcript) &&
    transcript.every(
      (entry) =>
        typeof entry?.number === 'number' && typeof entry.command === 'string' && typeof entry.output === 'string',
    )
  )
}
