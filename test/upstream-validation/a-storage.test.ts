// Persistent volumes and claims: pkg/apis/core/{validation/validation.go,v1/defaults.go}, pkg/api/persistentvolume(claim)
// and pkg/registry/core/persistentvolume(claim)/strategy.go (v1.33).
import { describe, expect, test } from 'vitest'
import type { PersistentVolume, PersistentVolumeClaim } from '../../src/kinds/index.ts'
import { create, goQuantity, stored, subdomainText, update, warned } from './a-cases.ts'

const claim = (spec: object = {}) => ({
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
})
const modes = 'supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"'

describe('claims', () => {
  test.each<[string, object, string]>([
    ['right', claim(), ''],
    [
      'nothing',
      { spec: {} },
      '[spec.accessModes: Required value: at least 1 access mode is required, spec.resources[storage]: Required value]',
    ],
    ['mode', claim({ accessModes: ['RWO'] }), `spec.accessModes: Unsupported value: "RWO": ${modes}`],
    [
      'one pod and more',
      claim({ accessModes: ['ReadWriteOncePod', 'ReadOnlyMany'] }),
      'spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
    ],
    [
      'no size',
      claim({ resources: { requests: { storage: '0' } } }),
      'spec.resources[storage]: Invalid value: "0": must be greater than zero',
    ],
    [
      'negative size',
      claim({ resources: { requests: { storage: '-1Gi' } } }),
      'spec.resources[storage]: Invalid value: "-1Gi": must be greater than zero',
    ],
    [
      'volume mode',
      claim({ volumeMode: 'File' }),
      'spec.volumeMode: Unsupported value: "File": supported values: "Block", "Filesystem"',
    ],
    [
      'storage class',
      claim({ storageClassName: 'Fast' }),
      `spec.storageClassName: Invalid value: "Fast": ${subdomainText}`,
    ],
    [
      'data source without a name',
      claim({ dataSource: { kind: 'PersistentVolumeClaim' } }),
      '[spec.dataSource.name: Required value, spec.dataSourceRef.name: Required value]',
    ],
    [
      'source of another kind',
      claim({ dataSourceRef: { kind: 'Thing', name: 'a' } }),
      '[spec.dataSource: Invalid value: "Thing": must be \'PersistentVolumeClaim\' when referencing the default apiGroup, spec.dataSourceRef: Invalid value: "Thing": must be \'PersistentVolumeClaim\' when referencing the default apiGroup]',
    ],
    [
      'selector',
      claim({ selector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } }),
      'spec.selector.matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator',
    ],
  ])('%s', (_, fields, message) => {
    expect(create('persistentvolumeclaims', fields)).toBe(message)
  })

  const fixed =
    'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims'
  const size = (storage: string) => ({ spec: { resources: { requests: { storage } } } })
  const bound = { phase: 'Bound', capacity: { storage: '1Gi' } }
  test.each<[string, object, string, object?]>([
    ['labels', { metadata: { labels: { a: 'b' } } }, ''],
    ['a volume, once', { spec: { volumeName: 'v' } }, ''],
    ['a class, once', { spec: { storageClassName: 'fast' } }, ''],
    ['modes', { spec: { accessModes: ['ReadOnlyMany'] } }, fixed],
    ['more before it is bound', size('2Gi'), fixed],
    ['more', size('2Gi'), '', bound],
    [
      'less',
      size('512Mi'),
      'spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
      bound,
    ],
    [
      'volume mode',
      { spec: { volumeMode: 'Block' } },
      `[${fixed}, volumeMode: Invalid value: "Block": field is immutable]`,
    ],
    [
      'class annotation',
      { metadata: { annotations: { 'volume.beta.kubernetes.io/storage-class': 'a' } } },
      'metadata.annotations.volume.beta.kubernetes.io/storage-class: Invalid value: "a": field is immutable',
    ],
  ])('update: %s', (_, patch, message, status) => {
    expect(update('persistentvolumeclaims', claim(), patch, status)).toBe(message)
  })

  test('what is filled in', () => {
    const dataSource = { kind: 'VolumeSnapshot', apiGroup: 'snapshot.storage.k8s.io', name: 's' }
    const { spec, status } = stored<PersistentVolumeClaim>('persistentvolumeclaims', {
      ...claim({ dataSource, volumeAttributesClassName: 'gold', resources: { requests: { storage: '1024Mi' } } }),
      status: { phase: 'Bound' },
    })
    expect(spec).toEqual({
      accessModes: ['ReadWriteOnce'],
      dataSource,
      dataSourceRef: dataSource,
      resources: { requests: { storage: '1Gi' } },
      volumeMode: 'Filesystem',
    })
    expect(status).toEqual({ phase: 'Pending' })
    const other = claim({ dataSource: { kind: 'Other', apiGroup: 'a.b', name: 's' } })
    expect(stored<PersistentVolumeClaim>('persistentvolumeclaims', other).spec?.dataSource).toBeUndefined()
  })

  test('warnings', () => {
    const annotations = { 'volume.beta.kubernetes.io/storage-class': 'a' }
    const fields = { ...claim({ resources: { requests: { storage: '1500m' } } }), metadata: { name: 'x', annotations } }
    expect(warned('persistentvolumeclaims', fields)).toEqual([
      'metadata.annotations[volume.beta.kubernetes.io/storage-class]: deprecated since v1.8; use "storageClassName" attribute instead',
      'spec.resources.requests[storage]: fractional byte value "1500m" is invalid, must be an integer',
    ])
  })
})

const volume = (spec: object = {}) => ({
  spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/d' }, ...spec },
})
const from = (source: object, more: object = {}) => volume({ hostPath: undefined, ...source, ...more })

describe('volumes', () => {
  const required = (...names: string[]) =>
    names.length === 1
      ? `spec.${names[0]}: Required value`
      : `[${names.map((name) => `spec.${name}: Required value`).join(', ')}]`
  test.each<[string, object, string]>([
    ['right', volume(), ''],
    [
      'nothing',
      { spec: {} },
      '[spec.accessModes: Required value, spec.capacity: Required value, spec.capacity: Unsupported value: core.ResourceList(nil): supported values: "storage", spec: Required value: must specify a volume type]',
    ],
    [
      'capacity of something else',
      volume({ capacity: { cpu: '1' } }),
      `spec.capacity: Unsupported value: core.ResourceList{"cpu":${goQuantity(1, 0, '1')}}: supported values: "storage"`,
    ],
    [
      'negative capacity',
      volume({ capacity: { storage: '-1' } }),
      '[spec.capacity[storage]: Invalid value: -1: must be a valid resource quantity, spec.capacity[storage]: Invalid value: "-1": must be greater than zero]',
    ],
    [
      'reclaim policy',
      volume({ persistentVolumeReclaimPolicy: 'Keep' }),
      'spec.persistentVolumeReclaimPolicy: Unsupported value: "Keep": supported values: "Delete", "Recycle", "Retain"',
    ],
    [
      'recycling everything',
      volume({ hostPath: { path: '/' }, persistentVolumeReclaimPolicy: 'Recycle' }),
      "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'",
    ],
    [
      'two sources',
      volume({ nfs: { server: 's', path: '/p' } }),
      'spec.nfs: Forbidden: may not specify more than 1 volume type',
    ],
    ['no path', volume({ hostPath: {} }), required('hostPath.path')],
    [
      'path and type',
      volume({ hostPath: { path: '/a/../b', type: 'Odd' } }),
      '[spec.hostPath.path: Invalid value: "/a/../b": must not contain \'..\', spec.hostPath.type: Unsupported value: "Odd": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"]',
    ],
    [
      'nfs',
      from({ nfs: { path: 'p' } }),
      '[spec.nfs.server: Required value, spec.nfs.path: Invalid value: "p": must be an absolute path]',
    ],
    [
      'local without a place',
      from({ local: { path: '/d' } }),
      'spec.nodeAffinity: Required value: Local volume requires node affinity',
    ],
    [
      'local with an empty place',
      from({ local: {} }, { nodeAffinity: {} }),
      '[spec.nodeAffinity.required: Required value: must specify required node constraints, spec.local.path: Required value]',
    ],
    [
      'place without terms',
      volume({ nodeAffinity: { required: { nodeSelectorTerms: [] } } }),
      'spec.nodeAffinity.required.nodeSelectorTerms: Required value: must have at least one node selector term',
    ],
    [
      'csi',
      from({ csi: {} }),
      `[spec.csi.driver: Required value, spec.csi.driver: Invalid value: "": ${subdomainText}, spec.csi.volumeHandle: Required value]`,
    ],
    [
      'csi secret',
      from({ csi: { driver: 'a.b', volumeHandle: 'h', nodePublishSecretRef: {} } }),
      required('csi.nodePublishSecretRef.name', 'csi.nodePublishSecretRef.namespace'),
    ],
    [
      'gce',
      from({ gcePersistentDisk: { partition: 300 } }),
      '[spec.persistentDisk.pdName: Required value, spec.persistentDisk.partition: Invalid value: 300: must be between 1 and 255, inclusive]',
    ],
    ['aws', from({ awsElasticBlockStore: {} }), required('awsElasticBlockStore.volumeID')],
    ['glusterfs', from({ glusterfs: {} }), required('glusterfs.endpoints', 'glusterfs.path')],
    ['rbd', from({ rbd: {} }), required('rbd.monitors', 'rbd.image')],
    ['cephfs', from({ cephfs: {} }), required('cephfs.monitors')],
    [
      'iscsi',
      from({ iscsi: { targetPortal: '', iqn: 'iqn.2001', lun: 256 } }),
      '[spec.iscsi.targetPortal: Required value, spec.iscsi.iqn: Invalid value: "iqn.2001": must be valid format, spec.iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive]',
    ],
    [
      'cinder',
      from({ cinder: { secretRef: {} } }),
      required('cinder.volumeID', 'cinder.secretRef.name', 'cinder.secretRef.namespace'),
    ],
    [
      'fc',
      from({ fc: { targetWWNs: ['a'] } }),
      'spec.fc.lun: Required value: lun is required if targetWWNs is specified',
    ],
    [
      'flex volume',
      from({ flexVolume: { driver: '', options: { 'a.kubernetes.io/b': 'c' } } }),
      '[spec.flexVolume.driver: Required value, spec.flexVolume.options[a.kubernetes.io/b]: Invalid value: "a.kubernetes.io/b": kubernetes.io and k8s.io namespaces are reserved]',
    ],
    [
      'azure disk',
      from({ azureDisk: { diskName: 'd', diskURI: 'x' } }),
      'spec.azureDisk.diskURI: Unsupported value: "x": supported values: "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"',
    ],
    ['azure file', from({ azureFile: {} }), required('azureFile.secretName', 'azureFile.shareName')],
    [
      'quobyte',
      from({ quobyte: { registry: 'r', volume: 'v' } }),
      'spec.quobyte.registry: Invalid value: "r": must be a host:port pair or multiple pairs separated by commas',
    ],
    ['scale io', from({ scaleIO: {} }), required('scaleIO.gateway', 'scaleIO.system', 'scaleIO.volumeName')],
    ['vsphere', from({ vsphereVolume: {} }), required('vsphereVolume.volumePath')],
    ['photon', from({ photonPersistentDisk: {} }), required('photonPersistentDisk.pdID')],
    ['portworx', from({ portworxVolume: {} }), required('portworxVolume.volumeID')],
    [
      'flocker',
      from({ flocker: { datasetName: 'a/b', datasetUUID: 'u' } }),
      '[spec.flocker: Invalid value: "resource": datasetName and datasetUUID can not be specified simultaneously, spec.flocker.datasetName: Invalid value: "a/b": must not contain \'/\']',
    ],
  ])('%s', (_, fields, message) => {
    expect(create('persistentvolumes', fields)).toBe(message)
  })

  test.each<[string, object, string]>([
    ['capacity', { spec: { capacity: { storage: '2Gi' } } }, ''],
    ['claim', { spec: { claimRef: { name: 'c', namespace: 'n' } } }, ''],
    [
      'source',
      { spec: { hostPath: { path: '/e' } } },
      'spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation',
    ],
    ['mode', { spec: { volumeMode: 'Block' } }, 'volumeMode: Invalid value: "Block": field is immutable'],
    ['place, once', { spec: { nodeAffinity: { required: { nodeSelectorTerms: [{}] } } } }, ''],
  ])('update of %s', (_, patch, message) => {
    expect(update('persistentvolumes', volume(), patch)).toBe(message)
  })

  test('what is filled in, and warnings', () => {
    const fields = from({ rbd: { monitors: ['m'], image: 'i' } }, { persistentVolumeReclaimPolicy: 'Recycle' })
    const { spec, status } = stored<PersistentVolume>('persistentvolumes', fields)
    expect(spec).toMatchObject({
      volumeMode: 'Filesystem',
      rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
    })
    expect(status).toEqual({ phase: 'Pending', lastPhaseTransitionTime: '2025-01-01T12:00:00Z' })
    expect(stored<PersistentVolume>('persistentvolumes', volume()).spec).toMatchObject({
      persistentVolumeReclaimPolicy: 'Retain',
      hostPath: { path: '/d', type: '' },
    })
    expect(warned('persistentvolumes', fields)).toEqual([
      'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
      'spec.rbd: deprecated in v1.28, non-functional in v1.31+',
    ])
  })
})
