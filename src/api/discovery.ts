// Discovery and the server's version, made from the kinds that are served.

import type { ApiResource, ServerVersion } from './client.ts'
import type { ResourceDefinition, ServerSettings } from './definition.ts'
import { freezeValue } from './value.ts'

type Subresource = ApiResource['subresources'][number]

/** That of groups whose APIService comes from a CustomResourceDefinition (pkg/controlplane/controller/crdregistration). */
const LEAST_PRIORITY = 1000

/**
 * In the order of a real server, whatever the order in which the kinds came: groups by the priority of their APIServices,
 * versions as k8s.io/apimachinery/pkg/version orders them, resources by name.
 */
export function resourcesOf(
  definitions: Iterable<ResourceDefinition>,
  priorities: Readonly<Record<string, number>> = {},
): readonly ApiResource[] {
  const priority = (group: string): number =>
    Object.hasOwn(priorities, group) ? (priorities[group] ?? LEAST_PRIORITY) : LEAST_PRIORITY
  const resources = [...definitions]
    .map(resourceOf)
    .sort(
      (a, b) =>
        priority(b.group) - priority(a.group) ||
        byText(a.group, b.group) ||
        compareVersions(a.version, b.version) ||
        byText(a.resource, b.resource),
    )
  return freezeValue(resources)
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** v2 before v1 before v1beta1 before v1alpha1 before whatever is no version of that form (CompareKubeAwareVersionStrings). */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [versionRank(a), versionRank(b)]
  if (!first || !second) return first ? -1 : second ? 1 : byText(a, b)
  for (const [at, rank] of first.entries()) {
    const difference = (second[at] ?? 0) - rank
    if (difference !== 0) return difference
  }
  return 0
}

function versionRank(version: string): readonly number[] | undefined {
  const [, major, stage, minor] = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/.exec(version) ?? []
  if (major === undefined) return undefined
  return [stage === undefined ? 2 : stage === 'beta' ? 1 : 0, Number(major), Number(minor ?? 0)]
}

function resourceOf(definition: ResourceDefinition): ApiResource {
  const { group, version, kind, resource, singular, shortNames = [], categories = [], namespaced, verbs } = definition
  const subresources: Subresource[] = (definition.subresources ?? []).map((sub) => ({
    name: sub.name,
    group: sub.group ?? group,
    version: sub.version ?? version,
    kind: sub.kind ?? kind,
    verbs: [...sub.verbs].sort(),
  }))
  if (definition.status && !subresources.some(({ name }) => name === 'status')) {
    subresources.push({ name: 'status', group, version, kind, verbs: ['get', 'patch', 'update'] })
  }
  if (definition.scale && !subresources.some(({ name }) => name === 'scale')) {
    subresources.push({
      name: 'scale',
      group: 'autoscaling',
      version: 'v1',
      kind: 'Scale',
      verbs: ['get', 'patch', 'update'],
    })
  }
  subresources.sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    group,
    version,
    resource,
    singular,
    kind,
    shortNames,
    categories,
    namespaced,
    verbs: [...verbs].sort(),
    subresources,
    ...(definition.structure ? { openApi: definition.structure.openApi } : {}),
  }
}

export function versionOf({ gitVersion }: ServerSettings): ServerVersion {
  const [, major = '1', minor = '33'] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? []
  return Object.freeze({
    major,
    minor,
    gitVersion,
    gitCommit: '8adc0f041b8e7ad1d30e29cc59c6ae7a15e19828',
    gitTreeState: 'clean',
    buildDate: '2025-05-15T08:19:08Z',
    goVersion: 'go1.24.2',
    compiler: 'gc',
    platform: 'linux/amd64',
  })
}
