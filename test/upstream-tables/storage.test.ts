// Rows of storage: printPersistentVolume, printPersistentVolumeClaim, printStorageClass, printVolumeAttachment,
// printCSIDriver, printCSINode and printCSIStorageCapacity of pkg/printers/internalversion/printers.go, and
// pkg/apis/core/helper/helpers.go (v1.33).
import { ago, rows } from './rows.ts'

const oldClass = { 'volume.beta.kubernetes.io/storage-class': 'old' }

rows('v1', 'persistentvolumes', [
  ['empty', {}, 'x | 0 |  |  |  |  |  | <unset> |  | 90s + <unset>'],
  [
    'bound; modes in their own order, once',
    {
      spec: {
        capacity: { storage: '10Gi', other: '1' },
        accessModes: ['ReadWriteMany', 'ReadWriteOncePod', 'ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteOnce'],
        persistentVolumeReclaimPolicy: 'Retain',
        claimRef: { namespace: 'shop', name: 'data' },
        storageClassName: 'fast',
        volumeAttributesClassName: 'gold',
        volumeMode: 'Filesystem',
      },
      status: { phase: 'Bound' },
    },
    'x | 10Gi | RWO,ROX,RWX,RWOP | Retain | Bound | shop/data | fast | gold |  | 90s + Filesystem',
  ],
  [
    'failed, class from the annotation',
    {
      metadata: { annotations: oldClass },
      spec: { storageClassName: 'new' },
      status: { phase: 'Failed', reason: 'Why' },
    },
    'x | 0 |  |  | Failed |  | old | <unset> | Why | 90s + <unset>',
  ],
  [
    'going away',
    { metadata: { deletionTimestamp: ago(5) }, spec: { volumeMode: 'Block' }, status: { phase: 'Bound' } },
    'x | 0 |  |  | Terminating |  |  | <unset> |  | 90s + Block',
  ],
])

const asked = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } }, storageClassName: 'fast' }
rows('v1', 'persistentvolumeclaims', [
  [
    'pending: what it asks for is not shown',
    { spec: asked, status: { phase: 'Pending' } },
    'x | Pending |  |  |  | fast | <unset> | 90s + <unset>',
  ],
  [
    'bound: what it got is shown',
    {
      spec: { ...asked, volumeName: 'pv1', volumeMode: 'Filesystem' },
      status: { phase: 'Bound', capacity: { storage: '8Gi' }, accessModes: ['ReadWriteMany', 'ReadWriteOnce'] },
    },
    'x | Bound | pv1 | 8Gi | RWO,RWX | fast | <unset> | 90s + Filesystem',
  ],
  [
    'has a volume, but no capacity yet',
    { spec: { volumeName: 'pv1' }, status: { phase: 'Pending' } },
    'x | Pending | pv1 | 0 |  |  | <unset> | 90s + <unset>',
  ],
  [
    'going away, class from an annotation that is empty',
    {
      metadata: { deletionTimestamp: ago(5), annotations: { 'volume.beta.kubernetes.io/storage-class': '' } },
      spec: asked,
      status: { phase: 'Bound' },
    },
    'x | Terminating |  |  |  |  | <unset> | 90s + <unset>',
  ],
])

rows('storage.k8s.io/v1', 'storageclasses', [
  ['what is not said', { provisioner: 'a/b' }, 'x | a/b | Delete | Immediate | false | 90s'],
  [
    'the default',
    {
      metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'rancher.io/local-path',
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    },
    'x (default) | rancher.io/local-path | Retain | WaitForFirstConsumer | true | 90s',
  ],
  [
    'the default by the older annotation',
    { metadata: { annotations: { 'storageclass.beta.kubernetes.io/is-default-class': 'true' } }, provisioner: 'p' },
    'x (default) | p | Delete | Immediate | false | 90s',
  ],
  [
    'not the default',
    { metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'True' } }, provisioner: 'p' },
    'x | p | Delete | Immediate | false | 90s',
  ],
])

rows('storage.k8s.io/v1', 'volumeattachments', [
  ['an inline volume', { spec: { attacher: 'a', nodeName: 'n', source: {} } }, 'x | a |  | n | false | 90s'],
  [
    'attached',
    { spec: { attacher: 'a', nodeName: 'n', source: { persistentVolumeName: 'pv' } }, status: { attached: true } },
    'x | a | pv | n | true | 90s',
  ],
  [
    'not attached',
    { spec: { attacher: 'a', nodeName: 'n', source: { persistentVolumeName: 'pv' } }, status: { attached: false } },
    'x | a | pv | n | false | 90s',
  ],
])

rows('storage.k8s.io/v1', 'csidrivers', [
  ['what is not said', { spec: {} }, 'x | true | false | false | <unset> | false | <none> | 90s'],
  [
    'all of it',
    {
      spec: {
        attachRequired: false,
        podInfoOnMount: true,
        storageCapacity: true,
        tokenRequests: [{ audience: 'vault' }, { audience: '' }],
        requiresRepublish: true,
        volumeLifecycleModes: ['Persistent', 'Ephemeral'],
      },
    },
    'x | false | true | true | vault, | true | Persistent,Ephemeral | 90s',
  ],
  ['an empty list of tokens', { spec: { tokenRequests: [] } }, 'x | true | false | false |  | false | <none> | 90s'],
])

rows('storage.k8s.io/v1', 'csinodes', [
  ['no drivers', { spec: { drivers: [] } }, 'x | 0 | 90s'],
  ['drivers that are not there', { spec: {} }, 'x | 0 | 90s'],
  ['two drivers', { spec: { drivers: [{ name: 'a' }, { name: 'b' }] } }, 'x | 2 | 90s'],
])

rows('storage.k8s.io/v1', 'csistoragecapacities', [
  ['no capacity', { storageClassName: 'fast' }, 'x | fast | <unset>'],
  ['nothing left', { storageClassName: 'fast', capacity: '0' }, 'x | fast | 0'],
  ['some', { storageClassName: 'slow', capacity: '20Gi', maximumVolumeSize: '1Gi' }, 'x | slow | 20Gi'],
])
