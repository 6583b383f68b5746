// Volumes of pods and pod templates (k8s.io/kubectl/pkg/describe/describe.go, describeVolumes, v1.33).

import { canonicalQuantity } from '../../api/index.ts'
import type { PersistentVolumeClaimTemplate, Volume, VolumeProjection } from '../../kinds/index.ts'
import type { VersionFacts } from '../versions.ts'
import { sortedKeys } from './labels.ts'
import { claimClass, writeDataSource } from './persistent-volume-claim.ts'
import { type Rows, storageRows, writeRows } from './storage-sources.ts'
import type { DescribeWriter } from './writer.ts'

/** `indent` is '' in pods and two blanks in templates. */
export function writeVolumes(
  w: DescribeWriter,
  volumes: readonly Volume[] | undefined,
  indent: string,
  version: VersionFacts,
): void {
  if (!volumes || volumes.length === 0) {
    w.write(0, `${indent}Volumes:\t<none>\n`)
    return
  }
  w.write(0, `${indent}Volumes:\n`)
  for (const volume of volumes) {
    w.write(1, `${indent === '' ? '' : ' '}${volume.name}:\n`)
    writeSource(w, volume, version)
  }
}

function writeSource(w: DescribeWriter, volume: Volume, version: VersionFacts): void {
  const { emptyDir, secret, configMap, persistentVolumeClaim: claim, gitRepo, image, projected } = volume
  const storage = storageRows(volume)
  if (storage) {
    writeRows(w, storage)
  } else if (emptyDir) {
    const limit = emptyDir.sizeLimit
    writeType(w, "EmptyDir (a temporary directory that shares a pod's lifetime)", [
      ['Medium:', emptyDir.medium],
      ['SizeLimit:', limit && /[1-9]/.test(limit) ? canonicalQuantity(limit) : '<unset>'],
    ])
  } else if (gitRepo) {
    writeType(w, 'GitRepo (a volume that is pulled from git when the pod is created)', [
      ['Repository:', gitRepo.repository],
      ['Revision:', gitRepo.revision],
    ])
  } else if (secret) {
    writeType(w, 'Secret (a volume populated by a Secret)', [
      ['SecretName:', secret.secretName],
      ['Optional:', secret.optional ?? false],
    ])
  } else if (configMap) {
    writeType(w, 'ConfigMap (a volume populated by a ConfigMap)', [
      ['Name:', configMap.name],
      ['Optional:', configMap.optional ?? false],
    ])
  } else if (claim) {
    writeType(w, 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)', [
      ['ClaimName:', claim.claimName],
      ['ReadOnly:', claim.readOnly ?? false],
    ])
  } else if (volume.ephemeral) {
    writeType(
      w,
      'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
      [],
    )
    if (volume.ephemeral.volumeClaimTemplate) writeClaimTemplate(w, volume.ephemeral.volumeClaimTemplate)
  } else if (volume.downwardAPI) {
    writeType(w, 'DownwardAPI (a volume populated by information about the pod)', [])
    w.write(2, 'Items:\n')
    for (const item of volume.downwardAPI.items ?? []) {
      if (item.fieldRef) w.write(3, `${item.fieldRef.fieldPath} -> ${item.path}\n`)
      if (item.resourceFieldRef) w.write(3, `${item.resourceFieldRef.resource} -> ${item.path}\n`)
    }
  } else if (projected) {
    writeType(w, 'Projected (a volume that contains injected data from multiple sources)', [])
    for (const source of projected.sources ?? []) writeRows(w, projectionRows(source, version))
  } else if (volume.csi) {
    writeType(w, 'CSI (a Container Storage Interface (CSI) volume source)', [
      ['Driver:', volume.csi.driver],
      ['FSType:', volume.csi.fsType],
      ['ReadOnly:', volume.csi.readOnly ?? false],
    ])
    writeAttributes(w, volume.csi.volumeAttributes)
  } else if (image) {
    writeType(w, 'Image (a container image or OCI artifact)', [
      ['Reference:', image.reference],
      ['PullPolicy:', image.pullPolicy],
    ])
  } else {
    w.write(1, '<unknown>\n')
  }
}

function projectionRows(source: VolumeProjection, version: VersionFacts): Rows {
  const { secret, configMap, serviceAccountToken: token } = source
  // Before 1.33 a pointer was printed as it is.
  const optional = (value: boolean | undefined) =>
    version.has('describesProjectedOptional') ? (value ?? false) : (value ?? '<nil>')
  if (secret) {
    const label = version.has('describesProjectedOptional') ? 'Optional' : 'SecretOptionalName'
    return [
      ['SecretName:', secret.name],
      [`${label}:`, optional(secret.optional)],
    ]
  }
  if (source.downwardAPI) return [['DownwardAPI:', true]]
  if (configMap) {
    const label = version.has('describesProjectedOptional') ? 'Optional' : 'ConfigMapOptional'
    return [
      ['ConfigMapName:', configMap.name],
      [`${label}:`, optional(configMap.optional)],
    ]
  }
  return token ? [['TokenExpirationSeconds:', token.expirationSeconds]] : []
}

function writeType(w: DescribeWriter, type: string, rows: Rows): void {
  writeRows(w, [['Type:', type], ...rows])
}

export function writeAttributes(w: DescribeWriter, attributes: Readonly<Record<string, string>> | undefined): void {
  const keys = sortedKeys(attributes)
  w.write(2, `VolumeAttributes:\t${keys.length === 0 ? '<none>\n' : ''}`)
  keys.forEach((key, i) => {
    // The indentation is written anew for every piece of the line upstream.
    if (i > 0) w.write(4, '\t')
    const line = `${key}=${attributes?.[key] ?? ''}`
    w.write(2, line.length > 140 ? `${line.slice(0, 140)}...\n` : `${line}\n`)
  })
}

function writeClaimTemplate(w: DescribeWriter, template: PersistentVolumeClaimTemplate): void {
  const { spec, metadata } = template
  const map = (title: string, texts: readonly string[]) => {
    w.write(2, `${title}:\t`)
    if (texts.length === 0) w.write(2, '<none>\n')
    texts.forEach((text, i) => {
      if (i > 0) w.write(2, '\t')
      w.write(2, `${text}\n`)
    })
  }
  const { labels, annotations } = metadata ?? {}
  w.field(2, 'StorageClass', claimClass(template))
  w.field(2, 'Volume', spec.volumeName ?? '')
  map(
    'Labels',
    sortedKeys(labels).map((key) => `${key}=${labels?.[key] ?? ''}`),
  )
  map(
    'Annotations',
    sortedKeys(annotations).map((key) => `${key}: ${annotations?.[key] ?? ''}`),
  )
  // A template has no status to read them from.
  w.field(2, 'Capacity', spec.volumeName ? '0' : '')
  w.field(2, 'Access Modes', '')
  if (spec.volumeMode !== undefined) w.field(2, 'VolumeMode', spec.volumeMode)
  writeDataSource(w, 2, spec)
}
