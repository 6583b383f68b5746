// What checks and questions see, and what they say. They are pure functions of a view: the living cluster through its
// client, what was typed so far, the learner's files and answers. They keep nothing between two looks; what a step must
// remember from its beginning is plain data that `remember` gives and the engine keeps.

import type { Client, Json } from '../api/index.ts'

/** One finished command of the learner. */
export interface HistoryEntry {
  readonly command: string
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** When it ended, in virtual time. */
  readonly atMs: number
}

/** A pod answered a request to a name. */
export interface AnsweredCall {
  /** As DNS knows it: 'web.default.svc.cluster.local'. */
  readonly name: string
  readonly pod: string
  readonly namespace: string
}

export interface View {
  readonly client: Client
  /** The commands since the step was opened, oldest first. */
  readonly history: readonly HistoryEntry[]
  /** Requests that were answered since the step was opened, each kind once, with the checks that had passed by then. */
  readonly calls: readonly (AnsweredCall & { readonly after: readonly string[] })[]
  /** The checks of the step that have passed and stay so. */
  readonly latched: readonly string[]
  /** The text of one of the learner's files; undefined when there is none. */
  readFile(path: string): string | undefined
  /** What was answered in this step so far, by question. */
  readonly answers: Readonly<Record<string, string>>
  readonly nowMs: number
}

/** Values for the `{…}` places of a message. */
export type MessageParameters = Readonly<Record<string, string | number>>

export interface Verdict {
  readonly pass: boolean
  /** Which of the type's messages says it; the lesson has its words. */
  readonly code: string
  readonly parameters?: MessageParameters
  /** Something of it is there already. */
  readonly partly?: boolean
  /** An answer that came too early: it is judged again when something has changed. */
  readonly again?: boolean
}

/** Passed: the check list shows the check's label with a tick. */
export const passed: Verdict = { pass: true, code: 'label' }

export function failed(code: string, parameters: MessageParameters = {}, partly = false): Verdict {
  return { pass: false, code, parameters, partly }
}

/** What a step remembered: undefined when it has remembered nothing. */
export type Memory = Json | undefined

export function rememberedTexts(memory: Memory): readonly string[] {
  return Array.isArray(memory) ? memory.filter((item): item is string => typeof item === 'string') : []
}
