// Status errors, worded as k8s.io/apimachinery/pkg/api/errors/errors.go (v1.33) words them, and field faults as
// k8s.io/apimachinery/pkg/util/validation/field/errors.go words them.

import { goQuote } from './go-text.ts'

export type StatusReason =
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Invalid'
  | 'BadRequest'
  | 'Forbidden'
  | 'Unauthorized'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'UnsupportedMediaType'
  | 'RequestEntityTooLarge'
  | 'TooManyRequests'
  | 'Timeout'
  | 'ServerTimeout'
  | 'Expired'
  | 'Gone'
  | 'InternalError'
  | 'ServiceUnavailable'

export interface StatusCause {
  readonly reason?: string
  readonly message?: string
  readonly field?: string
}

export interface StatusDetails {
  readonly name?: string
  readonly group?: string
  readonly kind?: string
  readonly uid?: string
  readonly causes?: readonly StatusCause[]
  readonly retryAfterSeconds?: number
}

export interface Status {
  readonly kind: 'Status'
  readonly apiVersion: 'v1'
  readonly metadata: { readonly resourceVersion?: string; readonly continue?: string }
  readonly status: 'Success' | 'Failure'
  readonly message?: string
  readonly reason?: StatusReason | ''
  readonly details?: StatusDetails
  readonly code?: number
}

/** What every verb throws when it refuses. Anything else that a verb throws is our bug. */
export class ApiError extends Error {
  readonly status: Status

  constructor(
    code: number,
    reason: StatusReason | '',
    message: string,
    details?: StatusDetails,
    metadata: Status['metadata'] = {},
  ) {
    super(message)
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata,
      status: 'Failure',
      message,
      ...(reason === '' ? {} : { reason }),
      ...(details ? { details } : {}),
      code,
    }
  }

  get reason(): StatusReason | '' {
    return this.status.reason ?? ''
  }

  get code(): number {
    return this.status.code ?? 500
  }
}

/** Narrows a caught value: rethrows whatever is not an `ApiError` (it is a bug), returns the error otherwise. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  throw error
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'NotFound'
}

/** 'pods' or 'deployments.apps'. */
export function qualified(ref: { readonly group: string; readonly resource: string }): string {
  return ref.group === '' ? ref.resource : `${ref.resource}.${ref.group}`
}

interface GroupResource {
  readonly group: string
  readonly resource: string
}

const about = (ref: GroupResource, name: string): StatusDetails => ({
  ...(name === '' ? {} : { name }),
  ...(ref.group === '' ? {} : { group: ref.group }),
  kind: ref.resource,
})

export function newNotFound(ref: GroupResource, name: string): ApiError {
  return new ApiError(404, 'NotFound', `${qualified(ref)} ${goQuote(name)} not found`, about(ref, name))
}

export function newAlreadyExists(ref: GroupResource, name: string): ApiError {
  return new ApiError(409, 'AlreadyExists', `${qualified(ref)} ${goQuote(name)} already exists`, about(ref, name))
}

export function newForbidden(ref: GroupResource, name: string, why: string): ApiError {
  const what = name === '' ? qualified(ref) : `${qualified(ref)} ${goQuote(name)}`
  return new ApiError(403, 'Forbidden', `${what} is forbidden: ${why}`, about(ref, name))
}

export function newConflict(ref: GroupResource, name: string, why: string): ApiError {
  const message = `Operation cannot be fulfilled on ${qualified(ref)} ${goQuote(name)}: ${why}`
  return new ApiError(409, 'Conflict', message, about(ref, name))
}

export function newBadRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message)
}

export function newInternalError(message: string): ApiError {
  return new ApiError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] })
}

/** What the server says of a path that it does not serve. */
export function newUnknownResource(): ApiError {
  return new ApiError(404, 'NotFound', 'the server could not find the requested resource', {})
}

export function newMethodNotAllowed(): ApiError {
  const message = 'the server does not allow this method on the requested resource'
  return new ApiError(405, 'MethodNotAllowed', message, {})
}

/** The most that a request's body may have. */
export const MAX_BODY_BYTES = 3 * 1024 * 1024

export function newTooLarge(): ApiError {
  return new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${MAX_BODY_BYTES}`)
}
