// kubectl patch (k8s.io/kubectl/pkg/cmd/patch/patch.go, v1.33).

import {
  ApiError,
  applyJsonPatch,
  applyMergePatch,
  applyStrategicPatch,
  equalValues,
  type Json,
  JsonPatchError,
  type KubeObject,
  PatchError,
  type PatchType,
} from '../../api/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, recordFlag, subresourceFlag } from '../flag-sets.ts'
import { dryRun } from '../generator.ts'
import { readJson } from '../json-reader.ts'
import { type Data, isMap } from '../manifest-data.ts'
import { readDocuments } from '../manifest-reader.ts'
import { objectPrinter } from '../printers/object-printer.ts'
import type { Info } from '../resource-builder.ts'

const types: Readonly<Record<string, PatchType>> = { json: 'json', merge: 'merge', strategic: 'strategic' }

export const patch: Command = {
  name: 'patch',
  use: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE] [options]',
  short: 'Change some fields of an object',
  examples: [`kubectl patch node k8s-node-1 -p '{"spec":{"unschedulable":true}}'`],
  completes: 'resource',
  flags: [
    ...printFlags,
    dryRunFlag,
    fieldManagerFlag('kubectl-patch'),
    ...filenameFlags,
    recordFlag,
    subresourceFlag,
    { name: 'local', type: 'bool', default: false, help: 'Change what files say, not the objects of the server.' },
    { name: 'patch', short: 'p', type: 'string', default: '', help: 'The patch, JSON or YAML.' },
    { name: 'patch-file', type: 'string', default: '', help: 'A file with the patch.' },
    {
      name: 'type',
      type: 'string',
      default: 'strategic',
      help: 'How the patch is to be read: json, merge or strategic.',
      values: ['json', 'merge', 'strategic'],
    },
  ],
  *run(ctx) {
    const { flags } = ctx
    const mode = dryRun(ctx)
    const [text, file, local] = [flags.string('patch'), flags.string('patch-file'), flags.bool('local')]
    if (text !== '' && file !== '') throw new CommandError('cannot specify --patch and --patch-file together')
    if (text === '' && file === '') {
      throw new CommandError('must specify --patch or --patch-file containing the contents of the patch')
    }
    if (local && ctx.args.length > 0) throw new CommandError('cannot specify --local and server resources')
    if (local && mode === 'server') {
      throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?')
    }
    const typeName = flags.string('type')
    const type = types[typeName.toLowerCase() || 'strategic']
    if (!type) throw new CommandError(`--type must be one of [json merge strategic], not ${quote(typeName)}`)
    const here = local || mode === 'client'
    const body = parsePatch(file === '' ? text : readPatchFile(ctx, file), text, here ? type : undefined)
    const result = yield* ctx.resources({
      args: ctx.args,
      files: {
        filenames: flags.strings('filename'),
        kustomize: flags.string('kustomize'),
        recursive: flags.bool('recursive'),
      },
      subresource: flags.string('subresource'),
      continueOnError: true,
      local,
    })
    let count = 0
    yield* result.visit((info) => {
      count++
      const before = !here && info.source !== '' ? fetch(ctx, info) : info.object
      const after = here ? patchHere(ctx, before, type, body) : send(ctx, info, type, body, mode === 'server')
      const operation = equalValues(before, after) ? 'patched (no change)' : 'patched'
      objectPrinter(ctx, { operation })(after)
    })
    if (count === 0) throw new CommandError('no objects passed to patch')
    return 0
  },
}

function readPatchFile(ctx: Context, path: string): string {
  try {
    return ctx.readFile(path)
  } catch (error) {
    if (error instanceof CommandError) throw new CommandError(`unable to read patch file: ${error.message}`)
    throw error
  }
}

/** What kubectl itself says of a patch that is no JSON. */
const broken: Partial<Record<PatchType, string>> = {
  strategic: 'invalid JSON document',
  merge: 'Invalid JSON Patch',
}

function parsePatch(text: string, shown: string, hereAs: PatchType | undefined): Data {
  if (/^\s*\{/.test(text)) {
    // What looks like JSON is sent as it is, and it is the server that complains.
    const read = readJson(text)
    if (!('fault' in read)) return read.value
    const fault = read.fault.replace(/^json: offset \d+: /, '')
    if (hereAs === undefined) throw new ApiError(400, 'BadRequest', fault)
    throw new CommandError(broken[hereAs] ?? fault.replace(/^unexpected EOF$/, 'unexpected end of JSON input'))
  }
  const [document] = [...readDocuments(text)]
  if (document === undefined) return null
  if ('data' in document) return document.data
  const fault = document.fault.replace(/^error converting YAML to JSON: /, '')
  throw new CommandError(`unable to parse ${quote(shown)}: ${fault}`)
}

function fetch(ctx: Context, info: Info): KubeObject {
  return ctx.client.get(targetOf(ctx, info))
}

function send(ctx: Context, info: Info, type: PatchType, body: Data, dry: boolean): KubeObject {
  try {
    return ctx.client.patch(targetOf(ctx, info), type, body as Json, {
      fieldManager: ctx.flags.string('field-manager'),
      dryRun: dry,
      onWarning: (text) => ctx.warn(text),
    })
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason !== 'UnsupportedMediaType') throw error
    const { kind, apiVersion } = info.object
    throw new CommandError(`${mediaTypes[type]} is not supported by ${apiVersion}, Kind=${kind}: ${error.message}`)
  }
}

const mediaTypes: Readonly<Record<PatchType, string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
}

function targetOf(ctx: Context, info: Info) {
  const subresource = ctx.flags.string('subresource')
  return subresource === '' ? info.target : { ...info.target, subresource }
}

/** For --local and --dry-run=client. */
function patchHere(ctx: Context, object: KubeObject, type: PatchType, body: Data): KubeObject {
  if (type === 'merge') return applyMergePatch(object, body) as KubeObject
  if (type === 'json') return jsonPatched(object, body)
  const { apiVersion, kind } = object
  const known = ctx.schema.kinds[`${apiVersion}/${kind}`]
  if (known === undefined) {
    throw new CommandError(
      `strategic merge patch is not supported for ${apiVersion}, Kind=${kind} locally, try --type merge`,
    )
  }
  if (!isMap(body)) throw new CommandError('invalid JSON document')
  try {
    return applyStrategicPatch(object, body, ctx.schema, known) as unknown as KubeObject
  } catch (error) {
    throw error instanceof PatchError ? new CommandError(error.message) : error
  }
}

/** encoding/json's word for a kind of value. */
const jsonType = (value: Data): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value

function jsonPatched(object: KubeObject, body: Data): KubeObject {
  const into = 'into Go value of type jsonpatch'
  if (!Array.isArray(body)) throw new CommandError(`json: cannot unmarshal ${jsonType(body)} ${into}.Patch`)
  const bad = body.find((operation) => !isMap(operation))
  if (bad !== undefined) throw new CommandError(`json: cannot unmarshal ${jsonType(bad)} ${into}.Operation`)
  try {
    return applyJsonPatch(object, body) as KubeObject
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error
    const [, key] = /doc is missing key: (.*)/.exec(error.message) ?? []
    throw new CommandError(key === undefined ? error.message : `Object to be patched is missing field (${key})`)
  }
}
