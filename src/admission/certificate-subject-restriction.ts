// Nobody is given a client certificate of the group that may do everything
// (plugin/pkg/admission/certificates/subjectrestriction, v1.33).

import { type AdmissionPlugin, isAbout, newRefusal } from '../api/index.ts'
import type { CertificateSigningRequest } from '../kinds/index.ts'

const signer = 'kubernetes.io/kube-apiserver-client'
/** The object identifier 2.5.4.10, organizationName, as DER has it. */
const organization = [0x06, 0x03, 0x55, 0x04, 0x0a]

export const certificateSubjectRestriction: AdmissionPlugin = {
  name: 'CertificateSubjectRestriction',
  handles: (requests) =>
    requests.operation === 'CREATE' && isAbout(requests, 'certificates.k8s.io/certificatesigningrequests'),
  validate(request) {
    const { spec } = request.object as CertificateSigningRequest
    if (spec?.signerName !== signer || !organizationsOf(spec.request ?? '').includes('system:masters')) return
    throw newRefusal(request, `use of ${signer} signer with system:masters group is not allowed`)
  },
}

/** Validation has seen that it is a certificate request in PEM. */
function organizationsOf(base64: string): string[] {
  const pem = atob(base64)
  const body = /-----BEGIN CERTIFICATE REQUEST-----([\s\S]*?)-----END/.exec(pem)?.[1] ?? ''
  const der = Uint8Array.from(atob(body.replace(/^.*:.*$|\s/gm, '')), (character) => character.charCodeAt(0))
  const found: string[] = []
  for (let at = 0; at + organization.length + 2 <= der.length; at++) {
    if (!organization.every((byte, offset) => der[at + offset] === byte)) continue
    // A string follows: its type, its length, its bytes.
    const start = at + organization.length + 2
    found.push(new TextDecoder().decode(der.subarray(start, start + (der[start - 1] ?? 0))))
  }
  return found
}
