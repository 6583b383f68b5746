// What the browser keeps of a lab between visits, and how it is told from nonsense.

import { languages } from './words/index.ts'

export type Theme = 'auto' | 'light' | 'dark'

export interface Kept {
  readonly format: 1
  readonly language: string
  /** The language that the page asked for then: when it asks for another one, that one counts. */
  readonly asked?: string
  readonly theme: Theme
  /** Checked by the session. */
  readonly session: unknown
}

export function isTheme(value: unknown): value is Theme {
  return value === 'auto' || value === 'light' || value === 'dark'
}

export function readKept(value: unknown): Kept | undefined {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== 1) return undefined
  const { language, asked, theme, session } = value as Partial<Kept>
  const known =
    languages.some(({ id }) => id === language) && isTheme(theme) && (asked === undefined || typeof asked === 'string')
  return known && language && theme ? { format: 1, language, ...(asked && { asked }), theme, session } : undefined
}
