// Decodes protobuf bodies: the envelope of k8s.io/apimachinery/pkg/runtime/serializer/protobuf (v1.33: `k8s`, NUL, then
// runtime.Unknown) and any object in it, by the field numbers in the Schema. The result is what Go's JSON encoder would
// have sent: empty fields are left out unless they are always written. Answers are JSON, so nothing is encoded here.

import type { Json } from './object.ts'
import { readMessage, WireFault, type WireField } from './protobuf-wire.ts'
import type { FieldSchema, Schema } from './schema.ts'

export interface ProtobufObject {
  readonly apiVersion: string
  readonly kind: string
  readonly object: Record<string, Json>
}

const PREFIX = [0x6b, 0x38, 0x73, 0x00] as const

/** Decodes a request body. Throws `WireFault` when the bytes are broken or the kind has no known structure. */
export function decodeProtobuf(bytes: Uint8Array, schema: Schema): ProtobufObject {
  if (PREFIX.some((byte, index) => bytes[index] !== byte))
    throw new WireFault('provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]')
  const unknown = readMessage(bytes.subarray(PREFIX.length))
  const typeMeta = readMessage(lastBytes(unknown, 1))
  const apiVersion = text(lastBytes(typeMeta, 1))
  const kind = text(lastBytes(typeMeta, 2))
  const name = definitionOf(schema, apiVersion, kind)
  if (name === undefined) throw new WireFault(`no kind "${kind}" is registered for version "${apiVersion}"`)
  const object = new Decoder(schema).message(lastBytes(unknown, 2), name)
  return { apiVersion, kind, object: { kind, apiVersion, ...object } }
}

/** DeleteOptions and its like are part of every group, always with the same structure. */
function definitionOf(schema: Schema, apiVersion: string, kind: string): string | undefined {
  const id = `${apiVersion}/${kind}`
  if (Object.hasOwn(schema.kinds, id)) return schema.kinds[id]
  const shared = `meta.v1.${kind}`
  return kind.endsWith('Options') && Object.hasOwn(schema.definitions, shared) ? shared : undefined
}

class Decoder {
  readonly #schema: Schema
  #depth = 0

  constructor(schema: Schema) {
    this.#schema = schema
  }

  message(bytes: Uint8Array, definition: string): Record<string, Json> {
    const fields = this.#schema.definitions[definition]?.fields
    if (!fields) throw new WireFault(`the structure of ${definition} is not known`)
    if (++this.#depth > 500) throw new WireFault('the message is nested too deeply')
    const byTag = new Map<number, WireField[]>()
    for (const field of readMessage(bytes)) {
      const same = byTag.get(field.tag)
      if (same) same.push(field)
      else byTag.set(field.tag, [field])
    }
    const object: Record<string, Json> = {}
    for (const field of fields) {
      if (field.tag === undefined) continue
      const found = byTag.get(field.tag)
      if (field.name === '') Object.assign(object, found ? this.message(lastBytes(found, field.tag), field.type) : {})
      else {
        const value = found ? this.#field(field, found) : undefined
        if (value !== undefined) object[field.name] = value
      }
    }
    this.#depth--
    return object
  }

  #field(field: FieldSchema, found: readonly WireField[]): Json | undefined {
    if (field.type.startsWith('[]')) {
      const type = field.type.slice(2)
      const items = found.flatMap((one) => this.#items(one, type))
      return items.length > 0 || field.always ? items : undefined
    }
    if (field.type.startsWith('map[string]')) {
      const type = field.type.slice('map[string]'.length)
      const entries = found.map((one): [string, Json] => {
        const entry = readMessage(bytesOf(one))
        const value = entry.findLast(({ tag }) => tag === 2)
        return [text(lastBytes(entry, 1)), value ? this.#value(type, value) : zero(type)]
      })
      return entries.length > 0 || field.always ? Object.fromEntries(entries) : undefined
    }
    const last = found.at(-1)
    if (!last) return undefined
    const value = this.#value(field.type, last)
    if (field.pointer || field.always || !isZero(value)) return value
    return undefined
  }

  /** One element, or, for packed numbers, all of them. */
  #items(field: WireField, type: string): Json[] {
    const packed = ['int32', 'int64', 'boolean'].includes(type) && typeof field.value !== 'bigint'
    if (!packed) return [this.#value(type, field)]
    return readMessage(bytesOf(field), true).map((one) => this.#value(type, one))
  }

  #value(type: string, field: WireField): Json {
    switch (type) {
      case 'string':
        return text(bytesOf(field))
      case 'boolean':
        return numberOf(field) !== 0n
      case 'int32':
        return Number(BigInt.asIntN(32, numberOf(field)))
      case 'int64':
        return Number(BigInt.asIntN(64, numberOf(field)))
      case 'double':
        return double(numberOf(field))
      case 'bytes':
        return base64(bytesOf(field))
      case 'Quantity':
        return text(lastBytes(readMessage(bytesOf(field)), 1))
      case 'IntOrString': {
        const parts = readMessage(bytesOf(field))
        const isText = lastNumber(parts, 1) === 1n
        return isText ? text(lastBytes(parts, 3)) : Number(BigInt.asIntN(32, lastNumber(parts, 2)))
      }
      case 'Time':
        return time(bytesOf(field), false)
      case 'MicroTime':
        return time(bytesOf(field), true)
      case 'FieldsV1':
      case 'RawExtension': {
        const raw = text(lastBytes(readMessage(bytesOf(field)), 1))
        if (raw === '') return null
        const value: Json = JSON.parse(raw)
        return value
      }
    }
    return this.message(bytesOf(field), type)
  }
}

/** What Go's `omitempty` leaves out; structs are not among it. */
function isZero(value: Json): boolean {
  return value === '' || value === 0 || value === false || value === null
}

function zero(type: string): Json {
  if (type === 'boolean') return false
  return ['int32', 'int64', 'double'].includes(type) ? 0 : ''
}

function bytesOf(field: WireField): Uint8Array {
  if (typeof field.value === 'bigint') throw new WireFault(`wrong wireType for field ${field.tag}`)
  return field.value
}

function numberOf(field: WireField): bigint {
  if (typeof field.value !== 'bigint') throw new WireFault(`wrong wireType for field ${field.tag}`)
  return field.value
}

function lastBytes(fields: readonly WireField[], tag: number): Uint8Array {
  const field = fields.findLast((one) => one.tag === tag)
  return field ? bytesOf(field) : new Uint8Array()
}

function lastNumber(fields: readonly WireField[], tag: number): bigint {
  const field = fields.findLast((one) => one.tag === tag)
  return field ? numberOf(field) : 0n
}

const decoder = new TextDecoder()
const text = (bytes: Uint8Array): string => decoder.decode(bytes)

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

function double(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, bits)
  return view.getFloat64(0)
}

/** RFC 3339; an empty message is Go's zero time, which JSON shows as null. */
function time(bytes: Uint8Array, micro: boolean): string | null {
  const fields = readMessage(bytes)
  const seconds = Number(BigInt.asIntN(64, lastNumber(fields, 1)))
  const nanos = Number(BigInt.asIntN(32, lastNumber(fields, 2)))
  if (seconds === 0 && nanos === 0) return null
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) throw new WireFault('a time is out of range')
  const text = date.toISOString().slice(0, 19)
  if (!micro) return `${text}Z`
  return `${text}.${String(Math.floor(nanos / 1000)).padStart(6, '0')}Z`
}
