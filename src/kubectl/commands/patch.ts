// kubectl patch (k8s.io/kubectl/pkg/cmd/patch/patch.go, v1.33).

import { ApiError, equalValues, type Json, type KubeObject, type PatchType } from '../../api/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import {
  checkSubresource,
  dryRunFlag,
  fieldManagerFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  subresourceFlag,
} from '../flag-sets.ts'
import { dryRun } from '../generator.ts'
import { readJson } from '../json-reader.ts'
import type { Data } from '../manifest-data.ts'
import { readDocuments } from '../manifest-reader.ts'
import { patchHere } from '../patch-here.ts'
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
    checkSubresource(ctx, ['status', 'scale'])
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
      const after = here ? patchHere(before, type, body, ctx.schema) : send(ctx, info, type, body, mode === 'server')
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
    const fault = read.fault
      .replace(/^json: offset \d+: /, '')
      .replace(/^unexpected EOF$/, 'unexpected end of JSON input')
    if (hereAs === undefined) throw new ApiError(400, 'BadRequest', fault)
    throw new CommandError(broken[hereAs] ?? fault)
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
