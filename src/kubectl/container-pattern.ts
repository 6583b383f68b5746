// Containers chosen by -c of set env and set resources: a name, or a pattern with '*'.

import { containersIn } from './change.ts'
import type { FlagSpec } from './flag-parser.ts'
import type { DataMap } from './manifest-data.ts'

export const containersFlag: FlagSpec = {
  name: 'containers',
  short: 'c',
  type: 'string',
  default: '*',
  help: 'The containers to change; * stands for anything.',
}

/** Containers first, then init containers, as upstream. */
export function selectContainers(spec: DataMap, pattern: string): readonly DataMap[] {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  const matcher = new RegExp(`^${escaped}$`, 's')
  return [...containersIn(spec, 'containers'), ...containersIn(spec, 'initContainers')].filter((container) =>
    matcher.test(String(container['name'])),
  )
}
