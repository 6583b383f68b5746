// Long because every expansion may stand inside every other. Words to arguments (bash 5.2, "Shell Expansions"): braces,
// tilde, parameters, commands, arithmetic, word splitting, names of files. Quoted text is kept apart until the end.

import type { Steps } from '../sim/index.ts'
import { ArithmeticError, evaluateArithmetic } from './arithmetic.ts'
import { expandBraces } from './brace.ts'
import { foreignExpansion } from './dialect.ts'
import { changeCase, lookUp, type ParameterValue, removeMatch, replaceMatch, transform } from './parameter.ts'
import { escapePattern, globFiles, hasPattern } from './pattern.ts'
import { type Shell, ShellError } from './state.ts'
import {
  type ParameterExpansionPart,
  type ParsedScript,
  parseQuotedText,
  parseWord,
  type Word,
  type WordPart,
} from './syntax.ts'

/** Runs the commands that words contain. */
export interface Substitutes {
  capture(shell: Shell, script: ParsedScript | undefined): Steps<string>
  /** A path that stands for what the commands write: `<(…)`. */
  pathOf(shell: Shell, script: ParsedScript | undefined, operator: '<' | '>'): Steps<string>
}

interface Piece {
  readonly text: string
  readonly quoted: boolean
}

/** Fields that grow: pieces are added, blanks of unquoted text end a field. */
class Fields {
  readonly done: Piece[][] = []
  #current: Piece[] | undefined
  #afterBlank = false

  add(text: string, quoted: boolean): void {
    this.#current ??= []
    if (text !== '' || quoted) this.#current.push({ text, quoted })
    this.#afterBlank = false
  }

  split(text: string, separators: string): void {
    let run = ''
    const flush = (): void => {
      if (run !== '') this.add(run, false)
      run = ''
    }
    for (const char of text) {
      if (!separators.includes(char)) {
        run += char
        continue
      }
      flush()
      if (' \t\n'.includes(char)) {
        if (this.#current) {
          this.end()
          this.#afterBlank = true
        }
      } else if (this.#current) this.end()
      else if (this.#afterBlank) this.#afterBlank = false
      else this.done.push([])
    }
    flush()
  }

  end(): void {
    if (this.#current) this.done.push(this.#current)
    this.#current = undefined
  }
}

const separatorsOf = (shell: Shell): string => shell.variables.get('IFS')?.value ?? ' \t\n'

export class Expander {
  readonly #substitutes: Substitutes
  constructor(substitutes: Substitutes) {
    this.#substitutes = substitutes
  }

  /** The arguments that the words stand for. */
  *words(shell: Shell, words: readonly Word[]): Steps<string[]> {
    const results: string[] = []
    for (const word of words) {
      if (!word.parts && !/[\\~{]/.test(word.text)) results.push(word.value)
      else if (
        word.text.includes('{') &&
        shell.around.dialect === 'bash' &&
        (word.parts === undefined || word.parts.some(({ type }) => type === 'BraceExpansion'))
      ) {
        for (const text of expandBraces(word.text)) {
          const part = text === word.text ? word : parseWord(text)
          if (part) yield* this.#fieldsOf(shell, part, results)
          else if (text !== '') results.push(text)
        }
      } else yield* this.#fieldsOf(shell, word, results)
    }
    return results
  }

  *#fieldsOf(shell: Shell, word: Word, results: string[]): Steps<void> {
    const fields = new Fields()
    yield* this.#word(shell, word, fields, separatorsOf(shell))
    fields.end()
    for (const pieces of fields.done) {
      const mayMatch =
        !shell.options.has('noglob') && pieces.some(({ text, quoted }) => !quoted && /[*?[]|[@+!]\(/.test(text))
      if (mayMatch) {
        const pattern = toPattern(pieces)
        const found = hasPattern(pattern) ? globFiles(shell.around.host.files, shell.cwd, pattern, shell.shopt) : []
        if (found.length > 0) {
          for (const path of found) results.push(path)
          continue
        }
        if (shell.shopt.has('failglob') && hasPattern(pattern)) throw new ShellError(`no match: ${word.text}`)
        if (shell.shopt.has('nullglob') && hasPattern(pattern)) continue
      }
      results.push(pieces.map(({ text }) => text).join(''))
    }
  }

  /** One text: assignments, `case` words, here-strings. No splitting, no names of files. */
  *text(shell: Shell, word: Word | undefined, assignment = false): Steps<string> {
    if (!word) return ''
    if (!word.parts && !/[\\~]/.test(word.text)) return word.value
    const fields = new Fields()
    yield* this.#word(shell, word, fields, '', assignment)
    fields.end()
    return fields.done.map((pieces) => pieces.map(({ text }) => text).join('')).join(' ')
  }

  /** A pattern, in which quoted text is plain. */
  *pattern(shell: Shell, word: Word | undefined): Steps<string> {
    if (!word) return ''
    const fields = new Fields()
    yield* this.#word(shell, word, fields, '')
    fields.end()
    return fields.done.map(toPattern).join(' ')
  }

  /** The new text of `${x/a/b}`: an unquoted `&` is what matched. */
  *#replacement(shell: Shell, word: Word): Steps<(match: string) => string> {
    const fields = new Fields()
    yield* this.#word(shell, word, fields, '')
    fields.end()
    const pieces = fields.done.flat()
    return (match) =>
      pieces
        .map(({ text, quoted }) => (quoted ? text : text.replace(/\\&|&/g, (sign) => (sign === '&' ? match : '&'))))
        .join('')
  }

  /** A regular expression for `=~`, in which quoted text is plain. */
  *expression(shell: Shell, word: Word): Steps<string> {
    const fields = new Fields()
    yield* this.#word(shell, word, fields, '')
    fields.end()
    return fields.done
      .map((pieces) =>
        pieces.map(({ text, quoted }) => (quoted ? text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&') : text)).join(''),
      )
      .join(' ')
  }

  /** The inside of a here-document, or of `$((…))`. */
  *quotedParts(shell: Shell, parts: readonly WordPart[]): Steps<string> {
    const fields = new Fields()
    for (const part of parts) yield* this.#quoted(shell, part, fields, true)
    fields.end()
    return fields.done.map((pieces) => pieces.map(({ text }) => text).join('')).join(' ')
  }

  *arithmetic(shell: Shell, expression: string): Steps<bigint> {
    let text = expression
    if (/[$`]/.test(text)) {
      const parts = parseQuotedText(text)?.body.parts
      if (parts) text = (yield* this.quotedParts(shell, parts)).replace(/\n$/, '')
    }
    text = text.replace(/["']/g, '')
    try {
      return evaluateArithmetic(text, {
        get: (name, index) => {
          const value = index === undefined ? shell.get(name) : shell.element(name, index)
          if (value === undefined && shell.options.has('nounset')) throw unbound(shell, name)
          return value
        },
        set: (name, value, index) => shell.set(name, value, index),
      })
    } catch (error) {
      if (error instanceof ArithmeticError) throw new ShellError(error.message)
      throw error
    }
  }

  *#word(shell: Shell, word: Word, fields: Fields, separators: string, assignment = false): Steps<void> {
    const parts = word.parts
    if (!parts) {
      this.#literal(shell, word.text, fields, true, assignment)
      return
    }
    for (const [i, part] of parts.entries()) {
      if (part.type === 'Literal') this.#literal(shell, part.text, fields, i === 0, assignment)
      else yield* this.#part(shell, part, fields, separators)
    }
  }

  /** Unquoted text as it was typed: backslashes quote, a tilde in front is a home. */
  #literal(shell: Shell, typed: string, fields: Fields, first: boolean, assignment: boolean): void {
    let text = typed
    if (first || assignment) {
      const home = /^~([^/:]*)(?=$|[/:])/.exec(text)
      if (home && first) {
        const path = homeOf(shell, home[1] ?? '')
        if (path !== undefined) {
          fields.add(path, true)
          text = text.slice(home[0].length)
        }
      }
      if (assignment) text = text.replace(/:~(?=$|[/:])/g, () => `:${homeOf(shell, '') ?? '~'}`)
    }
    if (text === '') return
    if (!text.includes('\\')) {
      fields.add(text, false)
      return
    }
    let run = ''
    for (let i = 0; i < text.length; i++) {
      if (text[i] !== '\\') {
        run += text[i]
        continue
      }
      i++
      if (text[i] === '\n') continue
      if (run !== '') fields.add(run, false)
      run = ''
      fields.add(text[i] ?? '\\', true)
    }
    if (run !== '') fields.add(run, false)
  }

  *#part(shell: Shell, part: WordPart, fields: Fields, separators: string): Steps<void> {
    switch (part.type) {
      case 'Literal':
        this.#literal(shell, part.text, fields, false, false)
        return
      case 'Glob':
        if (part.kind === 'bracket' && part.parts.some(({ type }) => type !== 'Literal')) {
          fields.add('[', false)
          for (const inner of part.parts) yield* this.#part(shell, inner, fields, separators)
          fields.add(']', false)
        } else fields.add(part.text, false)
        return
      case 'ExtendedGlob':
      case 'BraceExpansion':
        fields.add(part.text, false)
        return
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        fields.add(part.value, true)
        return
      case 'DoubleQuoted':
      case 'LocaleString': {
        const onlyList = part.parts.length === 1 && isList(part.parts[0])
        if (!onlyList) fields.add('', true)
        for (const inner of part.parts) yield* this.#quoted(shell, inner, fields, false)
        return
      }
      case 'ProcessSubstitution':
        fields.add(yield* this.#substitutes.pathOf(shell, part.script, part.operator), true)
        return
      case 'CommandExpansion':
        this.#unquoted(fields, yield* this.#capture(shell, part.script), separators)
        return
      case 'ArithmeticExpansion':
        this.#unquoted(fields, String(yield* this.arithmetic(shell, inside(part.text))), separators)
        return
      case 'SimpleExpansion': {
        const name = part.text.slice(1)
        this.#value(shell, this.#known(shell, name, lookUp(shell, name)), fields, false, separators)
        return
      }
      case 'ParameterExpansion':
        yield* this.#parameter(shell, part, fields, false, separators)
    }
  }

  *#quoted(shell: Shell, part: WordPart, fields: Fields, document: boolean): Steps<void> {
    switch (part.type) {
      case 'Literal':
        fields.add(document ? unescapeDocument(part.text) : part.value, true)
        return
      case 'CommandExpansion':
        fields.add(yield* this.#capture(shell, part.script), true)
        return
      case 'ArithmeticExpansion':
        fields.add(String(yield* this.arithmetic(shell, inside(part.text))), true)
        return
      case 'SimpleExpansion': {
        const name = part.text.slice(1)
        this.#value(shell, this.#known(shell, name, lookUp(shell, name)), fields, true, '')
        return
      }
      case 'ParameterExpansion':
        yield* this.#parameter(shell, part, fields, true, '')
        return
      default:
        fields.add('text' in part ? part.text : '', true)
    }
  }

  *#capture(shell: Shell, script: ParsedScript | undefined): Steps<string> {
    return (yield* this.#substitutes.capture(shell, script)).replace(/\n+$/, '')
  }

  #unquoted(fields: Fields, text: string, separators: string): void {
    if (separators === '') {
      if (text !== '') fields.add(text, false)
    } else fields.split(text, separators)
  }

  #value(shell: Shell, value: ParameterValue, fields: Fields, quoted: boolean, separators: string): void {
    if (value.kind === 'one') {
      if (quoted) fields.add(value.value ?? '', true)
      else this.#unquoted(fields, value.value ?? '', separators)
      return
    }
    if (quoted && value.joined) {
      const ifs = shell.variables.get('IFS')?.value
      fields.add(value.values.join(ifs === undefined ? ' ' : ifs.slice(0, 1)), true)
      return
    }
    for (const [i, text] of value.values.entries()) {
      if (i > 0) fields.end()
      if (quoted) fields.add(text, true)
      else this.#unquoted(fields, text, separators)
    }
  }

  #known(shell: Shell, name: string, value: ParameterValue): ParameterValue {
    if (value.kind === 'one' && value.value === undefined && shell.options.has('nounset')) {
      throw unbound(shell, name)
    }
    return value
  }

  *#parameter(
    shell: Shell,
    part: ParameterExpansionPart,
    fields: Fields,
    quoted: boolean,
    separators: string,
  ): Steps<void> {
    const { operation, prefix } = part
    const reference = part.prefix === '!' && !part.index && shell.variables.get(part.parameter)?.reference
    let name = shell.target(part.parameter)
    let index: string | undefined
    if (part.index) {
      index = part.index.text
      if (index !== '@' && index !== '*') {
        index = shell.variables.get(name)?.keyed
          ? yield* this.text(shell, part.index)
          : String(yield* this.arithmetic(shell, part.index.text))
      }
    }
    if (reference) {
      this.#value(shell, { kind: 'one', value: name }, fields, quoted, separators)
      return
    }
    const tilde = operation?.type === 'Unknown' && shell.around.dialect === 'bash' && /~~?(?=\}$)/.exec(part.text)
    if (tilde && name !== '' && prefix === undefined) {
      const values = this.#known(shell, name, lookUp(shell, name, index))
      const change = (text: string): string => changeCase(text, tilde[0], undefined)
      const changed: ParameterValue =
        values.kind === 'many'
          ? { ...values, values: values.values.map(change) }
          : { kind: 'one', value: change(values.value ?? '') }
      this.#value(shell, changed, fields, quoted, separators)
      return
    }
    if (name === '' || operation?.type === 'Unknown') throw new ShellError(`${part.text}: bad substitution`)
    const foreign = foreignExpansion(shell.around.dialect, part)
    if (foreign !== undefined) throw new ShellError(foreign, 2)
    if (prefix === '!' && operation?.type === 'Names') {
      const values = [...shell.variables.keys()].filter((known) => known.startsWith(name)).sort()
      this.#value(shell, { kind: 'many', values, joined: operation.operator === '*' }, fields, quoted, separators)
      return
    }
    if (prefix === '!') {
      if (index === '@' || index === '*') {
        const values = shell.items(name).map(([key]) => key)
        this.#value(shell, { kind: 'many', values, joined: index === '*' }, fields, quoted, separators)
        return
      }
      const target = lookUp(shell, name, index)
      const text = target.kind === 'one' ? target.value : target.values.join(' ')
      if (text === undefined || text === '') throw new ShellError(`${name}: invalid indirect expansion`)
      const element = /^(\w+)\[(.*)\]$/.exec(text)
      name = element?.[1] ?? text
      index = element?.[2]
    }
    const value = lookUp(shell, name, index)
    if (prefix === '#') {
      const length = value.kind === 'many' ? value.values.length : [...(this.#checked(shell, name, value) ?? '')].length
      fields.add(String(length), quoted)
      return
    }
    if (!operation) {
      this.#value(shell, this.#known(shell, name, value), fields, quoted, separators)
      return
    }
    if (operation.type === 'Default') {
      const text = value.kind === 'one' ? value.value : value.values.length === 0 ? undefined : value.values.join(' ')
      const missing = text === undefined || (operation.operator.startsWith(':') && text === '')
      const kind = operation.operator.at(-1)
      if (kind === '+') {
        if (missing) {
          if (quoted) fields.add('', true)
        } else yield* this.#operand(shell, operation.operand, fields, quoted, separators)
      } else if (!missing) this.#value(shell, value, fields, quoted, separators)
      else if (kind === '-') yield* this.#operand(shell, operation.operand, fields, quoted, separators)
      else if (kind === '=') {
        const made = yield* this.text(shell, operation.operand)
        shell.set(name, made, index)
        this.#value(shell, { kind: 'one', value: made }, fields, quoted, separators)
      } else {
        const message = yield* this.text(shell, operation.operand)
        throw new ShellError(
          `${name}: ${message || (operation.operator === ':?' ? 'parameter null or not set' : 'parameter not set')}`,
          127,
        )
      }
      return
    }
    const checked = this.#known(shell, name, value)
    const change = yield* this.#change(shell, name, operation, checked)
    this.#value(shell, change, fields, quoted, separators)
  }

  #checked(shell: Shell, name: string, value: ParameterValue): string | undefined {
    const known = this.#known(shell, name, value)
    return known.kind === 'one' ? known.value : known.values.join(' ')
  }

  *#operand(shell: Shell, operand: Word, fields: Fields, quoted: boolean, separators: string): Steps<void> {
    if (!quoted) {
      yield* this.#word(shell, operand, fields, separators)
      return
    }
    fields.add('', true)
    for (const part of operand.parts ?? []) {
      if (part.type === 'DoubleQuoted') for (const inner of part.parts) yield* this.#quoted(shell, inner, fields, false)
      else yield* this.#quoted(shell, part, fields, false)
    }
    if (!operand.parts) fields.add(operand.value, true)
  }

  *#change(
    shell: Shell,
    name: string,
    operation: NonNullable<ParameterExpansionPart['operation']>,
    value: ParameterValue,
  ): Steps<ParameterValue> {
    let change: (text: string) => string
    switch (operation.type) {
      case 'Remove': {
        const pattern = yield* this.pattern(shell, operation.operand)
        change = (text) => removeMatch(text, operation.operator, pattern)
        break
      }
      case 'Replace': {
        const pattern = yield* this.pattern(shell, operation.pattern)
        const replacement = yield* this.#replacement(shell, operation.replacement)
        change = (text) => replaceMatch(text, operation.operator, pattern, replacement)
        break
      }
      case 'CaseModification': {
        const pattern = operation.operand && (yield* this.pattern(shell, operation.operand))
        change = (text) => changeCase(text, operation.operator, pattern)
        break
      }
      case 'Transform': {
        const operator = operation.operand.text
        change = (text) => transform(shell, name, text, operator)
        break
      }
      case 'Slice': {
        const from = Number(yield* this.arithmetic(shell, operation.offset.text))
        const length = operation.length && Number(yield* this.arithmetic(shell, operation.length.text))
        if (value.kind === 'many') {
          const all = name === '@' || name === '*' ? [shell.zero, ...value.values] : value.values

          return { ...value, values: slice(all, from, length) }
        }
        change = (text) => slice([...text], from, length).join('')
        break
      }
      default:
        change = (text) => text
    }
    return value.kind === 'many'
      ? { ...value, values: value.values.map(change) }
      : { kind: 'one', value: change(value.value ?? '') }
  }
}

function slice<T>(items: readonly T[], from: number, length: number | undefined): readonly T[] {
  const start = from < 0 ? items.length + from : from
  if (start < 0) return []
  if (length === undefined) return items.slice(start)
  const end = length < 0 ? items.length + length : start + length
  if (end < start) throw new ShellError(`${length}: substring expression < 0`)
  return items.slice(start, end)
}

const unbound = (shell: Shell, name: string): ShellError =>
  shell.around.dialect === 'bash'
    ? new ShellError(`${name}: unbound variable`, 127)
    : new ShellError(`${name}: parameter not set`, 2)

const toPattern = (pieces: readonly Piece[]): string =>
  pieces.map(({ text, quoted }) => (quoted ? escapePattern(text) : text)).join('')

function homeOf(shell: Shell, user: string): string | undefined {
  if (user === '') return shell.get('HOME') ?? '/root'
  if (user === '+') return shell.cwd
  if (user === '-') return shell.get('OLDPWD')
  return user === 'root' ? '/root' : undefined
}

function isList(part: WordPart | undefined): boolean {
  if (part?.type === 'SimpleExpansion') return part.text === '$@'
  if (part?.type !== 'ParameterExpansion') return false
  return part.prefix !== '#' && (part.parameter === '@' || part.index?.text === '@')
}

/** `$((x))` without its brackets; `$[x]` too. */
const inside = (text: string): string => (text.startsWith('$((') ? text.slice(3, -2) : text.slice(2, -1))

const unescapeDocument = (text: string): string =>
  text.replace(/\\(\n|[$`\\])/g, (_, char) => (char === '\n' ? '' : char))
