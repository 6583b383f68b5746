// StorageClass: a way to make volumes. Models pkg/registry/storage/storageclass/strategy.go (v1.33).

import {
  duplicateField,
  equalValues,
  type FieldError,
  forbiddenField,
  invalidField,
  type KubeObject,
  qualifiedNameFaults,
  type ResourceDefinition,
  requiredField,
  setField,
  tooLongField,
} from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { faultsOf, immutable, qualifiedRule, supported } from './field-rules.ts'
import { deprecatedNodeLabel } from './node-labels.ts'
import type { StorageClass, TopologySelectorTerm } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const storageClass: ResourceDefinition<StorageClass> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'StorageClass',
  resource: 'storageclasses',
  singular: 'storageclass',
  shortNames: ['sc'],
  namespaced: false,
  verbs: allVerbs,
  columns: [
    { ...nameColumn, cell: nameText },
    column('Provisioner', ({ provisioner }) => provisioner),
    column('ReclaimPolicy', ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete'),
    column('VolumeBindingMode', ({ volumeBindingMode }) => volumeBindingMode ?? 'Immediate'),
    column('AllowVolumeExpansion', ({ allowVolumeExpansion }) => allowVolumeExpansion ?? false),
    ageColumn,
  ],
  defaults(draft) {
    draft.reclaimPolicy ??= 'Delete'
    draft.volumeBindingMode ??= 'Immediate'
  },
  validate: ({ provisioner, parameters = {}, reclaimPolicy, volumeBindingMode, allowedTopologies = [] }) => [
    ...(provisioner
      ? faultsOf('provisioner', provisioner, qualifiedNameFaults(provisioner.toLowerCase()))
      : [requiredField('provisioner')]),
    ...parametersRule('parameters', parameters),
    ...(reclaimPolicy ? supported('reclaimPolicy', reclaimPolicy, ['Delete', 'Retain']) : []),
    ...supported('volumeBindingMode', volumeBindingMode, ['Immediate', 'WaitForFirstConsumer']),
    ...topologiesRule('allowedTopologies', allowedTopologies),
  ],
  validateUpdate(object, old) {
    const errors = (['parameters', 'provisioner', 'reclaimPolicy'] as const)
      .filter((field) => !equalValues(object[field], old[field]))
      .map((field) => forbiddenField(field, `updates to ${field} are forbidden.`))
    return [...errors, ...immutable('volumeBindingMode', object.volumeBindingMode, old.volumeBindingMode)]
  },
  warnings: ({ allowedTopologies = [] }) =>
    allowedTopologies.flatMap(({ matchLabelExpressions = [] }, i) =>
      matchLabelExpressions.flatMap(({ key }, j) => {
        const text = deprecatedNodeLabel(key)
        return text ? [`allowedTopologies[${i}].matchLabelExpressions[${j}].key: ${text}`] : []
      }),
    ),
}

function nameText({ metadata }: KubeObject): string {
  const isDefault = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class']
  return isDefault.some((key) => metadata.annotations?.[key] === 'true') ? `${metadata.name} (default)` : metadata.name
}

const mostParameters = 512
const mostParameterBytes = 256 * 1024

function parametersRule(field: string, parameters: Readonly<Record<string, string>>): FieldError[] {
  const entries = Object.entries(parameters)
  if (entries.length > mostParameters) return [tooLongField(field, mostParameters)]
  const errors = entries.some(([key]) => key === '') ? [invalidField(field, '', 'field can not be empty.')] : []
  const bytes = new TextEncoder().encode(entries.flat().join('')).length
  if (bytes > mostParameterBytes) errors.push(tooLongField(field, mostParameterBytes))
  return errors
}

function topologiesRule(path: string, terms: readonly TopologySelectorTerm[]): FieldError[] {
  const errors: FieldError[] = []
  // Upstream's list of what was seen begins with as many empty terms as there are terms.
  const seen: unknown[] = terms.map(() => ({}))
  for (const [i, { matchLabelExpressions = [] }] of terms.entries()) {
    const keys: Record<string, string[]> = {}
    for (const [j, { key = '', values = [] }] of matchLabelExpressions.entries()) {
      const field = `${path}[${i}].matchLabelExpressions[${j}]`
      if (values.length === 0) errors.push(requiredField(`${field}.values`))
      for (const [k, value] of values.entries()) {
        if (values.indexOf(value) < k) errors.push(duplicateField(`${field}.values[${k}]`, value))
      }
      errors.push(...qualifiedRule(`${field}.key`, key))
      if (Object.hasOwn(keys, key)) errors.push(duplicateField(`${field}.key`, key))
      setField(keys, key, [...new Set(values)].sort())
    }
    for (const other of seen) {
      if (equalValues(keys, other)) errors.push(duplicateField(`${path}[${i}].matchLabelExpressions`, ''))
    }
    seen.push(keys)
  }
  return errors
}
