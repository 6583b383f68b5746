// PersistentVolume: a piece of storage. Models pkg/registry/core/persistentvolume/strategy.go and
// pkg/apis/core/v1/defaults.go (v1.33). Missing: the finalizer that protects a volume in use.

import { type ResourceDefinition, timeText } from '../api/index.ts'
import { canonicalQuantities } from './claim-defaults.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import {
  persistentVolumeWarnings,
  validatePersistentVolume,
  validatePersistentVolumeUpdate,
} from './persistent-volume-validation.ts'
import { defaultSource } from './pod-defaults.ts'
import type { PersistentVolume } from './types.generated.ts'
import { allVerbs } from './verbs.ts'
import { accessModesText, storageClassOf, volumePhase } from './volume-cells.ts'

export const persistentVolume: ResourceDefinition<PersistentVolume> = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolume',
  resource: 'persistentvolumes',
  singular: 'persistentvolume',
  shortNames: ['pv'],
  namespaced: false,
  verbs: allVerbs,
  status: true,
  generation: false,
  defaults({ spec }) {
    if (!spec) return
    spec.persistentVolumeReclaimPolicy ||= 'Retain'
    spec.volumeMode ??= 'Filesystem'
    defaultSource(spec)
    canonicalQuantities(spec.capacity)
    // A feature that is off by default.
    delete spec.volumeAttributesClassName
  },
  prepareCreate(draft, { nowMs }) {
    draft.status = { phase: 'Pending', lastPhaseTransitionTime: timeText(nowMs) }
  },
  validate: validatePersistentVolume,
  validateUpdate: validatePersistentVolumeUpdate,
  warnings: persistentVolumeWarnings,
  columns: [
    nameColumn,
    column('Capacity', ({ spec }) => spec?.capacity?.['storage'] ?? '0'),
    column('Access Modes', ({ spec }) => accessModesText(spec?.accessModes)),
    column('Reclaim Policy', ({ spec }) => spec?.persistentVolumeReclaimPolicy ?? ''),
    column('Status', volumePhase),
    column('Claim', ({ spec }) =>
      spec?.claimRef ? `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}` : '',
    ),
    column('StorageClass', storageClassOf),
    column('VolumeAttributesClass', ({ spec }) => spec?.volumeAttributesClassName ?? '<unset>'),
    column('Reason', ({ status }) => status?.reason ?? ''),
    ageColumn,
    column('VolumeMode', ({ spec }) => spec?.volumeMode ?? '<unset>', { wide: true }),
  ],
}
