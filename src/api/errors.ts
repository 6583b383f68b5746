// Status errors, worded as k8s.io/apimachinery/pkg/api/errors/errors.go (v1.33) words them, and field faults as
// k8s.io/apimachinery/pkg/util/validation/field/errors.go words them.

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
  readonly metadata: { readonly resourceVersion?: string }
  readonly status: 'Success' | 'Failure'
  readonly message?: string
  readonly reason?: StatusReason | ''
  readonly details?: StatusDetails
  readonly code?: number
}

/** What every verb throws when it refuses. Anything else that a verb throws is our bug. */
export class ApiError extends Error {
  readonly status: Status
  constructor(code: number, reason: StatusReason | '', message: string, details?: StatusDetails) {
    super(message)
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
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
