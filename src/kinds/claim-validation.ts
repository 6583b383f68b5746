// What asks for storage: claims, and the claims inside of pods and stateful sets. Models ValidatePersistentVolumeClaim and
// ValidatePersistentVolumeClaimUpdate of pkg/apis/core/validation/validation.go, and
// pkg/api/persistentvolumeclaim/util.go (v1.33). Differs: upstream prints a diff of its types after "spec is immutable".

import {
  compareQuantities,
  equalValues,
  type FieldError,
  forbiddenField,
  invalidField,
  quantityMilliValue,
  readQuantity,
  requiredField,
  subdomainFaults,
  zeroQuantity,
} from '../api/index.ts'
import { faultsOf, immutable, labelRule, labelSelectorRule, present, subdomainRule, supported } from './field-rules.ts'
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec, TypedObjectReference } from './types.generated.ts'

export const storageClassAnnotation = 'volume.beta.kubernetes.io/storage-class'

/** `field` is where modes are missing; `detail` is what the message says then. */
export function accessModeRules(modes: readonly string[], field: string): FieldError[] {
  const known = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod']
  const errors = modes.flatMap((mode) => supported(field, mode, known))
  if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod' && known.includes(mode))) {
    errors.push(forbiddenField(field, 'may not use ReadWriteOncePod with other access modes'))
  }
  return errors
}

export function volumeModeRule(field: string, mode: string | undefined): FieldError[] {
  return supported(field, mode, ['Block', 'Filesystem'])
}

export const classRule = (field: string, name: string) => faultsOf(field, name, subdomainFaults(name))

export function positiveQuantity(field: string, text: string): FieldError[] {
  const quantity = readQuantity(text)
  if (!quantity || quantity.mantissa > 0n) return []
  return [invalidField(field, quantity.text, 'must be greater than zero')]
}

export function validateClaim({ spec }: PersistentVolumeClaim): FieldError[] {
  return spec ? validateClaimSpec(spec, 'spec') : []
}

export function validateClaimSpec(spec: PersistentVolumeClaimSpec, path: string): FieldError[] {
  const { accessModes = [], selector, storageClassName, dataSource, dataSourceRef } = spec
  const modes = `${path}.accessModes`
  const storage = spec.resources?.requests?.['storage']
  const errors = [
    ...present(modes, accessModes.length, 'at least 1 access mode is required'),
    ...labelSelectorRule(`${path}.selector`, selector),
    ...accessModeRules(accessModes, modes),
  ]
  const field = `${path}.resources[storage]`
  errors.push(...(storage === undefined ? [requiredField(field)] : positiveQuantity(field, String(storage))))
  if (storageClassName) errors.push(...classRule(`${path}.storageClassName`, storageClassName))
  errors.push(...volumeModeRule(`${path}.volumeMode`, spec.volumeMode))
  if (dataSource) errors.push(...validateSource(dataSource, `${path}.dataSource`))
  if (dataSourceRef) errors.push(...validateSource(dataSourceRef, `${path}.dataSourceRef`))
  if (!dataSource || !dataSourceRef) return errors
  const { namespace, ...reference } = dataSourceRef
  const why = namespace ? 'may not be specified when dataSourceRef.namespace is specified' : 'must match dataSourceRef'
  if (!namespace && equalValues(dataSource, reference)) return errors
  return [...errors, invalidField(path, `${path}.dataSource`, why)]
}

function validateSource({ name, kind, apiGroup, namespace }: TypedObjectReference, path: string): FieldError[] {
  const errors = [...present(`${path}.name`, name), ...present(`${path}.kind`, kind)]
  if (apiGroup) errors.push(...subdomainRule(`${path}.apiGroup`, apiGroup))
  else if (kind !== 'PersistentVolumeClaim') {
    const why = "must be 'PersistentVolumeClaim' when referencing the default apiGroup"
    errors.push(invalidField(path, kind ?? '', why))
  }
  return namespace ? [...errors, ...labelRule(`${path}.namespace`, namespace)] : errors
}

export function validateClaimUpdate(claim: PersistentVolumeClaim, before: PersistentVolumeClaim): FieldError[] {
  const { spec = {}, status } = claim
  const { spec: old = {} } = before
  const oldClass = before.metadata.annotations?.[storageClassAnnotation]
  const nowClass = claim.metadata.annotations?.[storageClassAnnotation]
  const isUpgrade = old.storageClassName === undefined && spec.storageClassName !== undefined
  const errors: FieldError[] = []
  if (oldClass !== nowClass && !(isUpgrade && spec.storageClassName === oldClass && nowClass === undefined)) {
    const field = `metadata.annotations.${storageClassAnnotation}`
    errors.push(...immutable(field, nowClass ?? '', oldClass ?? ''))
  }
  const isBound = status?.phase === 'Bound'
  // A claim gets its volume once, and its class once; one that is bound may ask for more.
  const comparable = {
    ...spec,
    ...(old.volumeName ? {} : { volumeName: old.volumeName }),
    ...(isUpgrade && (oldClass ?? spec.storageClassName) === spec.storageClassName
      ? { storageClassName: undefined }
      : {}),
    ...(isBound ? { resources: withStorage(spec.resources, old.resources?.requests?.['storage']) } : {}),
  }
  if (!equalValues(comparable, old)) {
    const why =
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims'
    errors.push(forbiddenField('spec', why))
  }
  const sizeOf = (text: string | undefined) => readQuantity(String(text ?? '0')) ?? zeroQuantity
  const size = sizeOf(spec.resources?.requests?.['storage'])
  if (compareQuantities(size, sizeOf(old.resources?.requests?.['storage'])) < 0) {
    if (compareQuantities(size, sizeOf(before.status?.capacity?.['storage'])) <= 0) {
      const field = 'spec.resources.requests.storage'
      errors.push(forbiddenField(field, 'field can not be less than status.capacity'))
    }
  }
  return [...errors, ...immutable('volumeMode', spec.volumeMode, old.volumeMode)]
}

function withStorage(resources: PersistentVolumeClaimSpec['resources'], storage: string | undefined) {
  const requests = { ...resources?.requests, storage }
  return { ...resources, ...(resources?.requests ? { requests } : {}) }
}

export function claimWarnings(spec: PersistentVolumeClaimSpec | undefined, path: string): string[] {
  return (['requests', 'limits'] as const).flatMap((list) => {
    const quantity = readQuantity(String(spec?.resources?.[list]?.['storage'] ?? '0'))
    if (!quantity || quantityMilliValue(quantity) % 1000 === 0) return []
    const why = `fractional byte value "${quantity.text}" is invalid, must be an integer`
    return [`${path}.resources.${list}[storage]: ${why}`]
  })
}
