// What numbers, characters and strings of Go templates mean (newNumber of
// text/template/parse/node.go, Go 1.24).

import { quote } from '../flag-parser.ts'
import { goUnquote } from '../go-unquote.ts'
import type { NumberNode } from './nodes.ts'

export class LiteralFault extends Error {}

/** Of a number, or of a character in quotes. */
export function numberOf(text: string): Pick<NumberNode, 'value' | 'float'> {
  if (text.startsWith("'")) return { value: characterOf(text), float: false }
  const plain = text.replaceAll('_', '')
  const negative = plain.startsWith('-')
  const value = Number(plain.replace(/^[+-]/, '').replace(/^0(?=\d+$)/, '0o')) * (negative ? -1 : 1)
  if (Number.isNaN(value) || !/\d/.test(plain)) throw new LiteralFault(`illegal number syntax: ${quote(text)}`)
  const hex = /^[+-]?0[xX]/.test(plain)
  const float = hex ? /[.pP]/.test(plain) : /[.eE]/.test(plain)
  if (!float && Math.abs(value) >= 2 ** 63) throw new LiteralFault(`integer overflow: ${quote(text)}`)
  return { value, float }
}

function characterOf(text: string): number {
  const character = unquoted(text)
  if (character === '') throw new LiteralFault('invalid syntax')
  if ([...character].length !== 1) throw new LiteralFault(`malformed character constant: ${text}`)
  return character.codePointAt(0) ?? 0
}

/** Of a string in double quotes or backquotes. */
export const stringOf = (text: string): string =>
  text.startsWith('`') ? text.slice(1, -1).replaceAll('\r', '') : unquoted(text)

function unquoted(token: string): string {
  const value = goUnquote(token)
  if (value === undefined) throw new LiteralFault('invalid syntax')
  return value
}
