// OpenAPI v3 documents from the Schema, as kube-apiserver v1.33 serves them at /openapi/v3 (api/openapi-spec/v3/*.json):
// enough for kubectl to see that the server validates fields, for `explain`, and for editors.
// Missing: descriptions, defaults, and responses' contents.

import type { ApiResource, Client } from './client.ts'
import { groupVersionOf } from './http-discovery.ts'
import type { FieldSchema, Schema } from './schema.ts'

const pathOf = (group: string, version: string): string =>
  group === '' ? `api/${version}` : `apis/${group}/${version}`

/** GET /openapi/v3: each group and version with the address of its document, which changes when the document does. */
export function openApiIndex(client: Client): unknown {
  const paths: Record<string, unknown> = {}
  for (const { group, version } of client.resources()) {
    const path = pathOf(group, version)
    if (Object.hasOwn(paths, path)) continue
    const hash = fingerprint(JSON.stringify(openApiDocument(client, path)) ?? '')
    paths[path] = { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }
  }
  return { paths }
}

/** Documents that were made already, by the list of resources that they were made of. */
const made = new WeakMap<readonly ApiResource[], Map<string, unknown>>()

/** GET /openapi/v3/PATH; undefined when nothing is served there. */
export function openApiDocument(client: Client, path: string): unknown {
  const resources = client.resources()
  const documents = made.get(resources) ?? new Map<string, unknown>()
  made.set(resources, documents)
  const document = documents.get(path) ?? makeDocument(client, path)
  if (document !== undefined) documents.set(path, document)
  return document
}

function makeDocument(client: Client, path: string): unknown {
  const served = client.resources().filter(({ group, version }) => pathOf(group, version) === path)
  if (served.length === 0) return undefined
  const paths: Record<string, unknown> = {}
  const roots = new Set<string>()
  const schemas: Record<string, unknown> = {}
  for (const resource of served) {
    addPaths(paths, resource, path)
    if (resource.openApi) {
      schemas[customName(resource)] = resource.openApi
      roots.add('meta.v1.ObjectMeta')
    }
    for (const one of [resource, ...resource.subresources]) {
      const name = client.schema.kinds[kindKey(one)]
      if (name !== undefined) roots.add(name)
    }
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: client.version().gitVersion },
    paths,
    components: { schemas: { ...components(client.schema, roots), ...schemas } },
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
    if (component !== undefined) found[component] = value
    const definition = schema.definitions[name]
    if (!definition || Object.hasOwn(found, componentName(name))) continue
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

function fieldSchema(field: FieldSchema, values: readonly string[] | undefined, queue: string[]): object {
  return {
    ...typeSchema(field.type, queue, values),
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
  Time: { type: 'string', format: 'date-time' },
  MicroTime: { type: 'string', format: 'date-time' },
}

/** Types that are written as one value and yet have a name of their own, by which clients show them. */
const named: Readonly<Record<string, readonly [component: string, schema: object]>> = {
  Quantity: ['io.k8s.apimachinery.pkg.api.resource.Quantity', { oneOf: [{ type: 'string' }, { type: 'number' }] }],
  IntOrString: [
    'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
    { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
  ],
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
