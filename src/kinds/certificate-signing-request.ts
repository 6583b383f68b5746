// CertificateSigningRequest: asks a signer for a certificate. Models pkg/registry/certificates/certificates/strategy.go (v1.33).

import { copyValue, type Draft, durationText, equalValues, type ResourceDefinition, timeText } from '../api/index.ts'
import { validateSigningRequest, validateSigningStatus } from './certificate-signing-validation.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
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
  columns: [
    nameColumn,
    ageColumn,
    column('SignerName', ({ spec }) => spec?.signerName || '<none>'),
    column('Requestor', ({ spec }) => spec?.username ?? ''),
    column('RequestedDuration', ({ spec }) =>
      spec?.expirationSeconds === undefined ? '<none>' : durationText(spec.expirationSeconds * 1000),
    ),
    column('Condition', conditionText),
  ],
  subresources: [{ name: 'approval', verbs: ['get', 'patch', 'update'] }],
  nameRule: 'path',
  prepareCreate(draft) {
    draft.status = {}
    const { spec } = draft
    if (!spec) return
    delete spec.uid
    delete spec.extra
    Object.assign(spec, copyValue(requester))
  },
  prepareUpdate(draft, { spec }) {
    // What was asked for stays.
    draft.spec = copyValue(spec) as NonNullable<typeof draft.spec>
  },
  validate: validateSigningRequest,
  parts: {
    status: {
      prepare(draft, old, { nowMs }) {
        for (const type of ['Approved', 'Denied']) keepConditions(draft, old, type)
        stampConditions(draft, old, timeText(nowMs))
      },
      validate: (object, old) => validateSigningStatus(object, old, { approval: false, certificate: true }),
    },
    approval: {
      prepare(draft, old, { nowMs }) {
        stampConditions(draft, old, timeText(nowMs))
        const { conditions = [] } = draft.status ?? {}
        const status = copyValue(old.status ?? {}) as NonNullable<typeof draft.status>
        delete status.conditions
        draft.status = conditions.length > 0 ? { conditions, ...status } : status
      },
      validate: (object, old) => validateSigningStatus(object, old, { approval: true, certificate: false }),
    },
  },
  fieldSelectors: { 'spec.signerName': ({ spec }) => spec?.signerName ?? '' },
}

function conditionText({ status }: CertificateSigningRequest): string {
  const has = (type: string) => status?.conditions?.some((one) => one.type === type)
  const decision = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending'
  return `${decision}${has('Failed') ? ',Failed' : ''}${status?.certificate ? ',Issued' : ''}`
}

/** Differs: the server does not know who asks; everybody is the administrator that kubeadm makes. */
const requester = { username: 'kubernetes-admin', groups: ['kubeadm:cluster-admins', 'system:authenticated'] }

/** As many as there were: then they are those that there were. */
function keepConditions(
  { status }: Draft<CertificateSigningRequest>,
  { status: old }: CertificateSigningRequest,
  type: string,
): void {
  const before = (old?.conditions ?? []).filter((one) => one.type === type)
  const after = (status?.conditions ?? []).filter((one) => one.type === type)
  if (before.length !== after.length) return
  for (const [i, condition] of after.entries()) {
    if (!equalValues(condition, before[i])) Object.assign(condition, before[i])
  }
}

function stampConditions(
  { status }: Draft<CertificateSigningRequest>,
  { status: old }: CertificateSigningRequest,
  now: string,
): void {
  for (const condition of status?.conditions ?? []) {
    condition.lastUpdateTime ||= now
    const same = old?.conditions?.find(
      ({ type, status, lastTransitionTime }) =>
        type === condition.type && status === condition.status && lastTransitionTime,
    )
    condition.lastTransitionTime ||= same?.lastTransitionTime ?? now
  }
}
