// Who a certificate is asked for: subject and alternative names of a PKCS #10 request, as crypto/x509 of Go reads them
// (src/crypto/x509/x509.go, ParseCertificateRequest; k8s.io/kubectl/pkg/util/certificate, v1.33).
// Missing: keys and signatures are not looked at, and faults inside the bytes have one wording.

import { readDer } from '../../sim/index.ts'

/** A request that cannot be read; the message is upstream's. */
export class CertificateRequestError extends Error {}

export interface CertificateRequest {
  /** Values by the titles that describe gives them, in its order. */
  readonly subject: ReadonlyMap<string, readonly string[]>
  readonly alternatives: ReadonlyMap<string, readonly string[]>
}

const subjectTitles = [
  ['2.5.4.3', 'Common Name'],
  ['2.5.4.5', 'Serial Number'],
  ['2.5.4.10', 'Organization'],
  ['2.5.4.11', 'Organizational Unit'],
  ['2.5.4.6', 'Country'],
  ['2.5.4.7', 'Locality'],
  ['2.5.4.8', 'Province'],
  ['2.5.4.9', 'StreetAddress'],
  ['2.5.4.17', 'PostalCode'],
] as const
const alternativeTitles = [
  [2, 'DNS Names'],
  [1, 'Email Addresses'],
  [6, 'URIs'],
  [7, 'IP Addresses'],
] as const
const extensionRequest = '1.2.840.113549.1.9.14'
const subjectAlternativeName = '2.5.29.17'

/** `base64` holds a PEM block, as the object's field does. */
export function readCertificateRequest(base64: string): CertificateRequest {
  const text = atob(base64)
  const block = /-----BEGIN ([^-\n]+)-----\s([\s\S]*?)-----END \1-----/.exec(text)
  if (block?.[1] !== 'CERTIFICATE REQUEST') {
    throw new CertificateRequestError('PEM block type must be CERTIFICATE REQUEST')
  }
  const bytes = Uint8Array.from(atob((block[2] ?? '').replace(/\s/g, '')), (char) => char.charCodeAt(0))
  const info = readDer(bytes)?.children()[0]
  const [, name, , attributes] = info?.children() ?? []
  if (!name) throw new CertificateRequestError('asn1: structure error: malformed certificate request')
  const pairs = name.children().flatMap((set) => set.children().map((pair) => pair.children()))
  const subject = collect(
    subjectTitles,
    pairs,
    ([oid]) => oid?.oid(),
    ([, value]) => value?.text() ?? '',
  )
  const extensions = (attributes?.children() ?? [])
    .map((attribute) => attribute.children())
    .filter(([oid]) => oid?.oid() === extensionRequest)
    .flatMap(([, values]) => values?.children().flatMap((sequence) => sequence.children()) ?? [])
    .map((extension) => extension.children())
  const names = extensions
    .filter(([oid]) => oid?.oid() === subjectAlternativeName)
    .flatMap((extension) => readDer(extension.at(-1)?.content ?? new Uint8Array())?.children() ?? [])
  const alternatives = collect(
    alternativeTitles,
    names,
    ({ number }) => number,
    (one) => (one.number === 7 ? addressText(one.content) : one.text()),
  )
  return { subject, alternatives }
}

function collect<K, T>(
  titles: readonly (readonly [key: K, title: string])[],
  items: readonly T[],
  keyOf: (item: T) => K | string | undefined,
  textOf: (item: T) => string,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const [key, title] of titles) {
    const values = items.filter((item) => keyOf(item) === key).map(textOf)
    if (values.length > 0) found.set(title, values)
  }
  return found
}

function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  )
  // The longest run of zeros, the first of equals, is left out.
  const runs = groups.join(':').match(/\b0(?::0)+\b/g) ?? []
  const longest = runs.reduce((most, run) => (run.length > most.length ? run : most), '')
  if (longest === '') return groups.join(':')
  const text = groups.join(':')
  const at = text.search(new RegExp(`(?:^|:)${longest}(?:$|:)`))
  const before = text.slice(0, at)
  const after = text.slice(text.indexOf(longest, at) + longest.length).replace(/^:/, '')
  return `${before}::${after}`
}
