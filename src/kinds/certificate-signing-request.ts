// CertificateSigningRequest: asks a signer for a certificate. Models pkg/registry/certificates/certificates/strategy.go (v1.33).

import {
  copyValue,
  type Draft,
  durationText,
  equalValues,
  goQuote,
  type KindContext,
  newForbidden,
  type ResourceDefinition,
  timeText,
  type UserInfo,
} from '../api/index.ts'
import { validateSigningRequest, validateSigningStatus } from './certificate-signing-validation.ts'
import { organizationsOf } from './certificate-subject.ts'
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
  prepareCreate(draft, { user }) {
    draft.status = {}
    const { spec } = draft
    if (!spec) return
    delete spec.uid
    delete spec.extra
    Object.assign(spec, copyValue(requesterOf(user)))
    refuseMasters(draft)
  },
  prepareUpdate(draft, { spec }) {
    // What was asked for stays.
    draft.spec = copyValue(spec) as NonNullable<typeof draft.spec>
  },
  validate: validateSigningRequest,
  parts: {
    status: {
      prepare(draft, old, context) {
        const { nowMs } = context
        if (signs(draft, old)) requireSigner('sign', old, context)
        for (const type of ['Approved', 'Denied']) keepConditions(draft, old, type)
        stampConditions(draft, old, timeText(nowMs))
      },
      validate: (object, old) => validateSigningStatus(object, old, { approval: false, certificate: true }),
    },
    approval: {
      prepare(draft, old, context) {
        requireSigner('approve', old, context)
        stampConditions(draft, old, timeText(context.nowMs))
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

/** Nobody: the cluster itself, which asks as the administrator that kubeadm makes. */
const administrator: UserInfo = {
  username: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:authenticated'],
}

function requesterOf(user: UserInfo | undefined): UserInfo {
  const { username, uid, groups, extra } = user ?? administrator
  return { username, groups, ...(uid === undefined ? {} : { uid }), ...(extra === undefined ? {} : { extra }) }
}

/** The CertificateSubjectRestriction admission. */
function refuseMasters({ spec, metadata }: Draft<CertificateSigningRequest>): void {
  const signer = 'kubernetes.io/kube-apiserver-client'
  if (spec?.signerName !== signer || !organizationsOf(spec.request ?? '').includes('system:masters')) return
  const why = `use of ${signer} signer with system:masters group is not allowed`
  throw newForbidden(certificateSigningRequest, metadata.name, why)
}

/** The CertificateApproval and CertificateSigning admissions: who may do this for the request's signer. */
function requireSigner(
  verb: 'approve' | 'sign',
  { spec, metadata }: CertificateSigningRequest,
  { access, user }: KindContext,
): void {
  if (!access || !user) return
  const signer = spec?.signerName ?? ''
  const [domain] = signer.split('/')
  const { group } = certificateSigningRequest
  const may = (name: string): boolean => access.decide(user, { verb, group, resource: 'signers', name }).allowed
  if (may(signer) || may(`${domain}/*`)) return
  const why = `user not permitted to ${verb} requests with signerName ${goQuote(signer)}`
  throw newForbidden(certificateSigningRequest, metadata.name, why)
}

/** The certificate changes, or that there will be none. */
function signs({ status }: Draft<CertificateSigningRequest>, { status: old }: CertificateSigningRequest): boolean {
  const failed = (conditions: readonly { readonly type: string }[] = []): boolean =>
    conditions.some(({ type }) => type === 'Failed')
  return status?.certificate !== old?.certificate || failed(status?.conditions) !== failed(old?.conditions)
}

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
