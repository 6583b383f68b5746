// The small plugins: what they give to new objects, and what they refuse.
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../src/api/index.ts'
import type { Ingress, Node, PersistentVolumeClaim, Pod } from '../../src/kinds/index.ts'
import { container, pod, refusal, world } from './world.ts'

const claim = { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }
const forbidden = (what: string, why: string) => `403 Forbidden ${what} "x" is forbidden: ${why}`

describe('namespaces', () => {
  it.each(['default', 'kube-system', 'kube-public'])('%s stays', (name) => {
    const { remove } = world()
    expect(refusal(() => remove('Namespace', name))).toBe(
      `403 Forbidden namespaces "${name}" is forbidden: this namespace may not be deleted`,
    )
  })

  it('takes nothing new when it is missing or on its way out', () => {
    const { create, remove, patch } = world()
    create('ConfigMap', { metadata: { namespace: 'other' } })
    expect(refusal(() => create('ConfigMap', { metadata: { namespace: 'none' } }))).toBe(
      '404 NotFound namespaces "none" not found',
    )
    remove('Namespace', 'other')
    expect(refusal(() => create('ConfigMap', { metadata: { namespace: 'other', name: 'y' } }))).toBe(
      '403 Forbidden configmaps "y" is forbidden: unable to create new content in namespace other because it is being terminated',
    )
    expect(refusal(() => patch('Namespace', 'other', { metadata: { labels: { a: 'b' } } }))).toBe('')
  })
})

describe('classes', () => {
  const storage = (name: string, isDefault = true) => ({
    metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': String(isDefault) } },
    provisioner: 'example.com/x',
  })

  it('gives claims the newest default', () => {
    const { create, loop } = world()
    const classOf = (name: string, fields: object = claim) =>
      create<PersistentVolumeClaim>('PersistentVolumeClaim', { ...fields, metadata: { name } }).spec?.storageClassName
    create('StorageClass', storage('other', false))
    expect(classOf('none')).toBeUndefined()
    create('StorageClass', storage('b'))
    expect(classOf('one')).toBe('b')
    loop.advance(1000)
    create('StorageClass', storage('a'))
    expect(classOf('newest')).toBe('a')
    expect(classOf('said', { spec: { ...claim.spec, storageClassName: '' } })).toBe('')
  })

  it('gives ingresses the default', () => {
    const { create } = world()
    const ingress = { spec: { defaultBackend: { service: { name: 'a', port: { number: 80 } } } } }
    create('IngressClass', {
      metadata: { name: 'nginx', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
      spec: { controller: 'example.com/nginx' },
    })
    expect(create<Ingress>('Ingress', ingress).spec?.ingressClassName).toBe('nginx')
    const old = { metadata: { name: 'y', annotations: { 'kubernetes.io/ingress.class': 'old' } }, ...ingress }
    expect(create<Ingress>('Ingress', old).spec?.ingressClassName).toBeUndefined()
  })
})

describe('volumes', () => {
  it('are protected', () => {
    const { create } = world()
    expect(create('PersistentVolumeClaim', claim).metadata.finalizers).toEqual(['kubernetes.io/pvc-protection'])
    const volume = { spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/x' } } }
    expect(create('PersistentVolume', volume).metadata.finalizers).toEqual(['kubernetes.io/pv-protection'])
  })

  it.each([
    [true, '2Gi', ''],
    [
      false,
      '2Gi',
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    ],
  ])('grow when their class lets them: %s', (allowVolumeExpansion, storage, why) => {
    const { create, patch, client, ref } = world()
    create('StorageClass', { metadata: { name: 's' }, provisioner: 'a.b/c', allowVolumeExpansion })
    const made = create('PersistentVolumeClaim', { spec: { ...claim.spec, storageClassName: 's', volumeName: 'v' } })
    const bound = { ...made, status: { phase: 'Bound', capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] } }
    client.update({ ...ref('PersistentVolumeClaim'), name: 'x', subresource: 'status' }, bound as KubeObject)
    const grow = () => patch('PersistentVolumeClaim', 'x', { spec: { resources: { requests: { storage } } } })
    expect(refusal(grow)).toBe(why === '' ? '' : forbidden('persistentvolumeclaims', why))
  })
})

describe('runtime classes', () => {
  const gvisor = {
    metadata: { name: 'gvisor' },
    handler: 'runsc',
    overhead: { podFixed: { cpu: '100m' } },
    scheduling: {
      nodeSelector: { a: 'b' },
      tolerations: [
        { key: 't', operator: 'Exists' },
        { operator: 'Exists', key: 'k' },
      ],
    },
  }
  const run = (spec: object) => pod({ runtimeClassName: 'gvisor', ...spec })

  it('give their pods what running them costs, and a place', () => {
    const { create } = world()
    create('RuntimeClass', gvisor)
    const made = create<Pod>(
      'Pod',
      run({ nodeSelector: { c: 'd' }, tolerations: [{ key: 'k', value: 'v', operator: 'Equal' }] }),
    )
    expect(made.spec?.overhead).toEqual({ cpu: '100m' })
    expect(made.spec?.nodeSelector).toEqual({ c: 'd', a: 'b' })
    // The narrower toleration is covered by the class's.
    expect(made.spec?.tolerations?.map(({ key }) => key)).toEqual([
      'node.kubernetes.io/not-ready',
      'node.kubernetes.io/unreachable',
      't',
      'k',
    ])
  })

  it.each<[object, string]>([
    [run({ overhead: { cpu: '1' } }), "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead"],
    [
      run({ nodeSelector: { a: 'x' } }),
      'conflict: runtimeClass.scheduling.nodeSelector[a] = b; pod.spec.nodeSelector[a] = x',
    ],
    [pod({ runtimeClassName: 'nope' }), 'pod rejected: RuntimeClass "nope" not found'],
    [
      pod({ overhead: { cpu: '1' } }),
      'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
    ],
  ])('refuse %j', (object, why) => {
    const { create } = world()
    create('RuntimeClass', gvisor)
    expect(refusal(() => create('Pod', object))).toBe(forbidden('pods', why))
  })
})

describe('pods', () => {
  const secretVolume = pod({ serviceAccountName: 'limited', volumes: [{ name: 'v', secret: { secretName: 'no' } }] })
  const environment = (name: string) => [{ name: 'E', valueFrom: { secretKeyRef: { name, key: 'k' } } }]
  const mirror = (spec: object) =>
    pod({ nodeName: 'n', ...spec }, { annotations: { 'kubernetes.io/config.mirror': 'x' } })

  it.each<[string, object, string]>([
    [
      'no account',
      pod({ serviceAccountName: 'no' }),
      'error looking up service account default/no: serviceaccount "no" not found',
    ],
    [
      'a secret that its account does not list',
      secretVolume,
      'volume with secret.secretName="no" is not allowed because service account limited does not reference that secret',
    ],
    [
      'one in a variable',
      pod({ serviceAccountName: 'limited', containers: [container({ env: environment('no') })] }),
      'container c with envVar E referencing secret.secretName="no" is not allowed because service account limited does not reference that secret',
    ],
    [
      'one that it lists',
      pod({ serviceAccountName: 'limited', containers: [container({ env: environment('yes') })] }),
      '',
    ],
    [
      'one to pull with',
      pod({ serviceAccountName: 'limited', imagePullSecrets: [{ name: 'no' }] }),
      'imagePullSecrets[0].name="no" is not allowed because service account limited does not reference that imagePullSecret',
    ],
    [
      'a mirror with an account',
      mirror({ serviceAccountName: 'default' }),
      'a mirror pod may not reference service accounts',
    ],
    [
      'a mirror with a secret',
      mirror({ volumes: [{ name: 'v', secret: { secretName: 's' } }] }),
      'a mirror pod may not reference secrets',
    ],
    ['no priority class', pod({ priorityClassName: 'no' }), 'no PriorityClass with name no was found'],
    [
      'a priority of its own',
      pod({ priority: 7 }),
      'the integer value of priority (7) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name',
    ],
  ])('%s', (_, object, why) => {
    const { create } = world()
    create('ServiceAccount', {
      metadata: { name: 'limited', annotations: { 'kubernetes.io/enforce-mountable-secrets': 'true' } },
      secrets: [{ name: 'yes' }],
    })
    expect(refusal(() => create('Pod', object))).toBe(why === '' ? '' : forbidden('pods', why))
  })

  it('keep their priority when they are replaced', () => {
    const { create, client, ref } = world()
    create('PriorityClass', { metadata: { name: 'high' }, value: 5, globalDefault: true })
    const first = create<Pod>('Pod', pod())
    const { priority: _, preemptionPolicy: __, ...spec } = first.spec ?? { containers: [] }
    const replaced = client.update<Pod>({ ...ref('Pod'), name: 'x' }, { ...first, spec } as Pod)
    expect([replaced.spec?.priority, replaced.spec?.preemptionPolicy]).toEqual([5, 'PreemptLowerPriority'])
  })
})

it('lets one priority class be the default', () => {
  const { create, patch } = world()
  create('PriorityClass', { metadata: { name: 'a' }, value: 5, globalDefault: true })
  expect(refusal(() => create('PriorityClass', { value: 5, globalDefault: true }))).toBe(
    forbidden(
      'priorityclasses.scheduling.k8s.io',
      'PriorityClass a is already marked as default. Only one default can exist',
    ),
  )
  expect(refusal(() => patch('PriorityClass', 'a', { metadata: { labels: { a: 'b' } } }))).toBe('')
})

it('takes nodes in as not ready', () => {
  const { create } = world()
  const taint = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }
  expect(create<Node>('Node').spec?.taints).toEqual([taint])
  expect(create<Node>('Node', { metadata: { name: 'y' }, spec: { taints: [taint] } }).spec?.taints).toEqual([taint])
})
