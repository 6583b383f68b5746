// The kinds that a CustomResourceDefinition brings: one for each version that is served, all over the same objects.
// Models apiextensions-apiserver pkg/apiserver/customresource_handler.go and pkg/registry/customresource (v1.33).
// Missing: conversion webhooks; warnings of deprecated versions on reads.

import {
  ApiError,
  compareVersions,
  type FieldError,
  type FieldType,
  invalidField,
  type KindStructure,
  type KubeObject,
  type MapType,
  type PartRules,
  type ResourceDefinition,
} from '../api/index.ts'
import type { CustomResourceDefinition, CustomResourceDefinitionVersion } from '../kinds/index.ts'
import { columnsOf } from './columns.ts'
import { isConditionTrue } from './conditions.ts'
import { type Correlation, correlatedMember, correlationOf } from './correlation.ts'
import { embeddedFaults } from './embedded.ts'
import { readPath } from './json-path.ts'
import { type JsonSchema, propertyOf } from './json-schema.ts'
import { listTypeFaults } from './list-types.ts'
import { openApiOf } from './open-api.ts'
import { ownedObject } from './owned-type.ts'
import { ruleFaults, ruleTree } from './rules.ts'
import { scaleSpecFaults, scaleStatusFaults } from './scale-fields.ts'
import { schemaFaults } from './schema-validation.ts'
import { dropNulls, fillDefaults, prune, shownAs } from './structure.ts'
import { finalizerWarnings } from './warnings.ts'

const made = new WeakMap<
  CustomResourceDefinition['spec'],
  { readonly key: string; readonly kinds: readonly ResourceDefinition[] }
>()

/** The same definition gives the same kinds. */
export function kindsOf(crd: CustomResourceDefinition): readonly ResourceDefinition[] {
  if (!isConditionTrue(crd, 'Established')) return []
  const terminating = isConditionTrue(crd, 'Terminating')
  const key = JSON.stringify([crd.status?.acceptedNames, terminating])
  const known = made.get(crd.spec)
  if (known?.key === key) return known.kinds
  const kinds = crd.spec.versions.filter(({ served }) => served).map((version) => kindOf(crd, version, terminating))
  made.set(crd.spec, { key, kinds })
  return kinds
}

export const schemaOf = ({ schema }: CustomResourceDefinitionVersion): JsonSchema =>
  (schema?.openAPIV3Schema as JsonSchema | undefined) ?? { type: 'object' }

function kindOf(
  crd: CustomResourceDefinition,
  version: CustomResourceDefinitionVersion,
  terminating: boolean,
): ResourceDefinition {
  const { spec, status } = crd
  const names = status?.acceptedNames ?? spec.names
  const { status: hasStatus, scale } = version.subresources ?? {}
  const schema = schemaOf(version)
  const apiVersion = `${spec.group}/${version.name}`
  const rules = ruleTree(schema)
  const metadataNames = new Set(['name', 'generateName'])

  const faults = (object: KubeObject, old: KubeObject | undefined): FieldError[] => {
    const before = old && correlationOf(old, true)
    const errors = [
      ...schemaFaults(withKnownMetadata(object, metadataNames), schema, '', before),
      ...scaleSpecFaults(object, scale),
      ...scaleStatusFaults(object, scale),
      ...embeddedFaults(object, schema),
    ]
    // Items that came twice before may come twice again.
    if (!old || listTypeFaults(old, schema).length === 0) errors.push(...listTypeFaults(object, schema))
    if (!rules) return errors
    return blocksRules(errors) ? [...errors, unchecked] : [...errors, ...ruleFaults(rules, object, before)]
  }

  return {
    group: spec.group,
    version: version.name,
    kind: names.kind ?? spec.names.kind ?? '',
    ...(names.listKind ? { listKind: names.listKind } : {}),
    resource: names.plural,
    singular: names.singular ?? '',
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    namespaced: spec.scope === 'Namespaced',
    put: { needsVersion: true },
    verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
    columns: columnsOf(version.additionalPrinterColumns),
    fieldSelectors: selectorsOf(version),
    ...(hasStatus ? { status: true } : {}),
    generation: true,
    structure: structureOf(crd, version, schema),
    convert: convertTo(apiVersion, schema),
    defaults: (draft) => fillDefaults(draft, schema),
    prepareCreate() {
      if (!terminating) return
      throw new ApiError(
        405,
        'MethodNotAllowed',
        'create not allowed while custom resource definition is terminating',
        {
          group: spec.group,
          kind: names.plural,
        },
      )
    },
    validate: (object, _context, old) => faults(object, old),
    ...(hasStatus ? { parts: { status: statusRules(schema, rules, scale) } } : {}),
    warnings: (object, old) => [
      ...(version.deprecated ? [version.deprecationWarning ?? deprecationText(crd, version.name)] : []),
      ...finalizerWarnings(object, old),
    ],
    ...(scale
      ? {
          scale: {
            specReplicas: scale.specReplicasPath,
            statusReplicas: scale.statusReplicasPath,
            selector: scale.labelSelectorPath ?? '.no.selector',
          },
        }
      : {}),
  }
}

/** A schema can only say of the root's metadata what name and generateName are like. */
function withKnownMetadata(object: KubeObject, known: ReadonlySet<string>): object {
  const metadata = Object.fromEntries(Object.entries(object.metadata).filter(([name]) => known.has(name)))
  return { ...object, metadata }
}

const BLOCKING = new Set<FieldError['type']>([
  'Unsupported value',
  'Required value',
  'Too long',
  'Too many',
  'TypeInvalid',
])
const blocksRules = (errors: readonly FieldError[]): boolean => errors.some(({ type }) => BLOCKING.has(type))
const unchecked = invalidField(
  '<nil>',
  'null',
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
)

function statusRules(
  schema: JsonSchema,
  rules: ReturnType<typeof ruleTree>,
  scale: NonNullable<CustomResourceDefinitionVersion['subresources']>['scale'],
): PartRules<KubeObject> {
  const own = propertyOf(schema, 'status')
  return {
    prepare: (draft) => fillDefaults(draft, schema),
    validate(object, old) {
      const before: Correlation = correlationOf(old, true)
      const status: unknown = Reflect.get(object, 'status')
      const errors = [
        ...(own && status !== undefined ? schemaFaults(status, own, 'status', correlatedMember(before, 'status')) : []),
        ...scaleStatusFaults(object, scale),
      ]
      if (listTypeFaults(old, schema).length === 0) errors.push(...listTypeFaults(object, schema))
      if (!rules) return errors
      return blocksRules(errors) ? [...errors, unchecked] : [...errors, ...ruleFaults(rules, object, before)]
    },
  }
}

function structureOf(
  crd: CustomResourceDefinition,
  version: CustomResourceDefinitionVersion,
  schema: JsonSchema,
): KindStructure {
  let owned: { readonly metadata: FieldType; readonly type: MapType } | undefined
  return {
    prune(fields, unknown) {
      if (crd.spec.preserveUnknownFields) return
      prune(fields, schema, unknown)
      dropNulls(fields, schema)
    },
    owned(metadata) {
      if (owned?.metadata !== metadata) owned = { metadata, type: ownedObject(schema, metadata) }
      return owned.type
    },
    openApi: openApiOf(crd, version, schema),
  }
}

/** Cached by the stored object, so that reading twice gives one object. */
function convertTo(apiVersion: string, schema: JsonSchema): (stored: KubeObject) => KubeObject {
  const shown = new WeakMap<KubeObject, KubeObject>()
  return (stored) => {
    let found = shown.get(stored)
    if (!found) {
      found = shownAs(stored, apiVersion, schema)
      shown.set(stored, found)
    }
    return found
  }
}

function selectorsOf({
  selectableFields = [],
}: CustomResourceDefinitionVersion): ResourceDefinition['fieldSelectors'] & object {
  return Object.fromEntries(
    selectableFields.map(({ jsonPath }) => {
      const read = readPath(jsonPath)
      const text = (object: KubeObject): string => {
        const [value] = read?.(object) ?? []
        return value === undefined || value === null ? '' : String(value)
      }
      return [jsonPath.replace(/^\./, ''), text]
    }),
  )
}

/** Says what to use instead, when there is something newer. */
function deprecationText({ spec }: CustomResourceDefinition, name: string): string {
  const { kind } = spec.names
  const [newest] = spec.versions
    .filter((version) => version.served && !version.deprecated && compareVersions(version.name, name) < 0)
    .sort((a, b) => compareVersions(a.name, b.name))
  const instead = newest ? `; use ${spec.group}/${newest.name} ${kind}` : ''
  return `${spec.group}/${name} ${kind} is deprecated${instead}`
}
