// Who may approve or sign certificate requests of a signer (plugin/pkg/admission/certificates/{approval,signing}, v1.33).

import {
  type AdmissionContext,
  type AdmissionPlugin,
  type AdmissionRequest,
  equalValues,
  isAbout,
  newRefusal,
} from '../api/index.ts'
import type { CertificateSigningRequest } from '../kinds/index.ts'

const requests = 'certificates.k8s.io/certificatesigningrequests'

export const certificateApproval: AdmissionPlugin = {
  name: 'CertificateApproval',
  handles: (asked) => asked.operation === 'UPDATE' && isAbout(asked, `${requests}/approval`),
  validate: (request, context) => requireSigner(request, context, 'approve'),
}

export const certificateSigning: AdmissionPlugin = {
  name: 'CertificateSigning',
  handles: (asked) => asked.operation === 'UPDATE' && isAbout(asked, `${requests}/status`),
  validate(request, context) {
    const { status } = request.object as CertificateSigningRequest
    const { status: old } = request.old as CertificateSigningRequest
    const isSame = equalValues(status?.conditions, old?.conditions) && status?.certificate === old?.certificate
    if (!isSame) requireSigner(request, context, 'sign')
  },
}

/** By its name, or by its domain with a star. */
function requireSigner(request: AdmissionRequest, { access }: AdmissionContext, verb: 'approve' | 'sign'): void {
  const { user } = request.options
  if (!user || !access) return
  const { signerName = '' } = (request.old as CertificateSigningRequest).spec ?? {}
  const asked = { verb, group: 'certificates.k8s.io', resource: 'signers' }
  for (const name of [signerName, `${signerName.split('/')[0]}/*`]) {
    if (access.decide(user, { ...asked, name }).allowed) return
  }
  throw newRefusal(request, `user not permitted to ${verb} requests with signerName "${signerName}"`)
}
