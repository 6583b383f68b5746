// Writes src/kinds/structure.json and src/kinds/types.generated.ts from the Go sources of k8s.io/api and
// k8s.io/apimachinery (pass their folders, checked out at the tag that the lab imitates). Only structure is taken:
// names, types, order, protobuf numbers, merge keys. `test/kinds/structure.test.ts` verifies the result against the
// published OpenAPI types of the same version.
//
//   npm exec -- tsx test/kinds/generate-structure.ts PATH/api PATH/apimachinery

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { DefinitionSchema, FieldSchema, Schema } from '../../src/api/schema.ts'

const [apiFolder, machineryFolder] = process.argv.slice(2)
if (!apiFolder || !machineryFolder) throw new Error('usage: generate-structure.ts API_FOLDER APIMACHINERY_FOLDER')

/** Kinds to serve, by apiVersion; everything they refer to comes along. */
const roots: Readonly<Record<string, readonly string[]>> = {
  v1: ['Namespace', 'Node', 'Pod', 'Service', 'Endpoints', 'ConfigMap', 'Secret', 'ServiceAccount', 'Event', 'Binding'],
  'apps/v1': ['Deployment', 'ReplicaSet'],
  'discovery.k8s.io/v1': ['EndpointSlice'],
  'coordination.k8s.io/v1': ['Lease'],
  'autoscaling/v1': ['Scale'],
  'policy/v1': ['Eviction'],
  'authentication.k8s.io/v1': ['TokenRequest'],
}

const packages: Readonly<Record<string, string>> = {
  'meta.v1': `${machineryFolder}/pkg/apis/meta/v1`,
  'core.v1': `${apiFolder}/core/v1`,
  'apps.v1': `${apiFolder}/apps/v1`,
  'discovery.v1': `${apiFolder}/discovery/v1`,
  'coordination.v1': `${apiFolder}/coordination/v1`,
  'autoscaling.v1': `${apiFolder}/autoscaling/v1`,
  'policy.v1': `${apiFolder}/policy/v1`,
  'authentication.v1': `${apiFolder}/authentication/v1`,
}

const builtIn: Readonly<Record<string, string>> = {
  string: 'string',
  bool: 'boolean',
  int: 'int64',
  int32: 'int32',
  int64: 'int64',
  float64: 'double',
  byte: 'byte',
  'resource.Quantity': 'Quantity',
  'intstr.IntOrString': 'IntOrString',
  'runtime.RawExtension': 'RawExtension',
  'types.UID': 'string',
  'types.NodeName': 'string',
}
const metaSpecial: Readonly<Record<string, string>> = {
  Time: 'Time',
  MicroTime: 'MicroTime',
  FieldsV1: 'FieldsV1',
  Duration: 'string',
}

interface GoType {
  readonly pkg: string
  readonly struct?: readonly string[]
  readonly alias?: string
  readonly atomic?: boolean
}

const goTypes = new Map<string, GoType>()
for (const [pkg, folder] of Object.entries(packages)) {
  for (const file of readdirSync(folder).filter(
    (name) => /types.*\.go$|^meta\.go$/.test(name) && !name.includes('swagger'),
  )) {
    const lines = readFileSync(`${folder}/${file}`, 'utf8').split('\n')
    for (let i = 0; i < lines.length; i++) {
      const struct = /^type (\w+) struct \{$/.exec(lines[i] ?? '')
      if (struct?.[1]) {
        const body: string[] = []
        let above = i - 1
        while (lines[above]?.startsWith('//') && !/\+structType=atomic/.test(lines[above] ?? '')) above--
        const atomic = /\+structType=atomic/.test(lines[above] ?? '')
        for (i++; lines[i] !== '}'; i++) body.push(lines[i] ?? '')
        goTypes.set(`${pkg}.${struct[1]}`, { pkg, struct: body, atomic })
        continue
      }
      const alias = /^type (\w+) (?!struct|interface|func)(\S+)/.exec(lines[i] ?? '')
      if (alias?.[1] && alias[2]) goTypes.set(`${pkg}.${alias[1]}`, { pkg, alias: alias[2] })
    }
  }
}

/** 'core.v1' of a Go package qualifier. */
const qualifiers: Readonly<Record<string, string>> = { metav1: 'meta.v1', v1: 'core.v1', corev1: 'core.v1' }

function typeName(go: string, pkg: string): string {
  if (go.startsWith('*')) return typeName(go.slice(1), pkg)
  if (go === '[]byte') return 'bytes'
  if (go.startsWith('[]')) return `[]${typeName(go.slice(2), pkg)}`
  const map = /^map\[([\w.]+)\](.+)$/.exec(go)
  if (map?.[2]) return `map[string]${typeName(map[2], pkg)}`
  const known = builtIn[go]
  if (known) return known
  const [qualifier, name] = go.includes('.') ? (go.split('.') as [string, string]) : ['', go]
  let target = qualifier === '' ? pkg : qualifiers[qualifier]
  if (qualifier === 'v1' && pkg === 'core.v1') target = 'meta.v1'
  if (!target) throw new Error(`unknown package in ${go} (${pkg})`)
  if (target === 'meta.v1' && metaSpecial[name]) return metaSpecial[name] ?? ''
  let found = goTypes.get(`${target}.${name}`)
  if (!found && qualifier === 'v1') {
    target = 'meta.v1'
    found = goTypes.get(`meta.v1.${name}`)
  }
  if (!found) throw new Error(`unknown type ${go} in ${pkg}`)
  if (found.alias) return typeName(found.alias, target)
  queue.push(`${target}.${name}`)
  return `${target}.${name}`
}

const queue: string[] = []
const definitions: Record<string, DefinitionSchema> = {}

function fieldsOf(id: string, go: GoType): FieldSchema[] {
  const fields: FieldSchema[] = []
  let comment: string[] = []
  for (const line of go.struct ?? []) {
    const text = line.trim()
    if (text.startsWith('//')) {
      comment.push(text)
      continue
    }
    const match = /^(?:(\w+)\s+)?([*\w.[\]]+)\s+`(.*)`/.exec(text)
    if (!match?.[2] || match[3] === undefined) {
      if (text === '') comment = []
      continue
    }
    const goType = match[2]
    const tags = match[3]
    const json = /json:"([^"]*)"/.exec(tags)?.[1] ?? ''
    const [jsonName = '', ...flags] = json.split(',')
    if (jsonName === '-') continue
    const inline = flags.includes('inline')
    if (inline && goType.endsWith('TypeMeta')) {
      fields.push({ name: 'kind', type: 'string' }, { name: 'apiVersion', type: 'string' })
      comment = []
      continue
    }
    if (inline && goType.endsWith('.ListMeta')) throw new Error(`list type ${id}`)
    const tag = Number(/protobuf:"\w+,(\d+)/.exec(tags)?.[1] ?? 0)
    const type = typeName(goType, go.pkg)
    const omitEmpty = flags.includes('omitempty')
    const optional = comment.some((c) => /^\/\/\s*\+optional/.test(c))
    const hasDefault = comment.some((c) => /^\/\/\s*\+default/.test(c))
    const listType = comment.map((c) => /\+listType=(\w+)/.exec(c)?.[1]).find(Boolean)
    const keys = comment.flatMap((c) => /\+listMapKey=(\w+)/.exec(c)?.[1] ?? [])
    const mapType = comment.map((c) => /\+(?:mapType|structType)=(atomic|granular)/.exec(c)?.[1]).find(Boolean)
    const fallback = comment.map((c) => /^\/\/\s*\+default=(".+")$/.exec(c)?.[1]).find(Boolean)
    const mergeKey = /patchMergeKey:"(\w+)"/.exec(tags)?.[1]
    const strategy = /patchStrategy:"([\w,]+)"/.exec(tags)?.[1]
    const isStruct = /^[a-z]+\.v\d/.test(type) || ['Time', 'MicroTime', 'IntOrString', 'Quantity'].includes(type)
    const nullable =
      goType.startsWith('*') ||
      goType.startsWith('[]') ||
      goType.startsWith('map[') ||
      type.startsWith('[]') ||
      type.startsWith('map[')
    fields.push({
      name: inline ? '' : jsonName,
      type,
      ...(tag ? { tag } : {}),
      // encoding/json never omits a struct value, whatever omitempty says.
      ...((!omitEmpty || (isStruct && !goType.startsWith('*'))) && !inline ? { always: true as const } : {}),
      ...(nullable ? { pointer: true as const } : {}),
      ...(!omitEmpty && !optional && !hasDefault && !inline ? { required: true as const } : {}),
      ...(mergeKey ? { mergeKey } : {}),
      ...(strategy ? { strategy } : {}),
      ...(listType === 'atomic' || listType === 'set' || listType === 'map' ? { listType } : {}),
      ...(keys.length ? { listMapKeys: keys } : {}),
      ...(mapType === 'atomic' || mapType === 'granular' ? { mapType } : {}),
      ...(fallback ? { default: JSON.parse(fallback) as string } : {}),
    })
    comment = []
  }
  return fields
}

const kinds: Record<string, string> = {}
for (const [apiVersion, names] of Object.entries(roots)) {
  const group = apiVersion === 'v1' ? 'core' : (apiVersion.split('/')[0] ?? '').split('.')[0]
  for (const name of names) {
    kinds[`${apiVersion}/${name}`] = `${group}.v1.${name}`
    queue.push(`${group}.v1.${name}`)
  }
}
queue.push('meta.v1.DeleteOptions')
for (let id = queue.shift(); id; id = queue.shift()) {
  if (definitions[id]) continue
  const go = goTypes.get(id)
  if (!go?.struct) throw new Error(`no struct ${id}`)
  const atomic = go.atomic ? { atomic: true as const } : {}
  const placeholder: DefinitionSchema = { goName: id.split('.')[2] ?? id, ...atomic, fields: [] }
  definitions[id] = placeholder
  definitions[id] = { ...placeholder, fields: fieldsOf(id, go) }
}

const sorted = Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)))
const schema: Schema = { definitions: sorted, kinds }
const body = Object.entries(sorted).map(
  ([id, d]) =>
    `${JSON.stringify(id)}:{"goName":${JSON.stringify(d.goName)},${d.atomic ? '"atomic":true,' : ''}"fields":[\n${d.fields.map((f) => JSON.stringify(f)).join(',\n')}]}`,
)
writeFileSync(
  'src/kinds/structure.json',
  `{"definitions":{\n${body.join(',\n')}},\n"kinds":${JSON.stringify(schema.kinds)}}\n`,
)

// ---- TypeScript views ----
const names = new Map<string, string>()
const taken = new Set<string>(['KubeObject', 'ObjectMeta', 'OwnerReference'])
for (const id of Object.keys(sorted)) {
  const [group = '', , name = ''] = id.split('.')
  const plain = taken.has(name) && id !== 'meta.v1.ObjectMeta' && id !== 'meta.v1.OwnerReference'
  const unique = plain ? `${group[0]?.toUpperCase()}${group.slice(1)}${name}` : name
  taken.add(unique)
  names.set(id, unique)
}
function tsType(type: string): string {
  if (type.startsWith('[]')) return `readonly ${tsType(type.slice(2))}[]`
  if (type.startsWith('map[string]')) return `Readonly<Record<string, ${tsType(type.slice(11))}>>`
  const scalar = (
    {
      string: 'string',
      boolean: 'boolean',
      int32: 'number',
      int64: 'number',
      double: 'number',
      bytes: 'string',
      Quantity: 'string',
      IntOrString: 'number | string',
      Time: 'string',
      MicroTime: 'string',
      FieldsV1: 'Json',
      RawExtension: 'Json',
    } as Record<string, string>
  )[type]
  return scalar ?? names.get(type) ?? 'never'
}
function tsFields(id: string): string[] {
  return (sorted[id]?.fields ?? []).flatMap((field) => {
    if (field.name === '') return tsFields(field.type)
    if (field.name === 'apiVersion' || field.name === 'kind')
      return kindOf(id) ? [] : [`  readonly ${field.name}?: string`]
    const required = field.required || (field.name === 'metadata' && kindOf(id))
    const type =
      field.type === 'IntOrString' || !field.type.includes('IntOrString') ? tsType(field.type) : tsType(field.type)
    return [`  readonly ${/^[\w$]+$/.test(field.name) ? field.name : `'${field.name}'`}${required ? '' : '?'}: ${type}`]
  })
}
const kindOf = (id: string): [string, string] | undefined => {
  const found = Object.entries(kinds).find(([, value]) => value === id)
  if (!found) return undefined
  const at = found[0].lastIndexOf('/')
  return [found[0].slice(0, at), found[0].slice(at + 1)]
}
const out = [
  '// Generated by test/kinds/generate-structure.ts from the Kubernetes API v1.33.1; do not edit.',
  "import type { Json, KubeObject, ObjectMeta, OwnerReference } from '../api/index.ts'",
  '',
]
for (const id of Object.keys(sorted)) {
  if (id === 'meta.v1.ObjectMeta' || id === 'meta.v1.OwnerReference') continue
  const kind = kindOf(id)
  const head = kind
    ? `export interface ${names.get(id)} extends KubeObject {\n  readonly apiVersion: '${kind[0]}'\n  readonly kind: '${kind[1]}'`
    : `export interface ${names.get(id)} {`
  out.push([head, ...tsFields(id), '}'].join('\n'), '')
}
writeFileSync('src/kinds/types.generated.ts', out.join('\n'))
console.log(`${Object.keys(sorted).length} definitions`)
