// What set and rollout share: finding the objects, changing each as plain data, and sending the difference
// (k8s.io/kubectl/pkg/cmd/set/helper.go, CalculatePatches, v1.33).
// Differs: sends merge patches where upstream sends strategic ones; the objects become the same.

import { createMergePatch, equalValues, type Json, type KubeObject } from '../api/index.ts'
import type { Steps } from '../sim/index.ts'
import type { Context } from './command.ts'
import { type AggregateCommandError, CommandError, isExpected } from './errors.ts'
import type { FlagSpec } from './flag-parser.ts'
import { filenameFlags, selectorFlag } from './flag-sets.ts'
import { asData, at, copyData, type DataMap, isMap, splitApiVersion } from './manifest-data.ts'
import type { BuilderOptions, Info, ResourceResult } from './resource-builder.ts'

export const rolloutFlags: readonly FlagSpec[] = [...filenameFlags, selectorFlag]

export function* findTargets(
  ctx: Context,
  resources: readonly string[],
  options: BuilderOptions = {},
): Steps<ResourceResult> {
  const { flags } = ctx
  return yield* ctx.resources({
    typed: true,
    args: resources,
    files: {
      filenames: flags.strings('filename'),
      kustomize: flags.has('kustomize') ? flags.string('kustomize') : '',
      recursive: flags.bool('recursive'),
    },
    labelSelector: flags.has('selector') ? flags.string('selector') : '',
    continueOnError: true,
    latest: true,
    ...options,
  })
}

/** Everything that can be found, and the faults of the rest. */
export function* collect(result: ResourceResult): Steps<{ readonly infos: readonly Info[]; readonly faults: Error[] }> {
  const infos: Info[] = []
  const faults: Error[] = []
  try {
    yield* result.visit((info) => {
      infos.push(info)
    })
  } catch (error) {
    if (!isExpected(error)) throw error
    faults.push(...('errors' in error ? (error as AggregateCommandError).errors : [error]))
  }
  return { infos, faults }
}

/** The object after `change`, which works on a copy. */
export function changedCopy(object: KubeObject, change: (copy: DataMap) => void): KubeObject {
  const copy = copyData(asData(object))
  change(copy)
  return copy as unknown as KubeObject
}

export const sameObject = (a: KubeObject, b: KubeObject): boolean => equalValues(a, b)

export function sendChange(ctx: Context, info: Info, after: KubeObject, dry = false): KubeObject {
  return ctx.client.patch(info.target, 'merge', createMergePatch(info.object, after) as Json, {
    ...(ctx.flags.has('field-manager') ? { fieldManager: ctx.flags.string('field-manager') } : {}),
    dryRun: dry,
    onWarning: (text) => ctx.warn(text),
  })
}

/** '*v1.Service', as Go names the type of an object. */
export const goTypeOf = (object: KubeObject): string => `*${splitApiVersion(object.apiVersion)[1]}.${object.kind}`

/** The pod spec inside an object; throws for objects that have none. */
export function podSpecOf(object: DataMap, goType: string): DataMap {
  const template = at(object, 'spec', 'template') ?? at(object, 'spec', 'jobTemplate', 'spec', 'template')
  const spec = object['kind'] === 'Pod' ? object['spec'] : isMap(template) && template['spec']
  if (isMap(spec) && Array.isArray(spec['containers'])) return spec
  throw new CommandError(`the object is not a pod or does not have a pod template: ${goType}`)
}

/** The containers under `key` of a pod spec, to be changed in place. */
export function containersIn(spec: DataMap, key: 'containers' | 'initContainers'): readonly DataMap[] {
  const list = spec[key]
  return Array.isArray(list) ? list.filter(isMap) : []
}
