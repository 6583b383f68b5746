// What an engine tells of a lesson's steps, for whoever shows them.

import type { Fault } from './fault.ts'
import type { LessonQuestion, LessonStep } from './lesson.ts'
import type { StepState } from './state.ts'
import type { MessageParameters, Verdict } from './view.ts'

/** Something to say: the lesson's texts have the words under '<part>.<code>'. */
export interface Message {
  readonly part: string
  readonly code: string
  readonly parameters: MessageParameters
}

export interface CheckProgress {
  readonly id: string
  readonly state: 'todo' | 'partly' | 'done'
  /** Why it has not passed. */
  readonly message: Message | undefined
}

export interface QuestionProgress {
  readonly id: string
  readonly choices: readonly string[] | undefined
  readonly numeric: boolean
  readonly answer: string | undefined
  /** 'recorded': a prediction that waits for what will happen. */
  readonly state: 'open' | 'recorded' | 'right' | 'wrong'
  readonly message: Message | undefined
}

export interface StepProgress {
  readonly id: string
  readonly type: LessonStep['type']
  /** 'reached' was open once or may be opened; 'ahead' may not be yet. */
  readonly state: 'open' | 'done' | 'skipped' | 'reached' | 'ahead'
  readonly done: boolean
  readonly checks: readonly CheckProgress[]
  readonly questions: readonly QuestionProgress[]
  readonly hints: number
  readonly solutionShown: boolean
  /** A command was run in it. */
  readonly tried: boolean
  /** Of the open step: what its lesson put into the cluster and is not there any more, as 'deployment/web'. */
  readonly missing: readonly string[]
  /** A check or question of this step is broken: the author's fault, shown with its place. */
  readonly fault: Fault | undefined
}

export function questionProgress({ id, bound }: LessonQuestion, state: StepState): QuestionProgress {
  const given = state.answers[id]
  const base = { id, choices: bound.choices, numeric: bound.numeric, answer: given?.text }
  if (!given) return { ...base, state: 'open', message: undefined }
  if (!given.verdict) return { ...base, state: 'recorded', message: undefined }
  return { ...base, state: given.verdict.pass ? 'right' : 'wrong', message: messageOf(id, given.verdict) }
}

export function messageOf(part: string, verdict: Verdict): Message {
  return { part, code: verdict.code, parameters: verdict.parameters ?? {} }
}
