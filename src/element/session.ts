// One learner at work: a lab, the lesson played in it, the transcript, and the real clock that moves the lab's virtual
// one. The page shows what this holds; nothing here touches the document.

import {
  createLabInParts,
  type Execution,
  type Lab,
  type LabOptions,
  type LabSnapshot,
  type LabTerminal,
  restoreLabInParts,
} from '../lab/index.ts'
import type { Fault, Lesson, LessonFiles, LessonHost, LessonRun, LessonState } from '../lesson/index.ts'
import { Signal } from '../sim/index.ts'
import { breathe, inSlices, pace } from './breath.ts'
import type { EditRequest } from './editor-panel.ts'
import { filterInWorker } from './filters.ts'
import { type LessonHead, readHead, sameHead } from './lesson-head.ts'
import type { TranscriptEntry } from './transcript.ts'

/** Everything that a reload brings back. */
export interface SavedSession {
  readonly format: 1
  /** Missing when the lab has no lesson. */
  readonly lesson?: LessonState
  readonly lab: LabSnapshot
  readonly transcript: readonly TranscriptEntry[]
}

export interface SessionOptions {
  /** Undefined: only a cluster and its terminal. */
  readonly files: LessonFiles | undefined
  readonly seed: number | undefined
  readonly columns: number
  readonly rows: number
  /** What was saved, unchecked; undefined on the first visit. */
  readonly saved: unknown
  write(text: string): void
  /** The terminal of this session is there and has its prompt; the lesson comes later. */
  opened(session: Session): void
}

export type SaveFault = 'save.damaged' | 'save.other'

const TICK_MS = 100
const CTRL_C = '\x03'
/** After a pause (a sleeping computer) the cluster does not catch up on hours. */
const MAX_STEP_MS = 1000
const MAX_ENTRIES = 300
const MAX_OUTPUT = 30_000

export class Session {
  readonly lab: Lab
  readonly terminal: LabTerminal
  /** A command ended; the cluster or the transcript changed. */
  readonly changed = new Signal()
  /** A file is open for editing, or not any more. */
  readonly editing = new Signal()
  editRequest: EditRequest | undefined
  transcript: readonly TranscriptEntry[]
  lastCommand: Execution | undefined
  /** No virtual time passes. */
  held = false
  /** Why what was saved is not here. */
  saveFault: SaveFault | undefined
  /** The lesson; undefined before `begin`, and in a lab without one. */
  run: LessonRun | undefined
  #begun = false
  /** Commands that ended before the lesson was there. */
  #early: Execution[] = []
  #waiting: ((execution: Execution | undefined) => void)[] = []
  /** The learner pressed Ctrl-C, or the session is over: whoever types for them stops. */
  readonly interrupted = new Signal()
  #timer: ReturnType<typeof setInterval>
  #lastMs = performance.now()
  #dirty = false

  constructor(lab: Lab, past: SavedSession | undefined, options: SessionOptions) {
    this.lab = lab
    this.transcript = past?.transcript ?? []
    lab.changed.subscribe(() => {
      this.#dirty = true
    })
    lab.onAnswer(() => {
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

  begin(run: LessonRun | undefined, saveFault: SaveFault | undefined): void {
    this.run = run
    this.saveFault = saveFault
    this.#begun = true
    for (const execution of this.#early.splice(0)) run?.commandEnded(execution)
  }

  /** For the next visit; undefined before `begin`. A command that runs is gone then, as when a terminal is closed. */
  save(): SavedSession | undefined {
    if (!this.#begun) return undefined
    const lesson = this.run?.state
    return { format: 1, ...(lesson && { lesson }), lab: this.lab.snapshot(), transcript: this.transcript }
  }

  /** The learner's keys. */
  input(data: string): void {
    this.terminal.input(data)
    if (data.includes(CTRL_C)) this.#interrupt()
  }

  resize(columns: number, rows: number): void {
    this.terminal.resize(columns, rows)
  }

  /** Resolves when the learner's next command has ended; with undefined when there may be none. */
  nextCommand(): Promise<Execution | undefined> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  close(): void {
    clearInterval(this.#timer)
    this.editRequest?.done({ saved: false, text: '' })
    this.terminal.close()
    this.#interrupt()
  }

  #interrupt(): void {
    this.interrupted.notify()
    for (const resolve of this.#waiting.splice(0)) resolve(undefined)
  }

  #tick(): void {
    const nowMs = performance.now()
    const passedMs = Math.min(nowMs - this.#lastMs, MAX_STEP_MS)
    this.#lastMs = nowMs
    if (this.held) return
    this.lab.advance(Math.round(passedMs))
    if (!this.#dirty) return
    this.#dirty = false
    this.run?.look()
    this.changed.notify()
  }

  #commandEnded(execution: Execution): void {
    this.lastCommand = execution
    const output = `${execution.stdout}${execution.stderr}`.slice(0, MAX_OUTPUT)
    const number = (this.transcript.at(-1)?.number ?? 0) + 1
    const entry = { number, command: execution.command, output, exitCode: execution.exitCode }
    this.transcript = [...this.transcript, entry].slice(-MAX_ENTRIES)
    if (this.#begun) this.run?.commandEnded(execution)
    else this.#early.push(execution)
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
 * Opens a session: first the lab and its prompt, then the lesson, or what is wrong with it. In small pieces, so that the
 * page stays alive: between them it can draw and take keys.
 */
export async function openSession(options: SessionOptions): Promise<Session | readonly Fault[]> {
  const { files, saved } = options
  const head = readHead(files?.['lesson.yaml'] ?? '')
  const past = isSaved(saved) ? saved : undefined
  const old = past && (await restoreLab(past, head, options))
  const restored = old !== undefined
  let lab = old ?? (await makeLab(head, options))
  await breathe()
  let session = new Session(lab, restored ? past : undefined, options)
  // A new cluster's time begins with its lesson: so the same seed gives the same names and addresses on every machine.
  session.held = !restored
  options.opened(session)
  if (!files) {
    await lab.load()
    session.held = false
    session.begin(undefined, saved && !restored ? 'save.damaged' : undefined)
    return session
  }
  // A part of the lesson's reader, which so runs in a task of its own: the browser stands still for each.
  import('marked').catch(() => {})
  const { createLesson, parseLessonInParts, prepareClusterInParts, readState, warmUpInParts } = await import(
    './lesson-part.ts'
  )
  await breathe()
  await inSlices(warmUpInParts())
  const { lesson, faults } = await inSlices(parseLessonInParts(files))
  if (!lesson) return faults
  await breathe()
  const written = past && readState(past.lesson)
  const fault = faultOf(saved, written?.fingerprint, lesson.fingerprint, restored)
  const state = fault ? undefined : written
  const whole = headOf(lesson)
  if ((restored && fault) || !sameHead(head, whole)) {
    session.close()
    lab = await makeLab(whole, options)
    session = new Session(lab, undefined, options)
    session.held = true
    options.opened(session)
  }
  if (!state) {
    await lab.load()
    await breathe()
    await inSlices(prepareClusterInParts(lesson, lab.client))
    await breathe()
    await lab.settled()
    await breathe()
    session.held = false
  }
  const host: LessonHost = {
    client: lab.client,
    onAnswer: (watcher) => lab.onAnswer(watcher),
    nowMs: () => lab.nowMs(),
    settle: () => lab.settle(),
    atRest: () => lab.nextMs() === undefined,
    readFile: (path) => lab.readFile(path),
    writeFile: (path, text) => lab.writeFile(path, text),
  }
  session.begin(createLesson(lesson, host, state), fault)
  return session
}

function makeLab(head: LessonHead, options: SessionOptions): Promise<Lab> {
  return inSlices(createLabInParts(labOptions(head, options)))
}

function labOptions(head: LessonHead, { seed }: SessionOptions): LabOptions {
  return { ...head, pace, filter: filterInWorker, ...(seed === undefined ? {} : { seed }) }
}

function headOf({ preset, kubectl, seed, startTime }: Lesson): LessonHead {
  return {
    preset,
    ...(kubectl === undefined ? {} : { kubectl }),
    ...(seed === undefined ? {} : { seed }),
    ...(startTime === undefined ? {} : { startTime }),
  }
}

/** Undefined when what was saved is damaged. All kinds are served before its time goes on. */
async function restoreLab(past: SavedSession, head: LessonHead, options: SessionOptions): Promise<Lab | undefined> {
  try {
    const lab = await inSlices(restoreLabInParts(past.lab, labOptions(head, options)))
    await lab.load()
    return lab
  } catch {
    return undefined
  }
}

function faultOf(
  saved: unknown,
  written: string | undefined,
  wanted: string,
  restored: boolean,
): SaveFault | undefined {
  if (saved === undefined || saved === null) return undefined
  if (written !== undefined && written !== wanted) return 'save.other'
  return written !== undefined && restored ? undefined : 'save.damaged'
}

function isSaved(value: unknown): value is SavedSession {
  if (typeof value !== 'object' || value === null) return false
  const { format, lesson, lab, transcript } = value as Record<string, unknown>
  return (
    format === 1 &&
    (lesson === undefined || typeof lesson === 'object') &&
    typeof lab === 'object' &&
    lab !== null &&
    Array.isArray(transcript) &&
    transcript.every(
      (entry) =>
        typeof entry?.number === 'number' && typeof entry.command === 'string' && typeof entry.output === 'string',
    )
  )
}
