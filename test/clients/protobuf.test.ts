// Bodies that kubectl 1.33 sent as protobuf, decoded, against the JSON that it prints for the same command.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeProtobuf } from '../../src/api/protobuf.ts'
import { readMessage, WireFault } from '../../src/api/protobuf-wire.ts'
import type { Schema } from '../../src/api/schema.ts'

const schema: Schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../src/kinds/structure.json'), 'utf8'))
const recordings: { command: string; body: string; object: Record<string, unknown> }[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'recordings/protobuf-1.33.json'), 'utf8'),
)

describe('protobuf bodies', () => {
  it.each(recordings)('$command', ({ body, object }) => {
    const decoded = decodeProtobuf(new Uint8Array(Buffer.from(body, 'base64')), schema)
    const { metadata, ...rest } = decoded.object
    // Typed clients fill in the namespace of the request's path; the printed object of a dry run has it only at times.
    expect({ ...rest, metadata: { ...Object(metadata), namespace: 'default' } }).toEqual({
      ...object,
      metadata: { ...Object(object['metadata']), namespace: 'default' },
    })
  })

  it('refuses what is no message', () => {
    const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
    expect(() => decodeProtobuf(bytes('{"kind":"Pod"}'), schema)).toThrow(WireFault)
    for (const text of ['k8s\0\x0a', 'k8s\0\x0a\x7f', 'k8s\0\x07', 'k8s\0\x00', `k8s\0${'\xff'.repeat(20)}`])
      expect(() => decodeProtobuf(bytes(text), schema), text).toThrow(WireFault)
    expect(() => decodeProtobuf(bytes('k8s\0\x0a\x0a\x0a\x02v1\x12\x04Nope'), schema)).toThrow('no kind "Nope"')
  })

  it('reads every cut-off body as a fault or as an object, never as anything else', () => {
    for (const { body } of recordings) {
      const whole = new Uint8Array(Buffer.from(body, 'base64'))
      for (let length = 0; length < whole.length; length++) {
        try {
          decodeProtobuf(whole.subarray(0, length), schema)
        } catch (error) {
          expect(error).toBeInstanceOf(WireFault)
        }
      }
    }
    expect(readMessage(new Uint8Array())).toEqual([])
  })
})
