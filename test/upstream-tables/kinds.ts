// All built-in kinds in one list.
import type { ResourceDefinition, ResourceRef } from '../../src/api/index.ts'
import { laterKinds } from '../../src/kinds/later.ts'

export const allKinds: readonly ResourceDefinition[] = laterKinds.definitions

export function definitionOf({ group, version, resource }: ResourceRef): ResourceDefinition {
  const found = allKinds.find((one) => one.group === group && one.version === version && one.resource === resource)
  if (!found) throw new Error(`no kind ${group}/${version}/${resource}`)
  return found
}
