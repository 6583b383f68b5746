// Passes on what the server warns of with every request for a deprecated kind, each text once in a run of kubectl.
// Models the warning writer of k8s.io/kubectl/pkg/cmd/cmd.go (v1.33), which leaves repetitions out.

import type { Client, CollectionTarget } from '../api/index.ts'

export function withDeprecations(client: Client, warn: (text: string) => void): Client {
  const told = new Set<string>()
  const note = ({ group, version, resource }: CollectionTarget): void => {
    const found = client.resources().find((one) => {
      return one.resource === resource && one.group === group && one.version === version
    })
    const text = found?.deprecation
    if (text === undefined || told.has(text)) return
    told.add(text)
    warn(text)
  }
  const noting = <A extends readonly unknown[], R>(verb: (target: CollectionTarget, ...rest: A) => R) => {
    return (target: CollectionTarget, ...rest: A): R => {
      note(target)
      return verb(target, ...rest)
    }
  }
  // Overloads and `T` get lost on the way through a plain function; the verbs themselves are passed on unchanged.
  const verbs = ['get', 'list', 'create', 'update', 'patch', 'delete', 'deleteCollection', 'watch'] as const
  const wrapped: Record<string, unknown> = { ...client }
  for (const verb of verbs)
    wrapped[verb] = noting(client[verb] as (target: CollectionTarget, ...rest: unknown[]) => unknown)
  return wrapped as unknown as Client
}
