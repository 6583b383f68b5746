// Text and bytes. Bytes that are not UTF-8 travel in text as lone low surrogates U+DC80…U+DCFF, one per byte (see Pipe).

const encoder = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const isEscapedByte = (code: number): boolean => code >= 0xdc80 && code <= 0xdcff

/** True when the text carries a byte that is no UTF-8. */
const hasEscapedBytes = (text: string): boolean =>
  /[\uDC80-\uDCFF]/.test(text) && /(?<![\uD800-\uDBFF])[\uDC80-\uDCFF]/.test(text)

/** How many bytes the text has as UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) bytes++
    else if (code < 0x800) bytes += 2
    else if (code >= 0xd800 && code <= 0xdbff && i + 1 < text.length && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 4
      i++
    } else bytes += isEscapedByte(code) ? 1 : 3
  }
  return bytes
}

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  if (!hasEscapedBytes(text)) return encoder.encode(text)
  const bytes: number[] = []
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0xd800 && code <= 0xdbff) i++
    else if (isEscapedByte(code)) {
      for (const byte of encoder.encode(text.slice(from, i))) bytes.push(byte)
      bytes.push(code - 0xdc00)
      from = i + 1
    }
  }
  for (const byte of encoder.encode(text.slice(from))) bytes.push(byte)
  return Uint8Array.from(bytes)
}

export function fromBytes(bytes: Uint8Array): string {
  try {
    return strict.decode(Uint8Array.from(bytes))
  } catch {
    return fromMixedBytes(bytes)
  }
}

/** Decodes what is UTF-8 and escapes every other byte. */
function fromMixedBytes(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] ?? 0
    const length =
      first < 0x80
        ? 1
        : first >= 0xc2 && first < 0xe0
          ? 2
          : first >= 0xe0 && first < 0xf0
            ? 3
            : first >= 0xf0 && first < 0xf5
              ? 4
              : 0
    let piece: string | undefined
    if (length > 0 && i + length <= bytes.length) {
      try {
        piece = strict.decode(Uint8Array.from(bytes.slice(i, i + length)))
      } catch {}
    }
    text += piece ?? String.fromCharCode(0xdc00 + first)
    i += piece === undefined ? 1 : length
  }
  return text
}

/** Bytes as a pipe carries them; the other way round. A character may be split between two calls of one decoder. */
export class ByteDecoder {
  #rest: number[] = []

  decode(bytes: Uint8Array, last = false): string {
    const input = [...this.#rest, ...bytes]
    this.#rest = []
    let text = ''
    for (let at = 0; at < input.length; ) {
      const length = sequenceLength(input[at] ?? 0)
      const sequence = input.slice(at, at + length)
      if (sequence.length < length && !last && sequence.slice(1).every((byte) => (byte & 0xc0) === 0x80)) {
        this.#rest = sequence
        break
      }
      const char = strictly(sequence)
      if (char === undefined) text += String.fromCharCode(0xdc00 + (input[at++] ?? 0))
      else {
        text += char
        at += length
      }
    }
    return text
  }
}

function sequenceLength(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 1
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
}

function strictly(bytes: readonly number[]): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes))
  } catch {
    return undefined
  }
}
