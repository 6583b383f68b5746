// ControllerRevision: a past state of a workload. Models pkg/registry/apps/controllerrevision/strategy.go (v1.33).

import { type FieldError, type ResourceDefinition, requiredField } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { immutable, nonNegative } from './field-rules.ts'
import type { ControllerRevision } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const controllerRevision: ResourceDefinition<ControllerRevision> = {
  group: 'apps',
  version: 'v1',
  kind: 'ControllerRevision',
  resource: 'controllerrevisions',
  singular: 'controllerrevision',
  namespaced: true,
  verbs: allVerbs,
  validate: ({ metadata, revision, data }) => [
    ...nonNegative('revision', revision),
    ...(metadata.resourceVersion ? [] : validateData(data)),
  ],
  validateUpdate: ({ data }, old) => immutable('data', data, old.data),
  columns: [
    nameColumn,
    column('Controller', controllerText),
    column('Revision', ({ revision }) => revision),
    ageColumn,
  ],
}

/** 'daemonset.apps/proxy' */
function controllerText({ metadata }: ControllerRevision): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller)
  if (!owner) return '<none>'
  const [group = '', version] = owner.apiVersion.split('/')
  return `${(version === undefined ? owner.kind : `${owner.kind}.${group}`).toLowerCase()}/${owner.name}`
}

function validateData(data: unknown): FieldError[] {
  if (data === undefined || data === null) return [requiredField('data', 'data is mandatory')]
  const isObject = typeof data === 'object' && !Array.isArray(data)
  return isObject ? [] : [requiredField('data', 'data must be a valid JSON object')]
}
