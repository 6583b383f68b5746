// The flags of the commands that make config maps and secrets.

import { sha256 } from '../sim/index.ts'
import type { Context } from './command.ts'
import type { FlagSpec } from './flag-parser.ts'
import { jsonText } from './printers/json.ts'

export const fromFileFlag: FlagSpec = {
  name: 'from-file',
  type: 'strings',
  default: [],
  help: 'A file or folder to read; the key is its name, or what stands before =.',
}

export const keySourceFlags: readonly FlagSpec[] = [
  { name: 'from-env-file', type: 'strings', default: [], help: 'A file with lines of key=value.' },
  fromFileFlag,
  { name: 'from-literal', type: 'array', default: [], help: 'A key and its value, as key=value.' },
]

export const appendHashFlag: FlagSpec = {
  name: 'append-hash',
  type: 'bool',
  default: false,
  help: 'Add a hash of the data to the name .',
}

/** The name, with --append-hash made one that changes with the data (kubectl/pkg/util/hash/hash.go). */
export function hashedName(ctx: Context, name: string, content: Readonly<Record<string, unknown>>): string {
  if (!ctx.flags.bool('append-hash')) return name
  // Without vowels it makes no words.
  const letters: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' }
  const hash = sha256(jsonText({ ...content, name })).slice(0, 10)
  return `${name}-${[...hash].map((letter) => letters[letter] ?? letter).join('')}`
}
