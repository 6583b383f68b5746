// The arrays: which plugins there are and in which order, and that what comes later is known by name.
import { expect, it } from 'vitest'
import { firstPlugins } from '../../src/admission/index.ts'
import { admissionPlugins } from '../../src/admission/later.ts'
import type { Access, KubeObject } from '../../src/api/index.ts'
import { controllers, laterNames } from '../../src/controllers/index.ts'
import { laterControllers } from '../../src/controllers/later.ts'
import { createLab } from '../../src/lab/index.ts'
import { refusal, world } from './world.ts'

/** pkg/kubeapiserver/options/plugins.go, v1.33: those that are on by default. */
const upstream =
  'NamespaceLifecycle LimitRanger ServiceAccount TaintNodesByCondition PodSecurity Priority DefaultTolerationSeconds DefaultStorageClass StorageObjectInUseProtection PersistentVolumeClaimResize RuntimeClass CertificateApproval CertificateSigning CertificateSubjectRestriction DefaultIngressClass ValidatingAdmissionPolicy ResourceQuota'

it('asks the plugins in upstream’s order, and the first ones in the same', () => {
  const names = admissionPlugins.map(({ name }) => name)
  expect(names.join(' ')).toBe(upstream)
  const first = firstPlugins.map(({ name }) => name)
  expect(names.filter((name) => first.includes(name))).toEqual(first)
})

it('knows the controllers that come later', () => {
  expect(laterControllers.map(({ name }) => name)).toEqual(laterNames)
  const all = [...controllers.map(({ name }) => name), ...laterNames]
  expect(new Set(all).size).toBe(all.length)
})

/** For the group that may do everything; made with openssl. */
const csr =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlJQ2F6Q0NBVk1DQVFBd0pqRVhNQlVHQTFVRUNnd09jM2x6ZEdWdE9tMWhjM1JsY25NeEN6QUpCZ05WQkFNTQpBbTFsTUlJQklqQU5CZ2txaGtpRzl3MEJBUUVGQUFPQ0FROEFNSUlCQ2dLQ0FRRUFzNnd1ZWtKVkdhNDRjbzNUCjFoWk83cndlWUJ1NGpMZWlCZS9HeDVBNXRzMmd3aU5vTEp5aXZ4dlk1amNkTE5tUzR3VWNaUVpIK1J2eFg0R3cKdEY1QXcrWklXakZLT3p2MkZReHBKK0ZxYVZCa1U4UEt1V0pEYm42Vk80L1poYVZiRzFyOXBBYitrZXdEMm5BZApxd2dZbE9ra0V2VkxqeS9sZXVUbXViaGsyc0c2ZXdoeUdUaXE1QlNFa2FEZzBpQjJBY1RNbnhqRG9hNEJYZTRsCjdsWGZhcnNoUmEzVThnSzhpWWRheWR2cGU1WUU5SFBEcmFMT0FrSmxLUFJoQmxvZGNHMTZQMnVEUVY0M2tkcjcKVVJxZXNzSGNvZXNyWVZVQWh0VWtPUllrZ3ViV1JTMENJRk4wb0pNTkxJaW9ENkpJdGJQMmswSXUweGJFaUdBVwoxY2RWV1FJREFRQUJvQUF3RFFZSktvWklodmNOQVFFTEJRQURnZ0VCQUJjcCtDVFBETDgvd2Z1emdDSm9CN09EClB5cjBiN1p1UkhkRm1tbXMyTzFFaGR4LzZObDJNOWVzZmhrYUlqTXBtSm5wdURmeDFvODZRNGxhWERnNDhONnQKcjBUTFoxemdOa0s2M2REOEozMHZTc3NhcEtHUGlSek9CU2NqancrUEpaNjVtOFlHMGNOOFFTVXdGRnJSZnlzawprS09ZdlFoS0toZzhBbGtFL2dvYXBMcGJTclJZSEpKTUp2REUyV2wrd1FGb2ZBUThmS2dBOVorRUtQRS9jSHY5Ck9PZmtpbHhhNVpuTFdjV2pudmdSV1BteXdkZEYzb2djaWYrdWdiNXlTZzg4aWN5cEhVVXhiVmUrbTVjMHhWTm0KeUJIQkpWcEtoU09NS2tJUHpXRjVxenRCckVqYkM1MnlvM0tTVDZ4UGRkcFFVMGVVRkNsRTlhWmlrZ1AzTXZVPQotLS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K'

it('lets those approve and sign that may', () => {
  const { create, client, ref, server } = world()
  create('CertificateSigningRequest', {
    spec: { request: csr, signerName: 'example.com/s', usages: ['client auth'] },
  })
  let allowed = ''
  const decide: Access['decide'] = (_user, asked) => ({
    allowed: `${asked.verb} ${'name' in asked ? asked.name : ''}` === allowed,
    reason: '',
  })
  server.setAccess({ decide } as Access)
  const user = { username: 'u', groups: [] }
  const write = (subresource: string) => () => {
    const target = { ...ref('CertificateSigningRequest'), name: 'x' }
    const conditions = [{ type: subresource === 'approval' ? 'Approved' : 'Failed', status: 'True', reason: 'r' }]
    const body = { ...client.get(target), status: { conditions } } as KubeObject
    client.update({ ...target, subresource }, body, { user, dryRun: true })
  }
  const no = (verb: string) =>
    `403 Forbidden certificatesigningrequests.certificates.k8s.io "x" is forbidden: user not permitted to ${verb} requests with signerName "example.com/s"`
  expect(refusal(write('approval'))).toBe(no('approve'))
  expect(refusal(write('status'))).toBe(no('sign'))
  allowed = 'approve example.com/*'
  expect(refusal(write('approval'))).toBe('')
  allowed = 'sign example.com/s'
  expect(refusal(write('status'))).toBe('')
})

it('does not let a client be of the group that may do everything', () => {
  const { create } = world()
  const asked = (signerName: string) => () =>
    create('CertificateSigningRequest', { spec: { request: csr, signerName, usages: ['client auth'] } })
  expect(refusal(asked('kubernetes.io/kube-apiserver-client'))).toBe(
    '403 Forbidden certificatesigningrequests.certificates.k8s.io "x" is forbidden: use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed',
  )
  expect(refusal(asked('example.com/s'))).toBe('')
})

it('goes on after a restore as if nothing had been', async () => {
  const lines = [
    'kubectl create quota q --hard=pods=3,count/deployments.apps=2',
    'kubectl create deployment web --image=nginx --replicas=4',
    'kubectl scale deployment web --replicas=1',
    'kubectl delete deployment web',
    'kubectl get quota q -o jsonpath={.status.used}',
  ]
  const straight = createLab({ seed: 3 })
  const said: string[] = []
  for (const line of lines) said.push((await straight.run(line)).stdout)
  expect(said.at(-1)).toBe('{"count/deployments.apps":"0","pods":"0"}')
  let lab = createLab({ seed: 3 })
  for (const [index, line] of lines.entries()) {
    expect((await lab.run(line)).stdout).toBe(said[index])
    const other = createLab({ seed: 3 })
    other.restore(JSON.parse(JSON.stringify(lab.snapshot())))
    lab = other
  }
  expect(JSON.stringify(lab.snapshot())).toBe(JSON.stringify(straight.snapshot()))
})
