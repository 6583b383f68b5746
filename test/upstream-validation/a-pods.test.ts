// What is less common in pods: volumes of every kind, security contexts, places, life cycles, and the subresources that
// change a pod. pkg/apis/core/validation/validation.go, pkg/apis/core/v1/{defaults.go,zz_generated.defaults.go},
// pkg/api/pod/{util,warnings}.go and pkg/registry/core/pod/strategy.go (v1.33).
import { describe, expect, test } from 'vitest'
import type { Pod } from '../../src/kinds/index.ts'
import { object, refusal } from '../kinds/world.ts'
import {
  container,
  create,
  goQuantity,
  json,
  labelText,
  later,
  make,
  place,
  qualified,
  stored,
  subdomainText,
  update,
  warned,
} from './a-cases.ts'

const pod = (spec: object = {}, more: object = {}) => ({ spec: { containers: [{ ...container, ...more }], ...spec } })
const volume = (source: object) => pod({ volumes: [{ name: 'v', ...source }] })
const at = 'spec.containers[0]'
const required = (...fields: string[]) => {
  const texts = fields.map((field) => `${field}: Required value`)
  return texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`
}

describe('volumes', () => {
  const in0 = (...fields: string[]) => required(...fields.map((field) => `spec.volumes[0].${field}`)) ?? ''
  const project = (...sources: object[]) => volume({ projected: { sources } })
  test.each<[string, object, string]>([
    [
      'two sources',
      volume({ emptyDir: {}, hostPath: { path: '/a' } }),
      'spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type',
    ],
    [
      'negative size',
      volume({ emptyDir: { sizeLimit: '-1' } }),
      'spec.volumes[0].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity',
    ],
    [
      'git repository',
      volume({ gitRepo: { directory: '/a' } }),
      '[spec.volumes[0].gitRepo.repository: Required value, spec.volumes[0].gitRepo.directory: Invalid value: "/a": must be a relative path]',
    ],
    ['claim', volume({ persistentVolumeClaim: {} }), in0('persistentVolumeClaim.claimName')],
    [
      'nfs',
      volume({ nfs: {} }),
      '[spec.volumes[0].nfs.server: Required value, spec.volumes[0].nfs.path: Required value, spec.volumes[0].nfs.path: Invalid value: "": must be an absolute path]',
    ],
    ['csi', volume({ csi: { driver: 'D_' } }), `spec.volumes[0].csi.driver: Invalid value: "D_": ${subdomainText}`],
    ['csi secret', volume({ csi: { driver: 'd', nodePublishSecretRef: {} } }), in0('csi.nodePublishSecretRef.name')],
    ['cinder secret', volume({ cinder: { volumeID: 'i', secretRef: {} } }), in0('cinder.secretRef.name')],
    [
      'iscsi',
      volume({ iscsi: { targetPortal: 'p', iqn: 'x', lun: 0, chapAuthSession: true } }),
      '[spec.volumes[0].iscsi.iqn: Invalid value: "x": must be valid format starting with iqn, eui, or naa, spec.volumes[0].iscsi.secretRef: Required value]',
    ],
    ['ephemeral', volume({ ephemeral: {} }), in0('ephemeral.volumeClaimTemplate')],
    [
      'claim of an ephemeral volume',
      volume({ ephemeral: { volumeClaimTemplate: { spec: {} } } }),
      '[spec.volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required, spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value]',
    ],
    [
      'items',
      volume({
        configMap: {
          name: 'c',
          items: [
            { key: '', path: '..a' },
            { key: 'k', path: '/x', mode: 512 },
          ],
        },
      }),
      '[spec.volumes[0].configMap.items[0].key: Required value, spec.volumes[0].configMap.items[0].path: Invalid value: "..a": must not start with \'..\', spec.volumes[0].configMap.items[1].path: Invalid value: "/x": must be a relative path, spec.volumes[0].configMap.items[1].mode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive]',
    ],
    [
      'a file of nothing',
      volume({ downwardAPI: { items: [{ path: 'a' }] } }),
      'spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
    ],
    [
      'a file of a field that volumes do not have',
      volume({ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'status.podIP' } }] } }),
      'spec.volumes[0].downwardAPI.fieldRef.fieldPath: Unsupported value: "status.podIP": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"',
    ],
    [
      'a file of resources of no container',
      volume({ downwardAPI: { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu', divisor: '2' } }] } }),
      '[spec.volumes[0].downwardAPI.resourceFieldRef.containerName: Required value, spec.volumes[0].downwardAPI.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor\'s values 1m and 1 are supported with the cpu resource]',
    ],
    [
      'projected twice to the same path',
      project(
        { secret: { name: 's', items: [{ key: 'a', path: 'p' }] } },
        { configMap: { name: 'c', items: [{ key: 'a', path: 'p' }] } },
      ),
      'spec.volumes[0].projected: Invalid value: "c": conflicting duplicate paths',
    ],
    [
      'token',
      project({ serviceAccountToken: { expirationSeconds: 5, path: '' } }),
      '[spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes, spec.volumes[0].projected.path: Required value]',
    ],
    [
      'two in one projection',
      project({ secret: { name: 's' }, configMap: { name: 'c' } }),
      'spec.volumes[0].projected.sources[0]: Forbidden: may not specify more than 1 volume type per source',
    ],
    [
      'unnamed projection',
      project({ secret: {} }, { configMap: {} }),
      in0('projected.sources[0].secret.name', 'projected.sources[1].configMap.name'),
    ],
    [
      'devices',
      pod(
        {
          volumes: [
            { name: 'e', emptyDir: {} },
            { name: 'p', persistentVolumeClaim: { claimName: 'c' } },
          ],
        },
        {
          volumeMounts: [{ name: 'p', mountPath: '/p' }],
          volumeDevices: [
            { name: 'e', devicePath: '/e' },
            { name: 'p', devicePath: '/p' },
            { name: 'n', devicePath: '' },
          ],
        },
      ),
      `[${at}.volumeMounts[0].name: Invalid value: "p": must not already exist in volumeDevices, ${at}.volumeMounts[0].mountPath: Invalid value: "/p": must not already exist as a path in volumeDevices, ${at}.volumeDevices[0].name: Invalid value: "e": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode, ${at}.volumeDevices[1].name: Invalid value: "p": must not already exist in volumeMounts, ${at}.volumeDevices[1].devicePath: Invalid value: "/p": must not already exist as a path in volumeMounts, ${at}.volumeDevices[2].name: Not found: "n", ${at}.volumeDevices[2].devicePath: Required value]`,
    ],
    [
      'mount propagation',
      pod(
        { volumes: [{ name: 'e', emptyDir: {} }] },
        {
          volumeMounts: [
            { name: 'e', mountPath: '/e', mountPropagation: 'Bidirectional', recursiveReadOnly: 'Enabled' },
          ],
        },
      ),
      `[${at}.volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers, ${at}.volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true, ${at}.volumeMounts.recursiveReadOnly: Forbidden: may only be specified when mountPropagation is None or not specified]`,
    ],
  ])('%s', (_, fields, message) => {
    expect(create('pods', fields)).toBe(message)
  })
})

describe('security', () => {
  const context = (securityContext: object, more: object = {}) => pod({ securityContext, ...more })
  const own = (securityContext: object) => pod({}, { securityContext })
  test.each<[string, object, string]>([
    [
      'ids',
      context({ fsGroup: -1, runAsUser: -2, runAsGroup: -3, supplementalGroups: [-4] }),
      '[spec.securityContext.fsGroup: Invalid value: -1: must be between 0 and 2147483647, inclusive, spec.securityContext.runAsUser: Invalid value: -2: must be between 0 and 2147483647, inclusive, spec.securityContext.runAsGroup: Invalid value: -3: must be between 0 and 2147483647, inclusive, spec.securityContext.supplementalGroups[0]: Invalid value: -4: must be between 0 and 2147483647, inclusive]',
    ],
    [
      'process namespaces',
      pod({ shareProcessNamespace: true, hostPID: true }),
      'spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled',
    ],
    [
      'sysctls',
      context(
        { sysctls: [{ name: 'Kernel' }, { name: 'net.a', value: '1' }, { name: 'net.a', value: '1' }] },
        { hostNetwork: true },
      ),
      '[spec.securityContext.sysctls[0].name: Invalid value: "Kernel": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$, spec.securityContext.sysctls[1].name: Invalid value: "net.a": may not be specified when \'hostNetwork\' is true, spec.securityContext.sysctls[2].name: Duplicate value: "net.a", spec.securityContext.sysctls[2].name: Invalid value: "net.a": may not be specified when \'hostNetwork\' is true]',
    ],
    [
      'group change policy',
      context({ fsGroupChangePolicy: 'Never', supplementalGroupsPolicy: 'Some' }),
      '[spec.securityContext.fsGroupChangePolicy: Unsupported value: "Never": supported values: "Always", "OnRootMismatch", spec.securityContext.supplementalGroupsPolicy: Unsupported value: "Some": supported values: "Merge", "Strict"]',
    ],
    [
      'seccomp without a type',
      context({ seccompProfile: {} }),
      'spec.securityContext.seccompProfile.type: Required value: type is required when seccompProfile is set',
    ],
    [
      'seccomp of the node',
      own({ seccompProfile: { type: 'Localhost' } }),
      `${at}.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost`,
    ],
    [
      'AppArmor',
      own({ appArmorProfile: { type: 'Odd' } }),
      `${at}.securityContext.appArmorProfile.type: Unsupported value: "Odd": supported values: "Localhost", "RuntimeDefault", "Unconfined"`,
    ],
    [
      'AppArmor of the node',
      own({ appArmorProfile: { type: 'Localhost', localhostProfile: ' a' } }),
      `${at}.securityContext.appArmorProfile.localhostProfile: Invalid value: " a": must not be padded with whitespace`,
    ],
    [
      'proc mount',
      own({ procMount: 'Unmasked' }),
      `${at}.securityContext.procMount: Invalid value: "Unmasked": \`hostUsers\` must be false to use \`Unmasked\``,
    ],
    [
      'users of the host',
      pod({ hostUsers: false, hostNetwork: true, hostPID: true }),
      '[spec.hostNetwork: Forbidden: when `pod.Spec.HostUsers` is false, spec.HostPID: Forbidden: when `pod.Spec.HostUsers` is false]',
    ],
    [
      'operating system',
      pod({ os: { name: 'plan9' } }),
      'spec.os: Unsupported value: "plan9": supported values: "linux", "windows"',
    ],
    [
      'Windows options on Linux',
      pod({ os: { name: 'linux' }, securityContext: { windowsOptions: { runAsUserName: 'a' } } }),
      'spec.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod',
    ],
    [
      'Linux options on Windows',
      pod({ os: { name: 'windows' }, securityContext: { runAsUser: 1 } }, { securityContext: { privileged: true } }),
      `[spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod, ${at}.securityContext.privileged: Forbidden: cannot be set for a windows pod]`,
    ],
    [
      'Windows user',
      context({ windowsOptions: { runAsUserName: 'a\\b\\c' } }),
      'spec.securityContext.windowsOptions.runAsUserName: Invalid value: "a\\\\b\\\\c": runAsUserName cannot contain more than one backslash',
    ],
    [
      'host process',
      context({ windowsOptions: { hostProcess: true } }),
      'spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers',
    ],
    [
      'annotation of a container that is not there',
      { ...pod(), metadata: { name: 'x', annotations: { 'container.apparmor.security.beta.kubernetes.io/b': 'odd' } } },
      '[metadata.annotations[container.apparmor.security.beta.kubernetes.io/b]: Invalid value: "b": container not found, metadata.annotations[container.apparmor.security.beta.kubernetes.io/b]: Invalid value: "odd": invalid AppArmor profile name: "odd"]',
    ],
    [
      'deletion cost',
      { ...pod(), metadata: { name: 'x', annotations: { 'controller.kubernetes.io/pod-deletion-cost': '+1' } } },
      'metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "+1": must be a 32bit integer',
    ],
  ])('%s', (_, fields, message) => {
    expect(create('pods', fields)).toBe(message)
  })
})

describe('places and resources', () => {
  const spread = (more: object) =>
    pod({ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule', ...more }] })
  const in0 = 'spec.topologySpreadConstraints[0]'
  const anti = (term: object) =>
    pod({
      affinity: {
        podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'z', ...term }] },
      },
    })
  const term = 'spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]'
  const nodes = (...nodeSelectorTerms: object[]) =>
    pod({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } })
  const nodeTerm = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]'
  test.each<[string, object, string]>([
    ['skew', spread({ maxSkew: 0 }), `${in0}.maxSkew: Invalid value: 0: must be greater than zero`],
    [
      'domains',
      spread({ whenUnsatisfiable: 'ScheduleAnyway', minDomains: 0 }),
      `[${in0}.minDomains: Invalid value: 0: must be greater than zero, ${in0}.minDomains: Invalid value: 0: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway]`,
    ],
    [
      'policies',
      spread({ nodeAffinityPolicy: 'a', nodeTaintsPolicy: 'b' }),
      `[${in0}.nodeAffinityPolicy: Unsupported value: "a": supported values: "Honor", "Ignore", ${in0}.nodeTaintsPolicy: Unsupported value: "b": supported values: "Honor", "Ignore"]`,
    ],
    [
      'the same twice',
      pod({
        topologySpreadConstraints: [1, 2].map((maxSkew) => ({
          maxSkew,
          topologyKey: 'z',
          whenUnsatisfiable: 'DoNotSchedule',
        })),
      }),
      `${in0}.{topologyKey, whenUnsatisfiable}: Duplicate value: "{z, DoNotSchedule}"`,
    ],
    [
      'keys without a selector',
      spread({ matchLabelKeys: ['a'] }),
      `${in0}.matchLabelKeys: Forbidden: must not be specified when labelSelector is not set`,
    ],
    [
      'keys that the selector has',
      spread({ matchLabelKeys: ['a'], labelSelector: { matchLabels: { a: 'b' } } }),
      `${in0}.matchLabelKeys[0]: Invalid value: "a": exists in both matchLabelKeys and labelSelector`,
    ],
    [
      'keys of a term without a selector',
      anti({ matchLabelKeys: ['a'] }),
      `${term}.matchLabelKeys: Forbidden: must not be specified when labelSelector is not set`,
    ],
    [
      'keys to match and not to match',
      anti({ labelSelector: {}, matchLabelKeys: ['a'], mismatchLabelKeys: ['a'] }),
      `${term}.matchLabelKeys[0]: Invalid value: "a": exists in both matchLabelKeys and mismatchLabelKeys`,
    ],
    ['namespace of a term', anti({ namespaces: ['A'] }), `${term}.namespace: Invalid value: "A": ${labelText}`],
    [
      'field of a node',
      nodes({ matchFields: [{ key: 'spec.x', operator: 'Exists' }] }),
      `[${nodeTerm}.matchFields[0].operator: Invalid value: "Exists": not a valid selector operator, ${nodeTerm}.matchFields[0].key: Invalid value: "spec.x": not a valid field selector key]`,
    ],
    [
      'names of two nodes',
      nodes({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }] }),
      `${nodeTerm}.matchFields[0].values: Required value: must be only one value when \`operator\` is 'In' or 'NotIn' for node field selector`,
    ],
    [
      'gates',
      pod({ schedulingGates: [{ name: 'a b' }, { name: 'c' }, { name: 'c' }] }),
      `[spec.schedulingGates[0]: Invalid value: "a b": name part ${qualified}, spec.schedulingGates[2]: Duplicate value: "c"]`,
    ],
    [
      'huge pages',
      pod({}, { resources: { limits: { 'hugepages-2Mi': '3Mi' } } }),
      `[${at}.resources.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi, ${at}.resources.requests[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi, ${at}.resources: Forbidden: HugePages require cpu or memory]`,
    ],
    [
      'half a device',
      pod({}, { resources: { limits: { 'example.com/gpu': '500m' }, requests: { 'example.com/gpu': '500m' } } }),
      `[${at}.resources.limits[example.com/gpu]: Invalid value: ${goQuantity(500, -3, '500m')}: must be an integer, ${at}.resources.requests[example.com/gpu]: Invalid value: ${goQuantity(500, -3, '500m')}: must be an integer]`,
    ],
    [
      'resize policy',
      pod({ restartPolicy: 'Never' }, { resizePolicy: [{ resourceName: 'disk', restartPolicy: 'RestartContainer' }] }),
      `[${at}.resizePolicy: Unsupported value: "disk": supported values: "cpu", "memory", ${at}.resizePolicy: Invalid value: "RestartContainer": must be 'NotRequired' when \`restartPolicy\` is 'Never']`,
    ],
    [
      'sidecar',
      pod({
        initContainers: [
          { name: 'b', image: 'i', restartPolicy: 'Sometimes', readinessProbe: { exec: { command: ['x'] } } },
        ],
      }),
      '[spec.initContainers[0].restartPolicy: Unsupported value: "Sometimes": supported values: "Always", spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always]',
    ],
    [
      'sleep before the end',
      pod({}, { lifecycle: { preStop: { sleep: { seconds: 31 } } } }),
      `${at}.lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)`,
    ],
    [
      'names that are searched',
      pod({ dnsConfig: { searches: ['_a.b.', '.', 'A'], options: [{}] } }),
      "[spec.dnsConfig.searches[2]: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'), spec.dnsConfig.options[0]: Required value: must not be empty]",
    ],
    [
      'ephemeral containers on create',
      pod({ ephemeralContainers: [{ name: 'd', image: 'i' }] }),
      'spec.ephemeralContainers: Forbidden: cannot be set on create',
    ],
  ])('%s', (_, fields, message) => {
    expect(create('pods', fields)).toBe(message)
  })

  test('labels of the pod itself become part of the selector', () => {
    const fields = {
      ...anti({ labelSelector: {}, matchLabelKeys: ['a', 'none'] }),
      metadata: { name: 'x', labels: { a: 'b' } },
    }
    const { podAntiAffinity } = stored<Pod>('pods', fields).spec?.affinity ?? {}
    expect(podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.[0]?.labelSelector).toEqual({
      matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }],
    })
  })

  test('what is off by default is dropped', () => {
    const { spec } = stored<Pod>(
      'pods',
      pod(
        {
          resources: { limits: { cpu: '1' } },
          resourceClaims: [{ name: 'c' }],
          volumes: [{ name: 'i', image: { reference: 'r' } }],
        },
        {
          resources: { claims: [{ name: 'c' }], requests: { cpu: '0.0001' } },
          volumeMounts: [{ name: 'i', mountPath: '/i' }],
        },
      ),
    )
    expect([spec?.resources, spec?.resourceClaims]).toEqual([undefined, undefined])
    expect(spec?.containers[0]?.resources).toEqual({ requests: { cpu: '1m' } })
    expect(spec?.volumes?.map(({ name }) => name.slice(0, 15))).toEqual(['kube-api-access'])
  })

  test('defaults of sources', () => {
    const disk = { diskName: 'd', diskURI: 'https://u' }
    const claim = {
      volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1' } } } },
    }
    const volumes = [
      { name: 'd', azureDisk: disk },
      { name: 'e', ephemeral: claim },
    ]
    expect(stored<Pod>('pods', pod({ volumes })).spec?.volumes).toMatchObject([
      { azureDisk: { ...disk, cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' } },
      { ephemeral: { volumeClaimTemplate: { spec: { volumeMode: 'Filesystem' } } } },
      {},
    ])
  })
})

describe('changes', () => {
  const updatable =
    'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'
  const gated = (more: object = {}) => pod({ schedulingGates: [{ name: 'g' }], nodeSelector: { a: 'b' }, ...more })
  test.each<[string, object, object, string]>([
    ['an image', pod(), { spec: { containers: [{ ...container, image: 'i' }] } }, 'METADATA'],
    ['a host name', pod(), { spec: { hostname: 'h' } }, `spec: Forbidden: ${updatable}`],
    ['a gate goes', gated(), { spec: { schedulingGates: [] } }, ''],
    [
      'a gate comes',
      gated(),
      { spec: { schedulingGates: [{ name: 'g' }, { name: 'h' }] } },
      "spec.schedulingGates[1].name: Forbidden: only deletion is allowed, but found new scheduling gate 'h'",
    ],
    ['more of a node selector at a gate', gated(), { spec: { nodeSelector: { c: 'd' } } }, ''],
    [
      'less of a node selector at a gate',
      gated(),
      { spec: { nodeSelector: { a: null } } },
      'spec.nodeSelector: Invalid value: map[string]string(nil): only additions to spec.nodeSelector are allowed (no mutations or deletions)',
    ],
    ['a node selector without a gate', pod(), { spec: { nodeSelector: { c: 'd' } } }, `spec: Forbidden: ${updatable}`],
    [
      'a place at a gate',
      gated(),
      {
        spec: {
          affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}] } } },
        },
      },
      '',
    ],
    [
      'an AppArmor annotation',
      pod(),
      { metadata: { annotations: { 'container.apparmor.security.beta.kubernetes.io/a': 'unconfined' } } },
      'metadata.annotations[container.apparmor.security.beta.kubernetes.io/a]: Forbidden: may not add AppArmor annotations',
    ],
  ])('%s', (_, fields, patch, message) => {
    if (message === 'METADATA') {
      // A merge patch replaces the list, and with it what the server added to the container.
      expect(update('pods', pod({ automountServiceAccountToken: false }), patch)).toBe('')
    } else expect(update('pods', fields, patch)).toBe(message)
  })

  const partly = (fields: object, subresource: string, ...patches: object[]) => {
    const { client } = later()
    const { name: _name, ...ref } = place('pods', '')
    client.create(ref, make('pods', { ...fields }))
    let last: Pod | undefined
    const refused = refusal(() => {
      for (const patch of patches) {
        last = client.patch<Pod>({ ...place('pods', 'x'), subresource }, 'strategic', json(patch))
      }
    })
    return { last, message: refused.replace('Pod "x" is invalid: ', '') }
  }
  const debug = (more: object = {}) => ({ spec: { ephemeralContainers: [{ name: 'd', image: 'busybox', ...more }] } })

  test('ephemeral containers are added, and nothing else', () => {
    const { last, message } = partly(pod(), 'ephemeralcontainers', debug(), { spec: { hostname: 'other' } })
    expect(message).toBe('')
    expect(last?.spec?.ephemeralContainers).toMatchObject([
      { name: 'd', image: 'busybox', imagePullPolicy: 'Always', terminationMessagePolicy: 'File' },
    ])
    expect([last?.spec?.hostname, last?.metadata.generation]).toEqual([undefined, 2])
  })

  test.each<[string, object[], string]>([
    ['a name in use', [debug({ name: 'a' })], 'spec.ephemeralContainers[0].name: Duplicate value: "a"'],
    [
      'a target that is not there',
      [debug({ targetContainerName: 'b' })],
      'spec.ephemeralContainers[0].targetContainerName: Not found: "b"',
    ],
    [
      'ports and probes',
      [debug({ ports: [{ containerPort: 80 }], livenessProbe: { exec: { command: ['a'] } } })],
      '[spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container, spec.ephemeralContainers[0].livenessProbe: Forbidden: cannot be set for an Ephemeral Container]',
    ],
    [
      'change',
      [debug(), debug({ image: 'other' })],
      'spec.ephemeralContainers: Forbidden: existing ephemeral containers "d" may not be changed\n',
    ],
    [
      'removal',
      [debug(), { spec: { ephemeralContainers: [{ $patch: 'replace' }] } }],
      'spec.ephemeralContainers: Forbidden: existing ephemeral containers "d" may not be removed\n',
    ],
  ])('ephemeral containers: %s', (_, patches, message) => {
    expect(partly(pod(), 'ephemeralcontainers', ...patches).message).toBe(message)
  })

  const sized = pod({}, { resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '2Gi' } } })
  const resources = (given: object) => ({ spec: { containers: [{ name: 'a', resources: given }] } })
  test.each<[string, object, string]>([
    ['more', resources({ requests: { cpu: '2' } }), ''],
    [
      'less memory',
      resources({ limits: { memory: '1Gi' } }),
      `${at}.resources.limits[memory]: Forbidden: memory limits cannot be decreased unless resizePolicy is RestartContainer`,
    ],
    [
      'no request',
      resources({ requests: { cpu: null } }),
      `${at}.resources.requests: Forbidden: resource requests cannot be removed`,
    ],
    [
      'another resource',
      resources({ requests: { 'ephemeral-storage': '1' } }),
      'spec: Forbidden: only cpu and memory resources are mutable',
    ],
    ['another field', { spec: { hostname: 'h' } }, ''],
    [
      'another container',
      { spec: { containers: [{ name: 'b', image: 'i' }] } },
      'spec.containers: Forbidden: containers may not be added or removed on resize',
    ],
    [
      'another class',
      resources({ requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '1' } }),
      'spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing',
    ],
  ])('resize: %s', (_, patch, message) => {
    expect(partly(sized, 'resize', patch).message).toBe(message)
  })
})

test('warnings', () => {
  const fields = {
    metadata: { name: 'a.b', annotations: { 'security.alpha.kubernetes.io/sysctls': '' } },
    spec: {
      nodeSelector: { 'beta.kubernetes.io/arch': 'amd64' },
      affinity: {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: 'z' } }],
        },
      },
      volumes: [
        { name: 'g', gitRepo: { repository: 'r' } },
        {
          name: 'c',
          configMap: {
            name: 'c',
            items: [
              { key: 'a', path: 'p' },
              { key: 'b', path: 'p/q' },
            ],
          },
        },
        { name: 'p', projected: { sources: [{}] } },
      ],
      containers: [
        { ...container, ports: [{ name: 'http', containerPort: 80, hostIP: '1.2.3.4' }] },
        { name: 'b', image: 'i', ports: [{ name: 'http', containerPort: 81 }] },
      ],
    },
  }
  expect(warned('pods', fields)).toEqual([
    "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]",
    'spec.nodeSelector[beta.kubernetes.io/arch]: deprecated since v1.14; use "kubernetes.io/arch" instead',
    'metadata.annotations[security.alpha.kubernetes.io/sysctls]: non-functional in v1.11+; use the "sysctls" field instead',
    'spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+',
    'volume "c" (ConfigMap "c"): overlapping paths: "p/q" with "p"',
    'volume "p" (Projected) has no sources provided',
    'spec.containers[0].ports[0]: hostIP set without hostPort: {Name:http HostPort:0 ContainerPort:80 Protocol:TCP HostIP:1.2.3.4}',
    'spec.containers[1].ports[0]: duplicate port name "http" with spec.containers[0].ports[0], services and probes that select ports by name will use spec.containers[0].ports[0]',
    'spec.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector: a null labelSelector results in matching no pod',
  ])
})

test('parts of a pod are not created', () => {
  const { client } = later()
  expect(
    refusal(() =>
      client.update(
        { ...place('pods', 'none'), subresource: 'resize' },
        object(make('pods', { metadata: { name: 'none' } })),
      ),
    ),
  ).toBe('pods "none" not found')
})
