// describe certificatesigningrequest (k8s.io/kubectl/pkg/describe/describe.go, describeCertificateSigningRequest, v1.33).

import { durationText } from '../../api/index.ts'
import type { CertificateSigningRequest } from '../../kinds/index.ts'
import { CommandError } from '../errors.ts'
import { CertificateRequestError, readCertificateRequest } from './certificate-request.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { labelsText } from './labels.ts'
import { timeText } from './time-text.ts'
import { DescribeWriter } from './writer.ts'

export const certificateSigningRequest = describer<CertificateSigningRequest>(
  'certificates.k8s.io',
  'CertificateSigningRequest',
  (object, context) => {
    const { metadata, spec } = object
    const request = readRequest(spec.request)
    const w = new DescribeWriter()
    w.field(0, 'Name', metadata.name)
    w.field(0, 'Labels', labelsText(metadata.labels))
    w.field(0, 'Annotations', labelsText(metadata.annotations))
    w.field(0, 'CreationTimestamp', timeText(metadata.creationTimestamp))
    w.field(0, 'Requesting User', spec.username ?? '')
    if (spec.signerName) w.field(0, 'Signer', spec.signerName)
    if (spec.expirationSeconds !== undefined) {
      w.field(0, 'Requested Duration', durationText(spec.expirationSeconds * 1000))
    }
    w.field(0, 'Status', statusText(object))
    w.write(0, 'Subject:\n')
    w.field(0, '\tCommon Name', request.subject.get('Common Name')?.at(-1) ?? '')
    w.field(0, '\tSerial Number', request.subject.get('Serial Number')?.at(-1) ?? '')
    for (const [title, values] of request.subject) {
      if (title !== 'Common Name' && title !== 'Serial Number') writeList(w, title, values)
    }
    if (request.alternatives.size > 0) w.write(0, 'Subject Alternative Names:\n')
    for (const [title, values] of request.alternatives) writeList(w, title, values)
    writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
    return w.text
  },
)

function readRequest(base64: string) {
  try {
    return readCertificateRequest(base64)
  } catch (error) {
    if (error instanceof CertificateRequestError) throw new CommandError(`Error parsing CSR: ${error.message}`)
    throw error
  }
}

function writeList(w: DescribeWriter, title: string, values: readonly string[]): void {
  w.write(0, `\t${title}:\t${values.join('\n\t\t')}\n`)
}

function statusText({ status }: CertificateSigningRequest): string {
  const has = (type: string) => status?.conditions?.some((condition) => condition.type === type)
  const decision = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending'
  return `${decision}${has('Failed') ? ',Failed' : ''}${status?.certificate ? ',Issued' : ''}`
}
