// From the words a learner types to resources: plural, singular, short name or Kind, with or without version and group
// (k8s.io/client-go/restmapper, cli-runtime builder.go mappingFor, v1.33), and from a manifest's kind to its resource.

import type { ApiResource } from '../api/index.ts'
import { CommandError, ConnectionError } from './errors.ts'
import { quote } from './flag-parser.ts'
import { joinApiVersion } from './manifest-data.ts'

export interface Mapper {
  /** All resources in discovery order. */
  readonly resources: readonly ApiResource[]
  /** Throws `the server doesn't have a resource type "x"`. */
  find(word: string): ApiResource
  tryFind(word: string): ApiResource | undefined
  /** Throws `no matches for kind "X" in version "g/v"`. */
  ofKind(group: string, version: string, kind: string): ApiResource
  tryOfKind(group: string, version: string, kind: string): ApiResource | undefined
  /** Replaces categories ('all') in a comma list by their resources. */
  expandCategories(word: string): string
}

/** 'deployment.apps', 'pod': how messages name a kind. */
export function kindName(mapping: Pick<ApiResource, 'kind' | 'group'>): string {
  const kind = mapping.kind.toLowerCase()
  return mapping.group === '' ? kind : `${kind}.${mapping.group}`
}

/** 'deployments.apps', 'pods' */
export const groupResource = (mapping: Pick<ApiResource, 'resource' | 'group'>): string =>
  mapping.group === '' ? mapping.resource : `${mapping.resource}.${mapping.group}`

/** 'apps/v1, Resource=deployments' */
export const gvrText = (mapping: ApiResource): string =>
  `${mapping.group}/${mapping.version}, Resource=${mapping.resource}`

/** 'apps/v1, Kind=Deployment' */
export const gvkText = (mapping: ApiResource): string => `${mapping.group}/${mapping.version}, Kind=${mapping.kind}`

/** How often client-go asks an unreachable server, and logs it: for an argument several readings are tried. */
const TRIES = { argument: 4, word: 2, kind: 1, category: 1, list: 1 } as const

export function createMapper(load: (tries: number) => readonly ApiResource[]): Mapper {
  let loaded: readonly ApiResource[] | undefined
  const resources = (tries: number): readonly ApiResource[] => {
    loaded ??= load(tries)
    return loaded
  }
  /** A server that cannot be reached is left to the next question. */
  const categoryMembers = (category: string): readonly ApiResource[] => {
    try {
      return resources(TRIES.category).filter(({ categories }) => categories.includes(category))
    } catch (error) {
      if (error instanceof ConnectionError) return []
      throw error
    }
  }
  const tryOfKind = (group: string, version: string, kind: string): ApiResource | undefined =>
    resources(TRIES.kind).find(
      (one) =>
        (one.kind === kind || one.kind.toLowerCase() === kind) &&
        one.group === group &&
        (version === '' || one.version === version),
    )
  return {
    get resources() {
      return resources(TRIES.list)
    },
    tryFind: (word) => findResource(resources(TRIES.word), word),
    find(word) {
      const found = findResource(resources(TRIES.argument), word)
      if (found) return found
      throw new CommandError(`the server doesn't have a resource type ${quote(parts(word).resource)}`)
    },
    tryOfKind,
    ofKind(group, version, kind) {
      const found = tryOfKind(group, version, kind)
      if (found) return found
      throw new CommandError(`no matches for kind ${quote(kind)} in version ${quote(joinApiVersion(group, version))}`)
    },
    expandCategories(word) {
      return word
        .split(',')
        .map((one) => {
          const members = one === '' ? [] : categoryMembers(one)
          return members.length === 0 ? one : members.map(groupResource).join(',')
        })
        .join(',')
    },
  }
}

/** 'deployments.v1.apps' may name a version or be all group; the first dot ends the resource. */
function parts(word: string): { resource: string; group: string } {
  const dot = word.indexOf('.')
  return dot < 0 ? { resource: word, group: '' } : { resource: word.slice(0, dot), group: word.slice(dot + 1) }
}

function findResource(resources: readonly ApiResource[], word: string): ApiResource | undefined {
  if (word === '') return undefined
  const { resource, group } = parts(word)
  const versionEnd = group.indexOf('.')
  const fully = versionEnd < 0 ? undefined : { version: group.slice(0, versionEnd), group: group.slice(versionEnd + 1) }
  const inGroup = (one: ApiResource): boolean =>
    group === '' || one.group === group || one.group.startsWith(`${group}.`)
  // Where the server names no singular form, the kind is one.
  const named = (one: ApiResource, name: string): boolean =>
    one.resource === name || (one.singular || one.kind.toLowerCase()) === name
  const lower = resource.toLowerCase()
  return (
    (fully &&
      resources.find((one) => named(one, lower) && one.version === fully.version && one.group === fully.group)) ??
    // A short name stands for the preferred version, whatever version is named with it.
    (fully && resources.find((one) => one.shortNames.includes(resource) && one.group === fully.group)) ??
    resources.find((one) => named(one, lower) && inGroup(one)) ??
    resources.find((one) => one.shortNames.includes(resource) && inGroup(one)) ??
    (fully &&
      resources.find((one) => one.kind === resource && one.version === fully.version && one.group === fully.group)) ??
    resources.find((one) => one.kind === resource && (group === '' || one.group === group))
  )
}
