// Answers of the HTTP door: JSON, Status errors, the plain texts that the router gives below them, and what the caller
// accepts (k8s.io/apiserver/pkg/endpoints/handlers/negotiation, v1.33). Answers are JSON only.
// Missing: YAML and protobuf answers (a caller that accepts nothing else is refused with 406).

import { ApiError } from './errors.ts'

/** What a caller wants objects converted to. */
export interface Wanted {
  readonly as: 'object' | 'Table' | 'PartialObjectMetadata'
  /** The version of meta.k8s.io for a conversion. */
  readonly version: 'v1' | 'v1beta1'
}

/** The best of the Accept header's alternatives that can be served. */
export function negotiate(accept: string): Wanted {
  if (accept === '') return { as: 'object', version: 'v1' }
  for (const { type, parameters } of mediaRanges(accept)) {
    if (!['application/json', 'application/*', '*/*'].includes(type)) continue
    const as = parameters.get('as')
    const version = parameters.get('v') ?? 'v1'
    if (as === undefined) return { as: 'object', version: 'v1' }
    if (parameters.get('g') !== 'meta.k8s.io' || (version !== 'v1' && version !== 'v1beta1')) continue
    if (as === 'Table') return { as, version }
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList')
      return { as: 'PartialObjectMetadata', version }
  }
  throw new ApiError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf',
  )
}

/** The version of apidiscovery.k8s.io that the caller prefers, or undefined for the plain documents. */
export function negotiateDiscovery(accept: string): 'v2' | 'v2beta1' | undefined {
  for (const { type, parameters } of mediaRanges(accept)) {
    if (type !== 'application/json' && type !== '*/*') continue
    if (parameters.get('as') === undefined) return undefined
    const version = parameters.get('v')
    if (
      parameters.get('g') === 'apidiscovery.k8s.io' &&
      parameters.get('as') === 'APIGroupDiscoveryList' &&
      (version === 'v2' || version === 'v2beta1')
    )
      return version
  }
  return undefined
}

function mediaRanges(accept: string): { type: string; parameters: Map<string, string> }[] {
  return accept
    .split(',')
    .map((range) => range.split(';').map((part) => part.trim()))
    .map(([type = '', ...parameters]) => ({
      type: type.toLowerCase(),
      parameters: new Map(
        parameters.map((one): [string, string] => {
          const at = one.indexOf('=')
          return at < 0 ? [one, ''] : [one.slice(0, at), one.slice(at + 1)]
        }),
      ),
    }))
    .filter(({ type }) => type !== '')
    .sort((a, b) => quality(b.parameters) - quality(a.parameters))
}

function quality(parameters: ReadonlyMap<string, string>): number {
  const given = Number(parameters.get('q') ?? '1')
  return given >= 0 && given <= 1 ? given : 1
}

/** isPrettyPrint (negotiate.go): the parameter, else whether a person seems to look at it. */
export function wantsPretty(query: URLSearchParams, userAgent: string): boolean {
  const asked = query.get('pretty') ?? ''
  if (asked !== '') return ['1', 't', 'true'].includes(asked.toLowerCase())
  return /^(curl|Wget|Mozilla)\//.test(userAgent)
}

export function jsonResponse(code: number, value: unknown, headers: Headers = new Headers(), pretty = false): Response {
  if (!headers.has('Content-Type')) headers.set('Content-Type', 'application/json')
  const text = pretty ? JSON.stringify(value, null, 2) : `${JSON.stringify(value)}\n`
  return new Response(text, { status: code, headers })
}

export function textResponse(code: number, text: string): Response {
  return new Response(text, { status: code, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
}

/** What the server's router says about paths that it does not have. */
export const notFoundResponse = (): Response => textResponse(404, '404 page not found\n')

/** Any thrown value as the server words it: its Status, or an internal error. */
export function errorResponse(error: unknown, headers: Headers = new Headers(), pretty = false): Response {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError(
          500,
          'InternalError',
          `Internal error occurred: ${error instanceof Error ? error.message : error}`,
          {
            causes: [{ message: error instanceof Error ? error.message : String(error) }],
          },
        )
  const retry = known.status.details?.retryAfterSeconds
  if (retry !== undefined) headers.set('Retry-After', String(retry))
  return jsonResponse(known.code, known.status, headers, pretty)
}

/** RFC 7234 warnings: code 299, no agent, the text quoted. Header values are bytes, so UTF-8 goes in as Latin-1. */
export function addWarning(headers: Headers, text: string): void {
  const quoted = text.replace(/["\\]/g, '\\$&').replace(/[\r\n]+/g, ' ')
  let bytes = ''
  for (const byte of new TextEncoder().encode(quoted)) bytes += String.fromCharCode(byte)
  headers.append('Warning', `299 - "${bytes}"`)
}
