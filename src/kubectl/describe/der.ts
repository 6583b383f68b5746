// Reads the distinguished encoding of ASN.1 (ITU-T X.690), as far as names in certificate requests need it.

export interface DerValue {
  /** The number of the tag, without class and form. */
  readonly number: number
  readonly content: Uint8Array
  children(): DerValue[]
  text(): string
  /** '2.5.4.3' */
  oid(): string
}

const UTF16_STRING = 30

/** The first value; undefined when there is no whole one. */
export function readDer(bytes: Uint8Array): DerValue | undefined {
  return readAll(bytes, 1)[0]
}

function readAll(bytes: Uint8Array, most = Number.POSITIVE_INFINITY): DerValue[] {
  const values: DerValue[] = []
  let at = 0
  while (at + 2 <= bytes.length && values.length < most) {
    const number = (bytes[at] ?? 0) & 0x1f
    let length = bytes[at + 1] ?? 0
    at += 2
    if (length > 0x80) {
      const size = length & 0x7f
      length = bytes.slice(at, at + size).reduce((sum, byte) => sum * 256 + byte, 0)
      at += size
    }
    if (at + length > bytes.length) break
    values.push(derValue(number, bytes.slice(at, at + length)))
    at += length
  }
  return values
}

function derValue(number: number, content: Uint8Array): DerValue {
  return {
    number,
    content,
    children: () => readAll(content),
    text: () => new TextDecoder(number === UTF16_STRING ? 'utf-16be' : 'utf-8').decode(content),
    oid: () => oidText(content),
  }
}

function oidText(content: Uint8Array): string {
  const parts: number[] = []
  let part = 0
  for (const byte of content) {
    part = part * 128 + (byte & 0x7f)
    if (byte & 0x80) continue
    if (parts.length === 0)
      parts.push(Math.min(2, Math.floor(part / 40)), part - 40 * Math.min(2, Math.floor(part / 40)))
    else parts.push(part)
    part = 0
  }
  return parts.join('.')
}
