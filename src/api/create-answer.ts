// A create that stores no new object: kinds that are questions (reviews, bindings), and subresources that take a body
// (binding, eviction, token). Models rest.NamedCreater of k8s.io/apiserver/pkg/endpoints/handlers/create.go (v1.33).

import type { CollectionTarget, WriteOptions } from './client.ts'
import { apiVersionOf, type Core, collectionOf, contextOf, findObject, targetKey } from './core.ts'
import { decode } from './decode.ts'
import type { KindContext, ResourceDefinition } from './definition.ts'
import { asDraft, asObject } from './draft.ts'
import { ApiError, newMethodNotAllowed, newNotFound } from './errors.ts'
import type { KubeObject } from './object.ts'
import { type Fields, freezeValue } from './value.ts'

/** What can only be created is not kept. */
export function isQuestion({ answer, verbs }: ResourceDefinition): boolean {
  return answer !== undefined || (verbs.length === 1 && verbs[0] === 'create')
}

export function answerQuestion(definition: ResourceDefinition, body: KubeObject, context: KindContext): KubeObject {
  if (definition.answer) return freezeValue(definition.answer(body, context))
  // Missing: whoever serves the kind has not said how it answers.
  throw new ApiError(501, '', `this cluster does not answer ${definition.resource} yet`)
}

/** What a subresource answers that has nothing to show. It is a Status; the verb's type knows objects only. */
export const createdStatus = freezeValue({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  code: 201,
}) as unknown as KubeObject

export function createOnSubresource(
  core: Core,
  definition: ResourceDefinition,
  target: CollectionTarget & { readonly name?: string | undefined },
  body: KubeObject,
  subresource: string,
  options: WriteOptions,
): KubeObject {
  const found = definition.subresources?.find(({ name }) => name === subresource)
  if (!found?.verbs.includes('create')) throw newMethodNotAllowed()
  const name = target.name ?? ''
  const key = targetKey(definition, { ...target, name })
  const parent = findObject(core, definition, key)
  if (!parent) throw newNotFound(definition, name)
  const { group = definition.group, version = definition.version, kind = definition.kind } = found
  const decoded = decode(core.schema, { group, version, kind }, body, options)
  const sent = asObject(asDraft(decoded, apiVersionOf({ group, version }), kind))
  if (found.replace) {
    const { apiVersion, kind, ...fields } = found.replace(parent, sent, contextOf(core)) as unknown as Fields
    const draft = asDraft(
      { ...fields, metadata: { ...(fields['metadata'] as Fields) } },
      String(apiVersion),
      String(kind),
    )
    if (!options.dryRun) core.store.put(collectionOf(definition), key, asObject(draft))
    return createdStatus
  }
  if (!found.create) throw newMethodNotAllowed()
  return freezeValue(found.create(parent, sent, contextOf(core)))
}
