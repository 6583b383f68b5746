// What a type of check is. `defineCheck` ties a type's options to its functions once, so that the rest of the house
// handles checks without knowing their options.

import * as v from 'valibot'
import type { Memory, Verdict, View } from '../view.ts'

/** A check with its options filled in. */
export interface BoundCheck {
  /** The messages it can end with when it fails; the lesson must have words for each, and for 'label'. */
  readonly codes: readonly string[]
  /** What it must remember from the moment the step begins. */
  remember(view: View): Memory
  look(view: View, memory: Memory): Verdict
}

export interface CheckType {
  readonly type: string
  /** One line for authors. */
  readonly summary: string
  /** Once passed it stays passed for the rest of the step: for what was done, not for what is. */
  readonly latches: boolean
  readonly schema: v.GenericSchema
  /** `options` must fit `schema`. */
  bind(options: unknown): BoundCheck
}

export function defineCheck<E extends v.ObjectEntries>(definition: {
  readonly type: string
  readonly summary: string
  readonly codes:
    | readonly string[]
    | ((options: v.InferOutput<v.StrictObjectSchema<E, undefined>>) => readonly string[])
  readonly latches?: boolean
  readonly options: E
  remember?(view: View, options: v.InferOutput<v.StrictObjectSchema<E, undefined>>): Memory
  look(view: View, options: v.InferOutput<v.StrictObjectSchema<E, undefined>>, memory: Memory): Verdict
}): CheckType {
  const schema = v.strictObject(definition.options)
  return {
    type: definition.type,
    summary: definition.summary,
    latches: definition.latches ?? false,
    schema,
    bind(options) {
      const checked = v.parse(schema, options)
      return {
        codes: typeof definition.codes === 'function' ? definition.codes(checked) : definition.codes,
        remember: (view) => definition.remember?.(view, checked),
        look: (view, memory) => definition.look(view, checked, memory),
      }
    },
  }
}
