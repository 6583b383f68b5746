// Words of label, annotate and set env: objects first, then KEY=VALUE and KEY-
// (k8s.io/kubectl/pkg/cmd/util/helpers.go, GetResourcesAndPairs and ParsePairs, v1.33).

import { CommandError } from './errors.ts'

export interface SplitArgs {
  readonly resources: readonly string[]
  readonly pairs: readonly string[]
}

const isPair = (word: string): boolean =>
  (word.includes('=') && !word.startsWith('=')) || (word.endsWith('-') && word !== '-')

/** `what` is 'label', 'annotation' or 'environment variable', for the text. */
export function splitPairs(args: readonly string[], what: string): SplitArgs {
  const first = args.findIndex(isPair)
  if (first < 0) return { resources: args, pairs: [] }
  const late = args.slice(first).find((word) => !isPair(word))
  if (late !== undefined) throw new CommandError(`all resources must be specified before ${what} changes: ${late}`)
  return { resources: args.slice(0, first), pairs: args.slice(first) }
}

export interface Changes {
  readonly set: ReadonlyMap<string, string>
  readonly remove: readonly string[]
}

export function parsePairs(pairs: readonly string[], what: string, removable = true): Changes {
  const set = new Map<string, string>()
  const remove: string[] = []
  const invalid: string[] = []
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    if (equals > 0) set.set(pair.slice(0, equals), pair.slice(equals + 1))
    else if (removable && pair.endsWith('-') && pair !== '-') remove.push(pair.slice(0, -1))
    else invalid.push(pair)
  }
  if (invalid.length > 0) throw new CommandError(`invalid ${what} format: ${invalid.join(', ')}`)
  return { set, remove }
}

/** The map after the changes. */
export function changed(
  map: Readonly<Record<string, string>> | undefined,
  { set, remove }: Changes,
): Record<string, string> {
  const entries = new Map([...Object.entries(map ?? {}), ...set])
  for (const key of remove) entries.delete(key)
  return Object.fromEntries(entries)
}
