// What the browser keeps of a lab between visits, and how it is told from nonsense.

import { languages } from './words/index.ts'

export type Theme = 'auto' | 'light' | 'dark'

export interface Kept {
  readonly format: 1
  readonly language: string
  readonly theme: Theme
  /** Checked by the session. */
  readonly session: unknown
}

export function readKept(value: unknown): Kept | undefined {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== 1) return undefined
  const { language, theme, session } = value as Partial<Kept>
  const known =
    languages.some(({ id }) => id === language) && (theme === 'auto' || theme === 'light' || theme === 'dark')
  return known && language && theme ? { format: 1, language, theme, session } : undefined
}
