// CSINode: the storage drivers of a node. Models pkg/registry/storage/csinode/strategy.go (v1.33).

import {
  duplicateField,
  type FieldError,
  GoSyntax,
  invalidField,
  type ResourceDefinition,
  requiredField,
} from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { csiDriverNameRule } from './csi-names.ts'
import { goStruct, immutable, nonNegative, qualifiedRule } from './field-rules.ts'
import type { CSINode, CSINodeDriver } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const csiNode: ResourceDefinition<CSINode> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSINode',
  resource: 'csinodes',
  singular: 'csinode',
  namespaced: false,
  put: { needsVersion: true },
  verbs: allVerbs,
  columns: [nameColumn, column('Drivers', ({ spec }) => spec.drivers?.length ?? 0, { type: 'integer' }), ageColumn],
  validate: ({ spec }) => driversRule('spec.drivers', spec.drivers ?? []),
  validateUpdate: ({ spec }, { spec: old }) =>
    (old.drivers ?? []).flatMap((before) =>
      (spec.drivers ?? [])
        .filter(({ name }) => name === before.name)
        .flatMap((driver) => immutable('CSINodeDriver', driver, before, shownDriver(driver))),
    ),
}

const longestNodeId = 256

function driversRule(path: string, drivers: readonly CSINodeDriver[]): FieldError[] {
  const errors: FieldError[] = []
  const names = new Set<string>()
  for (const [i, { name = '', nodeID = '', allocatable, topologyKeys = [] }] of drivers.entries()) {
    const field = `${path}[${i}]`
    errors.push(...csiDriverNameRule(`${field}.name`, name))
    if (nodeID === '') errors.push(requiredField(`${field}.nodeID`))
    if (nodeID.length > longestNodeId) {
      errors.push(invalidField(`${field}.nodeID`, nodeID, `must be ${longestNodeId} characters or less`))
    }
    errors.push(...nonNegative(`${field}.allocatable.count`, allocatable?.count))
    if (names.has(name)) errors.push(duplicateField(`${field}.name`, name))
    names.add(name)
    for (const [j, key] of (topologyKeys ?? []).entries()) {
      if (key === '') errors.push(requiredField(field))
      if (topologyKeys.indexOf(key) < j) errors.push(duplicateField(field, key))
      errors.push(...qualifiedRule(field, key))
    }
  }
  return errors
}

// Differs: where Go would print the address of a limit, there is 0xc000000000.
const shownDriver = ({ name, nodeID, topologyKeys, allocatable }: CSINodeDriver): GoSyntax =>
  goStruct('storage.CSINodeDriver', {
    Name: name,
    NodeID: nodeID,
    TopologyKeys: topologyKeys?.length ? topologyKeys : new GoSyntax('[]string(nil)'),
    Allocatable: new GoSyntax(`(*storage.VolumeNodeResources)(${allocatable ? '0xc000000000' : 'nil'})`),
  })
