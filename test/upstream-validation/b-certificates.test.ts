// Certificate requests and API services: pkg/apis/certificates/validation/validation.go, pkg/registry/certificates/
// certificates/strategy.go, k8s.io/kube-aggregator/pkg/{apis/apiregistration/validation,registry/apiservice} (v1.33).
import { describe, expect, test } from 'vitest'
import type { CertificateSigningRequest } from '../../src/kinds/index.ts'
import { create, createFaults, faults, newServer, refOf, updateFaults, whole } from './b-server.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const pem = (type: string, ...bytes: number[]) =>
  base64(`-----BEGIN ${type}-----\n${Buffer.from(bytes).toString('base64')}\n-----END ${type}-----\n`)
const request = pem('CERTIFICATE REQUEST', 0x30, 0x03, 0x02, 0x01, 0x00)
const certificate = pem('CERTIFICATE', 0x30, 0x03, 0x02, 0x01, 0x00)
const spec = { request, signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'] }
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
  .map((usage) => `"${usage}"`)
  .join(', ')
const shape =
  '{optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false}'
const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
const signerForm = "must be a fully qualified domain and path of the form 'example.com/signer-name'"

describe('certificate requests', () => {
  const signer = (signerName: string) => ({ ...spec, signerName })
  test.each<[string, object, string]>([
    ['a good one', spec, ''],
    [
      'nothing',
      {},
      '[spec.request: Invalid value: []byte(nil): PEM block type must be CERTIFICATE REQUEST, spec.usages: Required value, spec.signerName: Required value]',
    ],
    [
      'no PEM',
      { ...spec, request: base64('hi') },
      'spec.request: Invalid value: []byte{0x68, 0x69}: PEM block type must be CERTIFICATE REQUEST',
    ],
    [
      'usages',
      { ...spec, usages: ['client auth', 'sign', 'client auth'] },
      `[spec.usages[1]: Unsupported value: "sign": supported values: ${usages}, spec.usages[2]: Duplicate value: "client auth"]`,
    ],
    ['no path', signer('example.com'), `spec.signerName: Invalid value: "example.com": ${signerForm}`],
    ['two paths', signer('example.com/a/b'), `spec.signerName: Invalid value: "example.com/a/b": ${signerForm}`],
    [
      'the old name',
      signer('kubernetes.io/legacy-unknown'),
      'spec.signerName: Invalid value: "kubernetes.io/legacy-unknown": the legacy signerName is not allowed via this API version',
    ],
    [
      'a short domain in upper case',
      signer('Example/a'),
      `[spec.signerName: Invalid value: "Example": validating label "Example": ${label}, spec.signerName: Invalid value: "Example": should be a domain with at least two segments separated by dots]`,
    ],
    [
      'too soon over',
      { ...spec, expirationSeconds: 599 },
      'spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)',
    ],
  ])('%s', (_, fields, expected) => {
    expect(createFaults('certificatesigningrequests', { spec: fields })).toBe(expected)
  })

  test.each<[string, string, string]>([
    ['another block', certificate, 'PEM block type must be CERTIFICATE REQUEST'],
    [
      'no sequence',
      pem('CERTIFICATE REQUEST', 0x31, 0x02, 0x05, 0x00),
      `asn1: structure error: tags don't match (16 vs {class:0 tag:17 length:2 isCompound:true}) ${shape} certificateRequest @2`,
    ],
    ['cut short', pem('CERTIFICATE REQUEST', 0x30, 0x09, 0x02), 'asn1: syntax error: data truncated'],
    [
      'an endless one',
      pem('CERTIFICATE REQUEST', 0x30, 0x80, 0x02),
      'asn1: syntax error: indefinite length found (not DER)',
    ],
  ])('%s', (_, text, why) => {
    const found = createFaults('certificatesigningrequests', { spec: { ...spec, request: text } })
    expect(found.replace(/\[\]byte\{.*?\}/, 'BYTES')).toBe(`spec.request: Invalid value: BYTES: ${why}`)
  })

  test('any name will do; who asks is written down; what was asked stays', () => {
    const client = newServer()
    const asked = {
      metadata: { name: 'a b:C' },
      spec: { ...spec, username: 'root', groups: ['system:masters'], uid: '1' },
    }
    const made = create<CertificateSigningRequest>(client, 'certificatesigningrequests', asked)
    expect(made.spec).toEqual({
      ...spec,
      username: 'kubernetes-admin',
      groups: ['kubeadm:cluster-admins', 'system:authenticated'],
    })
    expect(made).toMatchObject({ status: {} })
    const later = { ...asked, spec: { ...spec, usages: ['any'] } }
    expect(
      client.update(
        { ...refOf('certificatesigningrequests'), name: 'a b:C' },
        whole('certificatesigningrequests', later),
      ),
    ).toMatchObject({ spec })
    expect(
      client.list(refOf('certificatesigningrequests'), { fieldSelector: `spec.signerName=${spec.signerName}` }).items,
    ).toHaveLength(1)
  })

  const approved = { type: 'Approved', status: 'True', reason: 'Test' }
  const put = (subresource: string, ...statuses: object[]) => {
    const client = newServer()
    create(client, 'certificatesigningrequests', { spec })
    const target = { ...refOf('certificatesigningrequests'), name: 'x', subresource }
    const send = (status: object) => client.update(target, whole('certificatesigningrequests', { spec, status }))
    for (const status of statuses.slice(0, -1)) send(status)
    return faults(() => send(statuses.at(-1) ?? {}))
  }
  test.each<[string, string, object[], string]>([
    ['approval', 'approve', [{ conditions: [approved] }], ''],
    [
      'approval',
      'approve and deny',
      [{ conditions: [approved, { ...approved, type: 'Denied' }] }],
      'status.conditions[1].type: Invalid value: "Denied": Approved and Denied conditions are mutually exclusive',
    ],
    [
      'approval',
      'conditions that lack all, and that are not so',
      [{ conditions: [{}, { type: 'Approved', status: 'False' }, { type: 'Ready', status: 'Maybe' }] }],
      '[status.conditions[0].type: Required value, status.conditions[0].status: Required value, status.conditions[1].status: Unsupported value: "False": supported values: "True", status.conditions[2].status: Unsupported value: "Maybe": supported values: "False", "True", "Unknown"]',
    ],
    [
      'approval',
      'twice the same',
      [{ conditions: [approved, approved] }],
      'status.conditions[1].type: Duplicate value: "Approved"',
    ],
    [
      'approval',
      'take it back',
      [{ conditions: [approved] }, {}],
      'status.conditions: Forbidden: updates may not remove a condition of type "Approved"',
    ],
    ['approval', 'a certificate, which is not looked at', [{ certificate }], ''],
    ['status', 'a certificate', [{ certificate }], ''],
    [
      'status',
      'another certificate',
      [{ certificate }, { certificate: pem('CERTIFICATE', 0x30, 0x00) }],
      'status.certificate: Forbidden: updates may not modify existing certificate content',
    ],
    [
      'status',
      'no certificate',
      [{ certificate: base64('hi') }],
      'status.certificate: Invalid value: "<certificate data>": must contain at least one CERTIFICATE PEM block',
    ],
    [
      'status',
      'a key',
      [{ certificate: pem('PRIVATE KEY', 0x30, 0x00) }],
      'status.certificate: Invalid value: "<certificate data>": only CERTIFICATE PEM blocks are allowed, found "PRIVATE KEY"',
    ],
    [
      'status',
      'approve',
      [{ conditions: [approved] }],
      'status.conditions: Forbidden: updates may not add a condition of type "Approved"',
    ],
    ['status', 'fail', [{ conditions: [{ ...approved, type: 'Failed' }] }], ''],
  ])('%s: %s', (subresource, _, statuses, expected) => {
    expect(put(subresource, ...statuses)).toBe(expected)
  })

  test('approval changes only conditions, and stamps them; status leaves approval alone', () => {
    const client = newServer()
    create(client, 'certificatesigningrequests', { spec })
    const target = { ...refOf('certificatesigningrequests'), name: 'x' }
    const now = '2025-01-01T12:00:00Z'
    const patch = (subresource: string, status: object) =>
      client.patch({ ...target, subresource }, 'merge', JSON.parse(JSON.stringify({ status })))
    expect(patch('approval', { conditions: [approved], certificate })).toMatchObject({
      status: { conditions: [{ ...approved, lastUpdateTime: now, lastTransitionTime: now }] },
    })
    expect(client.get(target)).not.toHaveProperty('status.certificate')
    expect(patch('status', { conditions: [{ ...approved, reason: 'Forged' }], certificate })).toMatchObject({
      status: { conditions: [{ reason: 'Test' }], certificate },
    })
  })
})

describe('API services', () => {
  const named = (name: string, more: object) => ({
    metadata: { name },
    spec: { group: 'example.com', version: 'v1', groupPriorityMinimum: 1000, versionPriority: 15, ...more },
  })
  const good = named('v1.example.com', {})
  test.each<[string, object, string]>([
    ['a local one', good, ''],
    [
      'nothing',
      {},
      `[${[
        'metadata.name: Invalid value: "x": must be `spec.version+"."+spec.group`: "."',
        'spec.group: Required value: only v1 may have an empty group and it better be legacy kube',
        `spec.version: Invalid value: "": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')`,
        'spec.groupPriorityMinimum: Invalid value: 0: must be positive and less than 20000',
        'spec.versionPriority: Invalid value: 0: must be positive and less than 1000',
      ].join(', ')}]`,
    ],
    ['a path for a name', named('v1/x', {}), `metadata.name: Invalid value: "v1/x": may not contain '/'`],
    [
      'local with the trimmings of a remote one',
      named('v1.example.com', { caBundle: base64('hello'), insecureSkipTLSVerify: true, groupPriorityMinimum: 20001 }),
      '[spec.groupPriorityMinimum: Invalid value: 20001: must be positive and less than 20000, spec.caBundle: Invalid value: "5 bytes": local APIServices may not have a caBundle, spec.insecureSkipTLSVerify: Invalid value: true: local APIServices may not have insecureSkipTLSVerify]',
    ],
    [
      'a service without names, trusted twice',
      named('v1.example.com', { service: { port: 70000 }, caBundle: base64('hello'), insecureSkipTLSVerify: true }),
      '[spec.service.namespace: Required value, spec.service.name: Required value, spec.service.port: Invalid value: 70000: port is not valid: must be between 1 and 65535, inclusive, spec.insecureSkipTLSVerify: Invalid value: true: may not be true if caBundle is present]',
    ],
  ])('%s', (_, fields, expected) => {
    expect(createFaults('apiservices', fields)).toBe(expected)
  })

  test('defaults and status', () => {
    expect(create(newServer(), 'apiservices', good)).toMatchObject({
      status: {
        conditions: [
          { type: 'Available', status: 'True', reason: 'Local', message: 'Local APIServices are always available' },
        ],
      },
    })
    const remote = named('v1.example.com', { service: { namespace: 'default', name: 'api' } })
    expect(create(newServer(), 'apiservices', remote)).toMatchObject({ spec: { service: { port: 443 } }, status: {} })
    expect(
      updateFaults('apiservices', good, { status: { conditions: [{ type: 'Available', status: 'Yes' }] } }, 'status'),
    ).toBe('status.conditions[0].status: Unsupported value: "Yes": supported values: "True", "False", "Unknown"')
  })
})
