// Faults in fields and the Invalid status that carries them, worded as k8s.io/apimachinery/pkg/util/validation/field
// and NewInvalid in pkg/api/errors (v1.33) word them.

import type { FieldError } from './definition.ts'
import { ApiError, type StatusCause } from './errors.ts'
import { goQuote, goValue } from './go-text.ts'

/** As a bad value: the message then shows none. */
export const omittedValue: unique symbol = Symbol('omitted')

export const requiredField = (field: string, detail = ''): FieldError => ({ type: 'Required value', field, detail })

export const invalidField = (field: string, badValue: unknown, detail: string): FieldError => ({
  type: 'Invalid value',
  field,
  badValue,
  detail,
})

export const unsupportedField = (field: string, badValue: unknown, supported: readonly string[]): FieldError => ({
  type: 'Unsupported value',
  field,
  badValue,
  detail: '',
  supported,
})

export const duplicateField = (field: string, badValue: unknown): FieldError => ({
  type: 'Duplicate value',
  field,
  badValue,
  detail: '',
})

export const notFoundField = (field: string, badValue: unknown): FieldError => ({
  type: 'Not found',
  field,
  badValue,
  detail: '',
})

export const forbiddenField = (field: string, detail: string): FieldError => ({ type: 'Forbidden', field, detail })

export const tooLongField = (field: string, maxBytes: number): FieldError => ({
  type: 'Too long',
  field,
  detail: maxBytes >= 0 ? `may not be more than ${maxBytes} bytes` : 'value is too long',
})

export const tooManyField = (field: string, count: number, max: number): FieldError => ({
  type: 'Too many',
  field,
  badValue: count >= 0 ? count : omittedValue,
  detail: max >= 0 ? `must have at most ${max} items` : 'has too many items',
})

const reasons: Readonly<Record<FieldError['type'], string>> = {
  'Required value': 'FieldValueRequired',
  'Invalid value': 'FieldValueInvalid',
  'Unsupported value': 'FieldValueNotSupported',
  'Duplicate value': 'FieldValueDuplicate',
  'Not found': 'FieldValueNotFound',
  Forbidden: 'FieldValueForbidden',
  'Too long': 'FieldValueTooLong',
  'Too many': 'FieldValueTooMany',
  'Too few': 'FieldValueTooFew',
  'Internal error': 'InternalError',
  TypeInvalid: 'FieldValueTypeInvalid',
}

/** What is wrong, without the field: 'Invalid value: "x": must be …'. */
export function fieldErrorBody({ type, badValue, detail, supported }: FieldError): string {
  const title = type === 'TypeInvalid' ? 'Invalid value' : type
  const bare =
    type === 'Required value' ||
    type === 'Forbidden' ||
    type === 'Too long' ||
    type === 'Internal error' ||
    badValue === omittedValue
  const head = bare ? title : `${title}: ${goValue(badValue)}`
  const allowed = supported?.length ? `supported values: ${supported.map(goQuote).join(', ')}` : ''
  const tail = detail || allowed
  return tail === '' ? head : `${head}: ${tail}`
}

/** 'spec.replicas: Invalid value: -1: must be greater than or equal to 0'. */
export function fieldErrorText(error: FieldError): string {
  return `${error.field}: ${fieldErrorBody(error)}`
}

/** Several messages as Go's aggregate prints them: each once, in brackets when there are more than one. */
export function aggregateText(messages: readonly string[]): string {
  const unique = [...new Set(messages)]
  return unique.length === 1 ? (unique[0] ?? '') : `[${unique.join(', ')}]`
}

/** `Deployment.apps "x" is invalid: …` with one cause for each fault. */
export function newInvalid(
  kind: { readonly group: string; readonly kind: string },
  name: string,
  errors: readonly FieldError[],
): ApiError {
  const what = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`
  const why = errors.length === 0 ? '' : `: ${aggregateText(errors.map(fieldErrorText))}`
  const causes: StatusCause[] = errors.map((error) => ({
    reason: reasons[error.type],
    message: fieldErrorBody(error),
    field: error.field,
  }))
  return new ApiError(422, 'Invalid', `${what} ${goQuote(name)} is invalid${why}`, {
    ...(name === '' ? {} : { name }),
    ...(kind.group === '' ? {} : { group: kind.group }),
    ...(kind.kind === '' ? {} : { kind: kind.kind }),
    causes,
  })
}
