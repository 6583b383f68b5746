// Protobuf's wire format, as far as Kubernetes bodies use it: tagged varints, 32 and 64 bit words, and lengths of bytes.

/** The bytes are not a message, or not the one that was expected. */
export class WireFault extends Error {}

export interface WireField {
  readonly tag: number
  /** Numbers are unsigned and as wide as they came; strings, messages and packed numbers are bytes. */
  readonly value: bigint | Uint8Array
}

/** The fields of one message in their order; with `packed`, untagged varints. */
export function readMessage(bytes: Uint8Array, packed = false): WireField[] {
  const fields: WireField[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++]
      if (byte === undefined) throw new WireFault('unexpected EOF')
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asUintN(64, value)
    }
    throw new WireFault('proto: integer overflow')
  }
  const need = (length: number): void => {
    if (length > bytes.length - at) throw new WireFault('unexpected EOF')
  }
  while (at < bytes.length) {
    if (packed) {
      fields.push({ tag: 0, value: varint() })
      continue
    }
    const key = varint()
    const tag = Number(key >> 3n)
    if (tag === 0) throw new WireFault('proto: illegal tag 0')
    switch (key & 7n) {
      case 0n:
        fields.push({ tag, value: varint() })
        break
      case 1n:
        need(8)
        fields.push({ tag, value: view.getBigUint64(at, true) })
        at += 8
        break
      case 2n: {
        const length = Number(varint())
        need(length)
        fields.push({ tag, value: bytes.subarray(at, at + length) })
        at += length
        break
      }
      case 5n:
        need(4)
        fields.push({ tag, value: BigInt(view.getUint32(at, true)) })
        at += 4
        break
      default:
        throw new WireFault(`proto: illegal wireType ${key & 7n}`)
    }
  }
  return fields
}
