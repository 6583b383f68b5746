// Request bodies: JSON, YAML or protobuf to plain objects, with the refusals of k8s.io/apiserver/pkg/endpoints/handlers
// (create.go, rest.go, patch.go, v1.33). Unknown fields and wrong types are the server's business, not the door's.

import type { ApiResource } from './client.ts'
import { ApiError, MAX_BODY_BYTES, newTooLarge } from './errors.ts'
import { groupVersionOf } from './http-discovery.ts'
import { JsonFault, readJson } from './http-json.ts'
import { readYaml, YamlFault } from './http-yaml.ts'
import type { Json, KubeObject } from './object.ts'
import { decodeProtobuf } from './protobuf.ts'
import { WireFault } from './protobuf-wire.ts'
import type { Schema } from './schema.ts'

export interface ExpectedKind {
  readonly group: string
  readonly version: string
  readonly kind: string
}

export interface DecodedBody {
  readonly object: KubeObject
  /** 'duplicate field "…"' for each field that the text holds twice. */
  readonly duplicates: readonly string[]
}

const objectTypes = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']

export async function readBytesOf(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await request.arrayBuffer())
  if (bytes.length > MAX_BODY_BYTES) throw newTooLarge()
  return bytes
}

export const contentType = (request: Request): string =>
  (request.headers.get('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

export const unsupportedMediaType = (accepted: readonly string[]): ApiError =>
  new ApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  )

interface Decoded {
  readonly value: Json
  readonly duplicates: readonly string[]
}

/** The body as it is, whatever it holds. `undefined` content types count as JSON. */
function decode(bytes: Uint8Array, type: string, schema: Schema): Decoded {
  switch (type) {
    case '':
    case 'application/json':
      return readJson(new TextDecoder().decode(bytes))
    case 'application/yaml':
      return { value: readYaml(new TextDecoder().decode(bytes)), duplicates: [] }
    case 'application/vnd.kubernetes.protobuf':
      return { value: decodeProtobuf(bytes, schema).object, duplicates: [] }
  }
  throw unsupportedMediaType(objectTypes)
}

/** The object of a POST or PUT; `expected` fills in what the body does not say of itself. */
export async function readObject(
  request: Request,
  expected: ExpectedKind,
  schema: Schema,
  resources: readonly ApiResource[],
): Promise<DecodedBody> {
  const bytes = await readBytesOf(request)
  const { value, duplicates } = decodeOrRefuse(bytes, contentType(request), expected.kind, schema)
  const unrecognized = (reason: string): ApiError =>
    new ApiError(
      400,
      'BadRequest',
      `the object provided is unrecognized (must be of type ${expected.kind}): ${reason} (${summarize(bytes)})`,
    )
  if (!isRecord(value)) {
    const target =
      'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'
    if (value !== null)
      throw unrecognized(
        `couldn't get version/kind; json parse error: json: cannot unmarshal ${goType(value)} into Go value of type ${target}`,
      )
  }
  const body = isRecord(value) ? value : {}
  for (const field of ['apiVersion', 'kind']) {
    const given = body[field]
    if (given !== undefined && given !== null && typeof given !== 'string')
      throw unrecognized(
        `couldn't get version/kind; json parse error: json: cannot unmarshal ${goType(given)} into Go struct field .${field} of type string`,
      )
  }
  const wanted = groupVersionOf(expected.group, expected.version)
  const kind = textOr(body['kind'], expected.kind)
  const apiVersion = textOr(body['apiVersion'], wanted)
  checkKind(kind, apiVersion, expected, schema, resources)
  const metadata = body['metadata'] ?? {}
  const object = { ...body, apiVersion, kind, metadata }
  if (!isKubeObject(object))
    throw new ApiError(
      400,
      'BadRequest',
      `${kind} in version "${expected.version}" cannot be handled as a ${expected.kind}: json: cannot unmarshal ${goType(metadata)} into Go struct field ${kind}.metadata of type v1.ObjectMeta`,
    )
  return { object, duplicates }
}

function checkKind(
  kind: string,
  apiVersion: string,
  expected: ExpectedKind,
  schema: Schema,
  resources: readonly ApiResource[],
): void {
  const wanted = groupVersionOf(expected.group, expected.version)
  if (kind === expected.kind && apiVersion === wanted) return
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/', 2) : ['', apiVersion]
  const known =
    Object.hasOwn(schema.kinds, `${apiVersion}/${kind}`) ||
    resources.some((one) => one.kind === kind && one.group === group && one.version === version)
  const refuse = (reason: string): ApiError =>
    new ApiError(
      400,
      'BadRequest',
      `${kind} in version "${version}" cannot be handled as a ${expected.kind}: ${reason}`,
    )
  if (!known)
    throw refuse(
      `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/api/legacyscheme/scheme.go:30"`,
    )
  if (kind !== expected.kind) {
    const internal = expected.group === '' ? 'core' : (expected.group.split('.')[0] ?? '')
    throw refuse(`converting (${version}.${kind}) to (${internal}.${expected.kind}): unknown conversion`)
  }
  throw new ApiError(
    400,
    'BadRequest',
    `the API version in the data (${apiVersion}) does not match the expected API version (${wanted})`,
  )
}

/** The options in the body of a DELETE; an empty body has none. */
export async function readOptions(request: Request, schema: Schema): Promise<Readonly<Record<string, Json>>> {
  const bytes = await readBytesOf(request)
  if (bytes.length === 0) return {}
  const { value } = decodeOrRefuse(bytes, contentType(request), 'DeleteOptions', schema)
  return isRecord(value) ? value : {}
}

function decodeOrRefuse(bytes: Uint8Array, type: string, kind: string, schema: Schema): Decoded {
  try {
    return decode(bytes, type, schema)
  } catch (error) {
    const isJson = error instanceof JsonFault
    if (!isJson && !(error instanceof YamlFault) && !(error instanceof WireFault)) throw error
    const reason = isJson ? `couldn't get version/kind; json parse error: ${error.message}` : error.message
    throw new ApiError(
      400,
      'BadRequest',
      `the object provided is unrecognized (must be of type ${kind}): ${reason} (${summarize(bytes)})`,
    )
  }
}

/** The patch of a PATCH: JSON, or for server-side apply YAML too. */
export async function readPatch(request: Request, type: string): Promise<Decoded> {
  const bytes = await readBytesOf(request)
  const text = new TextDecoder().decode(bytes)
  try {
    if (type === 'apply' && !/^\s*\{/.test(text)) return { value: readYaml(text), duplicates: [] }
    return readJson(text)
  } catch (error) {
    if (error instanceof YamlFault) throw new ApiError(400, 'BadRequest', `error decoding YAML: ${error.message}`)
    if (!(error instanceof JsonFault)) throw error
    const before = type === 'merge' ? 'error decoding patch: ' : type === 'apply' ? 'error decoding YAML: ' : ''
    throw new ApiError(400, 'BadRequest', before + error.message)
  }
}

function summarize(bytes: Uint8Array): string {
  if (bytes.length === 0) return '<empty>'
  const first = bytes.subarray(0, 30)
  const isObject = bytes[0] === 0x7b
  const shown = isObject
    ? new TextDecoder().decode(first)
    : [...first].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return bytes.length > 30 ? `${shown} ...` : shown
}

export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isKubeObject(value: object): value is KubeObject {
  return (
    'metadata' in value &&
    typeof value.metadata === 'object' &&
    value.metadata !== null &&
    !Array.isArray(value.metadata)
  )
}

const textOr = (value: Json | undefined, fallback: string): string =>
  typeof value === 'string' && value !== '' ? value : fallback

function goType(value: Json): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'boolean') return 'bool'
  return value === null ? 'null' : typeof value
}
