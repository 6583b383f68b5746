// PersistentVolumeClaim: a wish for storage. Models pkg/registry/core/persistentvolumeclaim/strategy.go and
// pkg/api/persistentvolumeclaim/util.go (v1.33).

import type { Draft, ResourceDefinition } from '../api/index.ts'
import { defaultClaim } from './claim-defaults.ts'
import { claimWarnings, storageClassAnnotation, validateClaim, validateClaimUpdate } from './claim-validation.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { PersistentVolumeClaim } from './types.generated.ts'
import { allVerbs } from './verbs.ts'
import { accessModesText, storageClassOf, volumePhase } from './volume-cells.ts'

export const persistentVolumeClaim: ResourceDefinition<PersistentVolumeClaim> = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolumeClaim',
  resource: 'persistentvolumeclaims',
  singular: 'persistentvolumeclaim',
  shortNames: ['pvc'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  generation: false,
  defaults: defaultClaim,
  prepareCreate(draft) {
    draft.status = { phase: 'Pending' }
    alignSources(draft)
  },
  validate: validateClaim,
  validateUpdate: validateClaimUpdate,
  warnings({ metadata, spec }) {
    const annotation = `metadata.annotations[${storageClassAnnotation}]`
    const why = 'deprecated since v1.8; use "storageClassName" attribute instead'
    const isOld = metadata.annotations?.[storageClassAnnotation] !== undefined
    return [...(isOld ? [`${annotation}: ${why}`] : []), ...claimWarnings(spec, 'spec')]
  },
  columns: [
    nameColumn,
    column('Status', volumePhase),
    column('Volume', ({ spec }) => spec?.volumeName ?? ''),
    column('Capacity', ({ spec, status }) => (spec?.volumeName ? (status?.capacity?.['storage'] ?? '0') : '')),
    column('Access Modes', ({ spec, status }) => (spec?.volumeName ? accessModesText(status?.accessModes) : '')),
    column('StorageClass', storageClassOf),
    column('VolumeAttributesClass', ({ spec }) => spec?.volumeAttributesClassName ?? '<unset>'),
    ageColumn,
    column('VolumeMode', ({ spec }) => spec?.volumeMode ?? '<unset>', { wide: true }),
  ],
}

/** What the data come from is said in two fields; the old one knows claims and snapshots only. */
function alignSources({ spec }: Draft<PersistentVolumeClaim>): void {
  if (!spec) return
  if (spec.dataSource && !spec.dataSourceRef) {
    const { kind, apiGroup } = spec.dataSource
    const known = { PersistentVolumeClaim: '', VolumeSnapshot: 'snapshot.storage.k8s.io' }
    if (Object.entries(known).some(([name, group]) => name === kind && group === (apiGroup ?? ''))) {
      spec.dataSourceRef = { ...spec.dataSource }
    } else delete spec.dataSource
    return
  }
  // Sources in other namespaces are a feature that is off by default.
  if (spec.dataSourceRef?.namespace) delete spec.dataSourceRef
  if (spec.dataSourceRef && !spec.dataSource) {
    const { namespace: _namespace, ...source } = spec.dataSourceRef
    spec.dataSource = { kind: '', ...source }
  }
}
