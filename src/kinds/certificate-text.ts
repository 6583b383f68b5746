// PEM and the outside of DER, as far as certificate requests are looked at. Models encoding/pem and the first step of
// crypto/x509 of Go 1.24. Missing: what is inside the outermost sequence, and signatures.

interface PemBlock {
  readonly type: string
  readonly hasHeaders: boolean
  readonly bytes: Uint8Array
  readonly rest: string
}

const pattern = /(?:^|\n)-----BEGIN ([^\r\n]*?)-----[ \t]*\r?\n([\s\S]*?)(?:^|\n)-----END \1-----[ \t]*(?:\r?\n|$)/

/** The first block of a PEM text. */
export function readPem(text: string): PemBlock | undefined {
  const found = pattern.exec(text)
  if (!found) return undefined
  const [whole, type = '', body = ''] = found
  const headers = /^(?:[^\r\n:]+:[^\r\n]*\r?\n)+\r?\n/.exec(body)?.[0] ?? ''
  const bytes = bytesOf(body.slice(headers.length))
  if (!bytes) return undefined
  return { type, hasHeaders: headers !== '', bytes, rest: text.slice(found.index + whole.length) }
}

export function bytesOf(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64.replace(/\s/g, '')), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** Go's words for bytes that are no DER sequence; '' when they are one. */
export function derFault(bytes: Uint8Array, field: string): string {
  const [tag, first] = bytes
  if (tag === undefined || first === undefined) return 'asn1: syntax error: truncated tag or length'
  let length = first
  let start = 2
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0) return 'asn1: syntax error: indefinite length found (not DER)'
    if (count > 4) return 'asn1: structure error: length too large'
    if (bytes.length < start + count) return 'asn1: syntax error: truncated tag or length'
    length = bytes.subarray(start, start + count).reduce((value, byte) => value * 256 + byte, 0)
    start += count
  }
  if (tag !== 0x30) {
    const seen = `{class:${tag >> 6} tag:${tag & 31} length:${length} isCompound:${(tag & 32) !== 0}}`
    const wanted =
      '{optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false}'
    return `asn1: structure error: tags don't match (16 vs ${seen}) ${wanted} ${field} @${start}`
  }
  if (start + length > bytes.length) return 'asn1: syntax error: data truncated'
  return start + length < bytes.length ? 'asn1: syntax error: trailing data' : ''
}
