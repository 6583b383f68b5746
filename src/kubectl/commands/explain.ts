// kubectl explain (k8s.io/kubectl/pkg/cmd/explain and pkg/explain/v2/templates/plaintext.tmpl, v1.33): fields and types of
// a kind, from the published structure and what the server says of it. Missing: --output plaintext-openapiv2.

import type { ApiResource, FieldSchema, Schema } from '../../api/index.ts'
import { describedObject } from '../../api/later.ts'
import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { joinApiVersion, splitApiVersion } from '../manifest-data.ts'
import { groupResource, gvrText } from '../mapper.ts'
import { paragraph } from '../word-wrap.ts'
import { structureOf } from './explain-schema.ts'

export const explain: Command = {
  name: 'explain',
  use: 'TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]',
  short: 'Show the fields of a kind',
  examples: ['kubectl explain pods', 'kubectl explain pods.spec.containers', 'kubectl explain deployment --recursive'],
  completes: 'resource',
  flags: [
    { name: 'api-version', type: 'string', default: '', help: 'Use this group and version.' },
    { name: 'output', type: 'string', default: 'plaintext', help: 'plaintext or plaintext-openapiv2.' },
    { name: 'recursive', type: 'bool', default: false, help: 'Also the fields of fields.' },
  ],
  *run(ctx) {
    const [word, ...more] = ctx.args
    if (word === undefined) {
      throw new CommandError(
        `You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n`,
      )
    }
    if (more.length > 0) throw new CommandError('We accept only this format: explain RESOURCE\n')
    const output = ctx.flags.string('output')
    if (output === 'plaintext-openapiv2') throw new CommandError(`explain --output ${output} is missing in this lab`)
    if (output !== 'plaintext') throw new CommandError(`unrecognized format: ${output}`)
    const { mapping, path } = find(ctx, pathOf(ctx, word))
    const known = yield* ctx.describedSchema()
    const published = mapping.openApi && structureOf(describedObject(mapping.openApi, known), known)
    const schema = published?.schema ?? known
    const type = published?.type ?? schema.kinds[`${joinApiVersion(mapping.group, mapping.version)}/${mapping.kind}`]
    if (type === undefined) throw new CommandError(`GVR (${gvrText(mapping)}) not found in OpenAPI schema`)
    const group = mapping.group === '' ? '' : `GROUP:      ${mapping.group}\n`
    ctx.out(`${group}KIND:       ${mapping.kind}\nVERSION:    ${mapping.version}\n\n`)
    const found = follow(schema, type, path)
    if (!found) throw new CommandError(`field ${quote(path.at(-1) ?? '')} does not exist`)
    const enums = ctx.version.has('explainsEnumerations')
    if (found.field) {
      const values = enums ? valuesOf(schema, found.field) : undefined
      const after = values ? `ENUM:\n${values.map((value) => `    ${value}\n`).join('')}` : enums ? '\n' : ''
      ctx.out(`FIELD: ${found.field.name} <${shown(found.field.type)}>\n${after}\n`)
    }
    ctx.out(`DESCRIPTION:\n${paragraph(description(schema, found), 76, 4)}\n`)
    const recursive = ctx.flags.bool('recursive')
    const fields = fieldList(schema, found.type, { recursive, enums, level: 1, above: new Set() })
    if (fields !== '') ctx.out(`FIELDS:\n${fields}`)
    ctx.out('\n')
    return 0
  },
}

/** Without the point at its end; only fields may be in it. */
function pathOf({ flags, version }: Context, given: string): string {
  const word = given.replace(/\.$/, '')
  const [name, ...rest] = word.split('.')
  if (!version.has('explainsJsonPaths')) {
    if (name === '') throw new CommandError('a resource must be present, got: /, Resource=')
    return word
  }
  const field = (part: string | undefined): boolean => part !== '' && !part?.includes('[')
  const which = field(name) && flags.string('api-version') !== '' ? 'all nodes must be field nodes' : FIRST
  if (!field(name) || !rest.every(field)) throw new CommandError(`invalid jsonpath syntax, ${which}`)
  return word
}

const FIRST = 'first node must be field node'

/** 'deployments.apps.spec' names the group; else the first word is the resource and the rest the path. */
function find(ctx: Context, word: string): { readonly mapping: ApiResource; readonly path: readonly string[] } {
  const [name = '', ...rest] = word.split('.')
  const asked = ctx.flags.string('api-version')
  const mapping = ctx.mapper.tryFind(name)
  if (!mapping) throw new CommandError(`the server doesn't have a resource type ${quote(name)}`, { raw: true })
  if (asked === '') {
    const full = groupResource(mapping)
    if (full !== mapping.resource && word.startsWith(full)) {
      const suffix = word.slice(full.length).replace(/^\./, '')
      return { mapping, path: suffix === '' ? [] : suffix.split('.') }
    }
    return { mapping, path: rest }
  }
  const [group, version] = splitApiVersion(asked)
  const other = ctx.mapper.resources.find(
    (one) => one.resource === mapping.resource && one.group === group && one.version === version,
  )
  if (other) return { mapping: other, path: rest }
  if (ctx.mapper.resources.some((one) => one.group === group && one.version === version)) {
    throw new CommandError(`GVR (${group}/${version}, Resource=${mapping.resource}) not found in OpenAPI schema`)
  }
  throw new CommandError(`couldn't find resource for "${group}/${version}, Resource=${mapping.resource}"`)
}

interface Found {
  readonly type: string
  readonly field: OwnedField | undefined
}

/** A field with the type that declares it. */
type OwnedField = FieldSchema & { readonly owner: string }

/** Lists and maps are passed through on the way. */
function follow(schema: Schema, type: string, path: readonly string[]): Found | undefined {
  let at: Found = { type, field: undefined }
  for (const name of path) {
    const field = fieldsOf(schema, at.type).find((one) => one.name === name)
    if (!field) return undefined
    at = { type: field.type, field }
  }
  return at
}

/** What is said of the field, then of what it holds. */
function description(schema: Schema, { field, type }: Found): string {
  const said = [field?.description, schema.definitions[bare(type)]?.description].filter((text) => text !== undefined)
  return said.length === 0 ? '<empty>' : said.map((text) => `${text}\n`).join('')
}

const bare = (type: string): string => type.replace(/^(?:\[\]|map\[string\])+/, '')

function fieldsOf(schema: Schema, type: string): readonly OwnedField[] {
  return ownedFields(schema, bare(type)).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function ownedFields(schema: Schema, owner: string): OwnedField[] {
  return (schema.definitions[owner]?.fields ?? []).flatMap((field) =>
    field.name === '' ? ownedFields(schema, field.type) : [{ ...field, owner }],
  )
}

/** The values that a field may have; those of a list's items are not shown. */
function valuesOf(schema: Schema, { owner, name, type }: OwnedField): readonly string[] | undefined {
  const values = type === 'string' ? schema.enums?.[`${owner}.${name}`] : undefined
  return values?.map((value) => (value === '' ? '""' : value))
}

const MOST_VALUES = 4

interface Listing {
  readonly enums: boolean
  readonly recursive: boolean
  readonly level: number
  /** The types that are being listed: one that comes again is not unfolded. */
  readonly above: ReadonlySet<string>
}

function fieldList(schema: Schema, type: string, { recursive, enums, level, above }: Listing): string {
  if (above.has(bare(type))) return ''
  const inner = { recursive, enums, level: level + 1, above: new Set([...above, bare(type)]) }
  const indent = '  '.repeat(level)
  return fieldsOf(schema, type)
    .map((field) => {
      const values = enums ? valuesOf(schema, field) : undefined
      const more = values && values.length > MOST_VALUES ? ', ....' : ''
      const enumLine = values ? `${indent}enum: ${values.slice(0, MOST_VALUES).join(', ')}${more}\n` : ''
      const required = field.required ? ' -required-' : ''
      const line = `${indent}${field.name}\t<${shown(field.type)}>${required}\n${enumLine}`
      if (recursive) return line + fieldList(schema, field.type, inner)
      const said = field.description ?? '<no description>'
      return `${line}${paragraph(said, 78 - 2 * level, 2 * level + 2)}\n\n`
    })
    .join('')
}

const scalars: Readonly<Record<string, string>> = {
  bytes: 'string',
  double: 'number',
  int32: 'integer',
  int64: 'integer',
  Time: 'string',
  MicroTime: 'string',
}

/** '[]Container', 'map[string]string', 'integer' */
function shown(type: string): string {
  const inner = bare(type)
  const outer = type.slice(0, type.length - inner.length)
  return outer + (scalars[inner] ?? inner.slice(inner.lastIndexOf('.') + 1))
}
