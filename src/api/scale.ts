// The /scale subresource: an autoscaling/v1 Scale read from, and written to, the fields that the kind names.
// Models k8s.io/kubernetes/pkg/registry/apps/deployment/storage (v1.33).

import type { ObjectTarget, WriteOptions } from './client.ts'
import { type Core, findObject, targetKey } from './core.ts'
import { decode } from './decode.ts'
import type { ResourceDefinition } from './definition.ts'
import { asDraft } from './draft.ts'
import { newBadRequest, newConflict, newNotFound, newUnknownResource } from './errors.ts'
import { invalidField, newInvalid } from './field-error.ts'
import { labelSelectorOf, labelSelectorText } from './label-selector.ts'
import type { KubeObject } from './object.ts'
import { copyValue, type Fields, freezeValue, getField, getPath, isFields } from './value.ts'
import { replaceObject } from './write.ts'

export interface Scale extends KubeObject {
  readonly spec: { readonly replicas?: number }
  readonly status: { readonly replicas: number; readonly selector?: string }
}

export function scaleOf(definition: ResourceDefinition, object: KubeObject): Scale {
  const paths = definition.scale
  const number = (path: string | undefined): number => {
    const value = path === undefined ? undefined : getPath(object, path)
    return typeof value === 'number' ? value : 0
  }
  const replicas = number(paths?.specReplicas)
  const selector = selectorText(paths ? getPath(object, paths.selector) : undefined)
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  return freezeValue<Scale>({
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    },
    // `replicas` has omitempty upstream.
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: number(paths?.statusReplicas), ...(selector === '' ? {} : { selector }) },
  })
}

function selectorText(value: unknown): string {
  if (typeof value === 'string') return value
  if (!isFields(value)) return ''
  // A replication controller's selector is a plain map, the others' a metav1.LabelSelector.
  const plain = Object.values(value).every((field) => typeof field === 'string')
  const selector = labelSelectorOf(plain ? { matchLabels: value as Record<string, string> } : value)
  return selector ? labelSelectorText(selector) : ''
}

export function updateScale(
  core: Core,
  definition: ResourceDefinition,
  target: ObjectTarget,
  sent: unknown,
  options: WriteOptions,
): Scale {
  const paths = definition.scale
  if (!paths) throw newUnknownResource()
  const body = decode(core.schema, { group: 'autoscaling', version: 'v1', kind: 'Scale' }, sent, options)
  const key = targetKey(definition, target)
  const old = findObject(core, definition, key)
  if (!old) throw newNotFound(definition, target.name)
  const metadata = getField(body, 'metadata')
  const version = getField(metadata, 'resourceVersion')
  const name = getField(metadata, 'name')
  if (typeof name === 'string' && name !== '' && name !== target.name) {
    throw newBadRequest(`the name of the object (${name}) does not match the name on the URL (${target.name})`)
  }
  if (typeof version === 'string' && version !== '' && version !== old.metadata.resourceVersion) {
    const why = 'the object has been modified; please apply your changes to the latest version and try again'
    throw newConflict(definition, target.name, why)
  }
  const replicas = getPath(body, 'spec.replicas') ?? 0
  if (typeof replicas !== 'number' || !Number.isInteger(replicas)) {
    throw newBadRequest(
      `Scale in version "v1" cannot be handled as a Scale: json: cannot unmarshal ${typeof replicas} into Go struct field ScaleSpec.spec.replicas of type int32`,
    )
  }
  if (replicas < 0) {
    const error = invalidField('spec.replicas', replicas, 'must be greater than or equal to 0')
    throw newInvalid({ group: 'autoscaling', kind: 'Scale' }, target.name, [error])
  }
  const copy = copyValue(old)
  const fields: Fields = isFields(copy) ? copy : {}
  const steps = paths.specReplicas.split('.').filter((step) => step !== '')
  let parent = fields
  for (const step of steps.slice(0, -1)) {
    const next = getField(parent, step)
    if (isFields(next)) parent = next
    else {
      const made: Fields = {}
      parent[step] = made
      parent = made
    }
  }
  parent[steps[steps.length - 1] ?? 'replicas'] = replicas
  const draft = asDraft(fields, old.apiVersion, old.kind)
  const owners = { sent: old.metadata.managedFields, subresource: 'scale' }
  return scaleOf(definition, replaceObject(core, definition, key, old, draft, undefined, options, owners))
}
