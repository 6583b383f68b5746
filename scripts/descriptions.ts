// Writes src/kinds/descriptions.json and its notice: what Kubernetes v1.33 says of its types and their fields. These are
// other people's sentences, so they are made from a development dependency when that is installed (npm's `prepare`) and
// never committed. The source is kubernetes-models 4.5.1, whose texts are those of v1.33 with their line breaks; it leaves
// out what all kinds say of apiVersion and kind, which @kubernetes/client-node (v1.33) has. Nobody has Quantity's.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Descriptions } from '../src/api/descriptions.ts'
import type { FieldSchema, Schema } from '../src/api/schema.ts'

const kinds = join(import.meta.dirname, '../src/kinds')
export const descriptionsPath = join(kinds, 'descriptions.json')
export const noticePath = join(kinds, 'descriptions-notice.txt')

const require = createRequire(import.meta.url)
const models = dirname(require.resolve('kubernetes-models'))
const machinery = dirname(createRequire(join(models, 'index.js')).resolve('@kubernetes-models/apimachinery'))
const clientModels = join(dirname(require.resolve('@kubernetes/client-node')), 'gen/models')

/** Groups whose folders have more than the first word of their name. */
const groupFolders: Readonly<Record<string, string>> = {
  core: '',
  apps: 'apps',
  autoscaling: 'autoscaling',
  batch: 'batch',
  policy: 'policy',
  flowcontrol: 'flowcontrol.apiserver.k8s.io',
  rbac: 'rbac.authorization.k8s.io',
}

/** Types that are written as one value; the structure has no definition of them. */
const values: Readonly<Record<string, string>> = {
  Time: join(machinery, 'apis/meta/v1/Time.d.ts'),
  MicroTime: join(machinery, 'apis/meta/v1/MicroTime.d.ts'),
  FieldsV1: join(machinery, 'apis/meta/v1/FieldsV1.d.ts'),
  RawExtension: join(machinery, 'runtime/RawExtension.d.ts'),
  IntOrString: join(machinery, 'util/intstr/IntOrString.d.ts'),
  JSON: fileOf('apiextensions.v1.JSON'),
  JSONSchemaPropsOrArray: fileOf('apiextensions.v1.JSONSchemaPropsOrArray'),
  JSONSchemaPropsOrBool: fileOf('apiextensions.v1.JSONSchemaPropsOrBool'),
  JSONSchemaPropsOrStringArray: fileOf('apiextensions.v1.JSONSchemaPropsOrStringArray'),
}

/** 'core.v1.Pod' → …/v1/Pod.d.ts */
function fileOf(id: string): string {
  const [group = '', version = '', name = ''] = id.split('.')
  if (group === 'meta') return join(machinery, `apis/meta/${version}/${name}.d.ts`)
  return join(models, groupFolders[group] ?? `${group}.k8s.io`, version, `${name}.d.ts`)
}

type Texts = Readonly<Record<string, string>>

/** What a declaration file says of its first type ('') and of that type's fields. */
function textsOf(path: string): Texts {
  const texts: Record<string, string> = {}
  if (!existsSync(path)) return texts
  let comment: string[] | undefined
  let said: string | undefined
  let isOpen = false
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const trimmed = line.trim()
    if (trimmed === '/**') comment = []
    else if (comment && trimmed === '*/') {
      if (comment.at(-1) === '@deprecated') comment.pop()
      said = unescaped(comment.join('\n'))
      comment = undefined
    } else if (comment) comment.push(trimmed.replace(/^\* ?/, ''))
    else if (/^export (?:interface|declare (?:class|type)) /.test(line)) {
      if (said !== undefined) texts[''] = said
      said = undefined
      if (!line.endsWith('{')) break
      isOpen = true
    } else if (line.startsWith('}')) break
    else if (isOpen) {
      const field = /^ {4}(?:"([^"]+)"|'([^']+)')\??: /.exec(line)
      const name = field?.[1] ?? field?.[2]
      if (name !== undefined && said !== undefined) texts[name] = said
      if (name !== undefined) said = undefined
    }
  }
  return texts
}

/** An asterisk would end the comment, or begin a word in bold. */
const unescaped = (text: string): string => text.replaceAll('\\*', '*').replaceAll('*\\/', '*/')

function makeDescriptions(schema: Schema): Descriptions {
  const said = new Map<string, Map<string, string>>()
  const say = (type: string, field: string, text: string | undefined): void => {
    if (text === undefined) return
    const fields = said.get(type) ?? new Map<string, string>()
    said.set(type, fields)
    if (!fields.has(field)) fields.set(field, text)
  }
  const { apiVersion, kind } = textsOf(join(clientModels, 'V1Pod.d.ts'))
  const common: Texts = { ...(apiVersion ? { apiVersion } : {}), ...(kind ? { kind } : {}) }
  /** Inlined types are described where they are used. */
  const addFields = (owner: string, fields: readonly FieldSchema[], texts: Texts): void => {
    for (const { name, type } of fields) {
      if (name === '') addFields(type, schema.definitions[type]?.fields ?? [], texts)
      else say(owner, name, Object.hasOwn(texts, name) ? texts[name] : undefined)
    }
  }
  const ofKinds = new Set([...Object.values(schema.kinds), 'meta.v1.DeleteOptions'])
  for (const [id, { fields }] of Object.entries(schema.definitions)) {
    const texts = { ...(ofKinds.has(id) ? common : {}), ...textsOf(fileOf(id)) }
    say(id, '', texts[''])
    addFields(id, fields, texts)
  }
  for (const [name, path] of Object.entries(values)) say(name, '', textsOf(path)[''])
  // What the server says of the fields of all objects when their kind is a custom one.
  const metadata = said.get('core.v1.Pod')?.get('metadata')
  for (const [name, text] of Object.entries({ ...common, metadata })) say('meta.v1.PartialObjectMetadata', name, text)

  const texts: string[] = []
  const numbers = new Map<string, number>()
  const numberOf = (text: string): number => {
    const number = numbers.get(text) ?? texts.push(text) - 1
    numbers.set(text, number)
    return number
  }
  const of = Object.fromEntries(
    [...said].map(([type, fields]) => [
      type,
      Object.fromEntries([...fields].map(([field, text]) => [field, numberOf(text)])),
    ]),
  )
  return { texts, of }
}

function readSchema(file: string): Schema {
  return JSON.parse(readFileSync(join(kinds, file), 'utf8')) as Schema
}

export function writeDescriptions(): void {
  const first = readSchema('structure.json')
  const later = readSchema('structure-later.json')
  const schema: Schema = {
    definitions: { ...first.definitions, ...later.definitions },
    kinds: { ...first.kinds, ...later.kinds },
  }
  writeFileSync(descriptionsPath, `${JSON.stringify(makeDescriptions(schema))}\n`)
  const licence = (folder: string): string => readFileSync(join(folder, 'LICENSE'), 'utf8').trim()
  writeFileSync(
    noticePath,
    [
      'The descriptions of the Kubernetes API are copyright The Kubernetes Authors, licensed under the Apache License, Version 2.0.',
      `They were taken from the npm packages kubernetes-models and @kubernetes-models/apimachinery:\n\n${licence(models)}`,
      `and from @kubernetes/client-node:\n\n${licence(join(clientModels, '../../..'))}\n`,
    ].join('\n\n'),
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeDescriptions()
