// Volumes of pods and where containers mount them. Models pkg/apis/core/validation/validation.go (v1.33).
// Missing: checks inside volume sources that no node here can mount (iscsi, rbd, csi, ephemeral claims and the like).

import {
  configKeyFaults,
  duplicateField,
  type FieldError,
  forbiddenField,
  invalidField,
  notFoundField,
  readQuantity,
  requiredField,
  unsupportedField,
} from '../api/index.ts'
import { faultsOf, labelRule, subdomainRule } from './field-rules.ts'
import type { Container, KeyToPath, Volume, VolumeProjection } from './types.generated.ts'

const modeText = 'must be a number between 0 and 0777 (octal), both inclusive'
const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
]

/** The faults, and the names that containers may mount. */
export function validateVolumes(
  volumes: readonly Volume[],
  path: string,
): { readonly errors: FieldError[]; readonly names: ReadonlySet<string> } {
  const errors: FieldError[] = []
  const names = new Set<string>()
  for (const [i, volume] of volumes.entries()) {
    const field = `${path}[${i}]`
    const own = validateSource(volume, field)
    const { name } = volume
    if (!name) own.push(requiredField(`${field}.name`))
    else own.push(...labelRule(`${field}.name`, name))
    if (names.has(name)) own.push(duplicateField(`${field}.name`, name))
    if (own.length === 0) names.add(name)
    errors.push(...own)
  }
  return { errors, names }
}

function validateSource(volume: Volume, path: string): FieldError[] {
  const sources = Object.keys(volume).filter((key) => key !== 'name')
  const [first, ...others] = sources
  if (first === undefined) return [requiredField(path, 'must specify a volume type')]
  return [
    ...validateOneSource(volume, `${path}.${first}`),
    ...others.map((source) => forbiddenField(`${path}.${source}`, 'may not specify more than 1 volume type')),
  ]
}

function validateOneSource(volume: Volume, path: string): FieldError[] {
  const { emptyDir, hostPath, secret, configMap, persistentVolumeClaim, nfs, projected, downwardAPI } = volume
  if (emptyDir) {
    const limit = emptyDir.sizeLimit === undefined ? undefined : readQuantity(String(emptyDir.sizeLimit))
    if (!limit || limit.mantissa >= 0n) return []
    return [forbiddenField(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')]
  }
  if (hostPath) {
    if (!hostPath.path) return [requiredField(`${path}.path`)]
    const errors = noBacksteps(`${path}.path`, hostPath.path)
    const type = hostPath.type ?? ''
    if (!hostPathTypes.includes(type)) errors.push(unsupportedField(`${path}.type`, type, hostPathTypes))
    return errors
  }
  if (secret) {
    const errors = secret.secretName ? [] : [requiredField(`${path}.secretName`)]
    return [...errors, ...modeRule(`${path}.defaultMode`, secret.defaultMode), ...itemRules(secret.items, path)]
  }
  if (configMap) {
    const errors = configMap.name ? [] : [requiredField(`${path}.name`)]
    return [...errors, ...modeRule(`${path}.defaultMode`, configMap.defaultMode), ...itemRules(configMap.items, path)]
  }
  if (persistentVolumeClaim) return persistentVolumeClaim.claimName ? [] : [requiredField(`${path}.claimName`)]
  if (nfs) {
    const errors = nfs.server ? [] : [requiredField(`${path}.server`)]
    if (!nfs.path) errors.push(requiredField(`${path}.path`))
    else if (!nfs.path.startsWith('/')) errors.push(invalidField(`${path}.path`, nfs.path, 'must be an absolute path'))
    return errors
  }
  if (downwardAPI) return modeRule(`${path}.defaultMode`, downwardAPI.defaultMode)
  if (projected) {
    const errors = modeRule(`${path}.defaultMode`, projected.defaultMode)
    for (const [i, source] of (projected.sources ?? []).entries())
      errors.push(...validateProjection(source, `${path}.sources[${i}]`))
    return errors
  }
  return []
}

function validateProjection(source: VolumeProjection, path: string): FieldError[] {
  const errors: FieldError[] = []
  const { secret, configMap, serviceAccountToken } = source
  if (Object.keys(source).length > 1) errors.push(forbiddenField(path, 'may not specify more than 1 volume type'))
  if (secret) {
    if (!secret.name) errors.push(requiredField(`${path}.secret.name`))
    errors.push(...itemRules(secret.items, `${path}.secret`))
  }
  if (configMap) {
    if (!configMap.name) errors.push(requiredField(`${path}.configMap.name`))
    errors.push(...itemRules(configMap.items, `${path}.configMap`))
  }
  if (serviceAccountToken) {
    const field = `${path}.serviceAccountToken`
    if ((serviceAccountToken.expirationSeconds ?? 3600) < 600) {
      errors.push(
        invalidField(
          `${field}.expirationSeconds`,
          serviceAccountToken.expirationSeconds,
          'may not specify a duration less than 10 minutes',
        ),
      )
    }
    if (!serviceAccountToken.path) errors.push(requiredField(`${field}.path`))
  }
  return errors
}

function itemRules(items: readonly KeyToPath[] | undefined, path: string): FieldError[] {
  return (items ?? []).flatMap(({ key, path: to, mode }, i) => {
    const field = `${path}.items[${i}]`
    const errors: FieldError[] = key ? [] : [requiredField(`${field}.key`)]
    if (!to) errors.push(requiredField(`${field}.path`))
    else errors.push(...descendingPath(`${field}.path`, to))
    return [...errors, ...modeRule(`${field}.mode`, mode)]
  })
}

function modeRule(field: string, mode: number | undefined): FieldError[] {
  return mode !== undefined && (mode < 0 || mode > 0o777) ? [invalidField(field, mode, modeText)] : []
}

function noBacksteps(field: string, path: string): FieldError[] {
  return path.split('/').includes('..') ? [invalidField(field, path, "must not contain '..'")] : []
}

function descendingPath(field: string, path: string): FieldError[] {
  const errors = path.startsWith('/') ? [invalidField(field, path, 'must be a relative path')] : []
  return [...errors, ...noBacksteps(field, path)]
}

export function validateMounts(container: Container, volumes: ReadonlySet<string>, path: string): FieldError[] {
  const errors: FieldError[] = []
  const points = new Set<string>()
  for (const [i, mount] of (container.volumeMounts ?? []).entries()) {
    const field = `${path}[${i}]`
    const { name = '', mountPath = '', subPath, subPathExpr } = mount
    if (name === '') errors.push(requiredField(`${field}.name`))
    if (!volumes.has(name)) errors.push(notFoundField(`${field}.name`, name))
    if (mountPath === '') errors.push(requiredField(`${field}.mountPath`))
    if (points.has(mountPath)) errors.push(invalidField(`${field}.mountPath`, mountPath, 'must be unique'))
    points.add(mountPath)
    if (subPath) errors.push(...descendingPath(`${path}.subPath`, subPath))
    if (subPathExpr) {
      if (subPath) {
        errors.push(invalidField(`${field}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'))
      }
      errors.push(...descendingPath(`${path}.subPathExpr`, subPathExpr))
    }
  }
  return errors
}

/** A key of a ConfigMap or Secret that is referred to by the object's name and the key. */
export function validateKeyReference(
  reference: { readonly name?: string; readonly key?: string },
  path: string,
): FieldError[] {
  const errors = subdomainRule(`${path}.name`, reference.name ?? '')
  if (!reference.key) return [...errors, requiredField(`${path}.key`)]
  return [...errors, ...faultsOf(`${path}.key`, reference.key, configKeyFaults(reference.key))]
}
