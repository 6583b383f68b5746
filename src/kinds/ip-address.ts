// IPAddress: an address that a service has taken. Models pkg/registry/networking/ipaddress/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { column, nameColumn } from './columns.ts'
import type { IPAddress } from './types.generated.ts'
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
}

/** 'services/default/web' */
function parentText({ spec }: IPAddress): string {
  if (!spec?.parentRef) return '<none>'
  const { group, resource, namespace, name } = spec.parentRef
  const kind = (group ? `${resource}.${group}` : resource).toLowerCase()
  return [kind, ...(namespace ? [namespace] : []), name].join('/')
}
