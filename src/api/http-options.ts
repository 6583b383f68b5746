// Query parameters and DeleteOptions as typed options, checked as k8s.io/apimachinery/pkg/apis/meta/v1/validation (v1.33)
// checks them.

import type {
  DeleteOptions,
  ExecOptions,
  LogOptions,
  PatchOptions,
  PatchType,
  TableOptions,
  UserInfo,
  WatchOptions,
} from './client.ts'
import type { FieldError } from './definition.ts'
import { ApiError } from './errors.ts'
import {
  forbiddenField,
  invalidField,
  newInvalid,
  requiredField,
  tooLongField,
  unsupportedField,
} from './field-error.ts'
import { isRecord } from './http-body.ts'
import type { Json } from './object.ts'

function invalidOptions(kind: string, field: string, value: string, supported: readonly string[]): ApiError {
  const quoted = [...supported].sort().map((one) => `"${one}"`)
  const detail = `Unsupported value: "${value}": supported values: ${quoted.join(', ')}`
  return new ApiError(422, 'Invalid', `${kind}.meta.k8s.io "" is invalid: ${field}: ${detail}`, {
    group: 'meta.k8s.io',
    kind,
    causes: [{ reason: 'FieldValueNotSupported', message: detail, field }],
  })
}

/** `dryRun` may be given several times; only All is known. */
function isDryRun(kind: string, values: readonly string[]): boolean {
  for (const value of values) if (value !== 'All') throw invalidOptions(kind, 'dryRun', value, ['All'])
  return values.length > 0
}

function integer(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  if (/^[-+]?\d+$/.test(text)) return Number(text)
  throw new ApiError(400, 'BadRequest', `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
}

/** As Go's conversion of query parameters: present and empty counts as true, '0' and 'false' do not. */
export function flag(query: URLSearchParams, name: string): boolean {
  const text = query.get(name)
  return text !== null && !['0', 'false'].includes(text.toLowerCase())
}

type Filled<T> = { -readonly [K in keyof T]: Exclude<T[K], undefined> }

export function listOptions(query: URLSearchParams, user: UserInfo): WatchOptions {
  const options: Partial<Filled<WatchOptions>> = { user }
  for (const name of ['labelSelector', 'fieldSelector', 'continue', 'resourceVersion'] as const) {
    const value = query.get(name)
    if (value !== null && value !== '') options[name] = value
  }
  const limit = integer(query, 'limit')
  if (limit !== undefined && limit > 0) options.limit = limit
  if (flag(query, 'allowWatchBookmarks')) options.allowWatchBookmarks = true
  if (query.has('sendInitialEvents')) options.sendInitialEvents = flag(query, 'sendInitialEvents')
  const match = query.get('resourceVersionMatch') ?? ''
  const faults = flag(query, 'watch') ? watchFaults(options, match) : listFaults(options, match)
  if (faults.length > 0) throw newInvalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', faults)
  if (match === 'Exact' || match === 'NotOlderThan') options.resourceVersionMatch = match
  return options
}

const MATCH = 'resourceVersionMatch'

function listFaults(options: WatchOptions, match: string): FieldError[] {
  const faults: FieldError[] = []
  if (match !== '') {
    if (options.resourceVersion === undefined)
      faults.push(forbiddenField(MATCH, 'resourceVersionMatch is forbidden unless resourceVersion is provided'))
    if (options.continue !== undefined)
      faults.push(forbiddenField(MATCH, 'resourceVersionMatch is forbidden when continue is provided'))
    if (match !== 'Exact' && match !== 'NotOlderThan')
      faults.push(unsupportedField(MATCH, match, ['Exact', 'NotOlderThan', '']))
    if (match === 'Exact' && options.resourceVersion === '0')
      faults.push(forbiddenField(MATCH, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'))
  }
  if (options.sendInitialEvents !== undefined)
    faults.push(forbiddenField('sendInitialEvents', 'sendInitialEvents is forbidden for list'))
  return faults
}

function watchFaults(options: WatchOptions, match: string): FieldError[] {
  const faults: FieldError[] = []
  const initial = options.sendInitialEvents !== undefined
  if (initial && match !== 'NotOlderThan')
    faults.push(forbiddenField(MATCH, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'))
  if (match === '') return faults
  if (!initial)
    faults.push(
      forbiddenField(MATCH, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided'),
    )
  if (match !== 'NotOlderThan') faults.push(unsupportedField(MATCH, match, ['NotOlderThan']))
  if (options.continue !== undefined)
    faults.push(forbiddenField(MATCH, 'resourceVersionMatch is forbidden when continue is provided'))
  return faults
}

export const timeoutSeconds = (query: URLSearchParams): number | undefined => integer(query, 'timeoutSeconds')

export function tableOptions(query: URLSearchParams, user: UserInfo): TableOptions {
  const include = query.get('includeObject') ?? ''
  if (include === '' || include === 'Metadata') return { as: 'Table', includeObject: 'Metadata', user }
  if (include === 'None' || include === 'Object') return { as: 'Table', includeObject: include, user }
  throw new ApiError(
    400,
    'BadRequest',
    `unable to convert to Table as requested: unrecognized includeObject value: ${JSON.stringify(include)}`,
  )
}

const validations = ['Ignore', 'Strict', 'Warn'] as const

export function writeOptions(
  query: URLSearchParams,
  kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions',
  user: UserInfo,
  onWarning: (text: string) => void,
  userAgent = '',
): PatchOptions {
  const given = query.get('fieldValidation') ?? ''
  const validation = given === '' ? 'Warn' : validations.find((one) => one === given)
  if (!validation) throw invalidOptions(kind, 'fieldValidation', given, validations)
  const fieldManager = query.get('fieldManager') ?? ''
  refuseBadManager(kind, fieldManager)
  return {
    user,
    fieldValidation: validation,
    onWarning,
    ...(isDryRun(kind, query.getAll('dryRun')) ? { dryRun: true } : {}),
    fieldManager: fieldManager === '' ? managerOf(userAgent) : fieldManager,
    ...(flag(query, 'force') ? { force: true } : {}),
  }
}

/** What PATCH minds besides: who applies says who he is, and nobody else forces anything. */
export function refusePatchOptions(query: URLSearchParams, type: PatchType): void {
  const errors: FieldError[] = []
  if (type !== 'apply') {
    if (query.has('force')) errors.push(forbiddenField('force', 'may not be specified for non-apply patch'))
  } else if ((query.get('fieldManager') ?? '') === '') {
    errors.push(requiredField('fieldManager', 'is required for apply patch'))
  }
  if (errors.length > 0) throw newInvalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', errors)
}

const LONGEST_MANAGER = 128
const unprintable = /(?! )[\p{C}\p{Z}]/u

function refuseBadManager(kind: string, manager: string): void {
  const errors: FieldError[] = []
  if (new TextEncoder().encode(manager).length > LONGEST_MANAGER) {
    errors.push(tooLongField('fieldManager', LONGEST_MANAGER))
  }
  let at = 0
  for (const character of manager) {
    if (unprintable.test(character)) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
      errors.push(invalidField('fieldManager', manager, `invalid character U+${code} (at position ${at})`))
    }
    at += new TextEncoder().encode(character).length
  }
  if (errors.length > 0) throw newInvalid({ group: 'meta.k8s.io', kind }, '', errors)
}

/** Who does not say who he is goes by his program: 'kubectl' of 'kubectl/v1.33.1 (linux/amd64) …'. */
function managerOf(userAgent: string): string {
  const name = [...(userAgent.split('/')[0] ?? '')].filter((character) => !unprintable.test(character)).join('')
  return new TextEncoder().encode(name).length <= LONGEST_MANAGER ? name : name.slice(0, LONGEST_MANAGER)
}

const policies = ['Background', 'Foreground', 'Orphan'] as const

/** A body, when there is one, replaces the query parameters. */
export function deleteOptions(
  query: URLSearchParams,
  body: Readonly<Record<string, Json>>,
  user: UserInfo,
): DeleteOptions {
  const fromBody = Object.keys(body).length > 0
  const options: Partial<Filled<DeleteOptions>> = { user }
  const grace = fromBody ? body['gracePeriodSeconds'] : integer(query, 'gracePeriodSeconds')
  if (typeof grace === 'number') options.gracePeriodSeconds = grace
  const given = (fromBody ? body['propagationPolicy'] : query.get('propagationPolicy')) ?? ''
  const policy = policies.find((one) => one === given)
  if (policy) options.propagationPolicy = policy
  else if (given !== '') throw invalidOptions('DeleteOptions', 'propagationPolicy', String(given), [...policies, 'nil'])
  const orphan = fromBody
    ? body['orphanDependents']
    : query.has('orphanDependents')
      ? flag(query, 'orphanDependents')
      : undefined
  if (!policy && typeof orphan === 'boolean') options.propagationPolicy = orphan ? 'Orphan' : 'Background'
  const dryRun = body['dryRun']
  const dryRunValues = Array.isArray(dryRun) ? dryRun.map(String) : query.getAll('dryRun')
  if (isDryRun('DeleteOptions', dryRunValues)) options.dryRun = true
  const preconditions = body['preconditions']
  if (isRecord(preconditions)) {
    const { uid, resourceVersion } = preconditions
    options.preconditions = {
      ...(typeof uid === 'string' ? { uid } : {}),
      ...(typeof resourceVersion === 'string' ? { resourceVersion } : {}),
    }
  }
  return options
}

export function logOptions(query: URLSearchParams, user: UserInfo): LogOptions {
  const options: Partial<Filled<LogOptions>> = { user }
  for (const name of ['container', 'sinceTime'] as const) {
    const value = query.get(name)
    if (value) options[name] = value
  }
  for (const name of ['follow', 'previous', 'timestamps'] as const) if (flag(query, name)) options[name] = true
  for (const name of ['tailLines', 'sinceSeconds', 'limitBytes'] as const) {
    const value = integer(query, name)
    if (value !== undefined) options[name] = value
  }
  return options
}

export type StreamOptions = Required<Omit<ExecOptions, 'container' | 'user'>> & Pick<ExecOptions, 'container'>

export function execOptions(query: URLSearchParams): StreamOptions {
  const container = query.get('container') ?? ''
  return {
    command: query.getAll('command'),
    ...(container === '' ? {} : { container }),
    stdin: flag(query, 'stdin'),
    stdout: flag(query, 'stdout'),
    stderr: flag(query, 'stderr'),
    tty: flag(query, 'tty'),
  }
}
