// Signs what has been approved for the signers of Kubernetes itself (pkg/controller/certificates/signer/signer.go, v1.33).
// Missing: requests of kubelets are not approved by themselves, nor looked at for their subjects; old requests stay.

import { type KubeObject, timeText } from '../api/index.ts'
import type { CertificateSigningRequest } from '../kinds/index.ts'
import { type Controller, changedKey } from './controller.ts'
import { certificateSigningRequests, targetOf } from './resources.ts'

const CLIENT = 'kubernetes.io/kube-apiserver-client'
const signers = [CLIENT, `${CLIENT}-kubelet`, 'kubernetes.io/kubelet-serving', 'kubernetes.io/legacy-unknown']
/** --cluster-signing-duration */
const LONGEST_SECONDS = 365 * 86_400
const BACKDATE_MS = 300_000

export const certificateSigning: Controller = {
  name: 'certificate-signing',
  watches: { 'certificates.k8s.io/certificatesigningrequests': changedKey },
  reconcile(context, key) {
    const asked = context.view.get<CertificateSigningRequest>(certificateSigningRequests, key)
    const { spec, status } = asked ?? {}
    if (!asked || !spec || !signers.includes(spec.signerName ?? '') || status?.certificate) return
    const has = (type: string): boolean =>
      (status?.conditions ?? []).some((one) => one.type === type && one.status === 'True')
    const access = context.access()
    if (!has('Approved') || has('Denied') || has('Failed') || !access) return
    const now = context.loop.nowMs
    const write = (more: object): void => {
      const target = targetOf(certificateSigningRequests, asked.metadata, 'status')
      context.client.update(target, { ...asked, status: { ...status, ...more } } as KubeObject)
    }
    const fault = spec.signerName === CLIENT ? usageFault(spec.usages ?? []) : ''
    if (fault !== '') {
      const failed = {
        type: 'Failed',
        status: 'True',
        reason: 'SignerValidationFailure',
        message: fault,
        lastUpdateTime: timeText(now),
      }
      write({ conditions: [...(status?.conditions ?? []), failed] })
      return
    }
    const seconds = Math.min(spec.expirationSeconds ?? LONGEST_SECONDS, LONGEST_SECONDS)
    const pem = access.certify(
      atob(spec.request ?? ''),
      spec.usages ?? [],
      now - BACKDATE_MS,
      now - (seconds === LONGEST_SECONDS ? BACKDATE_MS : 0) + seconds * 1000,
    )
    write({ certificate: btoa(pem) })
  },
}

function usageFault(usages: readonly string[]): string {
  const strange = usages.find((one) => !['digital signature', 'key encipherment', 'client auth'].includes(one))
  if (strange !== undefined) return `invalid usage for client certificate: ${strange}`
  return usages.includes('client auth') ? '' : 'missing required usage for client certificate: client auth'
}
