// What a describer may use besides the object itself.

import type { Client, KubeObject } from '../../api/index.ts'
import type { VersionFacts } from '../versions.ts'

export interface DescribeContext {
  readonly client: Pick<Client, 'get' | 'list'>
  readonly nowMs: number
  readonly version: VersionFacts
  readonly showEvents: boolean
}

/** Describes objects of one kind. `T` is the kind's typed view. */
export interface Describer {
  readonly group: string
  readonly kind: string
  describe(object: KubeObject, context: DescribeContext): string
}

/** A describer from a function of the typed view; the server vouches for the type by group and kind. */
export function describer<T extends KubeObject>(
  group: string,
  kind: string,
  describe: (object: T, context: DescribeContext) => string,
): Describer {
  return { group, kind, describe: (object, context) => describe(object as T, context) }
}
