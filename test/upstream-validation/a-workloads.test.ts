// Stateful sets, daemon sets, replication controllers, replica sets, deployments, pod templates and controller revisions:
// pkg/apis/apps/{validation/validation.go,v1/defaults.go}, pkg/apis/core/{validation/validation.go,v1/defaults.go} and
// pkg/registry/apps (v1.33).
import { describe, expect, test } from 'vitest'
import type { DaemonSet, PodTemplate, ReplicationController, StatefulSet } from '../../src/kinds/index.ts'
import {
  create,
  goNumber,
  goText,
  json,
  labels,
  labelText,
  later,
  make,
  percentText,
  pick,
  place,
  stored,
  subdomainText,
  template,
  update,
  warned,
} from './a-cases.ts'

const set = (spec: object = {}) => ({ spec: { selector: pick, template: template(), ...spec } })
const nonNegative = 'must be greater than or equal to 0'
const mismatch = '`selector` does not match template `labels`'
const emptySelector =
  'v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}'

describe('stateful sets', () => {
  test.each<[string, object, string]>([
    ['right', set({ serviceName: 's' }), ''],
    ['no service', set(), ''],
    [
      'nothing at all',
      { spec: {} },
      `[spec.selector: Required value, spec.template.metadata.labels: Invalid value: map[string]string(nil): ${mismatch}, spec.template.spec.containers: Required value]`,
    ],
    [
      'empty selector',
      set({ selector: {} }),
      `spec.selector: Invalid value: ${emptySelector}: empty selector is invalid for statefulset`,
    ],
    [
      'other labels',
      set({ selector: { matchLabels: { app: 'y' } } }),
      `spec.template.metadata.labels: Invalid value: map[string]string{"app":"x"}: ${mismatch}`,
    ],
    [
      'pod management policy',
      set({ podManagementPolicy: 'Random' }),
      "spec.podManagementPolicy: Invalid value: \"Random\": must be 'OrderedReady' or 'Parallel'",
    ],
    [
      'update strategy',
      set({ updateStrategy: { type: 'Recreate' } }),
      "spec.updateStrategy: Invalid value: apps.StatefulSetUpdateStrategy{Type:\"Recreate\", RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy)(nil)}: must be 'RollingUpdate' or 'OnDelete'",
    ],
    [
      'partition with OnDelete',
      set({ updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } }),
      "spec.updateStrategy.rollingUpdate: Invalid value: apps.RollingUpdateStatefulSetStrategy{Partition:1, MaxUnavailable:(*intstr.IntOrString)(nil)}: only allowed for updateStrategy 'RollingUpdate'",
    ],
    [
      'retention policy',
      set({ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Keep', whenScaled: 'Drop' } }),
      '[spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: "Keep": supported values: "Retain", "Delete", spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "Drop": supported values: "Retain", "Delete"]',
    ],
    [
      'negative numbers, in order',
      set({
        updateStrategy: { rollingUpdate: { partition: -1 } },
        replicas: -2,
        minReadySeconds: -3,
        ordinals: { start: -4 },
      }),
      `[spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: ${nonNegative}, spec.replicas: Invalid value: -2: ${nonNegative}, spec.minReadySeconds: Invalid value: -3: ${nonNegative}, spec.ordinals.start: Invalid value: -4: ${nonNegative}]`,
    ],
    ['service name', set({ serviceName: 'A_b' }), `spec.serviceName: Invalid value: "A_b": ${labelText}`],
    [
      'name with dots',
      { ...set(), metadata: { name: 'a.b' } },
      'StatefulSet.apps "a.b" is invalid: metadata.name: Invalid value: "a.b": must not contain dots',
    ],
    [
      'restart policy and deadline',
      set({ template: template({ restartPolicy: 'Never', activeDeadlineSeconds: 5 }) }),
      '[spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always", spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in StatefulSet is not Supported]',
    ],
    [
      'a mount of a claim',
      set({
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }],
        template: template({
          containers: [{ name: 'a', image: 'i', volumeMounts: [{ name: 'data', mountPath: '/d' }] }],
        }),
      }),
      '',
    ],
    [
      'a mount of nothing',
      set({
        template: template({
          containers: [{ name: 'a', image: 'i', volumeMounts: [{ name: 'data', mountPath: '/d' }] }],
        }),
      }),
      'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"',
    ],
    ['a host name, which the controller sets', set({ template: template({ hostname: 'A!' }) }), ''],
  ])('%s', (_, fields, message) => {
    expect(create('statefulsets', fields)).toBe(message)
  })

  const forbidden =
    "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"
  test.each<[string, object, string]>([
    ['replicas', { spec: { replicas: 3 } }, ''],
    ['revisionHistoryLimit', { spec: { revisionHistoryLimit: 3 } }, ''],
    ['template', { spec: { template: { spec: { hostIPC: true } } } }, ''],
    ['serviceName', { spec: { serviceName: 'other' } }, forbidden],
    ['podManagementPolicy', { spec: { podManagementPolicy: 'Parallel' } }, forbidden],
    ['volumeClaimTemplates', { spec: { volumeClaimTemplates: [{ metadata: { name: 'd' } }] } }, forbidden],
    [
      'selector',
      { spec: { selector: { matchLabels: { app: 'y' } } } },
      `[spec.template.metadata.labels: Invalid value: map[string]string{"app":"x"}: ${mismatch}, ${forbidden}]`,
    ],
  ])('update of %s', (_, patch, message) => {
    expect(update('statefulsets', set({ serviceName: 's' }), patch)).toBe(message)
  })

  test('what is filled in', () => {
    const { spec, status } = stored<StatefulSet>('statefulsets', {
      ...set({
        updateStrategy: { rollingUpdate: { maxUnavailable: 2 } },
        volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: { resources: { requests: { storage: '1024Mi' } } } }],
      }),
      status: { replicas: 9 },
    })
    const {
      selector: _selector,
      template: _template,
      volumeClaimTemplates,
      ...rest
    } = spec ?? ({} as Partial<NonNullable<typeof spec>>)
    expect(rest).toEqual({
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      podManagementPolicy: 'OrderedReady',
      replicas: 1,
      revisionHistoryLimit: 10,
      serviceName: '',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    })
    expect(volumeClaimTemplates).toMatchObject([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        spec: { volumeMode: 'Filesystem', resources: { requests: { storage: '1Gi' } } },
        status: { phase: 'Pending' },
      },
    ])
    expect(status).toEqual({ replicas: 0, availableReplicas: 0 })
  })
})

describe('daemon sets', () => {
  const rolling = (rollingUpdate: object) => set({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } })
  const field = 'spec.updateStrategy.rollingUpdate'
  test.each<[string, object, string]>([
    ['right', set(), ''],
    [
      'no selector',
      set({ selector: undefined }),
      `spec.template.metadata.labels: Invalid value: map[string]string{"app":"x"}: ${mismatch}`,
    ],
    [
      'empty selector',
      set({ selector: {} }),
      `spec.selector: Invalid value: ${emptySelector}: empty selector is invalid for daemonset`,
    ],
    [
      'strategy',
      set({ updateStrategy: { type: 'Recreate' } }),
      'spec.updateStrategy: Unsupported value: apps.DaemonSetUpdateStrategy{Type:"Recreate", RollingUpdate:(*apps.RollingUpdateDaemonSet)(nil)}: supported values: "RollingUpdate", "OnDelete"',
    ],
    [
      'surge beside unavailable',
      rolling({ maxUnavailable: 1, maxSurge: '10%' }),
      `${field}.maxSurge: Invalid value: ${goText('10%')}: may not be set when maxUnavailable is non-zero`,
    ],
    [
      'neither',
      rolling({ maxUnavailable: 0 }),
      `${field}.maxUnavailable: Required value: cannot be 0 when maxSurge is 0`,
    ],
    [
      'no percentage',
      rolling({ maxUnavailable: 'some' }),
      `[${field}.maxUnavailable: Invalid value: ${goText('some')}: ${percentText}, ${field}.maxUnavailable: Required value: cannot be 0 when maxSurge is 0]`,
    ],
    [
      'too many',
      rolling({ maxUnavailable: '101%' }),
      `${field}.maxUnavailable: Invalid value: ${goText('101%')}: must not be greater than 100%`,
    ],
    [
      'negative numbers and restart policy',
      { ...set({ minReadySeconds: -1, revisionHistoryLimit: -1, template: template({ restartPolicy: 'OnFailure' }) }) },
      `[spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always", spec.minReadySeconds: Invalid value: -1: ${nonNegative}, spec.revisionHistoryLimit: Invalid value: -1: ${nonNegative}]`,
    ],
    [
      'deadline',
      set({ template: template({ activeDeadlineSeconds: 1 }) }),
      'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported',
    ],
  ])('%s', (_, fields, message) => {
    expect(create('daemonsets', fields)).toBe(message)
  })

  test('the selector stays', () => {
    const both = { selector: { matchLabels: { app: 'y' } }, template: { metadata: { labels: { app: 'y' } } } }
    expect(update('daemonsets', set(), { spec: both })).toBe(
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"y"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
    )
  })

  test('what is filled in, and how often the template has changed', () => {
    const { client } = later()
    const { name: _name, ...ref } = place('daemonsets', '')
    const made = client.create<DaemonSet>(ref, make('daemonsets', set()) as DaemonSet)
    expect(made.spec).toMatchObject({
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      revisionHistoryLimit: 10,
    })
    expect(made.status).toEqual({
      currentNumberScheduled: 0,
      numberMisscheduled: 0,
      desiredNumberScheduled: 0,
      numberReady: 0,
    })
    const key = 'deprecated.daemonset.template.generation'
    expect(made.metadata.annotations).toEqual({ [key]: '1' })
    const patch = (change: object) => {
      const { metadata } = client.patch(place('daemonsets', 'x'), 'merge', json(change))
      return [metadata.annotations?.[key], metadata.generation]
    }
    expect(patch({ spec: { template: { spec: { hostIPC: true } } } })).toEqual(['2', 2])
    expect(patch({ metadata: { annotations: { [key]: '9' } } })).toEqual(['2', 2])
    expect(patch({ spec: { minReadySeconds: 1 } })).toEqual(['2', 3])
  })
})

describe('replication controllers', () => {
  const controller = (spec: object = {}) => ({ spec: { selector: labels, template: template(), ...spec } })
  test.each<[string, object, string]>([
    ['right', controller(), ''],
    ['no selector', controller({ selector: undefined }), ''],
    ['no template', { spec: {} }, '[spec.selector: Required value, spec.template: Required value]'],
    ['no labels', controller({ selector: undefined, template: template({}, {}) }), 'spec.selector: Required value'],
    [
      'other labels',
      controller({ selector: { app: 'y' } }),
      `spec.template.metadata.labels: Invalid value: map[string]string{"app":"x"}: ${mismatch}`,
    ],
    [
      'negative numbers, in order',
      controller({ replicas: -1, minReadySeconds: -2 }),
      `[spec.minReadySeconds: Invalid value: -2: ${nonNegative}, spec.replicas: Invalid value: -1: ${nonNegative}]`,
    ],
    [
      'restart policy and deadline',
      controller({ template: template({ restartPolicy: 'Never', activeDeadlineSeconds: 1 }) }),
      '[spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always", spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicationController is not Supported]',
    ],
    [
      'name',
      { ...controller(), metadata: { name: 'A' } },
      `ReplicationController "A" is invalid: metadata.name: Invalid value: "A": ${subdomainText}`,
    ],
  ])('%s', (_, fields, message) => {
    expect(create('replicationcontrollers', fields)).toBe(message)
  })

  test('what is filled in', () => {
    const fields = controller({ selector: undefined })
    const { spec, status, metadata } = stored<ReplicationController>('replicationcontrollers', fields)
    expect([spec?.replicas, spec?.selector, metadata.labels, status]).toEqual([1, labels, labels, { replicas: 0 }])
  })
})

describe('the rest', () => {
  test.each<[string, object, string]>([
    ['deployments', set({ replicas: -1 }), `spec.replicas: Invalid value: -1: ${nonNegative}`],
    [
      'deployments',
      set({ strategy: { rollingUpdate: { maxUnavailable: '200%', maxSurge: -1 } } }),
      `[spec.strategy.rollingUpdate.maxSurge: Invalid value: -1: ${nonNegative}, spec.strategy.rollingUpdate.maxUnavailable: Invalid value: ${goText('200%')}: must not be greater than 100%]`,
    ],
    [
      'deployments',
      set({ strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 0 } } }),
      `spec.strategy.rollingUpdate.maxUnavailable: Invalid value: ${goNumber(0)}: may not be 0 when \`maxSurge\` is 0`,
    ],
    [
      'replicasets',
      set({ selector: {} }),
      `spec.selector: Invalid value: ${emptySelector}: empty selector is invalid for deployment`,
    ],
    ['podtemplates', {}, 'template.spec.containers: Required value'],
    [
      'podtemplates',
      { template: template({ containers: [{ name: 'a' }], ephemeralContainers: [{ name: 'b', image: 'i' }] }) },
      '[template.spec.containers[0].image: Required value, template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template]',
    ],
    ['controllerrevisions', { revision: 1, data: { a: 1 } }, ''],
    [
      'controllerrevisions',
      { revision: -1 },
      `[revision: Invalid value: -1: ${nonNegative}, data: Required value: data is mandatory]`,
    ],
    ['controllerrevisions', { revision: 1, data: [1] }, 'data: Required value: data must be a valid JSON object'],
  ])('%s %#', (resource, fields, message) => {
    expect(create(resource, fields)).toBe(message)
  })

  test('a revision never changes', () => {
    expect(update('controllerrevisions', { revision: 1, data: { a: 1 } }, { revision: 2 })).toBe('')
    expect(update('controllerrevisions', { revision: 1, data: { a: 1 } }, { data: { a: 2 } })).toMatch(
      /^data: Invalid value: .*: field is immutable$/,
    )
  })

  test('defaults of a pod template', () => {
    const { template: made, metadata } = stored<PodTemplate>('podtemplates', { template: template() })
    expect(made?.spec).toMatchObject({
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
    })
    expect(metadata.generation).toBe(1)
  })

  test.each<[string, object, string[]]>([
    [
      'deployments',
      { ...set(), metadata: { name: 'a.b' } },
      [
        'metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]',
      ],
    ],
    [
      'daemonsets',
      set({
        template: template(
          { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } },
          { labels, annotations: { 'scheduler.alpha.kubernetes.io/critical-pod': '' } },
        ),
      }),
      [
        'spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
        'spec.template.metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod]: non-functional in v1.16+; use the "priorityClassName" field instead',
      ],
    ],
    [
      'statefulsets',
      set({
        volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: { resources: { requests: { storage: '100m' } } } }],
      }),
      [
        'spec.volumeClaimTemplates[0].resources.requests[storage]: fractional byte value "100m" is invalid, must be an integer',
      ],
    ],
  ])('warnings of %s', (resource, fields, expected) => {
    expect(warned(resource, fields)).toEqual(expected)
  })
})
