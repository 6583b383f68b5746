// Shell arithmetic (bash 5.2, "Shell Arithmetic"): 64-bit integers, the operators of C, variables by name.

export interface Variables {
  get(name: string, index?: string): string | undefined
  set(name: string, value: string, index?: string): void
}

/** What bash prints after the expression that it could not evaluate. */
export class ArithmeticError extends Error {}

interface Token {
  readonly kind: 'number' | 'name' | 'operator' | 'end'
  readonly text: string
  readonly at: number
}

const OPERATORS = /^(?:<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&^|]=|[-+*/%<>=!~&^|?:,()[\]])/
const ASSIGNMENTS: ReadonlySet<string> = new Set(['=', '+=', '-=', '*=', '/=', '%=', '<<=', '>>=', '&=', '^=', '|='])

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
]

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value)
const truth = (value: boolean): bigint => (value ? 1n : 0n)

interface Place {
  readonly name: string
  readonly index: string | undefined
}

export function evaluateArithmetic(expression: string, variables: Variables, depth = 0): bigint {
  if (depth > 64)
    throw new ArithmeticError(`${expression}: expression recursion level exceeded (error token is "${expression}")`)
  const tokens = tokenize(expression)
  let at = 0

  const peek = (): Token => tokens[at] ?? { kind: 'end', text: '', at: expression.length }
  const rest = (token: Token): string => expression.slice(token.at).trimEnd()
  const fail = (reason: string, found: Token): never => {
    const token = found.kind === 'end' ? (tokens.at(-1) ?? found) : found
    throw new ArithmeticError(`${expression.trim()}: ${reason} (error token is "${rest(token)}")`)
  }
  const accept = (text: string): boolean => {
    if (peek().kind !== 'operator' || peek().text !== text) return false
    at++
    return true
  }

  const load = (place: Place): bigint => {
    const text = variables.get(place.name, place.index)
    if (text === undefined || text.trim() === '') return 0n
    return /^-?[1-9]\d*$|^0$/.test(text) ? wrap(BigInt(text)) : evaluateArithmetic(text, variables, depth + 1)
  }
  const store = (place: Place, value: bigint): bigint => {
    variables.set(place.name, String(value), place.index)
    return value
  }

  function place(): Place | undefined {
    const token = peek()
    if (token.kind !== 'name') return undefined
    at++
    if (!accept('[')) return { name: token.text, index: undefined }
    const from = peek().at
    const index = String(comma())
    const end = peek()
    if (!accept(']')) fail('bad array subscript', end)
    return { name: token.text, index: /^-?\d+$/.test(index) ? index : expression.slice(from, end.at) }
  }

  function comma(run = true): bigint {
    let value = ternary(run)
    while (accept(',')) value = ternary(run)
    return value
  }

  function ternary(run: boolean): bigint {
    const start = at
    const target = place()
    if (target) {
      const operator = peek()
      if (operator.kind === 'operator' && ASSIGNMENTS.has(operator.text)) {
        at++
        const value = ternary(run)
        if (!run) return 0n
        return store(
          target,
          operator.text === '=' ? value : binary(operator.text.slice(0, -1), load(target), value, operator),
        )
      }
      at = start
    }
    const test = level(0, run)
    if (!accept('?')) return test
    const yes = ternary(run && test !== 0n)
    if (!accept(':')) fail("`:' expected for conditional expression", peek())
    const no = ternary(run && test === 0n)
    return test !== 0n ? yes : no
  }

  function level(depthOf: number, run: boolean): bigint {
    const operators = LEVELS[depthOf]
    if (!operators) return power(run)
    let left = level(depthOf + 1, run)
    for (;;) {
      const token = peek()
      if (token.kind !== 'operator' || !operators.includes(token.text)) return left
      at++
      const skip = (token.text === '&&' && left === 0n) || (token.text === '||' && left !== 0n)
      const right = level(depthOf + 1, run && !skip)
      left = run ? binary(token.text, left, right, peek()) : 0n
    }
  }

  function binary(operator: string, left: bigint, right: bigint, token: Token): bigint {
    switch (operator) {
      case '||':
        return truth(left !== 0n || right !== 0n)
      case '&&':
        return truth(left !== 0n && right !== 0n)
      case '|':
        return left | right
      case '^':
        return left ^ right
      case '&':
        return left & right
      case '==':
        return truth(left === right)
      case '!=':
        return truth(left !== right)
      case '<':
        return truth(left < right)
      case '>':
        return truth(left > right)
      case '<=':
        return truth(left <= right)
      case '>=':
        return truth(left >= right)
      case '<<':
        return wrap(left << (right & 63n))
      case '>>':
        return wrap(left >> (right & 63n))
      case '+':
        return wrap(left + right)
      case '-':
        return wrap(left - right)
      case '*':
        return wrap(left * right)
      default:
        if (right === 0n) return fail('division by 0', tokens[at - 1] ?? token)
        return operator === '/' ? wrap(left / right) : left % right
    }
  }

  function power(run: boolean): bigint {
    const base = unary(run)
    if (!accept('**')) return base
    const exponent = power(run)
    if (exponent < 0n) return fail('exponent less than 0', peek())
    return wrap(BigInt.asIntN(64, base) ** (exponent > 4096n ? 4096n : exponent))
  }

  function unary(run: boolean): bigint {
    if (accept('!')) return truth(unary(run) === 0n)
    if (accept('~')) return wrap(~unary(run))
    for (const sign of ['++', '--']) {
      const start = at
      if (!accept(sign)) continue
      const target = place()
      if (target) return run ? store(target, wrap(load(target) + (sign === '++' ? 1n : -1n))) : 0n
      at = start + 1
      return sign === '++' ? unary(run) : unary(run)
    }
    if (accept('-')) return wrap(-unary(run))
    if (accept('+')) return unary(run)
    return primary(run)
  }

  function primary(run: boolean): bigint {
    const token = peek()
    if (accept('(')) {
      const value = comma(run)
      if (!accept(')')) fail("missing `)'", peek())
      return value
    }
    const target = place()
    if (target) {
      const value = run ? load(target) : 0n
      if (accept('++')) {
        if (run) store(target, wrap(value + 1n))
      } else if (accept('--') && run) store(target, wrap(value - 1n))
      return value
    }
    if (token.kind !== 'number') return fail('syntax error: operand expected', token)
    at++
    return readNumber(token.text, (reason) => fail(reason, token))
  }

  if (tokens.length === 0) return 0n
  const value = comma()
  const left = peek()
  if (left.kind !== 'end') {
    if (left.kind === 'operator' && left.text === '=') fail('attempted assignment to non-variable', left)
    fail(
      left.kind === 'operator' && ![')', ']'].includes(left.text)
        ? 'syntax error: invalid arithmetic operator'
        : 'syntax error in expression',
      left,
    )
  }
  return value
}

function tokenize(expression: string): readonly Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < expression.length; ) {
    const rest = expression.slice(at)
    const blank = /^\s+/.exec(rest)
    if (blank) {
      at += blank[0].length
      continue
    }
    const number = /^\d[\w#@]*/.exec(rest)
    const name = /^[A-Za-z_]\w*/.exec(rest)
    const text = number?.[0] ?? name?.[0] ?? OPERATORS.exec(rest)?.[0]
    if (text === undefined) {
      throw new ArithmeticError(
        `${expression.trim()}: syntax error: invalid arithmetic operator (error token is "${rest.trimEnd()}")`,
      )
    }
    tokens.push({ kind: number ? 'number' : name ? 'name' : 'operator', text, at })
    at += text.length
  }
  return tokens
}

function readNumber(text: string, fail: (reason: string) => never): bigint {
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return wrap(BigInt(text))
  if (/^0\d*$/.test(text)) return /[89]/.test(text) ? fail('value too great for base') : wrap(BigInt(`0o${text}`))
  if (/^\d+$/.test(text)) return wrap(BigInt(text))
  const based = /^(\d+)#([0-9a-zA-Z@_]+)$/.exec(text)
  if (!based) return fail('value too great for base')
  const base = Number(based[1])
  if (base < 2 || base > 64) return fail('invalid arithmetic base')
  let value = 0n
  for (const char of based[2] ?? '') {
    const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_'
    const digit = base <= 36 ? digits.indexOf(char.toLowerCase()) : digits.indexOf(char)
    if (digit < 0 || digit >= base) return fail('value too great for base')
    value = value * BigInt(base) + BigInt(digit)
  }
  return wrap(value)
}
