// The rules for CustomResourceDefinitions, apart from those of their schemas. Models
// apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go (v1.33); fields that all versions have alike are
// told of under `spec`, as upstream keeps them.

import {
  equalValues,
  type FieldError,
  GoSyntax,
  goQuote,
  IMMUTABLE,
  invalidField,
  requiredField,
  serviceNameFaults,
  subdomainFaults,
  unsupportedField,
} from '../api/index.ts'
import type {
  CustomResourceColumnDefinition,
  CustomResourceDefinition,
  CustomResourceDefinitionNames,
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
  CustomResourceSubresources,
} from '../kinds/index.ts'
import { APPROVAL, approvalOf, isProtectedGroup } from './api-approval.ts'
import { isConditionTrue } from './conditions.ts'
import { conversionFaults } from './conversion-validation.ts'
import type { JsonSchema } from './json-schema.ts'
import { definitionSchemaFaults } from './schema-rules.ts'
import { selectableFaults } from './selectable-validation.ts'

type Version = CustomResourceDefinitionVersion

export function definitionFaults(crd: CustomResourceDefinition): FieldError[] {
  return [...specFaults(crd.spec), ...storedVersionFaults(crd), ...approvalFaults(crd), ...preserveFaults(crd)]
}

export function definitionUpdateFaults(crd: CustomResourceDefinition, old: CustomResourceDefinition): FieldError[] {
  const { spec } = crd
  const errors = specFaults(spec)
  const fixed = (field: string, now: unknown, before: unknown): void => {
    if (now !== before) errors.push(invalidField(field, now, IMMUTABLE))
  }
  if (isConditionTrue(old, 'Established')) {
    fixed('spec.scope', spec.scope, old.spec.scope)
    fixed('spec.names.kind', spec.names.kind, old.spec.names.kind)
  }
  fixed('spec.group', spec.group, old.spec.group)
  fixed('spec.names.plural', spec.names.plural, old.spec.names.plural)
  errors.push(...storedVersionFaults(crd))
  if (approvalOf(crd.metadata.annotations).state !== approvalOf(old.metadata.annotations).state)
    errors.push(...approvalFaults(crd))
  if (!old.spec.preserveUnknownFields) errors.push(...preserveFaults(crd))
  return errors
}

function specFaults(spec: CustomResourceDefinitionSpec): FieldError[] {
  const errors: FieldError[] = []
  const { group = '', scope = '', names, versions = [] } = spec
  const faults = (field: string, value: string, texts: readonly string[]): void => {
    if (texts.length > 0) errors.push(invalidField(field, value, texts.join(',')))
  }
  if (group === '') errors.push(requiredField('spec.group'))
  else if (subdomainFaults(group).length > 0) faults('spec.group', group, subdomainFaults(group))
  else if (!group.includes('.')) faults('spec.group', group, ['should be a domain with at least one dot'])
  if (scope === '') errors.push(requiredField('spec.scope'))
  else if (scope !== 'Cluster' && scope !== 'Namespaced')
    errors.push(unsupportedField('spec.scope', scope, ['Cluster', 'Namespaced']))

  const alike = {
    schema: areAlike(versions, ({ schema }) => schema),
    subresources: areAlike(versions, ({ subresources }) => subresources),
    columns: areAlike(versions, ({ additionalPrinterColumns }) => additionalPrinterColumns),
    selectable: areAlike(versions, ({ selectableFields }) => selectableFields),
  }
  for (const [at, { schema }] of versions.entries()) {
    if (!schema?.openAPIV3Schema)
      errors.push(requiredField(`spec.versions[${at}].schema.openAPIV3Schema`, 'schemas are required'))
  }
  for (const [at, version] of versions.entries()) {
    const path = `spec.versions[${at}]`
    faults(`${path}.name`, version.name ?? '', serviceNameFaults(version.name ?? ''))
    errors.push(...deprecationFaults(version, `${path}.deprecationWarning`))
    if (!alike.schema) errors.push(...schemaFaultsOf([version], `${path}.schema`))
    if (!alike.subresources) errors.push(...subresourceFaults(version.subresources, `${path}.subresources`))
    if (!alike.columns)
      errors.push(...columnsFaults(version.additionalPrinterColumns, `${path}.additionalPrinterColumns`))
    if (!alike.selectable) errors.push(...selectableFaults(version, `${path}.selectableFields`))
  }
  if (new Set(versions.map(({ name }) => name)).size < versions.length)
    errors.push(invalidField('spec.versions', versionsText(versions, alike), 'must contain unique version names'))
  if (versions.filter(({ storage }) => storage).length !== 1)
    errors.push(
      invalidField(
        'spec.versions',
        versionsText(versions, alike),
        'must have exactly one version marked as storage version',
      ),
    )
  for (const field of ['plural', 'singular', 'kind', 'listKind'] as const) {
    if (!names?.[field]) errors.push(requiredField(`spec.names.${field}`))
  }
  errors.push(...namesFaults(names ?? { plural: '' }, 'spec.names'))
  const [first] = versions
  if (!first) return errors
  if (alike.schema) errors.push(...schemaFaultsOf(versions, 'spec.validation'))
  if (alike.subresources) errors.push(...subresourceFaults(first.subresources, 'spec.subresources'))
  if (alike.columns) errors.push(...columnsFaults(first.additionalPrinterColumns, 'spec.additionalPrinterColumns'))
  if (alike.selectable) errors.push(...selectableFaults(first, 'spec.selectableFields'))
  errors.push(...conversionFaults(spec.conversion, spec.preserveUnknownFields === true))
  return errors
}

const areAlike = (versions: readonly Version[], part: (version: Version) => unknown): boolean =>
  versions.every((version) => equalValues(part(version), versions[0] && part(versions[0])))

function schemaFaultsOf(versions: readonly Version[], path: string): FieldError[] {
  const schema = versions[0]?.schema?.openAPIV3Schema as JsonSchema | undefined
  const hasStatus = versions.some(({ subresources }) => subresources?.status !== undefined)
  return schema ? definitionSchemaFaults(schema, hasStatus, `${path}.openAPIV3Schema`) : []
}

/** As Go prints its internal type, from which what all have alike has been taken away. */
function versionsText(versions: readonly Version[], alike: Readonly<Record<string, boolean>>): GoSyntax {
  const pointer = (value: unknown, type: string): string => `(*${type})(${value === undefined ? 'nil' : '0x0'})`
  const texts = versions.map((version) => {
    const { name, served, storage, deprecated = false, deprecationWarning, schema, subresources } = version
    const parts = [
      `Name:${goQuote(name ?? '')}`,
      `Served:${served}`,
      `Storage:${storage}`,
      `Deprecated:${deprecated}`,
      `DeprecationWarning:${pointer(deprecationWarning, 'string')}`,
      `Schema:${pointer(alike['schema'] ? undefined : schema, 'apiextensions.CustomResourceValidation')}`,
      `Subresources:${pointer(alike['subresources'] ? undefined : subresources, 'apiextensions.CustomResourceSubresources')}`,
      'AdditionalPrinterColumns:[]apiextensions.CustomResourceColumnDefinition(nil)',
      'SelectableFields:[]apiextensions.SelectableField(nil)',
    ]
    return `apiextensions.CustomResourceDefinitionVersion{${parts.join(', ')}}`
  })
  return new GoSyntax(`[]apiextensions.CustomResourceDefinitionVersion{${texts.join(', ')}}`)
}

function deprecationFaults({ deprecated, deprecationWarning: text }: Version, path: string): FieldError[] {
  if (text === undefined) return []
  if (!deprecated) return [invalidField(path, text, 'can only be set for deprecated versions')]
  const errors: FieldError[] = []
  if (text.length > 256) errors.push(invalidField(path, text, 'must be <= 256 characters long'))
  if (text === '') errors.push(invalidField(path, text, 'must not be an empty string'))
  const odd = text.search(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  if (odd >= 0) {
    const detail = `must only contain printable UTF-8 characters; non-printable character found at index ${odd}`
    errors.push(invalidField(path, text, detail))
  }
  return errors
}

function namesFaults(names: CustomResourceDefinitionNames, path: string): FieldError[] {
  const errors: FieldError[] = []
  const { plural, singular, kind, listKind, shortNames = [], categories = [] } = names
  const check = (field: string, value: string | undefined, before = ''): void => {
    if (!value) return
    const texts = serviceNameFaults(before === '' ? value : value.toLowerCase())
    if (texts.length > 0) errors.push(invalidField(`${path}.${field}`, value, before + texts.join(',')))
  }
  check('plural', plural)
  check('singular', singular)
  check('kind', kind, 'may have mixed case, but should otherwise match: ')
  check('listKind', listKind, 'may have mixed case, but should otherwise match: ')
  for (const [at, name] of shortNames.entries()) check(`shortNames[${at}]`, name)
  if (kind && kind === listKind)
    errors.push(invalidField(`${path}.listKind`, listKind, 'kind and listKind may not be the same'))
  for (const [at, name] of categories.entries()) check(`categories[${at}]`, name)
  return errors
}

const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string']
const COLUMN_FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password']

function columnsFaults(columns: readonly CustomResourceColumnDefinition[] = [], path: string): FieldError[] {
  return columns.flatMap(({ name, type, format, jsonPath }, at) => {
    const place = `${path}[${at}]`
    const errors: FieldError[] = []
    if (!name) errors.push(requiredField(`${place}.name`))
    const types = `must be one of ${COLUMN_TYPES.join(',')}`
    if (!type) errors.push(requiredField(`${place}.type`, types))
    else if (!COLUMN_TYPES.includes(type)) errors.push(invalidField(`${place}.type`, type, types))
    if (format && !COLUMN_FORMATS.includes(format))
      errors.push(invalidField(`${place}.format`, format, `must be one of ${COLUMN_FORMATS.join(',')}`))
    if (!jsonPath) errors.push(requiredField(`${place}.JSONPath`))
    else errors.push(...simplePathFaults(jsonPath, `${place}.JSONPath`))
    return errors
  })
}

const simplePathFaults = (path: string, field: string): FieldError[] =>
  path.startsWith('.') ? [] : [invalidField(field, path, 'must be a simple json path starting with .')]

function subresourceFaults(subresources: CustomResourceSubresources | undefined, path: string): FieldError[] {
  const { scale } = subresources ?? {}
  if (!scale) return []
  const errors: FieldError[] = []
  const check = (field: string, value: string | undefined, under: readonly string[], detail: string): void => {
    const at = `${path}.scale.${field}`
    if (!value) {
      if (field !== 'labelSelectorPath') errors.push(requiredField(at))
      return
    }
    const faults = simplePathFaults(value, at)
    errors.push(...faults)
    if (faults.length === 0 && !under.some((start) => value.startsWith(start)))
      errors.push(invalidField(at, value, detail))
  }
  check('specReplicasPath', scale.specReplicasPath, ['.spec.'], 'should be a json path under .spec')
  check('statusReplicasPath', scale.statusReplicasPath, ['.status.'], 'should be a json path under .status')
  check(
    'labelSelectorPath',
    scale.labelSelectorPath,
    ['.spec.', '.status.'],
    'should be a json path under either .spec or .status',
  )
  return errors
}

function storedVersionFaults({ spec, status }: CustomResourceDefinition): FieldError[] {
  const path = 'status.storedVersions'
  const stored = status?.storedVersions ?? []
  if (stored.length === 0)
    return [invalidField(path, new GoSyntax('[]string(nil)'), 'must have at least one stored version')]
  const names = (spec.versions ?? []).map(({ name }) => name)
  const errors = (spec.versions ?? [])
    .filter(({ name, storage }) => storage && !stored.includes(name))
    .map(({ name }) => invalidField(path, stored, `must have the storage version ${name}`))
  for (const [at, name] of stored.entries()) {
    if (names.includes(name)) continue
    const detail = `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`
    errors.push(invalidField(`${path}[${at}]`, name, detail))
  }
  return errors
}

function approvalFaults({ spec, metadata }: CustomResourceDefinition): FieldError[] {
  if (!isProtectedGroup(spec.group ?? '')) return []
  const field = `metadata.annotations[${APPROVAL}]`
  const { state, reason } = approvalOf(metadata.annotations)
  if (state === 'missing') return [requiredField(field, reason)]
  return state === 'invalid' ? [invalidField(field, metadata.annotations?.[APPROVAL], reason)] : []
}

function preserveFaults({ spec }: CustomResourceDefinition): FieldError[] {
  if (!spec.preserveUnknownFields) return []
  const detail =
    'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead'
  return [invalidField('spec.preserveUnknownFields', true, detail)]
}
