// Label selectors that kubectl itself applies (to objects of files, and for `set selector`).

import { type LabelSelector, parseLabelSelector, SelectorError } from '../api/index.ts'
import { CommandError } from './errors.ts'

/** Reads a selector; one that cannot be understood ends the command with upstream's words. */
export function readLabelSelector(text: string): LabelSelector {
  try {
    return parseLabelSelector(text)
  } catch (error) {
    if (error instanceof SelectorError) throw new CommandError(error.message)
    throw error
  }
}
