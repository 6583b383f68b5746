// The page's words by language. A word that a language lacks is shown in English, marked while developing.

import { bn } from './bn.ts'
import { en, type WordKey } from './en.ts'

export type { WordKey } from './en.ts'

/** Each language by its own name, in the order of the switch. */
export const languages: readonly { readonly id: string; readonly name: string }[] = [
  { id: 'en', name: 'EN' },
  { id: 'bn', name: 'বাংলা' },
]

/** The language of a tag such as `bn-BD`; English when the page has no words in it. */
export function knownLanguage(tag: string): string {
  const [base] = tag.toLowerCase().split('-')
  return languages.find(({ id }) => id === base)?.id ?? 'en'
}

const words: Readonly<Record<string, Partial<Record<WordKey, string>>>> = { en, bn }

export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string

export function sayIn(language: string): Say {
  return (key, values = {}) => {
    const own = words[language]?.[key]
    const text = own ?? (import.meta.env?.DEV ? `⚠ ${en[key]}` : en[key])
    return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? localDigits(String(values[name]), language) : whole,
    )
  }
}

/** Numbers of ours in the language's digits; what Kubernetes prints stays as it is. */
function localDigits(text: string, language: string): string {
  if (language !== 'bn' || !/^\d+$/.test(text)) return text
  return text.replace(/\d/g, (digit) => String.fromCharCode(0x09e6 + Number(digit)))
}
