// The flags of the commands that make config maps and secrets.

import type { Context } from './command.ts'
import { CommandError } from './errors.ts'
import type { FlagSpec } from './flag-parser.ts'

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
  help: 'Add a hash of the data to the name (missing in this lab).',
}

export function refuseAppendHash(ctx: Context): void {
  if (ctx.flags.bool('append-hash')) throw new CommandError('--append-hash is missing in this kubectl')
}
