// CertificateSigningRequest: asks a signer for a certificate. Models pkg/registry/certificates/certificates/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { CertificateSigningRequest } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const certificateSigningRequest: ResourceDefinition<CertificateSigningRequest> = {
  group: 'certificates.k8s.io',
  version: 'v1',
  kind: 'CertificateSigningRequest',
  resource: 'certificatesigningrequests',
  singular: 'certificatesigningrequest',
  shortNames: ['csr'],
  namespaced: false,
  verbs: allVerbs,
  status: true,
  generation: false,
  columns: [nameColumn, ageColumn],
  subresources: [{ name: 'approval', verbs: ['get', 'patch', 'update'] }],
}
