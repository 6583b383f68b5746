// Pod Security: what each check says, from which version on, and what namespaces are warned of.
import { describe, expect, it } from 'vitest'
import { detailsText, type Level, policyOf, policyText, violationsOf } from '../../src/admission/pod-security-policy.ts'
import type { PodSpec } from '../../src/kinds/index.ts'
import { container, pod, refusal, world } from './world.ts'

const good = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
}
const says = (level: Level, version: string, spec: object, annotations?: Record<string, string>): string =>
  detailsText(violationsOf({ level, version }, spec as PodSpec, annotations ? { annotations } : {}))
const secured = (securityContext: object) => ({ containers: [container({ securityContext })] })
const podSecured = (securityContext: object) => ({ containers: [container()], securityContext })

describe('baseline', () => {
  it.each<[object, string]>([
    [secured({}), ''],
    [secured({ privileged: true }), 'privileged (container "c" must not set securityContext.privileged=true)'],
    [
      { containers: [container()], hostIPC: true, hostNetwork: true },
      'host namespaces (hostNetwork=true, hostIPC=true)',
    ],
    [
      {
        containers: [container()],
        volumes: [
          { name: 'a', hostPath: { path: '/' } },
          { name: 'b', hostPath: { path: '/' } },
        ],
      },
      'hostPath volumes (volumes "a", "b")',
    ],
    [
      { containers: [container({ ports: [{ hostPort: 90 }, { hostPort: 80 }] })] },
      'hostPort (container "c" uses hostPorts 80, 90)',
    ],
    [
      { containers: ['a', 'b'].map((name) => container({ name, ports: [{ hostPort: 80 }] })) },
      'hostPort (containers "a", "b" use hostPort 80)',
    ],
    [secured({ capabilities: { add: ['CHOWN'] } }), ''],
    [
      secured({ capabilities: { add: ['SYS_TIME', 'NET_RAW'] } }),
      'non-default capabilities (container "c" must not include "NET_RAW", "SYS_TIME" in securityContext.capabilities.add)',
    ],
    [
      secured({ procMount: 'Unmasked' }),
      'procMount (container "c" must not set securityContext.procMount to "Unmasked")',
    ],
    [
      podSecured({ seccompProfile: { type: 'Unconfined' } }),
      'seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")',
    ],
    [
      podSecured({ appArmorProfile: { type: 'Unconfined' } }),
      'forbidden AppArmor profile (pod must not set AppArmor profile type to "Unconfined")',
    ],
    [
      podSecured({ sysctls: [{ name: 'kernel.msgmax' }, { name: 'net.ipv4.tcp_rmem' }] }),
      'forbidden sysctls (kernel.msgmax)',
    ],
    [
      podSecured({ windowsOptions: { hostProcess: true } }),
      'hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)',
    ],
    [
      {
        ...podSecured({ seLinuxOptions: { type: 'x', user: 'u' } }),
        containers: [container({ securityContext: { seLinuxOptions: { role: 'r' } } })],
      },
      'seLinuxOptions (pod and container "c" set forbidden securityContext.seLinuxOptions: type "x"; user may not be set; role may not be set)',
    ],
  ])('%j', (spec, text) => {
    expect(says('baseline', 'latest', spec)).toBe(text)
  })

  it('knows the annotations of old', () => {
    const spec = { containers: [container()] }
    expect(says('baseline', 'latest', spec, { 'container.apparmor.security.beta.kubernetes.io/c': 'unconfined' })).toBe(
      'forbidden AppArmor profile (annotation must not set AppArmor profile type to "container.apparmor.security.beta.kubernetes.io/c="unconfined"")',
    )
    const seccomp = { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' }
    expect(says('baseline', 'v1.18', spec, seccomp)).toBe(
      'seccompProfile (forbidden annotation seccomp.security.alpha.kubernetes.io/pod="unconfined")',
    )
    expect(says('baseline', 'v1.19', spec, seccomp)).toBe('')
  })
})

describe('restricted', () => {
  it.each<[object, string]>([
    [secured(good), ''],
    [
      secured({ ...good, allowPrivilegeEscalation: undefined }),
      'allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false)',
    ],
    [
      secured({ ...good, capabilities: {} }),
      'unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"])',
    ],
    [secured({ ...good, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }), ''],
    [
      secured({ ...good, capabilities: { add: ['CHOWN'] } }),
      'unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]; container "c" must not include "CHOWN" in securityContext.capabilities.add)',
    ],
    [
      secured({ ...good, runAsNonRoot: undefined }),
      'runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true)',
    ],
    [
      secured({ ...good, runAsNonRoot: false }),
      'runAsNonRoot != true (container "c" must not set securityContext.runAsNonRoot=false)',
    ],
    [
      {
        ...secured({ ...good, runAsNonRoot: undefined, seccompProfile: undefined }),
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'Localhost' } },
      },
      '',
    ],
    [secured({ ...good, runAsUser: 0 }), 'runAsUser=0 (container "c" must not set runAsUser=0)'],
    [
      secured({ ...good, seccompProfile: undefined }),
      'seccompProfile (pod or container "c" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
    ],
    [
      {
        ...secured(good),
        volumes: [
          { name: 'a', nfs: {} },
          { name: 'b', hostPath: {} },
          { name: 'c', emptyDir: {} },
        ],
      },
      'restricted volume types (volumes "a", "b" use restricted volume types "hostPath", "nfs")',
    ],
    [{ ...secured({ runAsNonRoot: true }), os: { name: 'windows' } }, ''],
  ])('%j', (spec, text) => {
    expect(says('restricted', 'latest', spec)).toBe(text)
  })

  it.each([
    ['v1.7', 'runAsNonRoot != true'],
    ['v1.8', 'allowPrivilegeEscalation != false, runAsNonRoot != true'],
    ['v1.19', 'allowPrivilegeEscalation != false, runAsNonRoot != true, seccompProfile'],
    ['v1.22', 'allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile'],
    ['v1.99', 'allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile'],
  ])('at %s', (version, reasons) => {
    const found = violationsOf({ level: 'restricted', version }, { containers: [{ name: 'c' }] }, {})
    expect(found.map(({ reason }) => reason).join(', ')).toBe(reasons)
  })
})

describe('labels', () => {
  it.each<[Record<string, string>, string, string]>([
    [{}, 'privileged:latest privileged:latest privileged:latest', ''],
    [{ enforce: 'baseline' }, 'baseline:latest privileged:latest baseline:latest', ''],
    [{ enforce: 'restricted', 'enforce-version': 'v1.25' }, 'restricted:v1.25 privileged:latest restricted:v1.25', ''],
    [
      { enforce: 'restricted', 'enforce-version': 'v1.25', 'warn-version': 'v1.30' },
      'restricted:v1.25 privileged:latest restricted:v1.30',
      '',
    ],
    [{ enforce: 'restricted', warn: 'baseline' }, 'restricted:latest privileged:latest baseline:latest', ''],
    [{ audit: 'restricted' }, 'privileged:latest restricted:latest privileged:latest', ''],
    [
      { enforce: 'x' },
      'restricted:latest privileged:latest privileged:latest',
      'must be one of privileged, baseline, restricted',
    ],
    [
      { warn: 'x' },
      'privileged:latest privileged:latest privileged:latest',
      'must be one of privileged, baseline, restricted',
    ],
    [
      { 'enforce-version': '1.25' },
      'privileged:latest privileged:latest privileged:latest',
      'must be "latest" or "v1.x"',
    ],
  ])('%j', (labels, text, fault) => {
    const full = Object.fromEntries(
      Object.entries(labels).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]),
    )
    const { policy, errors } = policyOf(full)
    expect([policy.enforce, policy.audit, policy.warn].map(policyText).join(' ')).toBe(text)
    expect(errors.map(({ detail }) => detail).join()).toBe(fault)
  })
})

const level = (mode: string, value: string) => ({
  metadata: { labels: { [`pod-security.kubernetes.io/${mode}`]: value } },
})

describe('requests', () => {
  it('refuses pods, warns of workloads, and lets what is there be changed', () => {
    const { create, patch, warnings } = world()
    create('Pod', pod({}, { name: 'old' }))
    patch('Namespace', 'default', level('enforce', 'restricted'))
    expect(warnings).toEqual([
      'existing pods in namespace "default" violate the new PodSecurity enforce level "restricted:latest"',
      'old: allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile',
    ])
    warnings.length = 0
    expect(refusal(() => create('Pod', pod()))).toMatch(
      /^403 Forbidden pods "x" is forbidden: violates PodSecurity "restricted:latest": allow/,
    )
    expect(refusal(() => patch('Pod', 'old', { metadata: { labels: { a: 'b' } } }))).toBe('')
    expect(refusal(() => patch('Pod', 'old', { spec: { containers: [container({ image: 'httpd' })] } }))).toMatch(
      /violates PodSecurity/,
    )
    create('Deployment', {
      spec: { selector: { matchLabels: { a: 'b' } }, template: pod({}, { labels: { a: 'b' } }) },
    })
    expect(warnings.map((text) => text.slice(0, 46))).toEqual(['would violate PodSecurity "restricted:latest":'])
  })

  it('wants labels that it understands, and leaves old mistakes alone', () => {
    const { create, patch, warnings } = world()
    expect(refusal(() => create('Namespace', { metadata: { name: 'n', ...level('audit', 'x').metadata } }))).toBe(
      '422 Invalid Namespace "n" is invalid: metadata.labels[pod-security.kubernetes.io/audit]: Invalid value: "x": must be one of privileged, baseline, restricted',
    )
    patch('Namespace', 'default', level('enforce', 'baseline'))
    patch('Namespace', 'default', level('enforce', 'privileged'))
    expect(warnings).toEqual([])
  })

  it('counts pods that fail alike', () => {
    const { create, patch, warnings } = world()
    for (const name of ['c', 'a', 'b']) create('Pod', pod({ hostNetwork: true }, { name }))
    create('Pod', pod({ hostPID: true }, { name: 'd' }))
    create('Pod', pod({ containers: [container({ securityContext: { privileged: true } })] }, { name: 'e' }))
    patch('Namespace', 'default', level('enforce', 'baseline'))
    expect(warnings.slice(1)).toEqual(['a (and 3 other pods): host namespaces', 'e: privileged'])
  })
})
