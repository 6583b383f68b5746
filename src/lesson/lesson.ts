// A lesson that has been read and found sound: what the engine plays.

import type { KubeObject } from '../api/index.ts'
import type { BoundCheck } from './checks/check.ts'
import type { BoundQuestion } from './questions/question.ts'
import type { LessonText } from './text-file.ts'

/** A place in a lesson's file. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** The versions that kubectl can imitate. */
export const kubectlVersions = ['1.27', '1.28', '1.29', '1.30', '1.31', '1.32', '1.33'] as const
export type KubectlVersion = (typeof kubectlVersions)[number]

export type StepType = 'look' | 'question' | 'task' | 'predict' | 'fix'

export interface LessonCheck {
  readonly id: string
  readonly type: string
  readonly latches: boolean
  readonly bound: BoundCheck
  readonly place: Place
}

export interface LessonQuestion {
  readonly id: string
  readonly type: string
  readonly bound: BoundQuestion
  readonly place: Place
}

/** One act of a road through a step: a command, or an answer that is given or read from a command's output. */
export type Act =
  | { readonly command: string }
  | { readonly question: string; readonly answer: string }
  | { readonly question: string; readonly from: string }

export interface WrongRoad {
  readonly acts: readonly Act[]
  /** The message that must be shown at its end: '<check or question>.<code>'. */
  readonly says: string
  readonly place: Place
}

export interface LessonStep {
  readonly id: string
  readonly type: StepType
  /** Objects that are created when the step opens. */
  readonly setup: readonly KubeObject[]
  /** Files that are put into the learner's home when the step opens, unless they exist. */
  readonly files: Readonly<Record<string, string>>
  readonly checks: readonly LessonCheck[]
  readonly questions: readonly LessonQuestion[]
  readonly solution: readonly Act[]
  readonly wrong: readonly WrongRoad[]
  readonly place: Place
}

export interface Lesson {
  readonly id: string
  readonly preset: 'kubeadm' | 'k3s'
  readonly kubectl: KubectlVersion | undefined
  readonly seed: number | undefined
  readonly startTime: string | undefined
  readonly setup: readonly KubeObject[]
  readonly steps: readonly LessonStep[]
  /** By language; always has 'en'. */
  readonly texts: Readonly<Record<string, LessonText>>
  /** Of all of the lesson's files: tells a saved state of another edition. */
  readonly fingerprint: string
}

/** In a prediction the answer comes first: checks look only once all questions are answered. */
export function answersFirst(step: LessonStep): boolean {
  return step.type === 'predict'
}

/** The texts in a language; English where the lesson has no such language. */
export function textOf(lesson: Lesson, language: string): LessonText {
  const text = lesson.texts[textLanguage(lesson, language)]
  if (!text) throw new Error('a lesson without English text was let through')
  return text
}

/** The language that the lesson's own words come in: English when it has none in `language`. */
export function textLanguage(lesson: Lesson, language: string): string {
  return Object.hasOwn(lesson.texts, language) ? language : 'en'
}
