// Discovery documents from the served resources: the aggregated form (apidiscovery.k8s.io v2 and v2beta1) and the plain
// one (APIVersions, APIGroupList, APIResourceList), shaped as kube-apiserver v1.33 serves them.

import type { ApiResource } from './client.ts'

interface GroupVersions {
  readonly group: string
  readonly versions: readonly string[]
}

function groupsOf(resources: readonly ApiResource[]): GroupVersions[] {
  const groups = new Map<string, Set<string>>()
  for (const { group, version } of resources) {
    const versions = groups.get(group) ?? new Set<string>()
    groups.set(group, versions.add(version))
  }
  return [...groups].map(([group, versions]) => ({ group, versions: [...versions] }))
}

export const groupVersionOf = (group: string, version: string): string =>
  group === '' ? version : `${group}/${version}`

/** `core`: the document at /api; else that at /apis. */
export function aggregatedDiscovery(resources: readonly ApiResource[], core: boolean, version: string): unknown {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groupsOf(resources)
      .filter(({ group }) => (group === '') === core)
      .map(({ group, versions }) => ({
        metadata: { ...(core ? {} : { name: group }), creationTimestamp: null },
        versions: versions.map((version) => ({
          version,
          resources: resources.filter((one) => one.group === group && one.version === version).map(aggregatedResource),
          freshness: 'Current',
        })),
      })),
  }
}

function aggregatedResource(resource: ApiResource): unknown {
  const { group, version, kind, shortNames, categories, subresources } = resource
  return {
    resource: resource.resource,
    responseKind: { group, version, kind },
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: resource.verbs,
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(subresources.length > 0
      ? {
          subresources: subresources.map((one) => ({
            subresource: one.name,
            responseKind: { group: one.group, version: one.version, kind: one.kind },
            verbs: one.verbs,
          })),
        }
      : {}),
  }
}

/** GET /api without the aggregated media type. */
export function apiVersions(serverAddress: string): unknown {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress }],
  }
}

/** GET /apis without the aggregated media type. */
export function apiGroupList(resources: readonly ApiResource[]): unknown {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groupsOf(resources)
      .filter(({ group }) => group !== '')
      .map(plainGroup),
  }
}

/** GET /apis/GROUP; undefined when the group is not served. */
export function apiGroup(resources: readonly ApiResource[], group: string): unknown {
  const found = groupsOf(resources).find((one) => one.group === group && group !== '')
  return found && { kind: 'APIGroup', apiVersion: 'v1', ...plainGroup(found) }
}

function plainGroup({ group, versions }: GroupVersions): object {
  const plain = versions.map((version) => ({ groupVersion: `${group}/${version}`, version }))
  return { name: group, versions: plain, preferredVersion: plain[0] }
}

/** GET /api/v1 or /apis/GROUP/VERSION; undefined when it is not served. */
export function apiResourceList(resources: readonly ApiResource[], group: string, version: string): unknown {
  const served = resources.filter((one) => one.group === group && one.version === version)
  if (served.length === 0) return undefined
  return {
    kind: 'APIResourceList',
    ...(group === '' ? {} : { apiVersion: 'v1' }),
    groupVersion: groupVersionOf(group, version),
    resources: served.flatMap(plainResources),
  }
}

function plainResources(resource: ApiResource): object[] {
  const { namespaced, kind, shortNames, categories } = resource
  return [
    {
      name: resource.resource,
      singularName: resource.singular,
      namespaced,
      kind,
      verbs: resource.verbs,
      ...(shortNames.length > 0 ? { shortNames } : {}),
      ...(categories.length > 0 ? { categories } : {}),
    },
    ...resource.subresources.map((one) => ({
      name: `${resource.resource}/${one.name}`,
      singularName: '',
      namespaced,
      ...(one.group === resource.group && one.version === resource.version
        ? {}
        : { group: one.group, version: one.version }),
      kind: one.kind,
      verbs: one.verbs,
    })),
  ]
}
