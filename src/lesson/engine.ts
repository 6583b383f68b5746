// Plays a lesson: keeps where the learner is, looks at the open step's checks when something has changed, judges
// answers, and opens the next step when one is done. It knows no page and no shell: the host tells it what happened.

import { ApiError, type Client, type KubeObject } from '../api/index.ts'
import { Signal } from '../sim/index.ts'
import type { Fault } from './fault.ts'
import { ANSWER_FIRST } from './format.ts'
import {
  answersFirst,
  type Lesson,
  type LessonCheck,
  type LessonQuestion,
  type LessonStep,
  type Place,
} from './lesson.ts'
import { type CheckProgress, type Message, messageOf, questionProgress, type StepProgress } from './progress.ts'
import { createObjects, missingObjects, restoreObjects } from './setup.ts'
import { freshStep, type LessonState, type StepState } from './state.ts'
import { type AnsweredCall, failed, type HistoryEntry, type Verdict, type View } from './view.ts'

/** The world that a lesson is played in. */
export interface LessonHost {
  readonly client: Client
  /** Calls `watcher` for each request to a name that a pod answers. */
  onAnswer(watcher: (call: AnsweredCall) => void): unknown
  nowMs(): number
  /** Lets the cluster come to rest. */
  settle(): void
  /** Nothing is under way in it. */
  atRest(): boolean
  /** Paths are relative to the learner's home. */
  readFile(path: string): string | undefined
  writeFile(path: string, text: string): void
}

/** Solving with the solution shown counts half. */
const SHOWN_WORTH = 0.5
const MAX_HISTORY = 200
const MAX_OUTPUT = 20_000
const MAX_CALLS = 500

export function createLesson(lesson: Lesson, host: LessonHost, saved?: LessonState): LessonRun {
  return new LessonRun(lesson, host, saved)
}

export class LessonRun {
  readonly lesson: Lesson
  /** Notified when anything that `progress` tells has changed. */
  readonly changed = new Signal()
  readonly #host: LessonHost
  #state: LessonState
  #verdicts = new Map<string, Verdict>()
  #faults = new Map<string, Fault>()

  constructor(lesson: Lesson, host: LessonHost, saved: LessonState | undefined) {
    this.lesson = lesson
    this.#host = host
    host.onAnswer((call) => this.#answered(call))
    const [first] = lesson.steps
    if (!first) throw new Error('a lesson without steps was let through')
    if (saved && saved.fingerprint === lesson.fingerprint && lesson.steps.some((step) => step.id === saved.open)) {
      this.#state = structuredClone(saved)
      this.look()
    } else {
      this.#state = { format: 1, fingerprint: lesson.fingerprint, open: first.id, steps: {} }
      createObjects(host.client, lesson.setup)
      host.settle()
      this.open(first.id)
    }
  }

  /** Plain data; feed it to `createLesson` to go on. */
  get state(): LessonState {
    return structuredClone(this.#state)
  }

  get openStep(): LessonStep {
    const step = this.lesson.steps.find((candidate) => candidate.id === this.#state.open)
    if (!step) throw new Error(`no step is named ${this.#state.open}`)
    return step
  }

  /** Of 100: one share per step, half a share when its solution was shown. */
  get percent(): number {
    let shares = 0
    for (const { id } of this.lesson.steps) {
      const state = this.#stepState(id)
      if (state.done) shares += state.solutionShown ? SHOWN_WORTH : 1
    }
    return Math.round((shares / this.lesson.steps.length) * 100)
  }

  get finished(): boolean {
    return this.lesson.steps.every(({ id }) => this.#stepState(id).done)
  }

  /** A command of the learner has ended and the cluster is at rest. */
  commandEnded(entry: Omit<HistoryEntry, 'atMs'>): void {
    const state = this.#stepState(this.#state.open)
    const stdout = entry.stdout.slice(0, MAX_OUTPUT)
    const stderr = entry.stderr.slice(0, MAX_OUTPUT)
    state.history.push({ command: entry.command, exitCode: entry.exitCode, stdout, stderr, atMs: this.#host.nowMs() })
    if (state.history.length > MAX_HISTORY) state.history.shift()
    this.look()
  }

  /** Looks again at the open step. */
  look(): void {
    const step = this.openStep
    const state = this.#stepState(step.id)
    if (!state.done) {
      this.#faults.delete(step.id)
      this.#lookAt(step, state)
    }
    this.changed.notify()
  }

  answer(questionId: string, text: string): void {
    const step = this.openStep
    const state = this.#stepState(step.id)
    const question = step.questions.find((candidate) => candidate.id === questionId)
    if (!question || state.done) return
    const happened = state.latched.length > 0 || Object.values(state.answers).some(({ verdict }) => verdict)
    state.answers[questionId] = { text }
    if (answersFirst(step)) {
      // From now on it counts what happens: whatever was done before the prediction, and comes of it, does not.
      if (!happened) {
        this.#host.settle()
        this.#remember([...step.checks, ...step.questions], step, state)
      }
    } else {
      this.#judge(step, question, state, text)
    }
    this.look()
  }

  /** Opens a step that may be opened; its setup happens the first time. */
  open(stepId: string): void {
    const step = this.lesson.steps.find((candidate) => candidate.id === stepId)
    if (!step) throw new Error(`no step is named ${stepId}`)
    const state = this.#stepState(stepId)
    this.#state.open = stepId
    if (!state.opened) {
      state.opened = true
      const others = this.#unfinished(step)
      restoreObjects(this.#host.client, step.setup)
      for (const [path, text] of Object.entries(step.files)) {
        if (this.#host.readFile(path) === undefined) this.#host.writeFile(path, text)
      }
      this.#host.settle()
      // What the lesson does for a step that was skipped is as good as its solution shown.
      for (const other of others) {
        if (this.#passing(other.step) > other.passing) this.#stepState(other.step.id).solutionShown = true
      }
      this.#remember([...step.checks, ...step.questions], step, state)
    }
    this.#verdicts.clear()
    this.look()
  }

  /** Leaves the open step without its share, and opens the next. It may be taken up again. */
  skip(): void {
    const state = this.#stepState(this.#state.open)
    if (!state.done) state.skipped = true
    this.#openNext()
  }

  openHint(): void {
    this.#stepState(this.#state.open).hints++
    this.changed.notify()
  }

  /** Puts back what the lesson and the open step began with and is not there any more. */
  putBack(): void {
    try {
      createObjects(this.#host.client, this.#setup)
    } catch (error) {
      // The cluster refuses it: it stays missing.
      if (!(error instanceof ApiError)) throw error
    }
    this.#host.settle()
    this.look()
  }

  get #setup(): readonly KubeObject[] {
    return [...this.lesson.setup, ...this.openStep.setup]
  }

  /** The open step's road, and its price: the step counts half. What the road needs becomes what it was. */
  showSolution(): LessonStep['solution'] {
    const step = this.openStep
    const state = this.#stepState(step.id)
    if (!state.done) state.solutionShown = true
    restoreObjects(this.#host.client, this.#setup)
    this.#host.settle()
    // That may have been all that was missing; then another step is open.
    this.look()
    return step.solution
  }

  progress(): readonly StepProgress[] {
    let reachable = true
    return this.lesson.steps.map((step): StepProgress => {
      const state = this.#stepState(step.id)
      const open = step.id === this.#state.open
      const reached = reachable || state.opened
      reachable = state.done || state.skipped
      return {
        id: step.id,
        type: step.type,
        done: state.done,
        state: open ? 'open' : state.done ? 'done' : state.skipped ? 'skipped' : reached ? 'reached' : 'ahead',
        checks: step.checks.map(({ id }) => this.#checkProgress(id, open, state)),
        questions: step.questions.map((question) => questionProgress(question, state)),
        hints: state.hints,
        solutionShown: state.solutionShown,
        tried: state.history.length > 0,
        missing: open && !state.done ? missingObjects(this.#host.client, this.#setup) : [],
        fault: this.#faults.get(step.id),
      }
    })
  }

  /** What the open step says now: its first failing check, and each answer that is not right. */
  messages(): readonly Message[] {
    const progress = this.progress().find((step) => step.state === 'open')
    if (!progress) return []
    const failing = progress.checks.find((check) => check.message)?.message
    const answered = progress.questions.flatMap(({ state, message }) => (state === 'wrong' && message ? [message] : []))
    return failing ? [failing, ...answered] : answered
  }

  #answered({ name, pod, namespace }: AnsweredCall): void {
    const step = this.openStep
    const state = this.#stepState(step.id)
    if (state.done) return
    // What happened before the call counts, though nobody has looked since.
    if (!this.#waits(step, state))
      for (const check of step.checks) if (check.latches) this.#lookAtCheck(step, check, state)
    const { calls, latched } = state
    const after = [...latched]
    const known = calls.some((call) => call.name === name && call.pod === pod && isSame(call.after, after))
    if (!known && calls.length < MAX_CALLS) calls.push({ name, pod, namespace, after })
  }

  #checkProgress(id: string, open: boolean, state: StepState): CheckProgress {
    if (state.done || state.latched.includes(id)) return { id, state: 'done', message: undefined }
    const verdict = open ? this.#verdicts.get(id) : undefined
    if (!verdict) return { id, state: 'todo', message: undefined }
    if (verdict.pass) return { id, state: 'done', message: undefined }
    return { id, state: verdict.partly ? 'partly' : 'todo', message: messageOf(id, verdict) }
  }

  #waits(step: LessonStep, { answers }: StepState): boolean {
    return answersFirst(step) && step.questions.some(({ id }) => !Object.hasOwn(answers, id))
  }

  #lookAtCheck(step: LessonStep, check: LessonCheck, state: StepState): void {
    if (state.latched.includes(check.id)) return
    const verdict = this.#guarded(step, check, () => check.bound.look(this.#view(state), state.memory[check.id]))
    this.#verdicts.set(check.id, verdict ?? failed('fault'))
    if (verdict?.pass && check.latches) state.latched.push(check.id)
  }

  #lookAt(step: LessonStep, state: StepState): void {
    const waits = this.#waits(step, state)
    for (const check of step.checks) {
      if (waits) this.#verdicts.set(check.id, failed(ANSWER_FIRST))
      else this.#lookAtCheck(step, check, state)
    }
    for (const question of step.questions) {
      const answer = state.answers[question.id]
      if (answer?.verdict?.again) this.#judge(step, question, state, answer.text)
    }
    const allPass = step.checks.every(({ id }) => state.latched.includes(id) || this.#verdicts.get(id)?.pass === true)
    if (answersFirst(step) && !waits) {
      if (allPass) this.#judgePredictions(step, state)
      // What else was changed before it happens is no part of it.
      else if (this.#nothingHappened(step) && this.#host.atRest()) this.#remember(step.questions, step, state)
    }
    const allRight = step.questions.every(({ id }) => state.answers[id]?.verdict?.pass === true)
    if (allPass && allRight && !this.#faults.has(step.id)) {
      state.done = true
      state.skipped = false
      this.#openNext()
    }
  }

  #judge(step: LessonStep, question: LessonQuestion, state: StepState, text: string): void {
    const verdict = this.#guarded(step, question, () =>
      question.bound.judge(this.#view(state), text, state.memory[question.id]),
    )
    if (verdict) state.answers[question.id] = { text, verdict }
  }

  /** The other steps that were begun, and how many of their checks pass. */
  #unfinished(but: LessonStep): readonly { readonly step: LessonStep; readonly passing: number }[] {
    return this.lesson.steps
      .filter((step) => step !== but && this.#stepState(step.id).opened && !this.#stepState(step.id).done)
      .map((step) => ({ step, passing: this.#passing(step) }))
  }

  #passing(step: LessonStep): number {
    const state = this.#stepState(step.id)
    const view = this.#view(state)
    return step.checks.filter(
      (check) =>
        state.latched.includes(check.id) ||
        this.#guarded(step, check, () => check.bound.look(view, state.memory[check.id]))?.pass === true,
    ).length
  }

  /** It has happened: what comes of it settles what was right, whatever the learner changes later. */
  #judgePredictions(step: LessonStep, state: StepState): void {
    // A look may fall between a change and what the controllers make of it.
    if (step.questions.some(({ id }) => !state.answers[id]?.verdict)) this.#host.settle()
    const view = this.#view(state)
    for (const question of step.questions) {
      const answer = state.answers[question.id]
      if (!answer) continue
      const judge = (text: string) =>
        this.#guarded(step, question, () => question.bound.judge(view, text, state.memory[question.id]))
      const { choices } = question.bound
      if (choices && !state.outcomes[question.id]) {
        const outcomes: Record<string, Verdict> = {}
        for (const choice of choices) outcomes[choice] = judge(choice) ?? failed('wrong')
        state.outcomes[question.id] = outcomes
      }
      const verdict = choices ? state.outcomes[question.id]?.[answer.text] : judge(answer.text)
      state.answers[question.id] = { text: answer.text, verdict: verdict ?? failed('wrong') }
    }
  }

  #nothingHappened(step: LessonStep): boolean {
    return step.checks.every(({ id }) => this.#verdicts.get(id)?.pass === false)
  }

  #remember(parts: readonly (LessonCheck | LessonQuestion)[], step: LessonStep, state: StepState): void {
    const view = this.#view(state)
    for (const part of parts) {
      const memory = this.#guarded(step, part, () => part.bound.remember(view))
      if (memory !== undefined) state.memory[part.id] = memory
    }
  }

  #openNext(): void {
    const { steps } = this.lesson
    const at = steps.findIndex((step) => step.id === this.#state.open)
    const undone = (step: LessonStep) => !this.#stepState(step.id).done
    const next = steps.slice(at + 1).find(undone) ?? steps.find((step) => undone(step) && step.id !== this.#state.open)
    if (next) this.open(next.id)
    else this.changed.notify()
  }

  #view(state: StepState): View {
    return {
      client: this.#host.client,
      history: state.history,
      calls: state.calls,
      latched: state.latched,
      readFile: (path) => this.#host.readFile(path),
      answers: Object.fromEntries(Object.entries(state.answers).map(([id, { text }]) => [id, text])),
      nowMs: this.#host.nowMs(),
    }
  }

  #stepState(stepId: string): StepState {
    this.#state.steps[stepId] ??= freshStep()
    return this.#state.steps[stepId]
  }

  /** Runs an author's part; when it throws, that is the author's fault and is kept with its place. */
  #guarded<T>(step: LessonStep, part: LessonCheck | LessonQuestion, run: () => T): T | undefined {
    try {
      return run()
    } catch (error) {
      this.#faults.set(step.id, faultOf(part.place, `"${part.id}" (${part.type}) failed: ${messageText(error)}`))
      return undefined
    }
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at])
}

function messageText(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function faultOf(place: Place, message: string): Fault {
  return { ...place, message }
}
