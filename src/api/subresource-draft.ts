// What a write to a subresource makes of the stored object: only the part that the subresource is for. Models the
// strategies of subresources (pkg/registry/*/*/strategy.go, v1.33).

import type { ResourceDefinition } from './definition.ts'
import { asDraft, asObject, type ObjectDraft } from './draft.ts'
import { newUnknownResource } from './errors.ts'
import type { KubeObject } from './object.ts'
import type { Fields } from './value.ts'

export function subresourceDraft(
  definition: ResourceDefinition,
  old: KubeObject,
  draft: ObjectDraft,
  subresource: string,
): ObjectDraft {
  const fields: Fields = { ...(old as unknown as Fields) }
  const part = definition.parts?.[subresource]
  if (part?.merge) {
    return asDraft(part.merge(asObject(draft), old) as unknown as Fields, old.apiVersion, old.kind)
  }
  if ((subresource === 'status' && definition.status) || part) {
    if (draft['status'] === undefined) delete fields['status']
    else fields['status'] = draft['status']
    return asDraft({ ...fields, metadata: { ...old.metadata } }, old.apiVersion, old.kind)
  }
  if (subresource === 'finalize' && definition.subresources?.some(({ name }) => name === 'finalize')) {
    fields['spec'] = draft['spec']
    return asDraft({ ...fields, metadata: { ...old.metadata } }, old.apiVersion, old.kind)
  }
  throw newUnknownResource()
}
