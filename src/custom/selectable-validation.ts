// Which fields may be selected by: apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go (v1.33).

import { duplicateField, type FieldError, invalidField, requiredField, tooManyField } from '../api/index.ts'
import type { CustomResourceDefinitionVersion } from '../kinds/index.ts'
import { fieldPathOf } from './field-path.ts'
import type { JsonSchema } from './json-schema.ts'

const MOST = 8

export function selectableFaults(
  { selectableFields = [], schema }: CustomResourceDefinitionVersion,
  path: string,
): FieldError[] {
  const root = schema?.openAPIV3Schema as JsonSchema | undefined
  if (selectableFields.length === 0 || !root) return []
  const seen = new Set<string>()
  const errors = selectableFields.flatMap(({ jsonPath }, at) => {
    const field = `${path}[${at}].jsonPath`
    if (!jsonPath) return [requiredField(field)]
    const found = fieldPathOf(root, jsonPath, false)
    if ('fault' in found) return [invalidField(field, jsonPath, `is an invalid path: ${found.fault}`)]
    const faults: FieldError[] = []
    if (/^metadata(\.|$)/.test(found.path))
      faults.push(invalidField(field, jsonPath, 'must not point to fields in metadata'))
    if (!['string', 'boolean', 'integer'].includes(found.schema.type ?? '')) {
      const detail =
        'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.'
      faults.push(invalidField(field, jsonPath, detail))
    }
    if (seen.has(found.path)) faults.push(duplicateField(field, jsonPath))
    seen.add(found.path)
    return faults
  })
  if (seen.size > MOST) errors.push(tooManyField(path, seen.size, MOST))
  return errors
}
