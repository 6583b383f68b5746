// Patches that no server applies: those of `patch --local` and --dry-run=client, and --overrides
// (k8s.io/kubectl/pkg/cmd/patch/patch.go, getPatchedJSON; cmd/util/helpers.go, v1.33).

import {
  applyJsonPatch,
  applyMergePatch,
  applyStrategicPatch,
  JsonPatchError,
  type KubeObject,
  PatchError,
  type PatchType,
  type Schema,
} from '../api/index.ts'
import { CommandError } from './errors.ts'
import { asObject, type Data, isMap } from './manifest-data.ts'

export function patchHere(object: KubeObject, type: PatchType, body: Data, schema: Schema): KubeObject {
  const { apiVersion, kind } = object
  const definition = schema.kinds[`${apiVersion}/${kind}`]
  try {
    if (type === 'merge') {
      if (!isMap(body)) throw wrongShape(body, 'unstructured.detector')
      return asObject(applyMergePatch(object, body))
    }
    if (type === 'json') {
      if (!Array.isArray(body)) throw wrongShape(body, 'jsonpatch.Patch')
      const bad = body.find((operation) => !isMap(operation))
      if (bad !== undefined) throw wrongShape(bad, 'jsonpatch.Operation')
      return asObject(applyJsonPatch(object, body))
    }
    if (definition === undefined) {
      const shown = `${apiVersion}, Kind=${kind}`
      throw new CommandError(`strategic merge patch is not supported for ${shown} locally, try --type merge`)
    }
    if (!isMap(body)) throw new CommandError('invalid JSON document')
    return asObject(applyStrategicPatch(object, body, schema, definition))
  } catch (error) {
    if (error instanceof JsonPatchError || error instanceof PatchError) {
      throw new CommandError(
        error.message.replace(/^.*doc is missing key: (.*)$/, 'Object to be patched is missing field ($1)'),
      )
    }
    throw error
  }
}

function wrongShape(body: Data, goType: string): CommandError {
  const what = Array.isArray(body) ? 'array' : typeof body === 'boolean' ? 'bool' : typeof body
  return new CommandError(`json: cannot unmarshal ${what} into Go value of type ${goType}`)
}
