// The verify twin of src/kinds/structure.json and structure-later.json: the same names, types and required marks as the OpenAPI types that
// the Kubernetes project publishes for v1.33 (npm @kubernetes/client-node 1.3.0).
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FieldSchema, Schema } from '../../src/api/index.ts'
import structure from '../../src/kinds/structure.json' with { type: 'json' }
import structureLater from '../../src/kinds/structure-later.json' with { type: 'json' }

const early = structure as Schema
const later = structureLater as unknown as Schema
const schema: Schema = {
  definitions: { ...early.definitions, ...later.definitions },
  kinds: { ...early.kinds, ...later.kinds },
}
const models = join(dirname(createRequire(import.meta.url).resolve('@kubernetes/client-node')), 'gen/models')

interface Published {
  readonly name: string
  readonly type: string
  readonly format: string
  readonly required: boolean
}

const prefixes: Readonly<Record<string, readonly string[]>> = {
  meta: ['V1'],
  core: ['V1', 'CoreV1'],
  discovery: ['V1', 'DiscoveryV1'],
  authentication: ['V1', 'AuthenticationV1'],
  events: ['V1', 'EventsV1'],
  storage: ['V1', 'StorageV1'],
  flowcontrol: ['V1', 'FlowcontrolV1'],
  rbac: ['V1', 'RbacV1'],
  admissionregistration: ['V1', 'AdmissionregistrationV1'],
  apiextensions: ['V1', 'ApiextensionsV1'],
  apiregistration: ['V1', 'ApiregistrationV1'],
}

function published(id: string): Published[] | undefined {
  const [group = '', version = '', name = ''] = id.split('.')
  for (const prefix of [...(prefixes[group] ?? [version.toUpperCase()])].reverse()) {
    let text: string
    let types: string
    try {
      text = readFileSync(join(models, `${prefix}${name}.js`), 'utf8')
      types = readFileSync(join(models, `${prefix}${name}.d.ts`), 'utf8')
    } catch {
      continue
    }
    const map = /attributeTypeMap = (\[[\s\S]*?\n\]);/.exec(text)?.[1]
    if (!map) continue
    return (JSON.parse(map) as { baseName: string; name: string; type: string; format: string }[]).map((field) => ({
      name: field.baseName,
      type: field.type,
      format: field.format,
      required: new RegExp(`^ {4}'${field.name}': `, 'm').test(types),
    }))
  }
  return undefined
}

function flat(id: string): FieldSchema[] {
  return (schema.definitions[id]?.fields ?? []).flatMap((field) => (field.name === '' ? flat(field.type) : [field]))
}

function publishedType(type: string): string {
  if (type.startsWith('[]')) return `Array<${publishedType(type.slice(2))}>`
  if (type.startsWith('map[string]')) return `{ [key: string]: ${publishedType(type.slice(11))}; }`
  const simple: Readonly<Record<string, string>> = {
    int32: 'number',
    int64: 'number',
    double: 'number',
    Quantity: 'string',
    bytes: 'string',
    Time: 'Date',
    MicroTime: 'V1MicroTime',
    FieldsV1: 'any',
    RawExtension: 'any',
    JSON: 'any',
    JSONSchemaPropsOrArray: 'any',
    JSONSchemaPropsOrBool: 'any',
    JSONSchemaPropsOrStringArray: 'any',
  }
  if (schema.definitions[type]?.fields.length === 0) return 'any'
  return simple[type] ?? (/\.v[12]\./.test(type) ? (type.split('.')[2] ?? type) : type)
}

describe('structure.json', () => {
  const ids = Object.keys(schema.definitions)
  it('covers many definitions', () => expect(ids.length).toBeGreaterThan(440))

  it('agrees with the published types', () => {
    const faults: string[] = []
    let fields = 0
    for (const id of ids) {
      const twin = published(id)
      if (!twin) continue
      const ours = flat(id)
      const names = (list: readonly { readonly name: string }[]) => list.map((field) => field.name).sort()
      if (names(ours).join() !== names(twin).join()) faults.push(`${id}: ${names(ours)} ≠ ${names(twin)}`)
      for (const field of ours) {
        const other = twin.find((candidate) => candidate.name === field.name)
        if (!other) continue
        fields++
        const type = other.type.replaceAll(
          /\b(?:Core|Discovery|Authentication|Events|Storage|Flowcontrol|Rbac|Admissionregistration|Apiextensions|Apiregistration)?V[12](?=[A-Z])(?!MicroTime)/g,
          '',
        )
        if (publishedType(field.type) !== type)
          faults.push(`${id}.${field.name}: ${publishedType(field.type)} ≠ ${type}`)
        if (field.type.startsWith('int') && field.type !== 'IntOrString' && other.format !== field.type)
          faults.push(`${id}.${field.name}: ${field.type} ≠ ${other.format}`)
        if ((field.required ?? false) !== other.required)
          faults.push(`${id}.${field.name}: required ${field.required ?? false} ≠ ${other.required}`)
      }
    }
    expect(fields).toBeGreaterThan(1600)
    expect(faults).toEqual([])
  })
})
