// Client certificates: X.509 in DER and PEM (RFC 5280), made for a PKCS #10 request as pkg/controller/certificates/
// signer and authority (v1.33) make them, and read back when somebody shows one. Differs: see seal.ts.

import type { UserInfo } from '../api/index.ts'
import { type DerValue, readDer, sha256, toBytes, writeDer, writeOid } from '../sim/index.ts'
import { AUTHENTICATED } from './admit.ts'
import { base64Of, bytesOf, latin1, type Seal } from './seal.ts'

const SEQUENCE = 0x30
const SET = 0x31
const INTEGER = 2
const BIT_STRING = 3
const OCTETS = 4
const UTC_TIME = 0x17
const PRINTABLE = 0x13
const COMMON_NAME = '2.5.4.3'
const ORGANIZATION = '2.5.4.10'

const algorithm = writeDer(SEQUENCE, writeOid('1.2.840.113549.1.1.11'), writeDer(5))
const issuer = writeDer(
  SEQUENCE,
  writeDer(SET, writeDer(SEQUENCE, writeOid(COMMON_NAME), writeDer(PRINTABLE, toBytes('kubernetes')))),
)

/** Bits of keyUsage, from the highest; names of extKeyUsage. */
const keyUsages: Readonly<Record<string, number>> = {
  signing: 0x80,
  'digital signature': 0x80,
  'content commitment': 0x40,
  'key encipherment': 0x20,
  'data encipherment': 0x10,
  'key agreement': 0x08,
  'cert sign': 0x04,
  'crl sign': 0x02,
}
const extendedUsages: Readonly<Record<string, string>> = {
  any: '2.5.29.37.0',
  'server auth': '1.3.6.1.5.5.7.3.1',
  'client auth': '1.3.6.1.5.5.7.3.2',
  'code signing': '1.3.6.1.5.5.7.3.3',
  'email protection': '1.3.6.1.5.5.7.3.4',
  timestamping: '1.3.6.1.5.5.7.3.8',
  'ocsp signing': '1.3.6.1.5.5.7.3.9',
}

export interface CertificateOrder {
  /** PEM. */
  readonly request: string
  readonly usages: readonly string[]
  readonly fromMs: number
  readonly untilMs: number
}

export function certify(seal: Seal, { request, usages, fromMs, untilMs }: CertificateOrder): string {
  const [, subject, key] = readDer(blockOf(request, 'CERTIFICATE REQUEST'))?.children()[0]?.children() ?? []
  if (!subject || !key) throw new Error('not a certificate request')
  const serial = seal('serial', latin1(key.whole) + fromMs).subarray(0, 16)
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  const part = writeDer(
    SEQUENCE,
    writeDer(0xa0, writeDer(INTEGER, Uint8Array.of(2))),
    writeDer(INTEGER, serial),
    algorithm,
    issuer,
    writeDer(SEQUENCE, timeOf(fromMs), timeOf(untilMs)),
    subject.whole,
    key.whole,
    writeDer(0xa3, writeDer(SEQUENCE, ...extensions(usages))),
  )
  const signature = writeDer(BIT_STRING, Uint8Array.of(0), sealed(seal, part))
  return pemOf(writeDer(SEQUENCE, part, algorithm, signature))
}

const sealed = (seal: Seal, part: Uint8Array): Uint8Array => seal('certificates', latin1(part))

function extensions(usages: readonly string[]): Uint8Array[] {
  const critical = writeDer(1, Uint8Array.of(0xff))
  const extension = (oid: string, value: Uint8Array, isCritical: boolean): Uint8Array =>
    writeDer(SEQUENCE, writeOid(oid), ...(isCritical ? [critical] : []), writeDer(OCTETS, value))
  const bits = usages.reduce((sum, usage) => sum | (keyUsages[usage] ?? 0), 0)
  const names = usages.flatMap((usage) => extendedUsages[usage] ?? [])
  const list: Uint8Array[] = []
  if (bits !== 0) {
    const unused = Math.log2(bits & -bits)
    list.push(extension('2.5.29.15', writeDer(BIT_STRING, Uint8Array.of(unused, bits)), true))
  }
  if (names.length > 0) list.push(extension('2.5.29.37', writeDer(SEQUENCE, ...names.map(writeOid)), false))
  list.push(extension('2.5.29.19', writeDer(SEQUENCE), true))
  return list
}

/** YYMMDDHHMMSSZ */
const timeOf = (ms: number): Uint8Array =>
  writeDer(UTC_TIME, toBytes(`${new Date(ms).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))

/** Whose it is, if this cluster has made it and it is still good. */
export function readCertificate(seal: Seal, pem: string, nowMs: number): UserInfo | undefined {
  const bytes = blockOf(pem, 'CERTIFICATE')
  const [part, , signature] = readDer(bytes)?.children() ?? []
  const [, , , , validity, subject] = part?.children() ?? []
  if (!part || !signature || !validity || !subject) return undefined
  if (latin1(sealed(seal, part.whole)) !== latin1(signature.content.subarray(1))) return undefined
  const [from = 0, until = 0] = validity.children().map((time) => msOf(time))
  if (nowMs < from || nowMs > until) return undefined
  const names = (oid: string): string[] =>
    subject
      .children()
      .flatMap((set) => set.children())
      .map((pair) => pair.children())
      .filter(([type]) => type?.oid() === oid)
      .map(([, value]) => value?.text() ?? '')
  const [username = ''] = names(COMMON_NAME)
  if (username === '') return undefined
  return {
    username,
    groups: [...names(ORGANIZATION), AUTHENTICATED],
    extra: { 'authentication.kubernetes.io/credential-id': [`X509SHA256=${sha256(bytes)}`] },
  }
}

function msOf(time: DerValue): number {
  const [, year = '', month, day, hour, minute, second] =
    /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(time.text()) ?? []
  return Date.parse(`20${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

function blockOf(pem: string, type: string): Uint8Array {
  const found = new RegExp(`-----BEGIN ${type}-----\\s([\\s\\S]*?)-----END ${type}-----`).exec(pem)
  return bytesOf(found?.[1] ?? '') ?? new Uint8Array()
}

const pemOf = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${(base64Of(der).match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`
