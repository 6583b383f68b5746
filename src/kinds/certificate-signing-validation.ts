// CertificateSigningRequests. Models pkg/apis/certificates/validation/validation.go (v1.33), faults in upstream's order.
// Missing: the signature of the request, and what a request or a certificate says.

import {
  duplicateField,
  type FieldError,
  forbiddenField,
  GoSyntax,
  goQuote,
  invalidField,
  labelFaults,
  requiredField,
  subdomainFaults,
  tooLongField,
} from '../api/index.ts'
import { bytesOf, derFault, readPem } from './certificate-text.ts'
import { supported } from './field-rules.ts'
import type { CertificateSigningRequest } from './types.generated.ts'

const usages = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
]

const shortestSeconds = 600

export function validateSigningRequest({ spec }: CertificateSigningRequest): FieldError[] {
  if (!spec) return []
  const { request, signerName, expirationSeconds, usages: asked = [] } = spec
  const errors: FieldError[] = []
  const bytes = bytesOf(request ?? '') ?? new Uint8Array()
  const why = requestFault(bytes)
  if (why) errors.push(invalidField('spec.request', goBytes(bytes), why))
  if (asked.length === 0) errors.push(requiredField('spec.usages'))
  for (const [i, usage] of asked.entries()) errors.push(...supported(`spec.usages[${i}]`, usage, usages))
  for (const [i, usage] of asked.entries()) {
    if (asked.indexOf(usage) < i) errors.push(duplicateField(`spec.usages[${i}]`, usage))
  }
  errors.push(...signerRule('spec.signerName', signerName ?? ''))
  if (expirationSeconds !== undefined && expirationSeconds < shortestSeconds) {
    const why = 'may not specify a duration less than 600 seconds (10 minutes)'
    errors.push(invalidField('spec.expirationSeconds', expirationSeconds, why))
  }
  return errors
}

function goBytes(bytes: Uint8Array): GoSyntax {
  if (bytes.length === 0) return new GoSyntax('[]byte(nil)')
  return new GoSyntax(`[]byte{${Array.from(bytes, (byte) => `0x${byte.toString(16)}`).join(', ')}}`)
}

function requestFault(bytes: Uint8Array): string {
  const block = readPem(new TextDecoder().decode(bytes))
  if (block?.type !== 'CERTIFICATE REQUEST') return 'PEM block type must be CERTIFICATE REQUEST'
  return derFault(block.bytes, 'certificateRequest')
}

/** 'example.com/signer' */
function signerRule(field: string, signer: string): FieldError[] {
  if (signer === '') return [requiredField(field)]
  const refuse = (value: string, why: string) => invalidField(field, value, why)
  if (signer === 'kubernetes.io/legacy-unknown') {
    return [refuse(signer, 'the legacy signerName is not allowed via this API version')]
  }
  const [domain = '', path = '', more] = signer.split('/')
  if (!signer.includes('/') || more !== undefined) {
    return [refuse(signer, "must be a fully qualified domain and path of the form 'example.com/signer-name'")]
  }
  const errors: FieldError[] = domain.length > 253 ? [tooLongField(field, 253)] : []
  const labels = domain.split('.')
  const broken = (value: string, parts: readonly string[], faultsOf: (part: string) => string[]) => {
    const part = parts.find((one) => faultsOf(one).length > 0)
    for (const fault of part === undefined ? [] : faultsOf(part)) {
      errors.push(refuse(value, `validating label ${goQuote(part ?? '')}: ${fault}`))
    }
  }
  broken(domain, labels, labelFaults)
  if (labels.length < 2) {
    errors.push(refuse(domain, 'should be a domain with at least two segments separated by dots'))
  }
  broken(path, path.split('.'), subdomainFaults)
  if (signer.length > 571) errors.push(tooLongField(field, 571))
  return errors
}

const decisions = ['Approved', 'Denied', 'Failed']

/** Which parts of a status a write may change. */
interface Permission {
  readonly approval: boolean
  readonly certificate: boolean
}

export function validateSigningStatus(
  { status }: CertificateSigningRequest,
  { status: old }: CertificateSigningRequest,
  may: Permission,
): FieldError[] {
  const { conditions = [], certificate = '' } = status ?? {}
  const errors: FieldError[] = []
  const types: string[] = []
  for (const [i, { type = '', status: value }] of conditions.entries()) {
    const field = `status.conditions[${i}]`
    if (type === '') errors.push(requiredField(`${field}.type`))
    if (!value) errors.push(requiredField(`${field}.status`))
    else {
      const allowed = decisions.includes(type) ? ['True'] : ['False', 'True', 'Unknown']
      errors.push(...supported(`${field}.status`, value, allowed))
    }
    const opposite = type === 'Approved' ? 'Denied' : type === 'Denied' ? 'Approved' : undefined
    if (opposite && types.includes(opposite)) {
      errors.push(invalidField(`${field}.type`, type, 'Approved and Denied conditions are mutually exclusive'))
    }
    if (types.includes(type)) errors.push(duplicateField(`${field}.type`, type))
    types.push(type)
  }
  const before = old?.certificate ?? ''
  if (certificate !== before) {
    const why = certificateFault(certificate)
    if (why) errors.push(invalidField('status.certificate', '<certificate data>', why))
  }
  const count = (type: string, of: typeof old) => (of?.conditions ?? []).filter((one) => one.type === type).length
  const refuse = (field: string, why: string) => errors.push(forbiddenField(`status.${field}`, why))
  for (const type of decisions) {
    if (count(type, status) >= count(type, old)) continue
    refuse('conditions', `updates may not remove a condition of type ${goQuote(type)}`)
  }
  for (const type of may.approval ? [] : ['Approved', 'Denied']) {
    if (count(type, status) <= count(type, old)) continue
    refuse('conditions', `updates may not add a condition of type ${goQuote(type)}`)
  }
  if (certificate === before) return errors
  if (!may.certificate) refuse('certificate', 'updates may not set certificate content')
  else if (before) refuse('certificate', 'updates may not modify existing certificate content')
  return errors
}

function certificateFault(base64: string): string {
  let text = new TextDecoder().decode(bytesOf(base64) ?? new Uint8Array())
  if (text === '') return ''
  let blocks = 0
  for (let block = readPem(text); block; block = readPem(text)) {
    if (block.type !== 'CERTIFICATE') {
      return `only CERTIFICATE PEM blocks are allowed, found ${goQuote(block.type)}`
    }
    if (block.hasHeaders) return 'no PEM block headers are permitted'
    if (block.bytes.length === 0) return 'found CERTIFICATE PEM block containing 0 certificates'
    if (derFault(block.bytes, '') !== '') return 'x509: malformed certificate'
    text = block.rest
    blocks++
  }
  return blocks === 0 ? 'must contain at least one CERTIFICATE PEM block' : ''
}
