// OpenAPI v3 documents from the Schema, as kube-apiserver v1.33 serves them at /openapi/v3 (api/openapi-spec/v3/*.json):
// enough for kubectl to see that the server validates fields, for `explain`, and for editors. With descriptions where
// there are any. Missing: defaults, and responses' contents.

import type { ApiResource, Client } from './client.ts'
import { type Descriptions, describedObject, describedSchema } from './descriptions.ts'
import { groupVersionOf } from './http-discovery.ts'
import type { FieldSchema, Schema } from './schema.ts'

const pathOf = (group: string, version: string): string =>
  group === '' ? `api/${version}` : `apis/${group}/${version}`

/** GET /openapi/v3: each group and version with the address of its document, which changes when the document does. */
export function openApiIndex(client: Client, descriptions?: Descriptions): unknown {
  const made = madeOf(client, descriptions)
  made.index ??= { paths: Object.fromEntries(addresses(client, descriptions)) }
  return made.index
}

function addresses(client: Client, descriptions: Descriptions | undefined): Map<string, unknown> {
  const said = descriptions ? fingerprint(JSON.stringify(descriptions)) : ''
  const paths = new Map<string, unknown>()
  for (const { group, version } of client.resources()) {
    const path = pathOf(group, version)
    if (paths.has(path)) continue
    // What is said is hashed once, not with every document that says it.
    const hash = fingerprint(`${JSON.stringify(openApiDocument(client, undefined, path))}${said}`)
    paths.set(path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` })
  }
  return paths
}

interface Made {
  index?: unknown
  readonly documents: Map<string, unknown>
}

/** What was made already, by the structure and the list of resources that it was made of. */
const allMade = new WeakMap<Schema, WeakMap<readonly ApiResource[], Made>>()

function madeOf(client: Client, descriptions: Descriptions | undefined): Made {
  const schema = describedSchema(client.schema, descriptions)
  const resources = client.resources()
  const ofSchema = allMade.get(schema) ?? new WeakMap<readonly ApiResource[], Made>()
  allMade.set(schema, ofSchema)
  const made = ofSchema.get(resources) ?? { documents: new Map<string, unknown>() }
  ofSchema.set(resources, made)
  return made
}

/** GET /openapi/v3/PATH; undefined when nothing is served there. */
export function openApiDocument(client: Client, descriptions: Descriptions | undefined, path: string): unknown {
  const { documents } = madeOf(client, descriptions)
  const document = documents.get(path) ?? makeDocument(client, describedSchema(client.schema, descriptions), path)
  if (document !== undefined) documents.set(path, document)
  return document
}

function makeDocument(client: Client, schema: Schema, path: string): unknown {
  const served = client.resources().filter(({ group, version }) => pathOf(group, version) === path)
  if (served.length === 0) return undefined
  const paths: Record<string, unknown> = {}
  const roots = new Set<string>()
  const schemas: Record<string, unknown> = {}
  for (const resource of served) {
    addPaths(paths, resource, path)
    if (resource.openApi) {
      schemas[customName(resource)] = describedObject(resource.openApi, schema)
      roots.add('meta.v1.ObjectMeta')
    }
    for (const one of [resource, ...resource.subresources]) {
      const name = schema.kinds[kindKey(one)]
      if (name !== undefined) roots.add(name)
    }
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: client.version().gitVersion },
    paths,
    components: { schemas: { ...components(schema, roots), ...schemas } },
  }
}

/** 'com.example.stable.v1.CronTab' */
const customName = ({ group, version, kind }: Kind): string => [...group.split('.').reverse(), version, kind].join('.')

interface Kind {
  readonly group: string
  readonly version: string
  readonly kind: string
}

const kindKey = ({ group, version, kind }: Kind): string => `${groupVersionOf(group, version)}/${kind}`

const write = ['dryRun', 'fieldManager', 'fieldValidation']
const list = [
  'allowWatchBookmarks',
  'continue',
  'fieldSelector',
  'labelSelector',
  'limit',
  'resourceVersion',
  'timeoutSeconds',
  'watch',
]

/** Verb of discovery → method, action, and query parameters. */
const collectionOperations = [
  ['list', 'get', 'list', list],
  ['create', 'post', 'post', write],
  ['deletecollection', 'delete', 'deletecollection', [...list, 'gracePeriodSeconds', 'propagationPolicy']],
] as const
const objectOperations = [
  ['get', 'get', 'get', []],
  ['update', 'put', 'put', write],
  ['patch', 'patch', 'patch', [...write, 'force']],
  ['delete', 'delete', 'delete', ['dryRun', 'gracePeriodSeconds', 'orphanDependents', 'propagationPolicy']],
] as const

function addPaths(paths: Record<string, unknown>, resource: ApiResource, path: string): void {
  const base = `/${path}/${resource.namespaced ? 'namespaces/{namespace}/' : ''}${resource.resource}`
  const collection = operations(resource, resource.verbs, collectionOperations)
  if (collection) paths[base] = collection
  const object = operations(resource, resource.verbs, objectOperations)
  if (object) paths[`${base}/{name}`] = object
  for (const one of resource.subresources) {
    const create = [['create', 'post', 'post', write]] as const
    const sub = operations(one, one.verbs, [...objectOperations, ...create])
    if (sub) paths[`${base}/{name}/${one.name}`] = sub
  }
}

function operations(
  kind: Kind,
  verbs: readonly string[],
  known: readonly (readonly [string, string, string, readonly string[]])[],
): Record<string, unknown> | undefined {
  const found = known.filter(([verb]) => verbs.includes(verb))
  if (found.length === 0) return undefined
  return Object.fromEntries(
    found.map(([, method, action, parameters]) => [
      method,
      {
        parameters: parameters.map((name) => ({
          name,
          in: 'query',
          schema: { type: parameterTypes[name] ?? 'string', uniqueItems: true },
        })),
        responses: { 200: { description: 'OK' } },
        'x-kubernetes-action': action,
        'x-kubernetes-group-version-kind': { group: kind.group, version: kind.version, kind: kind.kind },
      },
    ]),
  )
}

const parameterTypes: Readonly<Record<string, string>> = {
  allowWatchBookmarks: 'boolean',
  force: 'boolean',
  gracePeriodSeconds: 'integer',
  limit: 'integer',
  orphanDependents: 'boolean',
  timeoutSeconds: 'integer',
  watch: 'boolean',
}

/** The named definitions and all that they refer to. */
function components(schema: Schema, roots: ReadonlySet<string>): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  const queue = [...roots]
  for (const name of queue) {
    const [component, value] = named[name] ?? []
    const definition = schema.definitions[name]
    if (component !== undefined) found[component] = { ...saying(definition), ...value }
    if (!definition || component !== undefined || Object.hasOwn(found, componentName(name))) continue
    const kinds = Object.keys(schema.kinds).filter((key) => schema.kinds[key] === name)
    found[componentName(name)] = {
      ...definitionSchema(schema, name, queue),
      ...(kinds.length > 0 ? { 'x-kubernetes-group-version-kind': kinds.map(parseKindKey) } : {}),
    }
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function parseKindKey(key: string): Kind {
  const parts = key.split('/')
  return { group: parts.length === 3 ? (parts[0] ?? '') : '', kind: parts.at(-1) ?? '', version: parts.at(-2) ?? '' }
}

/** Where the groups' Go packages are; the others are in k8s.io/api. */
const packages: Readonly<Record<string, string>> = {
  meta: 'io.k8s.apimachinery.pkg.apis',
  apiextensions: 'io.k8s.apiextensions-apiserver.pkg.apis',
  apiregistration: 'io.k8s.kube-aggregator.pkg.apis',
}

function componentName(name: string): string {
  const group = name.slice(0, name.indexOf('.'))
  return `${Object.hasOwn(packages, group) ? packages[group] : 'io.k8s.api'}.${name}`
}

function definitionSchema(schema: Schema, type: string, queue: string[]): object {
  const fields = flatten(schema, type)
  const required = fields.filter(({ field }) => field.required).map(({ field }) => field.name)
  return {
    ...saying(schema.definitions[type]),
    type: 'object',
    ...(required.length > 0 ? { required: required.sort() } : {}),
    properties: Object.fromEntries(
      fields.map(({ owner, field }) => [
        field.name,
        fieldSchema(field, schema.enums?.[`${owner}.${field.name}`], queue),
      ]),
    ),
  }
}

interface OwnedField {
  /** The type that declares it. */
  readonly owner: string
  readonly field: FieldSchema
}

/** Inlined types give their fields to the type that holds them. */
function flatten(schema: Schema, owner: string): OwnedField[] {
  return (schema.definitions[owner]?.fields ?? []).flatMap((field) =>
    field.name === '' ? flatten(schema, field.type) : [{ owner, field }],
  )
}

const saying = (told: { readonly description?: string } | undefined): { readonly description?: string } =>
  told?.description === undefined ? {} : { description: told.description }

function fieldSchema(field: FieldSchema, values: readonly string[] | undefined, queue: string[]): object {
  const type = typeSchema(field.type, queue, values)
  return {
    ...saying(field),
    // What stands beside a reference is not read.
    ...(field.description !== undefined && '$ref' in type ? { allOf: [type] } : type),
    ...(field.listType ? { 'x-kubernetes-list-type': field.listType } : {}),
    ...(field.listMapKeys ? { 'x-kubernetes-list-map-keys': field.listMapKeys } : {}),
    ...(field.mergeKey ? { 'x-kubernetes-patch-merge-key': field.mergeKey } : {}),
    ...(field.strategy ? { 'x-kubernetes-patch-strategy': field.strategy } : {}),
  }
}

const scalars: Readonly<Record<string, object>> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
  bytes: { type: 'string', format: 'byte' },
}

/** Types that are written as one value and yet have a name of their own, by which clients show them. */
const named: Readonly<Record<string, readonly [component: string, schema: object]>> = {
  Quantity: ['io.k8s.apimachinery.pkg.api.resource.Quantity', { oneOf: [{ type: 'string' }, { type: 'number' }] }],
  IntOrString: [
    'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
    { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
  ],
  Time: ['io.k8s.apimachinery.pkg.apis.meta.v1.Time', { type: 'string', format: 'date-time' }],
  MicroTime: ['io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime', { type: 'string', format: 'date-time' }],
  FieldsV1: ['io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1', { type: 'object' }],
  RawExtension: ['io.k8s.apimachinery.pkg.runtime.RawExtension', { type: 'object' }],
  JSON: anyJson('JSON'),
  JSONSchemaPropsOrArray: anyJson('JSONSchemaPropsOrArray'),
  JSONSchemaPropsOrBool: anyJson('JSONSchemaPropsOrBool'),
  JSONSchemaPropsOrStringArray: anyJson('JSONSchemaPropsOrStringArray'),
}

function anyJson(name: string): readonly [component: string, schema: object] {
  return [componentName(`apiextensions.v1.${name}`), {}]
}

function typeSchema(type: string, queue: string[], values?: readonly string[]): object {
  if (type.startsWith('[]')) return { type: 'array', items: typeSchema(type.slice(2), queue, values) }
  if (type.startsWith('map[string]'))
    return { type: 'object', additionalProperties: typeSchema(type.slice('map[string]'.length), queue) }
  const scalar = Object.hasOwn(scalars, type) ? scalars[type] : undefined
  if (scalar) return values ? { ...scalar, enum: values } : scalar
  queue.push(type)
  const [component] = named[type] ?? []
  if (component !== undefined) return { $ref: `#/components/schemas/${component}` }
  return { allOf: [{ $ref: `#/components/schemas/${componentName(type)}` }], default: {} }
}

/** FNV-1a over the document, twice from different starts: enough to notice a change. */
export function fingerprint(text: string): string {
  return [0x811c9dc5, 0x01000193]
    .map((start) => {
      let hash = start
      for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
      return hash.toString(16).toUpperCase().padStart(8, '0')
    })
    .join('')
}
