// Storage and runtime classes: pkg/apis/storage/{validation/validation.go,v1/defaults.go}, pkg/apis/node/validation/
// validation.go, pkg/registry/{storage,node}/*/strategy.go, pkg/api/{storage,node}/util.go (v1.33).
import { describe, expect, test } from 'vitest'
import { create, createFaults, newServer, refOf, updateFaults, warningsOf } from './b-server.ts'

const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
const qualified =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

describe('storage classes', () => {
  const provisioner = 'example.com/disk'
  test.each<[string, object, string]>([
    ['nothing', {}, 'provisioner: Required value'],
    ['provisioner in upper case', { provisioner: 'Example.com/Disk' }, ''],
    ['provisioner', { provisioner: 'a b' }, `provisioner: Invalid value: "a b": name part ${qualified}`],
    [
      'an empty parameter',
      { provisioner, parameters: { '': 'x' } },
      'parameters: Invalid value: "": field can not be empty.',
    ],
    [
      'too many parameters',
      { provisioner, parameters: Object.fromEntries(Array.from({ length: 513 }, (_, i) => [`p${i}`, ''])) },
      'parameters: Too long: may not be more than 512 bytes',
    ],
    [
      'parameters too long',
      { provisioner, parameters: { a: 'é'.repeat(128 * 1024) } },
      'parameters: Too long: may not be more than 262144 bytes',
    ],
    [
      'policy, mode and topologies at once',
      {
        provisioner,
        reclaimPolicy: 'Recycle',
        volumeBindingMode: 'Later',
        allowedTopologies: [
          { matchLabelExpressions: [{ key: 'zone', values: ['a', 'a'] }, { key: 'zone' }] },
          { matchLabelExpressions: [{ key: '', values: ['b'] }] },
        ],
      },
      `[${[
        'reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"',
        'volumeBindingMode: Unsupported value: "Later": supported values: "Immediate", "WaitForFirstConsumer"',
        'allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: "a"',
        'allowedTopologies[0].matchLabelExpressions[1].values: Required value',
        'allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: "zone"',
        'allowedTopologies[1].matchLabelExpressions[0].key: Invalid value: "": name part must be non-empty',
        `allowedTopologies[1].matchLabelExpressions[0].key: Invalid value: "": name part ${qualified}`,
      ].join(', ')}]`,
    ],
    [
      'the same topology twice',
      {
        provisioner,
        allowedTopologies: ['ab', 'ba'].map((zones) => ({
          matchLabelExpressions: [{ key: 'zone', values: [...zones] }],
        })),
      },
      'allowedTopologies[1].matchLabelExpressions: Duplicate value: ""',
    ],
    [
      'an empty topology',
      { provisioner, allowedTopologies: [{}] },
      'allowedTopologies[0].matchLabelExpressions: Duplicate value: ""',
    ],
  ])('%s', (_, fields, expected) => {
    expect(createFaults('storageclasses', fields)).toBe(expected)
  })

  test('what must stay', () => {
    const later = {
      provisioner: 'b',
      parameters: { a: 'b' },
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
    }
    expect(updateFaults('storageclasses', { provisioner }, later)).toBe(
      '[parameters: Forbidden: updates to parameters are forbidden., provisioner: Forbidden: updates to provisioner are forbidden., reclaimPolicy: Forbidden: updates to reclaimPolicy are forbidden., volumeBindingMode: Invalid value: "WaitForFirstConsumer": field is immutable]',
    )
    const mayChange = { provisioner, allowVolumeExpansion: true, mountOptions: ['ro'] }
    expect(updateFaults('storageclasses', { provisioner }, mayChange)).toBe('')
  })

  test('old labels', () => {
    const allowedTopologies = [{ matchLabelExpressions: [{ key: 'beta.kubernetes.io/arch', values: ['amd64'] }] }]
    expect(warningsOf('storageclasses', { provisioner, allowedTopologies })).toEqual([
      'allowedTopologies[0].matchLabelExpressions[0].key: deprecated since v1.14; use "kubernetes.io/arch" instead',
    ])
  })

  test('defaults', () => {
    const made = create(newServer(), 'storageclasses', { provisioner })
    expect(made).toMatchObject({ reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' })
    expect(made.metadata.generation).toBeUndefined()
  })
})

describe('CSI drivers', () => {
  test.each<[string, object, string]>([
    ['nothing', {}, ''],
    [
      'policy, tokens and modes',
      {
        fsGroupPolicy: 'Some',
        tokenRequests: [
          { audience: 'a', expirationSeconds: 10 },
          { audience: 'a' },
          { audience: '', expirationSeconds: 2 ** 33 },
        ],
        volumeLifecycleModes: ['Persistent', 'Forever'],
      },
      `[${[
        'spec.fsGroupPolicy: Unsupported value: "Some": supported values: "File", "None", "ReadWriteOnceWithFSType"',
        'spec.tokenRequests[0].expirationSeconds: Invalid value: 10: may not specify a duration less than 10 minutes',
        'spec.tokenRequests[1].audience: Duplicate value: "a"',
        'spec.tokenRequests[2].expirationSeconds: Invalid value: 8589934592: may not specify a duration larger than 2^32 seconds',
        'spec.volumeLifecycleModes: Unsupported value: "Forever": supported values: "Persistent", "Ephemeral"',
      ].join(', ')}]`,
    ],
  ])('%s', (_, spec, expected) => {
    expect(createFaults('csidrivers', { spec })).toBe(expected)
  })

  test('what must stay', () => {
    const later = { spec: { attachRequired: false, volumeLifecycleModes: ['Ephemeral'], podInfoOnMount: true } }
    expect(updateFaults('csidrivers', { spec: {} }, later)).toBe(
      '[spec.attachedRequired: Invalid value: false: field is immutable, spec.volumeLifecycleModes: Invalid value: []storage.VolumeLifecycleMode{"Ephemeral"}: field is immutable]',
    )
  })

  test('defaults, and which changes are counted', () => {
    const client = newServer()
    const made = create(client, 'csidrivers', { spec: { nodeAllocatableUpdatePeriodSeconds: 60 } })
    expect(made).toMatchObject({
      spec: {
        attachRequired: true,
        podInfoOnMount: false,
        volumeLifecycleModes: ['Persistent'],
        storageCapacity: false,
        fsGroupPolicy: 'ReadWriteOnceWithFSType',
        requiresRepublish: false,
        seLinuxMount: false,
      },
    })
    expect(made).not.toHaveProperty('spec.nodeAllocatableUpdatePeriodSeconds')
    const target = { ...refOf('csidrivers'), name: 'x' }
    const generations = [{ podInfoOnMount: true }, { podInfoOnMount: true, requiresRepublish: true }].map(
      (spec) => client.update(target, { ...client.get(target), spec } as typeof made).metadata.generation,
    )
    expect([made.metadata.generation, ...generations]).toEqual([undefined, undefined, 1])
  })
})

describe('CSI nodes', () => {
  const driver = { name: 'csi.example.com', nodeID: 'n1' }
  test.each<[string, object[], string]>([
    ['nothing', [], ''],
    ['an empty driver', [{}], '[spec.drivers[0].name: Required value, spec.drivers[0].nodeID: Required value]'],
    [
      'long and odd names',
      [{ name: `${'a'.repeat(64)}_`, nodeID: 'n'.repeat(257) }],
      `[spec.drivers[0].name: Too long: may not be more than 63 bytes, spec.drivers[0].name: Invalid value: "${'a'.repeat(64)}_": ${subdomain}, spec.drivers[0].nodeID: Invalid value: "${'n'.repeat(257)}": must be 256 characters or less]`,
    ],
    [
      'limit, twice the same, keys',
      [driver, { ...driver, allocatable: { count: -1 }, topologyKeys: ['a', 'a', ''] }],
      `[${[
        'spec.drivers[1].allocatable.count: Invalid value: -1: must be greater than or equal to 0',
        'spec.drivers[1].name: Duplicate value: "csi.example.com"',
        'spec.drivers[1]: Duplicate value: "a"',
        'spec.drivers[1]: Required value',
        'spec.drivers[1]: Invalid value: "": name part must be non-empty',
        `spec.drivers[1]: Invalid value: "": name part ${qualified}`,
      ].join(', ')}]`,
    ],
  ])('%s', (_, drivers, expected) => {
    expect(createFaults('csinodes', { spec: { drivers } })).toBe(expected)
  })

  test('a driver stays or goes', () => {
    const first = { spec: { drivers: [driver] } }
    expect(updateFaults('csinodes', first, { spec: { drivers: [{ ...driver, nodeID: 'n2' }] } })).toBe(
      'CSINodeDriver: Invalid value: storage.CSINodeDriver{Name:"csi.example.com", NodeID:"n2", TopologyKeys:[]string(nil), Allocatable:(*storage.VolumeNodeResources)(nil)}: field is immutable',
    )
    expect(updateFaults('csinodes', first, { spec: { drivers: [] } })).toBe('')
  })
})

describe('CSI storage capacities', () => {
  test.each<[string, object, string]>([
    ['nothing', {}, `storageClassName: Invalid value: "": ${subdomain}`],
    [
      'topology and capacity',
      { nodeTopology: { matchLabels: { a: 'b c' } }, storageClassName: 'fast', capacity: '-1Gi' },
      `[nodeTopology.matchLabels: Invalid value: "b c": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?'), capacity: Invalid value: "-1Gi": must be greater than or equal to 0]`,
    ],
  ])('%s', (_, fields, expected) => {
    expect(createFaults('csistoragecapacities', fields)).toBe(expected)
  })

  test('class and topology stay', () => {
    const later = { storageClassName: 'slow', nodeTopology: { matchLabels: { a: 'b' } }, capacity: '2Gi' }
    expect(updateFaults('csistoragecapacities', { storageClassName: 'fast', capacity: '1Gi' }, later)).toBe(
      '[nodeTopology: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"a":"b"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable, storageClassName: Invalid value: "slow": field is immutable]',
    )
  })

  test('old labels', () => {
    const nodeTopology = {
      matchLabels: { 'beta.kubernetes.io/os': 'linux' },
      matchExpressions: [{ key: 'failure-domain.beta.kubernetes.io/zone', operator: 'Exists' }],
    }
    expect(warningsOf('csistoragecapacities', { storageClassName: 'fast', nodeTopology })).toEqual([
      'nodeTopology.matchExpressions[0].key: failure-domain.beta.kubernetes.io/zone is deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
      'nodeTopology.matchLabels.beta.kubernetes.io/os: deprecated since v1.14; use "kubernetes.io/os" instead',
    ])
  })
})

describe('volume attachments', () => {
  const spec = { attacher: 'csi.example.com', nodeName: 'node1', source: { persistentVolumeName: 'pv1' } }
  const one = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName'
  test.each<[string, object, string]>([
    [
      'nothing',
      {},
      `[spec.attacher: Required value, spec.source: Required value: ${one}, spec.nodeName: Invalid value: "": ${subdomain}]`,
    ],
    ['a volume', spec, ''],
    [
      'both sources',
      { ...spec, source: { persistentVolumeName: 'pv1', inlineVolumeSpec: {} } },
      `spec.source: Forbidden: ${one}`,
    ],
    [
      'an empty source',
      { ...spec, source: { persistentVolumeName: '' } },
      'spec.source.persistentVolumeName: Required value: must specify non empty persistentVolumeName',
    ],
    [
      'names',
      { attacher: 'a_b', nodeName: 'N', source: { persistentVolumeName: 'P' } },
      `[${[
        ['spec.nodeName', 'N'],
        ['spec.attacher', 'a_b'],
        ['spec.source.persistentVolumeName', 'P'],
      ]
        .map(([field, value]) => `${field}: Invalid value: "${value}": ${subdomain}`)
        .join(', ')}]`,
    ],
  ])('%s', (_, fields, expected) => {
    expect(createFaults('volumeattachments', { spec: fields })).toBe(expected)
  })

  test('the spec stays', () => {
    expect(updateFaults('volumeattachments', { spec }, { spec: { ...spec, nodeName: 'node2' } })).toBe(
      'spec: Invalid value: storage.VolumeAttachmentSpec{Attacher:"csi.example.com", Source:storage.VolumeAttachmentSource{PersistentVolumeName:(*string)(0xc000000000), InlineVolumeSpec:(*core.PersistentVolumeSpec)(nil)}, NodeName:"node2"}: field is immutable',
    )
  })

  test('status', () => {
    const status = {
      attached: true,
      attachmentMetadata: { a: 'x'.repeat(256 * 1024) },
      attachError: { message: 'x'.repeat(1025) },
    }
    expect(updateFaults('volumeattachments', { spec }, { status }, 'status')).toBe(
      '[status.attachmentMetadata: Too long: may not be more than 262144 bytes, status.attachError.message: Too long: may not be more than 262144 bytes]',
    )
  })
})

describe('runtime classes', () => {
  test.each<[string, object, string]>([
    ['nothing', {}, `handler: Invalid value: "": ${label}`],
    ['dots', { handler: 'a.b' }, 'handler: Invalid value: "a.b": must not contain dots'],
    [
      'overhead and scheduling',
      {
        handler: 'gvisor',
        overhead: { podFixed: { cpu: '-1' } },
        scheduling: {
          nodeSelector: { 'a b': 'c' },
          tolerations: [
            { key: 'k', operator: 'Exists', effect: 'NoSchedule' },
            { key: 'k', operator: 'Exists', effect: 'NoSchedule' },
          ],
        },
      },
      `[${[
        'overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0',
        `scheduling.nodeSelector: Invalid value: "a b": name part ${qualified}`,
        'scheduling.tolerations[1]: Duplicate value: core.Toleration{Key:"k", Operator:"Exists", Value:"", Effect:"NoSchedule", TolerationSeconds:(*int64)(nil)}',
      ].join(', ')}]`,
    ],
  ])('%s', (_, fields, expected) => {
    expect(createFaults('runtimeclasses', fields)).toBe(expected)
  })

  test('the handler stays', () => {
    expect(updateFaults('runtimeclasses', { handler: 'a' }, { handler: 'b' })).toBe(
      'handler: Invalid value: "b": field is immutable',
    )
  })
})
