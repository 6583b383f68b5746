// --overrides of run and expose: JSON laid over the object (k8s.io/kubectl/pkg/cmd/util/override_options.go, v1.33).
// Missing: --override-type strategic and json.

import { applyMergePatch, type Json } from '../api/index.ts'
import type { Context } from './command.ts'
import { CommandError } from './errors.ts'
import type { FlagSpec } from './flag-parser.ts'
import { readJson } from './json-reader.ts'
import type { ObjectData } from './typed-object.ts'

export const overrideFlags: readonly FlagSpec[] = [
  {
    name: 'override-type',
    type: 'string',
    default: 'merge',
    help: 'How --overrides is laid over the object: merge.',
    values: ['json', 'merge', 'strategic'],
  },
  { name: 'overrides', type: 'string', default: '', help: 'JSON that is laid over the object.' },
]

export function overridden(ctx: Context, object: ObjectData): ObjectData {
  const text = ctx.flags.string('overrides')
  if (text === '') return object
  const type = ctx.flags.string('override-type')
  if (type !== 'merge') throw new CommandError(`--override-type=${type} is missing in this kubectl; use merge`)
  const read = readJson(text)
  if ('fault' in read) throw new CommandError('Invalid JSON Patch')
  const merged = applyMergePatch(object, read.value as Json)
  return { ...(merged as object), apiVersion: object.apiVersion, kind: object.kind }
}
