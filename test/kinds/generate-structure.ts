// Writes src/kinds/structure.json, structure-later.json and types.generated.ts from the Go sources of the Kubernetes API
// (pass the folder that holds api, apimachinery, apiextensions-apiserver and kube-aggregator, checked out at the tag that
// the lab imitates). Only structure is taken: names, types, order, protobuf numbers, merge keys, values of enumerations.
// `test/kinds/structure.test.ts` verifies the result against the published OpenAPI types of the same version.
//
//   npm exec -- tsx test/kinds/generate-structure.ts PATH

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { DefinitionSchema, FieldSchema, Schema } from '../../src/api/schema.ts'

const [sources] = process.argv.slice(2)
if (!sources) throw new Error('usage: generate-structure.ts SOURCES')

type Roots = Readonly<Record<string, readonly string[]>>

/** What the boot and the first prompt need, by apiVersion; everything they refer to comes along. */
const early: Roots = {
  v1: ['Namespace', 'Node', 'Pod', 'Service', 'Endpoints', 'ConfigMap', 'Secret', 'ServiceAccount', 'Event', 'Binding'],
  'apps/v1': ['DaemonSet', 'Deployment', 'ReplicaSet'],
  'discovery.k8s.io/v1': ['EndpointSlice'],
  'coordination.k8s.io/v1': ['Lease'],
  'autoscaling/v1': ['Scale'],
  'policy/v1': ['Eviction'],
  'authentication.k8s.io/v1': ['TokenRequest'],
}

/** The other kinds: loaded with kubectl. */
const late: Roots = {
  v1: [
    'ComponentStatus',
    'LimitRange',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'PodTemplate',
    'ReplicationController',
    'ResourceQuota',
  ],
  'admissionregistration.k8s.io/v1': [
    'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
  ],
  'apiextensions.k8s.io/v1': ['CustomResourceDefinition'],
  'apiregistration.k8s.io/v1': ['APIService'],
  'apps/v1': ['ControllerRevision', 'StatefulSet'],
  'authentication.k8s.io/v1': ['SelfSubjectReview', 'TokenReview'],
  'authorization.k8s.io/v1': [
    'LocalSubjectAccessReview',
    'SelfSubjectAccessReview',
    'SelfSubjectRulesReview',
    'SubjectAccessReview',
  ],
  'autoscaling/v1': ['HorizontalPodAutoscaler'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'batch/v1': ['CronJob', 'Job'],
  'certificates.k8s.io/v1': ['CertificateSigningRequest'],
  'events.k8s.io/v1': ['Event'],
  'flowcontrol.apiserver.k8s.io/v1': ['FlowSchema', 'PriorityLevelConfiguration'],
  'networking.k8s.io/v1': ['Ingress', 'IngressClass', 'IPAddress', 'NetworkPolicy', 'ServiceCIDR'],
  'node.k8s.io/v1': ['RuntimeClass'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
  'storage.k8s.io/v1': ['CSIDriver', 'CSINode', 'CSIStorageCapacity', 'StorageClass', 'VolumeAttachment'],
}

/** Go package to the name that our definitions carry, and where it lies below the sources. */
const packages = new Map<string, { readonly name: string; readonly folder: string }>()
for (const path of [
  'admissionregistration/v1',
  'apps/v1',
  'authentication/v1',
  'authorization/v1',
  'autoscaling/v1',
  'autoscaling/v2',
  'batch/v1',
  'certificates/v1',
  'coordination/v1',
  'core/v1',
  'discovery/v1',
  'events/v1',
  'flowcontrol/v1',
  'networking/v1',
  'node/v1',
  'policy/v1',
  'rbac/v1',
  'scheduling/v1',
  'storage/v1',
])
  packages.set(`k8s.io/api/${path}`, { name: path.replace('/', '.'), folder: `api/${path}` })
for (const [path, name] of [
  ['apimachinery/pkg/apis/meta/v1', 'meta.v1'],
  ['apiextensions-apiserver/pkg/apis/apiextensions/v1', 'apiextensions.v1'],
  ['kube-aggregator/pkg/apis/apiregistration/v1', 'apiregistration.v1'],
] as const)
  packages.set(`k8s.io/${path}`, { name, folder: path })

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
  // apiextensions: written as whatever JSON they hold.
  JSON: 'JSON',
  JSONSchemaPropsOrArray: 'JSONSchemaPropsOrArray',
  JSONSchemaPropsOrBool: 'JSONSchemaPropsOrBool',
  JSONSchemaPropsOrStringArray: 'JSONSchemaPropsOrStringArray',
}
const metaSpecial: Readonly<Record<string, string>> = {
  Time: 'Time',
  MicroTime: 'MicroTime',
  FieldsV1: 'FieldsV1',
  Duration: 'string',
}

interface GoType {
  readonly pkg: string
  /** Import qualifiers of its file, to our package names. */
  readonly imports: ReadonlyMap<string, string>
  readonly struct?: readonly string[]
  readonly alias?: string
  readonly atomic?: boolean
  readonly isEnum?: boolean
}

const goTypes = new Map<string, GoType>()
/** The constants of a type, in the order of their declaration. */
const constants = new Map<string, string[]>()
for (const { name: pkg, folder } of packages.values()) {
  const path = `${sources}/${folder}`
  for (const file of readdirSync(path).filter(
    (name) => /types.*\.go$|^meta\.go$/.test(name) && !/swagger|_test/.test(name),
  )) {
    const lines = readFileSync(`${path}/${file}`, 'utf8').split('\n')
    const imports = new Map<string, string>()
    let isEnum = false
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? ''
      const imported = /^(?:import)?\s*(\w+)? ?"(k8s\.io\/[^"]+)"$/.exec(line)
      const known = imported && packages.get(imported[2] ?? '')
      if (known) imports.set(imported[1] ?? known.name.split('.')[1] ?? '', known.name)
      const constant = /^(?:const)?\s*\w+ +(\w+) += +"([^"]*)"/.exec(line)
      if (constant?.[1] && constant[2] !== undefined) {
        const id = `${pkg}.${constant[1]}`
        constants.set(id, [...(constants.get(id) ?? []), constant[2]])
      }
      if (/^\/\/ \+enum\b/.test(line)) isEnum = true
      if (line === '') isEnum = false
      const empty = /^type (\w+) struct ?\{\}$/.exec(line)
      if (empty?.[1]) goTypes.set(`${pkg}.${empty[1]}`, { pkg, imports, struct: [] })
      const struct = /^type (\w+) struct \{$/.exec(line)
      if (struct?.[1]) {
        const body: string[] = []
        let above = i - 1
        while (lines[above]?.startsWith('//') && !/\+structType=atomic/.test(lines[above] ?? '')) above--
        const atomic = /\+structType=atomic/.test(lines[above] ?? '')
        for (i++; lines[i] !== '}'; i++) body.push(lines[i] ?? '')
        goTypes.set(`${pkg}.${struct[1]}`, { pkg, imports, struct: body, atomic })
        continue
      }
      const alias = /^type (\w+) (?!struct|interface|func)(\S+)/.exec(line)
      if (alias?.[1] && alias[2]) {
        goTypes.set(`${pkg}.${alias[1]}`, { pkg, imports, alias: alias[2], isEnum })
        isEnum = false
      }
    }
  }
}

function typeName(go: string, within: GoType): string {
  if (go.startsWith('*')) return typeName(go.slice(1), within)
  if (go === '[]byte') return 'bytes'
  if (go.startsWith('[]')) return `[]${typeName(go.slice(2), within)}`
  const map = /^map\[([\w.]+)\](.+)$/.exec(go)
  if (map?.[2]) return `map[string]${typeName(map[2], within)}`
  const known = builtIn[go]
  if (known) return known
  const special = specialOf(go, within)
  if (special) return special
  const [id, found] = lookUp(go, within)
  if (found.alias) return typeName(found.alias, found)
  queue.push(id)
  return id
}

function specialOf(go: string, within: GoType): string | undefined {
  const [qualifier, name] = go.includes('.') ? go.split('.') : ['', go]
  const target = qualifier ? within.imports.get(qualifier) : within.pkg
  return target === 'meta.v1' ? metaSpecial[name ?? ''] : undefined
}

function lookUp(go: string, within: GoType): readonly [id: string, GoType] {
  const [qualifier, name] = go.includes('.') ? (go.split('.') as [string, string]) : ['', go]
  const target = qualifier === '' ? within.pkg : within.imports.get(qualifier)
  const id = `${target}.${name}`
  const found = goTypes.get(id)
  if (!target || !found) throw new Error(`unknown type ${go} in ${within.pkg}`)
  return [id, found]
}

/** The values of an enumeration, sorted as OpenAPI lists them; undefined for other types. */
function enumOf(go: string, within: GoType): readonly string[] | undefined {
  const bare = go.replace(/^(?:\*|\[\])+/, '')
  if (builtIn[bare] || bare.startsWith('map[') || specialOf(bare, within)) return undefined
  const [id, found] = lookUp(bare, within)
  return found.isEnum ? [...new Set(constants.get(id) ?? [])].sort() : undefined
}

const queue: string[] = []
const definitions: Record<string, DefinitionSchema> = {}
/** 'core.v1.PodSpec.restartPolicy' to its values. */
const enums: Record<string, readonly string[]> = {}

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
    const type = typeName(goType, go)
    const omitEmpty = flags.includes('omitempty')
    const optional = comment.some((c) => /^\/\/\s*\+optional/.test(c))
    const isRequired = comment.some((c) => /^\/\/\s*\+required/.test(c))
    const hasDefault = comment.some((c) => /^\/\/\s*\+default/.test(c))
    const listType = comment.map((c) => /\+listType=(\w+)/.exec(c)?.[1]).find(Boolean)
    const keys = comment.flatMap((c) => /\+listMapKey=(\w+)/.exec(c)?.[1] ?? [])
    const mapType = comment.map((c) => /\+(?:mapType|structType)=(atomic|granular)/.exec(c)?.[1]).find(Boolean)
    const fallback = comment.map((c) => /^\/\/\s*\+default=(".+")$/.exec(c)?.[1]).find(Boolean)
    const mergeKey = /patchMergeKey:"(\w+)"/.exec(tags)?.[1]
    const strategy = /patchStrategy:"([\w,]+)"/.exec(tags)?.[1]
    const values = enumOf(goType, go)
    if (values?.length && !inline) enums[`${id}.${jsonName}`] = values
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
      ...((!omitEmpty && !optional && !hasDefault && !inline) || isRequired ? { required: true as const } : {}),
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

function addKinds(roots: Roots): Record<string, string> {
  const added: Record<string, string> = {}
  for (const [apiVersion, names] of Object.entries(roots)) {
    const [group = '', version = ''] = apiVersion === 'v1' ? ['core', 'v1'] : apiVersion.split('/')
    for (const name of names) {
      const id = `${group.split('.')[0]}.${version}.${name}`
      added[`${apiVersion}/${name}`] = id
      queue.push(id)
    }
  }
  Object.assign(kinds, added)
  for (let id = queue.shift(); id; id = queue.shift()) {
    if (definitions[id]) continue
    const go = goTypes.get(id)
    if (!go?.struct) throw new Error(`no struct ${id}`)
    const atomic = go.atomic ? { atomic: true as const } : {}
    const placeholder: DefinitionSchema = { goName: id.split('.')[2] ?? id, ...atomic, fields: [] }
    definitions[id] = placeholder
    definitions[id] = { ...placeholder, fields: fieldsOf(id, go) }
  }
  return added
}

const byName = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))

function write(path: string, schema: Schema): void {
  const body = Object.entries(schema.definitions).map(
    ([id, d]) =>
      `${JSON.stringify(id)}:{"goName":${JSON.stringify(d.goName)},${d.atomic ? '"atomic":true,' : ''}"fields":[\n${d.fields.map((f) => JSON.stringify(f)).join(',\n')}]}`,
  )
  const more = schema.enums ? `,\n"enums":${JSON.stringify(schema.enums).replaceAll('],', '],\n')}` : ''
  writeFileSync(path, `{"definitions":{\n${body.join(',\n')}},\n"kinds":${JSON.stringify(schema.kinds)}${more}}\n`)
}

queue.push('meta.v1.DeleteOptions')
const earlyKinds = addKinds(early)
const earlyDefinitions = byName(definitions)
write('src/kinds/structure.json', { definitions: earlyDefinitions, kinds: earlyKinds })
const lateKinds = addKinds(late)
const sorted = byName(definitions)
const others = Object.fromEntries(Object.entries(sorted).filter(([id]) => !Object.hasOwn(earlyDefinitions, id)))
write('src/kinds/structure-later.json', { definitions: others, kinds: lateKinds, enums: byName(enums) })

// ---- TypeScript views ----
const names = new Map<string, string>()
const taken = new Set<string>(['KubeObject', 'ObjectMeta', 'OwnerReference'])
/** Of types with the same name the first here has it, the others are called for their group. */
const firstNamed = ['core.', 'apps.', 'batch.', 'rbac.', 'networking.', 'autoscaling.v2.']
const rank = (id: string): number => {
  const at = firstNamed.findIndex((start) => id.startsWith(start))
  return at < 0 ? firstNamed.length : at
}
for (const id of Object.keys(sorted).sort((a, b) => rank(a) - rank(b))) {
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
      JSON: 'Json',
      JSONSchemaPropsOrArray: 'Json',
      JSONSchemaPropsOrBool: 'Json',
      JSONSchemaPropsOrStringArray: 'Json',
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
