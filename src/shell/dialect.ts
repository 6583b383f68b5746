// What the small shells of containers have not of bash, and how they word what they do not understand: dash 0.5.12
// (parser.c, builtins.def) and BusyBox 1.37 (shell/ash.c). Missing: `((` as two subshells, `&>` as two
// operators, and most complaints of builtins (cd, exit, readonly, export, kill, type), which are bash's.

import type { Surroundings } from './state.ts'
import { nodesOf, type ParameterExpansionPart, type ParsedScript, type SyntaxNode } from './syntax.ts'

type Dialect = Surroundings['dialect']

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const BUSYBOX_LACKS = words('builtin declare dirs disown mapfile popd pushd readarray shopt typeset logout')
const DASH_LACKS = new Set([...BUSYBOX_LACKS, ...words('help history let source')])

/** Builtins of bash that this shell would look for among the programs. */
export const lacksBuiltin = (dialect: Dialect, name: string): boolean =>
  dialect === 'dash' ? DASH_LACKS.has(name) : dialect === 'busybox' && BUSYBOX_LACKS.has(name)

/** The first thing that bash reads and this shell does not: as its message names it. */
export function foreignSyntax(dialect: Dialect, script: ParsedScript): string | undefined {
  if (dialect === 'bash') return undefined
  const found = nodesOf(script).find(({ type }) => FOREIGN.has(type))
  return found && (found.type === 'HereString' ? 'redirection' : '(')
}

const FOREIGN: ReadonlySet<SyntaxNode['type']> = new Set([
  'ArrayValue',
  'ArithmeticFor',
  'HereString',
  'ProcessSubstitution',
])

/** What is said of a `${…}` that only bash can do: dash has the operators of POSIX, BusyBox `/` and `:n` as well. */
export function foreignExpansion(dialect: Dialect, { prefix, operation }: ParameterExpansionPart): string | undefined {
  if (dialect === 'bash') return undefined
  const type = operation?.type
  const known = type === undefined || type === 'Default' || type === 'Remove'
  const more = dialect === 'busybox' && (type === 'Slice' || type === 'Replace')
  if (prefix !== '!' && (known || more)) return undefined
  return dialect === 'dash' ? 'Bad substitution' : 'syntax error: bad substitution'
}

/** What `test` complains about, as dash and BusyBox word it. */
export function wordTest(dialect: Dialect, name: string, message: string, args: readonly string[]): string {
  const [, operand, reason] = /^(.*): (integer expression|binary operator|unary operator) expected$/.exec(message) ?? []
  if (dialect === 'bash' || operand === undefined) return `${name}: ${message}`
  if (dialect === 'busybox') return `${operand}: ${reason === 'integer expression' ? 'bad number' : 'unknown operand'}`
  if (reason === 'integer expression') return `${name}: Illegal number: ${operand}`
  return `${name}: ${args[0]}: unexpected operator`
}

/** Why a file cannot be opened for a redirection. */
export function wordOpening(dialect: Dialect, path: string, reason: string, writing: boolean): string {
  if (dialect === 'bash') return `${path}: ${reason}`
  const missing = reason === 'No such file or directory'
  if (dialect === 'busybox') {
    const why = missing ? (writing ? 'nonexistent directory' : 'no such file') : reason
    return `can't ${writing ? 'create' : 'open'} ${path}: ${why}`
  }
  const why = missing ? (writing ? 'Directory nonexistent' : 'No such file') : reason
  return `cannot ${writing ? 'create' : 'open'} ${path}: ${why}`
}

/** A message about syntax in the words of this shell; `expecting` is the word that was missing. */
export function wordSyntax(dialect: Dialect, message: string, expecting: string | undefined): string {
  if (dialect === 'bash' || message.startsWith('warning')) return message
  const dash = dialect === 'dash'
  const begin = dash ? 'Syntax error' : 'syntax error'
  const quote = /matching `(.)'$/.exec(message)?.[1]
  if (quote === '"' || quote === "'") return `${begin}: ${dash ? 'U' : 'u'}nterminated quoted string`
  if (quote === '`') return `${begin}: EOF in backquote substitution`
  const token = /unexpected token `(.*)'$/.exec(message)?.[1]
  const plain = token === undefined || /^(?:newline|redirection)$/.test(token)
  const shown =
    token === undefined
      ? 'end of file'
      : plain
        ? token
        : /^\w/.test(token) && !RESERVED.has(token)
          ? 'word'
          : `"${token}"`
  const missing = quote ?? expecting
  return `${begin}: ${dash ? `${shown} unexpected` : `unexpected ${shown}`}${missing ? ` (expecting "${missing}")` : ''}`
}

const RESERVED = words('case do done elif else esac fi for if in then until while')
