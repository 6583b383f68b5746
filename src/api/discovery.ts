// Discovery and the server's version, made from the kinds that are served.

import type { ApiResource, ServerVersion } from './client.ts'
import type { ResourceDefinition, ServerSettings } from './definition.ts'
import { freezeValue } from './value.ts'

type Subresource = ApiResource['subresources'][number]

export function resourcesOf(definitions: readonly ResourceDefinition[]): readonly ApiResource[] {
  return freezeValue(definitions.map(resourceOf))
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
