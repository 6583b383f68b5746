// Files of one volume that lie in each other's way. Models warningsForOverlappingVirtualPaths of pkg/api/pod/warnings.go
// (v1.33).

import { goQuote } from '../api/index.ts'
import type { Volume, VolumeProjection } from './types.generated.ts'

interface Place {
  readonly path: string
  readonly source: string
}

const shown = ({ path, source }: Place) => (source ? `${goQuote(path)} (${source})` : goQuote(path))

const places = (items: readonly { readonly path: string }[] | undefined, source: string): Place[] =>
  (items ?? []).map(({ path }) => ({ path: path.replace(/\/+$/, ''), source }))

/** 'a with b' for each pair of places, the later one first. */
function overlaps(all: readonly Place[]): string[] {
  return all.flatMap((place, i) =>
    all
      .slice(0, place.path === '' ? 0 : i)
      .filter(
        ({ path }) =>
          path !== '' && (`${path}/`.startsWith(`${place.path}/`) || `${place.path}/`.startsWith(`${path}/`)),
      )
      .map((other) => `${shown(place)} with ${shown(other)}`),
  )
}

export function overlapWarnings(volumes: readonly Volume[]): string[] {
  return volumes.flatMap(({ name, configMap, secret, downwardAPI, projected }) => {
    const say = (what: string, all: readonly Place[]) =>
      overlaps(all).map((pair) => `volume ${goQuote(name)} (${what}): overlapping paths: ${pair}`)
    const sources = projected?.sources ?? []
    return [
      ...say(`ConfigMap ${goQuote(configMap?.name ?? '')}`, places(configMap?.items, '')),
      ...say(`Secret ${goQuote(secret?.secretName ?? '')}`, places(secret?.items, '')),
      ...say('DownwardAPI', places(downwardAPI?.items, '')),
      ...sources
        .filter((source) => Object.keys(source).length === 0)
        .map(() => `volume ${goQuote(name)} (Projected) has no sources provided`),
      ...say('Projected', sources.flatMap(projectedPlaces)),
    ]
  })
}

function projectedPlaces({ configMap, secret, downwardAPI, serviceAccountToken }: VolumeProjection): Place[] {
  if (configMap?.items) return places(configMap.items, `ConfigMap ${goQuote(configMap.name ?? '')}`)
  if (secret?.items) return places(secret.items, `Secret ${goQuote(secret.name ?? '')}`)
  if (downwardAPI?.items) return places(downwardAPI.items, 'DownwardAPI')
  return serviceAccountToken ? places([serviceAccountToken], 'ServiceAccountToken') : []
}
