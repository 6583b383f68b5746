// ControllerRevision: a past state of a workload. Models pkg/registry/apps/controllerrevision/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
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
