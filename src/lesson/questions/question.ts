// What a type of question is. Its answer is always computed from the living cluster, never written in a lesson.

import * as v from 'valibot'
import type { Memory, Verdict, View } from '../view.ts'

export interface BoundQuestion {
  /** The identifiers of the choices; undefined: the answer is typed. */
  readonly choices: readonly string[] | undefined
  /** Only digits are asked for: the page brings the right keyboard. */
  readonly numeric: boolean
  /** The messages of this question beyond 'label', 'right' and 'wrong'. */
  readonly codes: readonly string[]
  remember(view: View): Memory
  judge(view: View, answer: string, memory: Memory): Verdict
}

export interface QuestionType {
  readonly type: string
  readonly summary: string
  readonly schema: v.GenericSchema
  bind(options: unknown): BoundQuestion
}

export function defineQuestion<E extends v.ObjectEntries>(definition: {
  readonly type: string
  readonly summary: string
  readonly options: E
  readonly numeric?: boolean
  choices?(options: v.InferOutput<v.StrictObjectSchema<E, undefined>>): readonly string[]
  codes?(options: v.InferOutput<v.StrictObjectSchema<E, undefined>>): readonly string[]
  remember?(view: View, options: v.InferOutput<v.StrictObjectSchema<E, undefined>>): Memory
  judge(view: View, options: v.InferOutput<v.StrictObjectSchema<E, undefined>>, answer: string, memory: Memory): Verdict
}): QuestionType {
  const schema = v.strictObject(definition.options)
  return {
    type: definition.type,
    summary: definition.summary,
    schema,
    bind(options) {
      const checked = v.parse(schema, options)
      return {
        choices: definition.choices?.(checked),
        numeric: definition.numeric ?? false,
        codes: definition.codes?.(checked) ?? [],
        remember: (view) => definition.remember?.(view, checked),
        judge: (view, answer, memory) => definition.judge(view, checked, answer, memory),
      }
    },
  }
}

export const right: Verdict = { pass: true, code: 'right' }
