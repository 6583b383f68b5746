// CSIDriver: what a storage driver can do. Models pkg/registry/storage/csidriver/strategy.go (v1.33).

import { duplicateField, equalValues, type FieldError, invalidField, type ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, joinOrNone, nameColumn } from './columns.ts'
import { goList, immutable, supported } from './field-rules.ts'
import type { CSIDriver, StorageTokenRequest } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const csiDriver: ResourceDefinition<CSIDriver> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIDriver',
  resource: 'csidrivers',
  singular: 'csidriver',
  namespaced: false,
  put: { needsVersion: true },
  verbs: allVerbs,
  columns: [
    nameColumn,
    column('AttachRequired', ({ spec }) => spec.attachRequired ?? true, { type: 'boolean' }),
    column('PodInfoOnMount', ({ spec }) => spec.podInfoOnMount ?? false, { type: 'boolean' }),
    column('StorageCapacity', ({ spec }) => spec.storageCapacity ?? false, { type: 'boolean' }),
    column('TokenRequests', ({ spec }) =>
      spec.tokenRequests ? spec.tokenRequests.map(({ audience }) => audience).join(',') : '<unset>',
    ),
    column('RequiresRepublish', ({ spec }) => spec.requiresRepublish ?? false, { type: 'boolean' }),
    column('Modes', ({ spec }) => joinOrNone(spec.volumeLifecycleModes)),
    ageColumn,
  ],
  defaults({ spec }) {
    spec.attachRequired ??= true
    spec.podInfoOnMount ??= false
    spec.storageCapacity ??= false
    spec.fsGroupPolicy ??= 'ReadWriteOnceWithFSType'
    if (!spec.volumeLifecycleModes?.length) spec.volumeLifecycleModes = ['Persistent']
    spec.requiresRepublish ??= false
    spec.seLinuxMount ??= false
  },
  prepareCreate({ spec }) {
    // Behind a gate that is off by default.
    delete spec.nodeAllocatableUpdatePeriodSeconds
  },
  prepareUpdate({ metadata, spec }, { metadata: oldMetadata, spec: old }) {
    delete spec.nodeAllocatableUpdatePeriodSeconds
    const counted = ['tokenRequests', 'requiresRepublish', 'seLinuxMount'] as const
    if (counted.every((field) => equalValues(spec[field], old[field]))) return
    metadata.generation = (oldMetadata.generation ?? 0) + 1
  },
  validate: ({ spec }) => [
    ...supported('spec.fsGroupPolicy', spec.fsGroupPolicy, ['File', 'None', 'ReadWriteOnceWithFSType']),
    ...tokensRule('spec.tokenRequests', spec.tokenRequests ?? []),
    ...(spec.volumeLifecycleModes ?? []).flatMap((mode) =>
      supported('spec.volumeLifecycleModes', mode, ['Persistent', 'Ephemeral']),
    ),
  ],
  validateUpdate: ({ spec }, { spec: old }) => [
    ...immutable('spec.attachedRequired', spec.attachRequired, old.attachRequired),
    ...immutable(
      'spec.volumeLifecycleModes',
      spec.volumeLifecycleModes,
      old.volumeLifecycleModes,
      goList('storage.VolumeLifecycleMode', spec.volumeLifecycleModes),
    ),
  ],
}

function tokensRule(path: string, requests: readonly StorageTokenRequest[]): FieldError[] {
  const errors: FieldError[] = []
  const audiences = new Set<string>()
  for (const [i, { audience = '', expirationSeconds }] of requests.entries()) {
    if (audiences.has(audience)) {
      errors.push(duplicateField(`${path}[${i}].audience`, audience))
      continue
    }
    audiences.add(audience)
    const field = `${path}[${i}].expirationSeconds`
    if (expirationSeconds === undefined) continue
    if (expirationSeconds < 600) {
      errors.push(invalidField(field, expirationSeconds, 'may not specify a duration less than 10 minutes'))
    }
    if (expirationSeconds > 2 ** 32) {
      errors.push(invalidField(field, expirationSeconds, 'may not specify a duration larger than 2^32 seconds'))
    }
  }
  return errors
}
