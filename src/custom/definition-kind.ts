// CustomResourceDefinitions as a kind, with all its rules. Models apiextensions-apiserver
// pkg/registry/customresourcedefinition and pkg/apis/apiextensions/v1/defaults.go (v1.33).

import { type Draft, type ResourceDefinition, subdomainFaults, timeText } from '../api/index.ts'
import type { CustomResourceDefinition } from '../kinds/index.ts'
import { customResourceDefinition } from '../kinds/later.ts'
import { withCondition } from './conditions.ts'
import { CLEANUP } from './definition-status.ts'
import { definitionFaults, definitionUpdateFaults } from './definition-validation.ts'

export const definitionKind: ResourceDefinition<CustomResourceDefinition> = {
  ...customResourceDefinition,
  nameRule(name, { spec }) {
    const faults = subdomainFaults(name)
    if (name !== `${spec.names.plural}.${spec.group}`) faults.push('must be spec.names.plural+"."+spec.group')
    return faults
  },
  defaults(draft) {
    const { names } = draft.spec ?? {}
    if (names) {
      names.singular ||= (names.kind ?? '').toLowerCase()
      if (names.kind) names.listKind ||= `${names.kind}List`
    }
    if (draft.spec) draft.spec.conversion ??= { strategy: 'None' }
    const service = draft.spec?.conversion?.webhook?.clientConfig?.service
    if (service) service.port ??= 443
  },
  prepareCreate(draft) {
    draft.status = { conditions: [], acceptedNames: { plural: '', kind: '' }, storedVersions: [] }
    addStoredVersion(draft)
  },
  prepareUpdate: addStoredVersion,
  prepareDelete(draft, { nowMs }) {
    draft.metadata.finalizers = [
      ...(draft.metadata.finalizers ?? []),
      ...(draft.metadata.finalizers?.includes(CLEANUP) ? [] : [CLEANUP]),
    ]
    const conditions = withCondition(
      draft.status?.conditions ?? [],
      {
        type: 'Terminating',
        status: 'True',
        reason: 'InstanceDeletionPending',
        message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
      },
      timeText(nowMs),
    )
    draft.status = { ...draft.status, conditions: [...conditions] }
  },
  validate: (object, _context, old) => (old ? definitionUpdateFaults(object, old) : definitionFaults(object)),
}

function addStoredVersion(draft: Draft<CustomResourceDefinition>): void {
  const storage = (draft.spec.versions ?? []).find((version) => version.storage)
  if (!storage) return
  draft.status ??= {}
  draft.status.storedVersions ??= []
  if (!draft.status.storedVersions.includes(storage.name)) draft.status.storedVersions.push(storage.name)
}
