// What the fields of a scale subresource may hold: apiextensions-apiserver pkg/registry/customresource/validator.go (v1.33).

import { type FieldError, getPath, goPrint, invalidField, type KubeObject } from '../api/index.ts'
import type { CustomResourceSubresourceScale } from '../kinds/index.ts'

const MAX_INT32 = 2 ** 31 - 1

function replicasFaults(object: KubeObject, path: string): FieldError[] {
  const value = getPath(object, path)
  if (value === undefined) return []
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    const kind = typeof value === 'number' ? 'float64' : typeof value === 'boolean' ? 'bool' : typeof value
    const what =
      typeof value === 'object' ? (Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}') : kind
    return [invalidField(path, 0, `${path} accessor error: ${goPrint(value)} is of the type ${what}, expected int64`)]
  }
  if (value < 0) return [invalidField(path, value, 'should be a non-negative integer')]
  return value > MAX_INT32 ? [invalidField(path, value, `should be less than or equal to ${MAX_INT32}`)] : []
}

export const scaleSpecFaults = (object: KubeObject, scale: CustomResourceSubresourceScale | undefined): FieldError[] =>
  scale ? replicasFaults(object, scale.specReplicasPath) : []

export const scaleStatusFaults = (
  object: KubeObject,
  scale: CustomResourceSubresourceScale | undefined,
): FieldError[] => (scale ? replicasFaults(object, scale.statusReplicasPath) : [])
