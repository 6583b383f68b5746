// PersistentVolumes. Models ValidatePersistentVolume and ValidatePersistentVolumeUpdate of
// pkg/apis/core/validation/validation.go, and pkg/api/persistentvolume/util.go (v1.33). Differs: upstream prints a diff
// of its types after "immutable after creation".

import {
  equalValues,
  type FieldError,
  forbiddenField,
  GoSyntax,
  IMMUTABLE,
  invalidField,
  quantityValue,
  readQuantity,
  requiredField,
  unsupportedField,
} from '../api/index.ts'
import {
  accessModeRules,
  classRule,
  positiveQuantity,
  storageClassAnnotation,
  volumeModeRule,
} from './claim-validation.ts'
import { goQuantity, immutable, present, supported } from './field-rules.ts'
import { nodeTermWarnings } from './pod-warnings.ts'
import { validateNodeSelector } from './scheduling-validation.ts'
import type { PersistentVolume, PersistentVolumeSpec } from './types.generated.ts'
import { localRule, sourceRules, validateOneOf } from './volume-source-validation.ts'

/** In upstream's order. */
const sourceNames =
  'hostPath gcePersistentDisk awsElasticBlockStore glusterfs flocker nfs rbd quobyte cephfs iscsi cinder fc flexVolume azureFile vsphereVolume photonPersistentDisk portworxVolume azureDisk scaleIO local storageos csi'.split(
    ' ',
  ) as (keyof PersistentVolumeSpec)[]

export function validatePersistentVolume({ spec, metadata }: PersistentVolume): FieldError[] {
  if (!spec) return []
  const { accessModes = [], capacity = {}, persistentVolumeReclaimPolicy: policy, hostPath, nodeAffinity } = spec
  const errors = [
    ...present('spec.accessModes', accessModes.length),
    ...accessModeRules(accessModes, 'spec.accessModes'),
    ...validateCapacity(capacity),
  ]
  if (policy) {
    errors.push(...supported('spec.persistentVolumeReclaimPolicy', policy, ['Delete', 'Recycle', 'Retain']))
  }
  if (nodeAffinity) {
    const field = 'spec.nodeAffinity.required'
    if (nodeAffinity.required) errors.push(...validateNodeSelector(nodeAffinity.required, field))
    else errors.push(requiredField(field, 'must specify required node constraints'))
  }
  const rules = { ...sourceRules, local: localRule } as unknown as Readonly<Record<string, Rule>>
  const bound = sourceNames.map((name) => [
    name,
    (source: never, path: string) => [
      ...(rules[name]?.(source, path, true, metadata.name) ?? []),
      ...(name === 'local' && !nodeAffinity
        ? [requiredField('spec.nodeAffinity', 'Local volume requires node affinity')]
        : []),
    ],
  ])
  errors.push(...validateOneOf(spec, 'spec', Object.fromEntries(bound)))
  if (hostPath && /^\/*$/.test(hostPath.path ?? '') && hostPath.path && policy === 'Recycle') {
    const why = "may not be 'recycle' for a hostPath mount of '/'"
    errors.push(forbiddenField('spec.persistentVolumeReclaimPolicy', why))
  }
  if (spec.storageClassName) errors.push(...classRule('spec.storageClassName', spec.storageClassName))
  return [...errors, ...volumeModeRule('spec.volumeMode', spec.volumeMode)]
}

type Rule = (source: never, path: string, isPersistent: boolean, of: string) => FieldError[]

function validateCapacity(capacity: Readonly<Record<string, string>>): FieldError[] {
  const field = 'spec.capacity'
  const names = Object.keys(capacity).sort()
  const errors = present(field, names.length)
  if (names.length !== 1 || names[0] !== 'storage') {
    const shown = names.map((name) => `${JSON.stringify(name)}:${goQuantity(String(capacity[name])).text}`)
    const list = names.length > 0 ? `core.ResourceList{${shown.join(', ')}}` : 'core.ResourceList(nil)'
    errors.push(unsupportedField(field, new GoSyntax(list), ['storage']))
  }
  for (const name of names) {
    const quantity = readQuantity(String(capacity[name]))
    if (!quantity) continue
    if (quantity.mantissa < 0n) {
      errors.push(invalidField(`${field}[${name}]`, quantityValue(quantity), 'must be a valid resource quantity'))
    }
    errors.push(...positiveQuantity(`${field}[${name}]`, quantity.text))
  }
  return errors
}

export function validatePersistentVolumeUpdate({ spec }: PersistentVolume, { spec: old }: PersistentVolume) {
  const errors: FieldError[] = []
  const sourceOf = (of: PersistentVolumeSpec | undefined) =>
    Object.fromEntries(sourceNames.map((name) => [name, of?.[name]]))
  const added = old?.csi && spec?.csi && !old.csi.controllerExpandSecretRef
  const now = sourceOf(added ? { ...spec, csi: withoutExpansion(spec.csi) } : spec)
  if (!equalValues(now, sourceOf(old))) {
    const why = 'spec.persistentvolumesource is immutable after creation'
    errors.push(forbiddenField('spec.persistentvolumesource', why))
  }
  errors.push(...immutable('volumeMode', spec?.volumeMode, old?.volumeMode))
  if (old?.nodeAffinity && !equalValues(spec?.nodeAffinity, old.nodeAffinity)) {
    const why = `${IMMUTABLE}, except for updating from beta label to GA`
    errors.push(invalidField('nodeAffinity', spec?.nodeAffinity, why))
  }
  return errors
}

function withoutExpansion({ controllerExpandSecretRef: _secret, ...csi }: NonNullable<PersistentVolumeSpec['csi']>) {
  return csi
}

const gone: Readonly<Record<string, string>> = {
  cephfs: 'deprecated in v1.28, non-functional in v1.31+',
  photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+',
  scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
  storageos: 'deprecated in v1.22, non-functional in v1.25+',
  glusterfs: 'deprecated in v1.25, non-functional in v1.26+',
  rbd: 'deprecated in v1.28, non-functional in v1.31+',
}

export function persistentVolumeWarnings({ metadata, spec = {} }: PersistentVolume): string[] {
  const annotations: Readonly<Record<string, string>> = {
    [storageClassAnnotation]: 'deprecated since v1.8; use "storageClassName" attribute instead',
    'volume.beta.kubernetes.io/mount-options': 'deprecated since v1.31; use "mountOptions" attribute instead',
  }
  const warnings: string[] = []
  for (const [name, why] of Object.entries(annotations)) {
    if (metadata.annotations?.[name] !== undefined) warnings.push(`metadata.annotations[${name}]: ${why}`)
  }
  if (spec.persistentVolumeReclaimPolicy === 'Recycle') {
    const why =
      'The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.'
    warnings.push(`spec.persistentVolumeReclaimPolicy: ${why}`)
  }
  for (const [i, term] of (spec.nodeAffinity?.required?.nodeSelectorTerms ?? []).entries()) {
    warnings.push(...nodeTermWarnings(term, `spec.nodeAffinity.required.nodeSelectorTerms[${i}]`, false))
  }
  for (const [name, why] of Object.entries(gone)) {
    if (spec[name as keyof PersistentVolumeSpec] === undefined) continue
    warnings.push(`spec.${name === 'storageos' ? 'storageOS' : name}: ${why}`)
  }
  return warnings
}
