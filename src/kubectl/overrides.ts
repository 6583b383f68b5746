// --overrides of run and expose: JSON laid over the object (k8s.io/kubectl/pkg/cmd/util/override_options.go, v1.33).

import type { PatchType } from '../api/index.ts'
import type { Context } from './command.ts'
import { CommandError } from './errors.ts'
import type { FlagSpec } from './flag-parser.ts'
import { readJson } from './json-reader.ts'
import { asObject } from './manifest-data.ts'
import { patchHere } from './patch-here.ts'
import type { ObjectData } from './typed-object.ts'

export const overrideFlags: readonly FlagSpec[] = [
  {
    name: 'override-type',
    type: 'string',
    default: 'merge',
    help: 'How --overrides is laid over the object: json, merge or strategic.',
    values: ['json', 'merge', 'strategic'],
  },
  { name: 'overrides', type: 'string', default: '', help: 'JSON that is laid over the object.' },
]

export function overridden(ctx: Context, object: ObjectData): ObjectData {
  const text = ctx.flags.string('overrides')
  if (text === '') return object
  const type = ctx.flags.string('override-type') || 'merge'
  if (!isPatchType(type)) throw new CommandError(`invalid override type: ${type}`)
  const read = readJson(text)
  if ('fault' in read) {
    const fault = { json: read.fault, merge: 'Invalid JSON Patch', strategic: 'invalid JSON document' }
    throw new CommandError(fault[type])
  }
  const merged = patchHere(asObject(object), type, read.value, ctx.schema)
  return { ...(merged as unknown as ObjectData), apiVersion: object.apiVersion, kind: object.kind }
}

const isPatchType = (type: string): type is Exclude<PatchType, 'apply'> => ['json', 'merge', 'strategic'].includes(type)
