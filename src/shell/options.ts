// Options as GNU's getopt_long reads them: `-abc`, `-n5`, `-n 5`, `--lines=5`, operands in between, `--`.

/** A wrong use, worded; the program then ends with `status`. */
export class UsageError extends Error {
  readonly status: number
  /** Ask to try `--help`. */
  readonly hint: boolean
  constructor(message: string, status = 1, hint = true) {
    super(message)
    this.status = status
    this.hint = hint
  }
}

/** `--help` was asked for. */
export class HelpRequested extends Error {}

export interface OptionSpec {
  /** Letters without a value. */
  readonly flags?: string
  /** Letters with a value. */
  readonly values?: string
  /** Long names to letters (or longer keys); a '=' behind the key asks for a value, '=?' allows one. */
  readonly long?: Readonly<Record<string, string>>
  /** Status of a wrong option. */
  readonly faultStatus?: number
  /** Said after what a wrong option is. */
  readonly usage?: string
  /** The first operand ends the options (`xargs`, `env`). */
  readonly stopAtOperand?: boolean
}

export interface Options {
  has(key: string): boolean
  /** The last value given. */
  value(key: string): string | undefined
  values(key: string): readonly string[]
  /** All of them with their values, as they came. */
  readonly all: readonly (readonly [string, string])[]
  readonly operands: readonly string[]
}

export function parseOptions(args: readonly string[], spec: OptionSpec): Options {
  const found: [string, string][] = []
  const operands: string[] = []
  const fail = (message: string): never => {
    throw new UsageError(spec.usage === undefined ? message : `${message}\n${spec.usage}`, spec.faultStatus ?? 1)
  }
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    if (arg === '--') {
      operands.push(...args.slice(at + 1))
      break
    }
    if (arg.startsWith('--')) {
      const equals = arg.indexOf('=')
      const name = equals < 0 ? arg.slice(2) : arg.slice(2, equals)
      const given = equals < 0 ? undefined : arg.slice(equals + 1)
      const names = Object.keys(spec.long ?? {})
      const candidates = names.includes(name) ? [name] : names.filter((known) => known.startsWith(name))
      const [match] = candidates
      if (match === undefined || candidates.length > 1) {
        if (name === 'help') throw new HelpRequested('help')
        fail(
          match === undefined
            ? `unrecognized option '${arg}'`
            : `option '${arg}' is ambiguous; possibilities: ${candidates.map((c) => `'--${c}'`).join(' ')}`,
        )
      }
      const key = spec.long?.[match ?? ''] ?? ''
      if (key.endsWith('=?')) found.push([key.slice(0, -2), given ?? ''])
      else if (key.endsWith('=')) {
        const value = given ?? args[++at]
        if (value === undefined) fail(`option '--${match}' requires an argument`)
        found.push([key.slice(0, -1), value ?? ''])
      } else {
        if (given !== undefined) fail(`option '--${match}' doesn't allow an argument`)
        found.push([key, ''])
      }
      continue
    }
    if (arg === '-' || !arg.startsWith('-')) {
      if (spec.stopAtOperand) {
        operands.push(...args.slice(at))
        break
      }
      operands.push(arg)
      continue
    }
    for (let i = 1; i < arg.length; i++) {
      const letter = arg[i] ?? ''
      if (spec.values?.includes(letter)) {
        const value = i + 1 < arg.length ? arg.slice(i + 1) : args[++at]
        if (value === undefined) fail(`option requires an argument -- '${letter}'`)
        found.push([letter, value ?? ''])
        break
      }
      if (!spec.flags?.includes(letter)) fail(`invalid option -- '${letter}'`)
      found.push([letter, ''])
    }
  }
  return {
    has: (key) => found.some(([known]) => known === key),
    value: (key) => found.findLast(([known]) => known === key)?.[1],
    values: (key) => found.filter(([known]) => known === key).map(([, value]) => value),
    all: found,
    operands,
  }
}
