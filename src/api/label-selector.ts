// Label selectors: the grammar, the requirements and the error texts of k8s.io/apimachinery/pkg/labels (v1.33).

import { fieldErrorText, invalidField } from './field-error.ts'
import { labelValueFaults, qualifiedNameFaults } from './names.ts'

export type LabelOperator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt'

export interface LabelRequirement {
  readonly key: string
  readonly operator: LabelOperator
  /** Sorted, each once. */
  readonly values: readonly string[]
}

export type LabelSelector = readonly LabelRequirement[]

/** A selector that cannot be understood; the message is upstream's. */
export class SelectorError extends Error {}

type Token =
  | { readonly kind: 'end' | 'identifier' | 'error'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: string }

const symbols = new Set([')', ',', '!', '==', '=', '>', 'in', '<', '!=', 'notin', '('])
const special = /[=!(),<>]/
const blank = /[ \t\r\n]/
const integer = /^[+-]?\d+$/

function scan(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    while (at < text.length && blank.test(text.charAt(at))) at++
    if (at >= text.length) {
      tokens.push({ kind: 'end', text: '' })
      return tokens
    }
    let end = at
    if (special.test(text.charAt(at))) {
      let found = 0
      while (end < text.length && special.test(text.charAt(end))) {
        end++
        if (symbols.has(text.slice(at, end))) found = end
        else if (found > 0) break
      }
      if (found === 0) {
        tokens.push({ kind: 'error', text: `error expected: keyword found '${text.slice(at, end)}'` })
        at = end
      } else {
        tokens.push({ kind: 'symbol', text: text.slice(at, found) })
        at = found
      }
    } else {
      while (end < text.length && !special.test(text.charAt(end)) && !blank.test(text.charAt(end))) end++
      const word = text.slice(at, end)
      tokens.push({ kind: symbols.has(word) ? 'symbol' : 'identifier', text: word })
      at = end
    }
  }
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(text: string) {
    this.#tokens = scan(text)
  }

  parse(): LabelRequirement[] {
    const requirements: LabelRequirement[] = []
    for (;;) {
      const token = this.#peek()
      if (token.kind === 'end') return requirements
      if (token.kind !== 'identifier' && !is(token, '!')) {
        throw new SelectorError(`found '${token.text}', expected: !, identifier, or 'end of string'`)
      }
      requirements.push(this.#requirement())
      const separator = this.#take()
      if (separator.kind === 'end') return requirements
      if (!is(separator, ',')) throw new SelectorError(`found '${separator.text}', expected: ',' or 'end of string'`)
      const next = this.#peek()
      if (next.kind !== 'identifier' && !is(next, '!')) {
        throw new SelectorError(`found '${next.text}', expected: identifier after ','`)
      }
    }
  }

  /** 'in' and 'notin' are ordinary words except where an operator stands. */
  #peek(operator = false): Token {
    const token = this.#tokens[this.#at] ?? { kind: 'end', text: '' }
    if (!operator && (is(token, 'in') || is(token, 'notin'))) return { kind: 'identifier', text: token.text }
    return token
  }

  #take(operator = false): Token {
    const token = this.#peek(operator)
    this.#at++
    return token
  }

  #requirement(): LabelRequirement {
    const fail = (why: string): SelectorError => new SelectorError(`unable to parse requirement: ${why}`)
    const absent = is(this.#peek(), '!')
    if (absent) this.#take()
    const { kind, text: key } = this.#take()
    if (kind !== 'identifier') throw fail(`found '${key}', expected: identifier`)
    const faults = qualifiedNameFaults(key)
    if (faults.length > 0) throw fail(fieldErrorText(invalidField('<nil>', key, faults.join('; '))))
    const next = this.#peek()
    if (next.kind === 'end' || is(next, ',')) return { key, operator: absent ? '!' : 'exists', values: [] }
    if (absent) return { key, operator: '!', values: [] }

    const sign = this.#take(true)
    const operator = sign.kind === 'symbol' ? operators[sign.text] : undefined
    if (!operator) throw fail(`found '${sign.text}', expected: in, notin, =, ==, !=, gt, lt`)
    const list = operator === 'in' || operator === 'notin'
    const values = list ? this.#values(fail) : [this.#value(fail)]
    const errors: string[] = []
    if (operator === 'gt' || operator === 'lt') {
      for (const [i, value] of values.entries()) {
        if (integer.test(value)) continue
        const why = "for 'Gt', 'Lt' operators, the value must be an integer"
        errors.push(fieldErrorText(invalidField(`values[${i}]`, value, why)))
      }
    }
    for (const [i, value] of values.entries()) {
      const wrong = labelValueFaults(value)
      if (wrong.length > 0) errors.push(fieldErrorText(invalidField(`values[${i}][${key}]`, value, wrong.join('; '))))
    }
    if (errors.length > 0) throw fail(errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]`)
    return { key, operator, values }
  }

  #value(fail: (why: string) => SelectorError): string {
    const next = this.#peek()
    if (next.kind === 'end' || is(next, ',')) return ''
    this.#take()
    if (next.kind !== 'identifier') throw fail(`found '${next.text}', expected: identifier`)
    return next.text
  }

  #values(fail: (why: string) => SelectorError): string[] {
    const open = this.#take()
    if (!is(open, '(')) throw fail(`found '${open.text}' expected: '('`)
    const first = this.#peek()
    if (is(first, ')')) {
      this.#take()
      return ['']
    }
    if (first.kind !== 'identifier' && !is(first, ',')) {
      throw fail(`found '${first.text}', expected: ',', ')' or identifier`)
    }
    const values = new Set<string>()
    for (;;) {
      const token = this.#take()
      if (token.kind === 'identifier') {
        values.add(token.text)
        const next = this.#peek()
        if (is(next, ',')) continue
        if (is(next, ')')) break
        throw fail(`found '${next.text}', expected: ',' or ')'`)
      }
      if (!is(token, ',')) throw fail(`found '${token.text}', expected: ',', or identifier`)
      if (values.size === 0) values.add('')
      const next = this.#peek()
      if (is(next, ')')) {
        values.add('')
        break
      }
      if (is(next, ',')) {
        this.#take()
        values.add('')
      }
    }
    this.#take()
    return [...values].sort()
  }
}

const is = (token: Token, symbol: string): boolean => token.kind === 'symbol' && token.text === symbol

const operators: Readonly<Record<string, LabelOperator>> = {
  in: 'in',
  notin: 'notin',
  '=': '=',
  '==': '==',
  '!=': '!=',
  '>': 'gt',
  '<': 'lt',
}

/** Reads 'app=web,tier in (a,b),!x'. Throws `SelectorError` with upstream's text. */
export function parseLabelSelector(text: string): LabelSelector {
  return new Parser(text).parse().sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}

type Labels = Readonly<Record<string, string>> | undefined

export function matchesLabels(selector: LabelSelector, labels: Labels): boolean {
  return selector.every((requirement) => matchesRequirement(requirement, labels))
}

function matchesRequirement({ key, operator, values }: LabelRequirement, labels: Labels): boolean {
  const value = labels && Object.hasOwn(labels, key) ? labels[key] : undefined
  switch (operator) {
    case '=':
    case '==':
    case 'in':
      return value !== undefined && values.includes(value)
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value)
    case 'exists':
      return value !== undefined
    case '!':
      return value === undefined
    default: {
      if (value === undefined || !integer.test(value)) return false
      const [limit = ''] = values
      return operator === 'gt' ? BigInt(value) > BigInt(limit) : BigInt(value) < BigInt(limit)
    }
  }
}

/** The selector in its canonical text. */
export function labelSelectorText(selector: LabelSelector): string {
  return selector
    .map(({ key, operator, values }) => {
      const list = values.join(',')
      switch (operator) {
        case 'exists':
          return key
        case '!':
          return `!${key}`
        case 'in':
        case 'notin':
          return `${key} ${operator} (${list})`
        case 'gt':
          return `${key}>${list}`
        case 'lt':
          return `${key}<${list}`
        default:
          return `${key}${operator}${list}`
      }
    })
    .join(',')
}

/** metav1.LabelSelector, as in a Deployment's spec.selector. An absent selector matches nothing, an empty one all. */
export interface LabelSelectorFields {
  readonly matchLabels?: Readonly<Record<string, string>>
  readonly matchExpressions?: readonly {
    readonly key: string
    readonly operator: string
    readonly values?: readonly string[]
  }[]
}

const fieldOperators: Readonly<Record<string, LabelOperator>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
}

/** The requirements of a metav1.LabelSelector; undefined when it is absent or broken (then nothing matches). */
export function labelSelectorOf(selector: LabelSelectorFields | undefined | null): LabelSelector | undefined {
  if (!selector) return undefined
  const requirements: LabelRequirement[] = []
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    requirements.push({ key, operator: '=', values: [value] })
  }
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const known = fieldOperators[operator]
    if (!known) return undefined
    requirements.push({ key, operator: known, values: [...new Set(values)].sort() })
  }
  return requirements.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}
