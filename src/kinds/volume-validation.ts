// Volumes of pods and where containers mount them. Models pkg/apis/core/validation/validation.go (v1.33).

import {
  duplicateField,
  type FieldError,
  forbiddenField,
  invalidField,
  notFoundField,
  readQuantity,
  requiredField,
  subdomainFaults,
  validateAnnotations,
  validateLabels,
} from '../api/index.ts'
import { validateClaimSpec } from './claim-validation.ts'
import { downwardFieldPath, downwardResource } from './environment-validation.ts'
import { faultsOf, labelRule, present, supported } from './field-rules.ts'
import type * as kinds from './types.generated.ts'
import type { Container, KeyToPath, Volume } from './types.generated.ts'
import { descendingPath, noBacksteps, sourceRules, validateOneOf } from './volume-source-validation.ts'

const modeText = 'must be a number between 0 and 0777 (octal), both inclusive'

/** The faults, and the volumes that containers may mount. `podName` is '' for a template. */
export function validateVolumes(
  volumes: readonly Volume[],
  path: string,
  podName: string,
): { readonly errors: FieldError[]; readonly known: ReadonlyMap<string, Volume> } {
  const errors: FieldError[] = []
  const known = new Map<string, Volume>()
  const made = new Set(volumes.filter(({ ephemeral }) => ephemeral && podName).map(({ name }) => `${podName}-${name}`))
  for (const [i, volume] of volumes.entries()) {
    const field = `${path}[${i}]`
    const own = validateOneOf(volume, field, volumeRules)
    const { name, ephemeral, persistentVolumeClaim } = volume
    if (ephemeral && podName && name) {
      const claim = `${podName}-${name}`
      const faults = subdomainFaults(claim).map((fault) => `PVC name "${claim}": ${fault}`)
      own.push(...faultsOf(`${field}.name`, name, faults))
    }
    own.push(...(name ? labelRule(`${field}.name`, name) : [requiredField(`${field}.name`)]))
    if (known.has(name)) own.push(duplicateField(`${field}.name`, name))
    if (own.length === 0) known.set(name, volume)
    const claimName = persistentVolumeClaim?.claimName
    if (claimName && made.has(claimName)) {
      const why = 'must not reference a PVC that gets created for an ephemeral volume'
      own.push(invalidField(`${field}.persistentVolumeClaim.claimName`, claimName, why))
    }
    errors.push(...own)
  }
  return { errors, known }
}

/** What only pods have. */
const podRules = {
  emptyDir: ({ sizeLimit }: kinds.EmptyDirVolumeSource, path: string) => {
    const limit = sizeLimit === undefined ? undefined : readQuantity(String(sizeLimit))
    if (!limit || limit.mantissa >= 0n) return []
    return [forbiddenField(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')]
  },
  gitRepo: ({ repository, directory = '' }: kinds.GitRepoVolumeSource, path: string) => [
    ...present(`${path}.repository`, repository),
    ...descendingPath(`${path}.directory`, directory),
  ],
  secret: ({ secretName, defaultMode, items }: kinds.SecretVolumeSource, path: string) => [
    ...present(`${path}.secretName`, secretName),
    ...modeRule(`${path}.defaultMode`, defaultMode),
    ...itemRules(items, path),
  ],
  persistentVolumeClaim: ({ claimName }: kinds.PersistentVolumeClaimVolumeSource, path: string) =>
    present(`${path}.claimName`, claimName),
  downwardAPI: ({ defaultMode, items = [] }: kinds.DownwardAPIVolumeSource, path: string) => [
    ...modeRule(`${path}.defaultMode`, defaultMode),
    ...items.flatMap((item) => validateDownwardFile(item, path)),
  ],
  configMap: ({ name, defaultMode, items }: kinds.ConfigMapVolumeSource, path: string) => [
    ...present(`${path}.name`, name),
    ...modeRule(`${path}.defaultMode`, defaultMode),
    ...itemRules(items, path),
  ],
  projected: ({ defaultMode, sources = [] }: kinds.ProjectedVolumeSource, path: string) => [
    ...modeRule(`${path}.defaultMode`, defaultMode),
    ...validateProjections(sources, path),
  ],
  ephemeral: ({ volumeClaimTemplate }: kinds.EphemeralVolumeSource, path: string) => {
    const field = `${path}.volumeClaimTemplate`
    if (!volumeClaimTemplate) return [requiredField(field)]
    const { annotations, labels, ...others } = volumeClaimTemplate.metadata ?? {}
    return [
      ...validateAnnotations(annotations, `${field}.metadata.annotations`),
      ...validateLabels(labels, `${field}.metadata.labels`),
      ...Object.entries(others)
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([name]) => forbiddenField(`${field}.metadata.${name}`, 'cannot be set')),
      ...validateClaimSpec(volumeClaimTemplate.spec ?? {}, `${field}.spec`),
    ]
  },
}

/** In upstream's order. */
const volumeRules = Object.fromEntries(
  (
    'emptyDir hostPath gitRepo gcePersistentDisk awsElasticBlockStore secret nfs iscsi glusterfs flocker ' +
    'persistentVolumeClaim rbd cinder cephfs quobyte downwardAPI fc flexVolume configMap azureFile vsphereVolume ' +
    'photonPersistentDisk portworxVolume azureDisk storageos projected scaleIO csi ephemeral'
  )
    .split(' ')
    .map((name) => [name, { ...sourceRules, ...podRules }[name as keyof typeof sourceRules]]),
) as unknown as Readonly<Record<string, (source: never, path: string) => FieldError[]>>

function validateDownwardFile(file: kinds.DownwardAPIVolumeFile, path: string): FieldError[] {
  const { path: to = '', fieldRef, resourceFieldRef, mode } = file
  const errors = [...present(`${path}.path`, to), ...localPath(`${path}.path`, to)]
  if (fieldRef) {
    errors.push(...downwardFieldPath(fieldRef, `${path}.fieldRef`))
    if (resourceFieldRef) {
      const why = 'fieldRef and resourceFieldRef can not be specified simultaneously'
      errors.push(invalidField(path, 'resource', why))
    }
  } else if (resourceFieldRef) errors.push(...downwardResource(resourceFieldRef, `${path}.resourceFieldRef`, true))
  else errors.push(requiredField(path, 'one of fieldRef and resourceFieldRef is required'))
  return [...errors, ...modeRule(`${path}.mode`, mode)]
}

function validateProjections(sources: readonly kinds.VolumeProjection[], path: string): FieldError[] {
  const errors: FieldError[] = []
  const paths = new Set<string>()
  const unique = (to: string | undefined, shown: string | undefined) => {
    if (to && paths.has(to)) errors.push(invalidField(path, shown ?? '', 'conflicting duplicate paths'))
    else if (to) paths.add(to)
  }
  for (const [i, source] of sources.entries()) {
    const field = `${path}.sources[${i}]`
    for (const kind of ['secret', 'configMap'] as const) {
      const { name, items = [] } = source[kind] ?? { name: '-' }
      errors.push(...present(`${field}.${kind}.name`, name))
      for (const [j, item] of items.entries()) {
        errors.push(...itemRule(item, `${field}.${kind}.items[${j}]`))
        unique(item.path, name)
      }
    }
    for (const item of source.downwardAPI?.items ?? []) {
      errors.push(...validateDownwardFile(item, `${field}.downwardAPI`))
      unique(item.path, item.path)
    }
    const token = source.serviceAccountToken
    if (token) {
      const { expirationSeconds: seconds = 3600, path: to } = token
      const why = seconds < 600 ? 'less than 10 minutes' : seconds > 2 ** 32 ? 'larger than 2^32 seconds' : ''
      if (why) {
        const at = `${field}.serviceAccountToken.expirationSeconds`
        errors.push(invalidField(at, seconds, `may not specify a duration ${why}`))
      }
      errors.push(...(to ? localPath(`${path}.path`, to) : [requiredField(`${path}.path`)]))
    }
    if (Object.keys(source).length > 1) {
      errors.push(forbiddenField(field, 'may not specify more than 1 volume type per source'))
    }
  }
  return errors
}

function itemRules(items: readonly KeyToPath[] | undefined, path: string): FieldError[] {
  return (items ?? []).flatMap((item, i) => itemRule(item, `${path}.items[${i}]`))
}

function itemRule({ key, path: to = '', mode }: KeyToPath, field: string): FieldError[] {
  return [
    ...present(`${field}.key`, key),
    ...present(`${field}.path`, to),
    ...localPath(`${field}.path`, to),
    ...modeRule(`${field}.mode`, mode),
  ]
}

function modeRule(field: string, mode: number | undefined): FieldError[] {
  return mode !== undefined && (mode < 0 || mode > 0o777) ? [invalidField(field, mode, modeText)] : []
}

/** A path that stays inside, and is none of the kubelet's own. */
function localPath(field: string, path: string): FieldError[] {
  const errors = descendingPath(field, path)
  if (path.startsWith('..') && !path.startsWith('../') && path !== '..') {
    errors.push(invalidField(field, path, "must not start with '..'"))
  }
  return errors
}

type Known = ReadonlyMap<string, Volume>

export function validateMounts(container: Container, volumes: Known, path: string): FieldError[] {
  const errors: FieldError[] = []
  const points = new Set<string>()
  const devices = container.volumeDevices ?? []
  for (const [i, mount] of (container.volumeMounts ?? []).entries()) {
    const field = `${path}[${i}]`
    const { name = '', mountPath = '', subPath, subPathExpr, mountPropagation } = mount
    errors.push(...present(`${field}.name`, name))
    if (!volumes.has(name)) errors.push(notFoundField(`${field}.name`, name))
    errors.push(...present(`${field}.mountPath`, mountPath))
    if (points.has(mountPath)) errors.push(invalidField(`${field}.mountPath`, mountPath, 'must be unique'))
    points.add(mountPath)
    if (devices.some((device) => device.name === name)) {
      errors.push(invalidField(`${field}.name`, name, 'must not already exist in volumeDevices'))
    }
    if (devices.some(({ devicePath }) => devicePath === mountPath)) {
      errors.push(invalidField(`${field}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'))
    }
    if (subPath) errors.push(...descendingPath(`${path}.subPath`, subPath))
    if (subPathExpr) {
      if (subPath) {
        errors.push(invalidField(`${field}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'))
      }
      errors.push(...descendingPath(`${path}.subPathExpr`, subPathExpr))
    }
    errors.push(
      ...supported(`${path}.mountPropagation`, mountPropagation, ['Bidirectional', 'HostToContainer', 'None']),
    )
    if (mountPropagation === 'Bidirectional' && !container.securityContext?.privileged) {
      const why = 'Bidirectional mount propagation is available only to privileged containers'
      errors.push(forbiddenField(`${path}.mountPropagation`, why))
    }
    errors.push(...recursiveReadOnlyRule(mount, `${path}.recursiveReadOnly`))
  }
  return errors
}

function recursiveReadOnlyRule(mount: kinds.VolumeMount, field: string): FieldError[] {
  const { recursiveReadOnly: value, readOnly, mountPropagation = 'None' } = mount
  const errors = supported(field, value, ['Disabled', 'Enabled', 'IfPossible'])
  if (value !== 'Enabled' && value !== 'IfPossible') return errors
  if (!readOnly) errors.push(forbiddenField(field, 'may only be specified when readOnly is true'))
  if (mountPropagation !== 'None') {
    errors.push(forbiddenField(field, 'may only be specified when mountPropagation is None or not specified'))
  }
  return errors
}

export function validateDevices(container: Container, volumes: Known, path: string): FieldError[] {
  const errors: FieldError[] = []
  const paths = new Set<string>()
  const names = new Set<string>()
  const mounts = container.volumeMounts ?? []
  for (const [i, { name = '', devicePath = '' }] of (container.volumeDevices ?? []).entries()) {
    const volume = volumes.get(name)
    const wrongName = (why: string) => errors.push(invalidField(`${path}[${i}].name`, name, why))
    const wrongPath = (why: string) => errors.push(invalidField(`${path}[${i}].devicePath`, devicePath, why))
    errors.push(...present(`${path}[${i}].name`, name))
    if (names.has(name)) wrongName('must be unique')
    if (!volume) errors.push(notFoundField(`${path}[${i}].name`, name))
    else if (!volume.persistentVolumeClaim && !volume.ephemeral) {
      wrongName('can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode')
    }
    errors.push(...present(`${path}[${i}].devicePath`, devicePath))
    if (paths.has(devicePath)) wrongPath('must be unique')
    if (noBacksteps('', devicePath).length > 0) wrongPath("can not contain backsteps ('..')")
    else paths.add(devicePath)
    if (mounts.some((mount) => mount.name === name)) wrongName('must not already exist in volumeMounts')
    if (mounts.some(({ mountPath }) => mountPath === devicePath)) {
      wrongPath('must not already exist as a path in volumeMounts')
    }
    if (name) names.add(name)
  }
  return errors
}
