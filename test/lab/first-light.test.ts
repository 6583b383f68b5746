// What issue "First light" promises to the byte: the description of the `kubernetes` service on k3s, by version.
import { describe, expect, it } from 'vitest'
import { createLab, type KubectlVersion } from '../../src/lab/index.ts'

const until130 = `Name:              kubernetes
Namespace:         default
Labels:            component=apiserver
                   provider=kubernetes
Annotations:       <none>
Selector:          <none>
Type:              ClusterIP
IP Family Policy:  SingleStack
IP Families:       IPv4
IP:                10.43.0.1
IPs:               10.43.0.1
Port:              https  443/TCP
TargetPort:        6443/TCP
Endpoints:         192.11.11.9:6443
Session Affinity:  None
Events:            <none>
`

const since131 = `${until130
  .replace('Events:            <none>\n', '')
  .replaceAll(/^(\S+(?: [A-Z]\S*)*:) +|^ {19}/gm, (_, label?: string) =>
    (label ?? '').padEnd(26),
  )}Internal Traffic Policy:  Cluster
Events:                   <none>
`

const cases: readonly (readonly [KubectlVersion, string])[] = [
  ['1.27', until130],
  ['1.28', until130],
  ['1.29', until130],
  ['1.30', until130],
  ['1.31', since131],
  ['1.32', since131],
  ['1.33', since131],
]

describe('kubectl describe service on k3s', () => {
  for (const [version, expected] of cases) {
    it(`as kubectl ${version}`, async () => {
      const lab = createLab({ preset: 'k3s', kubectl: version })
      const done = await lab.run('kubectl describe service')
      expect(done).toEqual({ command: 'kubectl describe service', stdout: expected, stderr: '', exitCode: 0 })
    })
  }

  it('imitates 1.33 unless told otherwise', async () => {
    expect((await createLab().run('kubectl version --client')).stdout).toMatch(/^Client Version: v1\.33\./)
  })
})
