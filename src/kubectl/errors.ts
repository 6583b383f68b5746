// Every error that kubectl shows is worded here, as k8s.io/kubectl/pkg/cmd/util/helpers.go (v1.33) words them.

import { ApiError, type StatusReason } from '../api/index.ts'
import { quote } from './flag-parser.ts'

/** An error that kubectl itself found. Printed as `error: MESSAGE`, unless `raw`. */
export class CommandError extends Error {
  readonly exitCode: number
  readonly raw: boolean
  constructor(message: string, options: { readonly exitCode?: number; readonly raw?: boolean } = {}) {
    super(message)
    this.exitCode = options.exitCode ?? 1
    this.raw = options.raw ?? false
  }
}

/** Several errors at once; one is treated like that one alone. */
export class AggregateCommandError extends Error {
  readonly errors: readonly Error[]
  constructor(errors: readonly Error[]) {
    super(aggregateText(errors))
    this.errors = errors
  }
}

/** Ends the command without another word. */
export class Exit extends Error {
  readonly exitCode: number
  constructor(exitCode: number) {
    super('exit')
    this.exitCode = exitCode
  }
}

/** The server could not be reached, or the configuration does not say where it is. */
export class ConnectionError extends CommandError {
  readonly server: string
  /** Go's words, e.g. 'dial tcp 10.0.0.1:6443: connect: connection refused'. */
  readonly fault: string
  constructor(message: string, server: string, fault: string) {
    super(message, { raw: true })
    this.server = server
    this.fault = fault
  }
}

/** What `utilerrors.Aggregate.Error()` says: one plainly, several distinct ones in brackets. */
export function aggregateText(errors: readonly Error[]): string {
  const texts = [...new Set(errors.map(messageOf))]
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`
}

/** Throws when there are any. */
export function throwAll(errors: readonly Error[]): void {
  const [first] = errors
  if (first && errors.length === 1) throw first
  if (first) throw new AggregateCommandError(errors)
}

/** `MESSAGE\nSee 'kubectl x -h' for help and examples` */
export function usageError(path: string, message: string): CommandError {
  return new CommandError(`${message}\nSee '${path} -h' for help and examples`)
}

/** Go's err.Error(). */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Adds where the object came from: `error when creating "f.yaml": …`; an API error stays one. */
export function withSource(verb: string, source: string, error: unknown): Error {
  if (source === '') return asError(error)
  const message = `error when ${verb} ${quote(source)}: ${messageOf(error)}`
  return error instanceof ApiError ? reworded(error, message) : new CommandError(message)
}

/** The same API error with another message. */
export function reworded(error: ApiError, message: string): ApiError {
  return new ApiError(error.code, error.reason, message, error.status.details)
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

/** True for what a command may collect and go on; anything else is our bug and must surface. */
export function isExpected(error: unknown): error is Error {
  return error instanceof CommandError || error instanceof ApiError || error instanceof AggregateCommandError
}

export interface ShownError {
  /** Ends in a newline unless empty. */
  readonly text: string
  readonly exitCode: number
}

/** What CheckErr prints, and the exit code. Rethrows what is not an error of a command. */
export function shownError(error: unknown): ShownError {
  if (error instanceof AggregateCommandError) {
    const [only] = error.errors
    if (only && error.errors.length === 1 && !(only instanceof AggregateCommandError)) return shownError(only)
    if (only instanceof AggregateCommandError && error.errors.length === 1) return { text: lines(only), exitCode: 1 }
    return { text: lines(error), exitCode: 1 }
  }
  if (error instanceof Exit) return { text: '', exitCode: error.exitCode }
  if (error instanceof CommandError) {
    const prefix = error.raw || error.message.startsWith('error: ') || error.message === '' ? '' : 'error: '
    return { text: ended(prefix + error.message), exitCode: error.exitCode }
  }
  if (error instanceof ApiError) {
    if (error.reason === 'Invalid') return { text: invalidText(error), exitCode: 1 }
    return { text: ended(standardMessage(error) ?? error.message), exitCode: 1 }
  }
  throw error
}

const lines = (error: AggregateCommandError): string =>
  error.errors.map((one) => `${standardMessage(one) ?? one.message}\n`).join('')

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)

function standardMessage(error: Error): string | undefined {
  if (!(error instanceof ApiError)) {
    return error instanceof ConnectionError && error.raw ? error.message : undefined
  }
  const reason: StatusReason | '' = error.reason
  if (reason === 'Unauthorized') return `error: You must be logged in to the server (${error.message})`
  return reason === '' ? `Error from server: ${error.message}` : `Error from server (${reason}): ${error.message}`
}

function invalidText(error: ApiError): string {
  const { message = '', details } = error.status
  let text = 'The request is invalid'
  if (!details) return ended(message === '' ? text : `${text}: ${message}`)
  const causes = details.causes ?? []
  if ((details.kind ?? '') !== '' || (details.name ?? '') !== '') {
    text = `The ${details.kind ?? ''} ${quote(details.name ?? '')} is invalid`
  } else if (message !== '' && causes.length === 0) text += `: ${message}`
  if (causes.length === 0) return ended(text)
  const lines = [...new Set(causes.map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`))]
  if (lines.length === 1) return `${text}: ${lines[0]}\n`
  return `${text}: \n${lines.map((line) => `* ${line}\n`).join('')}`
}
