// kubectl edit (k8s.io/kubectl/pkg/cmd/util/editor/editoptions.go, v1.33): the objects as YAML in an editor, again with the
// reasons when the server refuses, until it is saved, unchanged or given up.
// Differs: sends a merge patch where upstream sends a strategic one; the object becomes the same.

import { ApiError, createMergePatch, equalValues, type Json, type KubeObject } from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { editText } from '../edit-session.ts'
import { CommandError, Exit, isExpected, messageOf } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import {
  checkSubresource,
  fieldManagerFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  saveConfigFlag,
  subresourceFlag,
  validateFlag,
  validationOf,
} from '../flag-sets.ts'
import { withLastApplied } from '../last-applied.ts'
import { asObject, copyData, isMap } from '../manifest-data.ts'
import { listItems, manifestFault, readDocuments } from '../manifest-reader.ts'
import { groupResource } from '../mapper.ts'
import { jsonText } from '../printers/json.ts'
import { objectPrinter, refuseFormat, shownObject } from '../printers/object-printer.ts'
import { yamlText } from '../printers/yaml.ts'
import type { Info } from '../resource-builder.ts'

export const editFormats = ['json', 'yaml']

export const editHeader = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`

interface Reason {
  readonly head: string
  readonly other: readonly string[]
}

/** What came of one round. */
export interface Round {
  readonly reasons: Reason[]
  retryable: number
  notFound: number
}

export const edit: Command = {
  name: 'edit',
  use: '(RESOURCE/NAME | -f FILENAME) [options]',
  short: 'Change an object in an editor',
  examples: ['kubectl edit svc/registry', 'KUBE_EDITOR="nano" kubectl edit svc/registry'],
  completes: 'resource',
  flags: [
    ...printFlags,
    ...filenameFlags,
    fieldManagerFlag('kubectl-edit'),
    recordFlag,
    saveConfigFlag,
    subresourceFlag,
    validateFlag,
    { name: 'output-patch', type: 'bool', default: false, help: 'Also show the patch.' },
    { name: 'windows-line-endings', type: 'bool', default: false, help: 'End lines as Windows does.' },
  ],
  *run(ctx) {
    const { flags } = ctx
    const output = flags.string('output')
    if (output !== '' && !editFormats.includes(output)) refuseFormat(output, editFormats)
    checkSubresource(ctx, ['status'])
    objectPrinter(ctx, { operation: 'edited' })
    const result = yield* ctx.resources({
      args: ctx.args,
      files: {
        filenames: flags.strings('filename'),
        kustomize: flags.string('kustomize'),
        recursive: flags.bool('recursive'),
      },
      subresource: flags.string('subresource'),
      allowEmptySelector: true,
      continueOnError: true,
      latest: true,
    })
    const infos = yield* result.infos()
    if (infos.length === 0) throw new CommandError('edit cancelled, no objects found')
    yield* editLoop(ctx, infos, function* ({ text, originals, round }) {
      for (const object of objectsOf(text)) patchOne(ctx, infos, originals, object, round)
    })
    return 0
  },
}

export interface Edited {
  readonly text: string
  /** The file that holds it. */
  readonly path: string
  readonly originals: readonly KubeObject[]
  readonly round: Round
}

/** Until what was edited is sent, or given up. */
export function* editLoop(ctx: Context, infos: readonly Info[], send: (edited: Edited) => Steps<void>): Steps<void> {
  const { files, random } = ctx.io.host
  const originals = infos.map((info) => copyData(shownObject(ctx, info.object)))
  const json = ctx.flags.string('output') === 'json'
  const shown = originals.length === 1 ? originals[0] : listOf(originals)
  const original = json ? `${jsonText(shown, '    ')}\n` : yamlText(shown)
  let reasons: readonly Reason[] = []
  let before: string | undefined
  let lastPath = ''
  for (;;) {
    const path = `/tmp/kubectl-edit-${random.uint32()}.${json ? 'json' : 'yaml'}`
    const body = before === undefined ? original : before.replace(/^\s*#.*\n?/gm, '')
    let edited: string
    // An editor that never waits for anyone must not keep the machine from everything else.
    if (before !== undefined) yield { untilMs: ctx.nowMs() }
    try {
      edited = yield* editText(ctx, path, lineEnds(ctx, json ? body : headerWith(reasons) + body))
    } catch (error) {
      if (error instanceof CommandError) preserve(ctx, lastPath)
      throw error
    }
    if (before !== undefined && sameText(before, edited)) {
      preserve(ctx, path)
      throw new CommandError('Edit cancelled, no valid changes were saved.')
    }
    if (lastPath !== '') files.remove(lastPath)
    lastPath = path
    before = edited
    const fault = faultOf(edited)
    const [first] = infos
    if (fault !== undefined && first) {
      const name = `${groupResource(first.mapping)} ${quote(first.name)}`
      ctx.err(`error: ${name} is invalid\n`)
      const cause = `<nil>: Invalid value: "The edited file failed validation": ${fault}`
      reasons = [{ head: `${name} was not valid`, other: [cause] }]
      continue
    }
    if (sameText(original, edited)) {
      files.remove(path)
      ctx.err('Edit cancelled, no changes made.\n')
      return
    }
    const round: Round = { reasons: [], retryable: 0, notFound: 0 }
    try {
      yield* send({ text: edited, path, originals, round })
    } catch (error) {
      if (isExpected(error)) preserve(ctx, path)
      throw error
    }
    if (round.retryable > 0) {
      ctx.err(`You can run \`kubectl replace -f ${path}\` to try this update again.\n`)
      throw new Exit(1)
    }
    if (round.notFound > 0) {
      ctx.err(`The edits you made on deleted resources have been saved to ${quote(path)}\n`)
      throw new Exit(1)
    }
    if (round.reasons.length === 0) {
      files.remove(path)
      return
    }
    reasons = round.reasons
  }
}

function patchOne(
  ctx: Context,
  infos: readonly Info[],
  originals: readonly KubeObject[],
  edited: KubeObject,
  round: Round,
): void {
  const i = originals.findIndex((one) => one.metadata.uid === edited.metadata?.uid)
  const [info, before] = [infos[i], originals[i]]
  if (!info || !before) throw new CommandError(`no original object found for ${jsonText(edited)}`)
  const after = ctx.flags.bool('save-config') ? withLastApplied(edited) : edited
  if (equalValues(before, after)) {
    objectPrinter(ctx, { operation: 'skipped' })(after)
    return
  }
  const kept = before.apiVersion === after.apiVersion && before.kind === after.kind
  if (!kept || before.metadata.name !== after.metadata.name) {
    throw new CommandError('At least one of apiVersion, kind and name was changed')
  }
  const patch = createMergePatch(before, after) as Json
  if (ctx.flags.bool('output-patch')) ctx.out(`Patch: ${jsonText(patch)}\n`)
  const subresource = ctx.flags.string('subresource')
  try {
    const patched = ctx.client.patch(
      subresource === '' ? info.target : { ...info.target, subresource },
      'merge',
      patch,
      {
        fieldManager: ctx.flags.string('field-manager'),
        fieldValidation: validationOf(ctx.flags),
        onWarning: (text) => ctx.warn(text),
      },
    )
    objectPrinter(ctx, { operation: 'edited' })(patched)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    note(ctx, error, info, round)
  }
}

function note(ctx: Context, error: ApiError, info: Info, round: Round): void {
  const name = `${groupResource(info.mapping)} ${quote(info.name)}`
  if (error.reason === 'Invalid') {
    const causes = error.status.details?.causes ?? []
    round.reasons.push({
      head: `${name} was not valid`,
      other: causes.map(({ field, message }) => `${field ?? ''}: ${message ?? ''}`),
    })
    ctx.err(`error: ${name} is invalid\n`)
  } else if (error.reason === 'NotFound') {
    round.notFound++
    ctx.err(`error: ${name} could not be found on the server\n`)
  } else {
    round.retryable++
    ctx.err(`error: ${name} could not be patched: ${messageOf(error)}\n`)
  }
}

const listOf = (items: readonly KubeObject[]) => ({ apiVersion: 'v1', items, kind: 'List', metadata: {} })

function headerWith(reasons: readonly Reason[]): string {
  const hashed = (text: string) => text.replace(/\n(?!#|$)/g, '\n# ')
  const texts = reasons.map(({ head, other }) =>
    [`# ${hashed(head)}${other.length > 0 ? ':' : ''}\n`, ...other.map((one) => `# * ${hashed(one)}\n`), '#\n'].join(
      '',
    ),
  )
  return editHeader + texts.join('')
}

const lineEnds = (ctx: Context, text: string): string =>
  ctx.flags.bool('windows-line-endings') ? text.replaceAll('\n', '\r\n') : text

/** Comments and the blanks around the text do not count. */
export function sameText(a: string, b: string): boolean {
  const bare = (text: string) =>
    text
      .replaceAll('\r', '')
      .split('\n')
      .filter((line) => !/^\s*#/.test(line))
      .join('\n')
      .trim()
  return bare(a) === bare(b)
}

/** What is wrong with the text before anything is sent; lines count without the comments. */
function faultOf(text: string): string | undefined {
  const documents = [...readDocuments(text.replace(/^[^\S\n]*#.*\n?/gm, ''))]
  const [first] = documents
  if (!first) return 'invalid object to validate'
  for (const document of documents) {
    if ('fault' in document) return document.fault.replace(/^error converting YAML to JSON: /, '')
    const fault = manifestFault(document.data)
    if (fault !== undefined) return fault
  }
  return undefined
}

function objectsOf(text: string): readonly KubeObject[] {
  return [...readDocuments(text)].flatMap((document) =>
    'data' in document && isMap(document.data) ? listItems(document.data).map(asObject) : [],
  )
}

function preserve(ctx: Context, path: string): void {
  if (path === '' || !ctx.io.host.files.stat(path)) return
  ctx.err(`A copy of your changes has been stored to ${quote(path)}\n`)
}
