// The syntax of Go templates: splits text from actions (with {{- -}} trimming and comments) and reads pipelines.

export class TemplateFault extends Error {}

/** A number written with a point or an exponent: Go does not compare it with whole numbers. */
export class FloatLiteral {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

export interface Part {
  readonly type: 'text' | 'action'
  readonly text: string
  readonly line: number
}

export type Word = { readonly source: string } & (
  | { readonly type: 'value'; readonly value: unknown }
  | { readonly type: 'dot' }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'field'; readonly path: readonly string[] }
  | { readonly type: 'variable'; readonly name: string; readonly path: readonly string[] }
  | { readonly type: 'pipe'; readonly pipe: Pipe; readonly path: readonly string[] }
)

export interface Pipe {
  /** `$x := …` or `$i, $x := …`. */
  readonly variables: readonly string[]
  /** `=` instead of `:=`. */
  readonly assign: boolean
  readonly commands: readonly (readonly Word[])[]
}

const lineOf = (source: string, at: number): number => source.slice(0, at).split('\n').length

export function splitActions(source: string): readonly Part[] {
  const parts: Part[] = []
  let at = 0
  let trimNext = false
  for (;;) {
    const open = source.indexOf('{{', at)
    let text = source.slice(at, open < 0 ? undefined : open)
    if (trimNext) text = text.replace(/^\s+/, '')
    const trims = open >= 0 && /^\{\{-\s/.test(source.slice(open, open + 4))
    if (trims) text = text.replace(/\s+$/, '')
    parts.push({ type: 'text', text, line: lineOf(source, at) })
    if (open < 0) return parts
    const start = open + (trims ? 3 : 2)
    const body = source.slice(start)
    const comment = /^\s*\/\*[\s\S]*?\*\/\s*?(-?)\}\}/.exec(body)
    if (comment) {
      trimNext = comment[1] === '-'
      at = start + comment[0].length
      continue
    }
    const end = actionEnd(source, start)
    const inside = source.slice(start, end)
    trimNext = /\s-$/.test(inside)
    parts.push({ type: 'action', text: inside.replace(/\s-$/, '').trim(), line: lineOf(source, start) })
    at = end + 2
  }
}

/** Where the action's `}}` is; quotes may hold braces. */
function actionEnd(source: string, start: number): number {
  let quote = ''
  for (let i = start; i < source.length; i++) {
    const c = source[i]
    if (quote !== '') {
      if (c === '\\' && quote !== '`') i++
      else if (c === quote) quote = ''
    } else if (c === '"' || c === '`' || c === "'") quote = c
    else if (c === '}' && source[i + 1] === '}') return i
  }
  if (quote === '"') throw new TemplateFault(`template: output:${lineOf(source, start)}: unterminated quoted string`)
  throw new TemplateFault(`template: output:${lineOf(source, start)}: unclosed action`)
}

const TOKEN =
  /\s+|"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)+'|:=|[|(),=]|\$[A-Za-z0-9_]*(?:\.[\p{L}_][\p{L}\p{Nd}_]*)*|(?:\.[\p{L}_][\p{L}\p{Nd}_]*)+|\.(?![\p{L}_])|[+-]?(?:0[xX][0-9a-fA-F]+|[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|[\p{L}_][\p{L}\p{Nd}_]*/uy

const functions = new Set(
  'and base64decode call eq exists ge gt html index js le len lt ne not or print printf println slice urlquery'.split(
    ' ',
  ),
)

export function parseExpression(source: string, line: number): Pipe {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const from = TOKEN.lastIndex
    const match = TOKEN.exec(source)
    if (!match) {
      const bad = source[from] ?? ''
      const code = (bad.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
      throw new TemplateFault(`template: output:${line}: unexpected bad character U+${code} '${bad}' in command`)
    }
    tokens.push(match[0])
  }
  const reader = new ExpressionReader(tokens, line)
  const pipe = reader.pipe()
  return pipe
}

class ExpressionReader {
  readonly #tokens: readonly string[]
  readonly #line: number
  #at = 0

  constructor(tokens: readonly string[], line: number) {
    this.#tokens = tokens
    this.#line = line
  }

  pipe(nested = false): Pipe {
    const variables: string[] = []
    let assign = false
    const words = this.#tokens.slice(this.#at).filter((token) => !/^\s/.test(token))
    const define = words.findIndex((token) => token === ':=' || token === '=')
    const names = define < 0 ? [] : words.slice(0, define)
    if (define > 0 && names.every((name) => name === ',' || /^\$\w+$/.test(name))) {
      variables.push(...names.filter((name) => name !== ','))
      assign = words[define] === '='
      while (this.#tokens[this.#at] !== words[define]) this.#at++
      this.#at++
    }
    const commands: Word[][] = []
    let command: Word[] = []
    for (;;) {
      const token = this.#tokens[this.#at]
      if (token === undefined) {
        if (nested) throw new TemplateFault(`template: output:${this.#line}: unclosed left paren`)
        break
      }
      this.#at++
      if (/^\s/.test(token)) continue
      if (token === ')') {
        if (!nested) throw new TemplateFault(`template: output:${this.#line}: unexpected right paren`)
        break
      }
      if (token === '|') {
        if (command.length === 0) throw new TemplateFault(`template: output:${this.#line}: missing value for command`)
        commands.push(command)
        command = []
      } else command.push(this.#word(token))
    }
    if (command.length === 0) throw new TemplateFault(`template: output:${this.#line}: missing value for command`)
    commands.push(command)
    return { variables, assign, commands }
  }

  #word(token: string): Word {
    const first = token[0] ?? ''
    if (token === '(') {
      const pipe = this.pipe(true)
      const next = this.#tokens[this.#at] ?? ''
      const path = next.startsWith('.') && next !== '.' ? next.slice(1).split('.') : []
      if (path.length > 0) this.#at++
      return { type: 'pipe', pipe, path, source: '(...)' }
    }
    if (token === '.') return { type: 'dot', source: '.' }
    if (first === '.') return { type: 'field', path: token.slice(1).split('.'), source: token }
    if (first === '$') {
      const [name = '$', ...path] = token.split('.')
      return { type: 'variable', name, path, source: token }
    }
    if (first === '"') return { type: 'value', value: unquoteGo(token), source: token }
    if (first === '`') return { type: 'value', value: token.slice(1, -1), source: token }
    if (first === "'")
      return { type: 'value', value: unquoteGo(`"${token.slice(1, -1)}"`).codePointAt(0) ?? 0, source: token }
    if (/^[+-]?[0-9]/.test(token)) {
      const number = Number(token.replaceAll('_', ''))
      const float = /[.eE]/.test(token) && !/^[+-]?0[xX]/.test(token)
      return { type: 'value', value: float ? new FloatLiteral(number) : number, source: token }
    }
    if (token === 'true' || token === 'false') return { type: 'value', value: token === 'true', source: token }
    if (token === 'nil') return { type: 'value', value: null, source: token }
    if (functions.has(token)) return { type: 'name', name: token, source: token }
    if (/^[\p{L}_]/u.test(token))
      throw new TemplateFault(`template: output:${this.#line}: function "${token}" not defined`)
    throw new TemplateFault(`template: output:${this.#line}: unexpected "${token}" in operand`)
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' }

function unquoteGo(token: string): string {
  return token
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g, (_, x, u, long, c) => {
      const hex: string | undefined = x ?? u ?? long
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
      return escapes[c as string] ?? (c as string)
    })
}
