// expr (GNU coreutils 9.1): or, and, comparisons, sums, products, `:`, match, substr, index, length, +, brackets.

import type { Program, Steps } from '../../sim/index.ts'
import { boundedRegex } from '../bounded-regex.ts'
import { UsageError } from '../options.ts'
import { RegexError, regexSource } from '../regex.ts'
import { emit } from '../stream.ts'

const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['<', '<=', '=', '==', '!=', '>=', '>'],
  ['+', '-'],
  ['*', '/', '%'],
  [':'],
]
const fault = (message: string): UsageError => new UsageError(message, 2, false)
const isNumber = (text: string): boolean => /^-?\d+$/.test(text)
const isFalse = (text: string): boolean => text === '' || /^-?0+$/.test(text)

function calculate(operator: string, left: string, right: string): string {
  if (!isNumber(left) || !isNumber(right)) throw fault('non-integer argument')
  const [a, b] = [BigInt(left), BigInt(right)]
  if (operator === '+') return String(a + b)
  if (operator === '-') return String(a - b)
  if (operator === '*') return String(a * b)
  if (b === 0n) throw fault('division by zero')
  return String(operator === '/' ? a / b : a % b)
}

function compare(operator: string, left: string, right: string): boolean {
  const numbers = isNumber(left) && isNumber(right)
  const [a, b] = numbers ? [BigInt(left), BigInt(right)] : [left, right]
  const order = a < b ? -1 : a > b ? 1 : 0
  if (operator.startsWith('!')) return order !== 0
  return (
    (operator.includes('=') && order === 0) ||
    (operator.startsWith('<') && order < 0) ||
    (operator.startsWith('>') && order > 0)
  )
}

/** What the first bracket of the pattern holds, or how long the match at the beginning is. */
function match(text: string, pattern: string): string {
  let found: RegExpExecArray | null
  const held = /(?:^|[^\\])(?:\\\\)*\\\(/.test(pattern)
  try {
    found = boundedRegex(`^(?:${regexSource(pattern.replace(/^\^/, ''), 'basic')})`, 'u').exec(text)
  } catch (error) {
    if (error instanceof RegexError) throw fault(error.message)
    throw error
  }
  return held ? (found?.[1] ?? '') : String([...(found?.[0] ?? '')].length)
}

function evaluate(args: readonly string[]): string {
  let at = 0
  const next = (): string => {
    const word = args[at++]
    if (word === undefined) throw fault(`syntax error: missing argument after ‘${args.at(-1) ?? ''}’`)
    return word
  }
  const primary = (): string => {
    const word = next()
    switch (word) {
      case '+':
        return next()
      case '(': {
        const value = level(0)
        if (args[at] === undefined) throw fault(`syntax error: expecting ')' after ‘${args[at - 1]}’`)
        if (args[at++] !== ')') throw fault(`syntax error: expecting ')' instead of ‘${args[at - 1]}’`)
        return value
      }
      case ')':
        throw fault("syntax error: unexpected ')'")
      case 'match': {
        const text = primary()
        return match(text, primary())
      }
      case 'length':
        return String([...primary()].length)
      case 'index': {
        const chars = [...primary()]
        const wanted = primary()
        return String(chars.findIndex((char) => wanted.includes(char)) + 1)
      }
      case 'substr': {
        const chars = [...primary()]
        const [from, count] = [Number(primary()), Number(primary())]
        return from >= 1 && count >= 1 ? chars.slice(from - 1, from - 1 + count).join('') : ''
      }
      default:
        return word
    }
  }
  const level = (depth: number): string => {
    const operators = LEVELS[depth]
    if (!operators) return primary()
    let left = level(depth + 1)
    for (let operator = args[at] ?? ''; operators.includes(operator); operator = args[at] ?? '') {
      at++
      const right = level(depth + 1)
      if (operator === '|') left = !isFalse(left) ? left : isFalse(right) ? '0' : right
      else if (operator === '&') left = isFalse(left) || isFalse(right) ? '0' : left
      else if (operator === ':') left = match(left, right)
      else if (depth === 2) left = compare(operator, left, right) ? '1' : '0'
      else left = calculate(operator, left, right)
    }
    return left
  }
  const value = level(0)
  if (at < args.length) throw fault(`syntax error: unexpected argument ‘${args[at]}’`)
  return value
}

export const expr: Program = {
  name: 'expr',
  summary: 'expr expression: arithmetic, comparison and texts',
  *run(args, io): Steps<number> {
    const words = args[0] === '--' ? args.slice(1) : args
    if (words.length === 0) throw new UsageError('missing operand', 2)
    const value = evaluate(words)
    yield* emit(io.stdout, `${value}\n`)
    return isFalse(value) ? 1 : 0
  },
}
