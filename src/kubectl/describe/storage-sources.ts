// Where the bytes of a volume are, for the sources that pods and persistent volumes share
// (k8s.io/kubectl/pkg/describe/describe.go, print…VolumeSource, v1.33).

import type { PersistentVolumeSource, Volume } from '../../kinds/index.ts'
import type { DescribeWriter } from './writer.ts'

/** Without the colons where upstream has none. */
export type Rows = readonly (readonly [head: string, value: string | number | boolean | undefined])[]

interface SecretName {
  readonly name?: string
  readonly namespace?: string
}

/** Undefined for sources that only one of the two has. */
export function storageRows(source: Volume | PersistentVolumeSource): Rows | undefined {
  return local(source) ?? network(source) ?? cloud(source) ?? vendor(source)
}

export function writeRows(w: DescribeWriter, rows: Rows): void {
  for (const [head, value] of rows) w.write(2, `${head}\t${value ?? ''}\n`)
}

function local({ hostPath, fc }: Volume | PersistentVolumeSource): Rows | undefined {
  if (hostPath) {
    return [
      ['Type:', 'HostPath (bare host directory volume)'],
      ['Path:', hostPath.path],
      ['HostPathType:', hostPath.type ?? '<none>'],
    ]
  }
  if (fc) {
    return [
      ['Type:', 'FC (a Fibre Channel disk)'],
      ['TargetWWNs:', (fc.targetWWNs ?? []).join(', ')],
      ['LUN:', fc.lun ?? '<none>'],
      ['FSType:', fc.fsType],
      ['ReadOnly:', fc.readOnly ?? false],
    ]
  }
  return undefined
}

function network(source: Volume | PersistentVolumeSource): Rows | undefined {
  const { nfs, iscsi, glusterfs, rbd, cephfs, quobyte } = source
  if (nfs) {
    return [
      ['Type:', 'NFS (an NFS mount that lasts the lifetime of a pod)'],
      ['Server:', nfs.server],
      ['Path:', nfs.path],
      ['ReadOnly:', nfs.readOnly ?? false],
    ]
  }
  if (iscsi) {
    return [
      [
        'Type:',
        "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
      ],
      ['TargetPortal:', iscsi.targetPortal],
      ['IQN:', iscsi.iqn],
      ['Lun:', iscsi.lun],
      ['ISCSIInterface', iscsi.iscsiInterface],
      ['FSType:', iscsi.fsType],
      ['ReadOnly:', iscsi.readOnly ?? false],
      ['Portals:', list(iscsi.portals)],
      ['DiscoveryCHAPAuth:', iscsi.chapAuthDiscovery ?? false],
      ['SessionCHAPAuth:', iscsi.chapAuthSession ?? false],
      ['SecretRef:', secretText(iscsi.secretRef, source)],
      ['InitiatorName:', iscsi.initiatorName ?? '<none>'],
    ]
  }
  if (glusterfs) {
    const namespace = 'endpointsNamespace' in glusterfs ? glusterfs.endpointsNamespace : undefined
    return [
      ['Type:', "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)"],
      ['EndpointsName:', glusterfs.endpoints],
      ...(isVolume(source) ? [] : ([['EndpointsNamespace:', namespace ?? '<unset>']] as const)),
      ['Path:', glusterfs.path],
      ['ReadOnly:', glusterfs.readOnly ?? false],
    ]
  }
  if (rbd) {
    return [
      ['Type:', "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)"],
      ['CephMonitors:', list(rbd.monitors)],
      ['RBDImage:', rbd.image],
      ['FSType:', rbd.fsType],
      ['RBDPool:', rbd.pool],
      ['RadosUser:', rbd.user],
      ['Keyring:', rbd.keyring],
      ['SecretRef:', secretText(rbd.secretRef, source)],
      ['ReadOnly:', rbd.readOnly ?? false],
    ]
  }
  if (cephfs) {
    return [
      ['Type:', "CephFS (a CephFS mount on the host that shares a pod's lifetime)"],
      ['Monitors:', list(cephfs.monitors)],
      ['Path:', cephfs.path],
      ['User:', cephfs.user],
      ['SecretFile:', cephfs.secretFile],
      ['SecretRef:', secretText(cephfs.secretRef, source)],
      ['ReadOnly:', cephfs.readOnly ?? false],
    ]
  }
  if (quobyte) {
    return [
      ['Type:', "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)"],
      ['Registry:', quobyte.registry],
      ['Volume:', quobyte.volume],
      ['ReadOnly:', quobyte.readOnly ?? false],
    ]
  }
  return undefined
}

function cloud(source: Volume | PersistentVolumeSource): Rows | undefined {
  const { gcePersistentDisk: gce, awsElasticBlockStore: aws, azureDisk, azureFile, vsphereVolume, cinder } = source
  if (gce) {
    return [
      ['Type:', 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)'],
      ['PDName:', gce.pdName],
      ['FSType:', gce.fsType],
      ['Partition:', gce.partition ?? 0],
      ['ReadOnly:', gce.readOnly ?? false],
    ]
  }
  if (aws) {
    return [
      ['Type:', 'AWSElasticBlockStore (a Persistent Disk resource in AWS)'],
      ['VolumeID:', aws.volumeID],
      ['FSType:', aws.fsType],
      ['Partition:', aws.partition ?? 0],
      ['ReadOnly:', aws.readOnly ?? false],
    ]
  }
  if (azureDisk) {
    return [
      ['Type:', 'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)'],
      ['DiskName:', azureDisk.diskName],
      ['DiskURI:', azureDisk.diskURI],
      ['Kind: ', azureDisk.kind],
      ['FSType:', azureDisk.fsType],
      ['CachingMode:', azureDisk.cachingMode],
      ['ReadOnly:', azureDisk.readOnly ?? false],
    ]
  }
  if (azureFile) {
    const namespace = 'secretNamespace' in azureFile ? azureFile.secretNamespace : undefined
    return [
      ['Type:', 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)'],
      ['SecretName:', azureFile.secretName],
      ...(isVolume(source) ? [] : ([['SecretNamespace:', namespace]] as const)),
      ['ShareName:', azureFile.shareName],
      ['ReadOnly:', azureFile.readOnly ?? false],
    ]
  }
  if (vsphereVolume) {
    return [
      ['Type:', 'vSphereVolume (a Persistent Disk resource in vSphere)'],
      ['VolumePath:', vsphereVolume.volumePath],
      ['FSType:', vsphereVolume.fsType],
      ['StoragePolicyName:', vsphereVolume.storagePolicyName],
    ]
  }
  if (cinder) {
    return [
      ['Type:', 'Cinder (a Persistent Disk resource in OpenStack)'],
      ['VolumeID:', cinder.volumeID],
      ['FSType:', cinder.fsType],
      ['ReadOnly:', cinder.readOnly ?? false],
      ['SecretRef:', secretText(cinder.secretRef, source)],
    ]
  }
  return undefined
}

function vendor(source: Volume | PersistentVolumeSource): Rows | undefined {
  const { photonPersistentDisk: photon, portworxVolume, scaleIO, storageos, flexVolume, flocker } = source
  if (photon) {
    return [
      ['Type:', 'PhotonPersistentDisk (a Persistent Disk resource in photon platform)'],
      ['PdID:', photon.pdID],
      ['FSType:', photon.fsType],
    ]
  }
  if (portworxVolume) {
    return [
      ['Type:', 'PortworxVolume (a Portworx Volume resource)'],
      ['VolumeID:', portworxVolume.volumeID],
    ]
  }
  if (scaleIO) {
    const secret: SecretName = scaleIO.secretRef ?? {}
    return [
      ['Type:', 'ScaleIO (a persistent volume backed by a block device in ScaleIO)'],
      ['Gateway:', scaleIO.gateway],
      ['System:', scaleIO.system],
      ['Protection Domain:', scaleIO.protectionDomain],
      ['Storage Pool:', scaleIO.storagePool],
      ['Storage Mode:', scaleIO.storageMode],
      ['VolumeName:', scaleIO.volumeName],
      ...(isVolume(source)
        ? []
        : ([
            ['SecretName:', secret.name],
            ['SecretNamespace:', secret.namespace],
          ] as const)),
      ['FSType:', scaleIO.fsType],
      ['ReadOnly:', scaleIO.readOnly ?? false],
    ]
  }
  if (storageos) {
    return [
      ['Type:', 'StorageOS (a StorageOS Persistent Disk resource)'],
      ['VolumeName:', storageos.volumeName],
      ['VolumeNamespace:', storageos.volumeNamespace],
      ['FSType:', storageos.fsType],
      ['ReadOnly:', storageos.readOnly ?? false],
    ]
  }
  if (flexVolume) {
    const options = Object.entries(flexVolume.options ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
    return [
      ['Type:', 'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)'],
      ['Driver:', flexVolume.driver],
      ['FSType:', flexVolume.fsType],
      ['SecretRef:', secretText(flexVolume.secretRef, source)],
      ['ReadOnly:', flexVolume.readOnly ?? false],
      ['Options:', `map[${options.map(([key, value]) => `${key}:${value}`).join(' ')}]`],
    ]
  }
  if (flocker) {
    return [
      ['Type:', 'Flocker (a Flocker volume mounted by the Flocker agent)'],
      ['DatasetName:', flocker.datasetName],
      ['DatasetUUID:', flocker.datasetUUID],
    ]
  }
  return undefined
}

/** Volumes of pods have names; those of persistent volumes are named by their metadata. */
function isVolume(source: Volume | PersistentVolumeSource): source is Volume {
  return 'name' in source
}

/** A Go slice. */
function list(values: readonly string[] | undefined): string {
  return `[${(values ?? []).join(' ')}]`
}

/** A pointer to a generated Go struct. */
function secretText(secret: SecretName | undefined, source: Volume | PersistentVolumeSource): string {
  if (!secret) return 'nil'
  const { name = '', namespace = '' } = secret
  if (isVolume(source)) return `&LocalObjectReference{Name:${name},}`
  return `&SecretReference{Name:${name},Namespace:${namespace},}`
}
