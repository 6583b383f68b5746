// IPAddress: an address that a service has taken. Models pkg/registry/networking/ipaddress/strategy.go (v1.33).

import { type ResourceDefinition, requiredField } from '../api/index.ts'
import { column, nameColumn } from './columns.ts'
import { goStruct, immutable, pathNameRule, requiredPathName, subdomainRule } from './field-rules.ts'
import { strictAddressFaults } from './ip-rules.ts'
import type { IPAddress, ParentReference } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const ipAddress: ResourceDefinition<IPAddress> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IPAddress',
  resource: 'ipaddresses',
  singular: 'ipaddress',
  shortNames: ['ip'],
  namespaced: false,
  verbs: allVerbs,
  columns: [nameColumn, column('ParentRef', parentText)],
  nameRule: strictAddressFaults,
  validate({ spec }) {
    const { parentRef } = spec ?? {}
    const field = 'spec.parentRef'
    if (!parentRef) return [requiredField(field)]
    const { group, resource, name, namespace } = parentRef
    return [
      ...(group ? subdomainRule(`${field}.group`, group) : []),
      ...requiredPathName(`${field}.resource`, resource),
      ...requiredPathName(`${field}.name`, name),
      ...(namespace ? pathNameRule(`${field}.namespace`, namespace) : []),
    ]
  },
  validateUpdate: ({ spec }, { spec: old }) =>
    immutable('spec.parentRef', spec?.parentRef, old?.parentRef, spec?.parentRef && shownParent(spec.parentRef)),
}

/** 'services/default/web' */
function parentText({ spec }: IPAddress): string {
  if (!spec?.parentRef) return '<none>'
  const { group, resource, namespace, name } = spec.parentRef
  const kind = (group ? `${resource}.${group}` : resource).toLowerCase()
  return [kind, ...(namespace ? [namespace] : []), name].join('/')
}

const shownParent = ({ group = '', resource, namespace = '', name }: ParentReference) =>
  goStruct('networking.ParentReference', { Group: group, Resource: resource, Namespace: namespace, Name: name })
