// The distinguished encoding of ASN.1 (ITU-T X.690), as far as certificates and requests for them need it.

export interface DerValue {
  /** The number of the tag, without class and form. */
  readonly number: number
  readonly content: Uint8Array
  /** With tag and length. */
  readonly whole: Uint8Array
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
    const start = at
    const number = (bytes[at] ?? 0) & 0x1f
    let length = bytes[at + 1] ?? 0
    at += 2
    if (length > 0x80) {
      const size = length & 0x7f
      length = bytes.slice(at, at + size).reduce((sum, byte) => sum * 256 + byte, 0)
      at += size
    }
    if (at + length > bytes.length) break
    values.push(derValue(number, bytes.slice(at, at + length), bytes.slice(start, at + length)))
    at += length
  }
  return values
}

function derValue(number: number, content: Uint8Array, whole: Uint8Array): DerValue {
  return {
    number,
    content,
    whole,
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

/** A value of that tag (class and form included) around others. */
export function writeDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 0)
  const size: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest % 256)
  const head = length < 0x80 ? [tag, length] : [tag, 0x80 + size.length, ...size]
  const whole = new Uint8Array(head.length + length)
  whole.set(head)
  let at = head.length
  for (const content of contents) {
    whole.set(content, at)
    at += content.length
  }
  return whole
}

/** '2.5.4.3' */
export function writeOid(text: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  const bytes = [first * 40 + second, ...rest].flatMap((part) => {
    const digits = [part % 128]
    for (let more = Math.floor(part / 128); more > 0; more = Math.floor(more / 128)) digits.unshift((more % 128) + 128)
    return digits
  })
  return writeDer(6, Uint8Array.from(bytes))
}
