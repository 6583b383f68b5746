// The one module that knows the parser (unbash): text to a complete command, "more is needed" (PS2), or bash's message.
// Modelled on what bash 5.2 says and asks for; the parser accepts a little more than bash does (extended globs).

import { type Command, forEachChild, type HereDoc, type ParsedScript, parse, type SyntaxNode, type Word } from 'unbash'

export type * from 'unbash'

/** Text that parsed: the script and the text that its positions point into. */
export interface Unit {
  readonly source: string
  readonly script: ParsedScript
}

export type Parsed =
  | ({ readonly kind: 'complete' } & Unit)
  /** More lines are needed; `reason` is what bash says when none come. */
  | {
      readonly kind: 'incomplete'
      readonly reason: string
      readonly hereDocument?: { readonly end: string; readonly stripTabs: boolean }
    }
  /** A plain mistake; `message` as bash words it, in the line (from 0) where it was seen. */
  | { readonly kind: 'error'; readonly message: string; readonly line: number }

export function parseCommand(source: string): Parsed {
  const script = parse(source)
  const errors = [...(script.errors ?? [])].sort((a, b) => a.pos - b.pos)
  for (const { message, pos } of errors) {
    if (message.startsWith('unterminated')) return { kind: 'incomplete', reason: unmatched(message, source, pos) }
    const token = tokenAt(source, pos)
    if (token === undefined && message !== 'expected redirect target') {
      return { kind: 'incomplete', reason: 'syntax error: unexpected end of file' }
    }
    return {
      kind: 'error',
      message: `syntax error near unexpected token \`${token ?? 'newline'}'`,
      line: source.slice(0, pos).split('\n').length - 1,
    }
  }
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(source) && !/(?:^|[\s;])#[^\n]*$/.test(source)) {
    return { kind: 'incomplete', reason: 'syntax error: unexpected end of file' }
  }
  const open = source.includes('<<') ? openHereDocument(script) : undefined
  if (open) {
    const end = open.delimiter?.value ?? ''
    return {
      kind: 'incomplete',
      reason: `warning: here-document at line ${source.slice(0, open.pos).split('\n').length} delimited by end-of-file (wanted \`${end}')`,
      hereDocument: { end, stripTabs: open.operator === '<<-' },
    }
  }
  return { kind: 'complete', source, script }
}

function unmatched(message: string, source: string, pos: number): string {
  const sign = message.includes('double quote')
    ? '"'
    : message.includes('single quote')
      ? "'"
      : message.includes('backtick')
        ? '`'
        : message.includes('parameter')
          ? '}'
          : /command substitution|arithmetic|extended glob|array|process/.test(message)
            ? ')'
            : (source[pos] ?? ')')
  return `unexpected EOF while looking for matching \`${sign}'`
}

/** The token at or after `pos`, past blanks and comments; undefined at the end. */
function tokenAt(source: string, pos: number): string | undefined {
  const rest = source.slice(pos).replace(/^(?:[ \t]|\\\n|#[^\n]*)+/, '')
  if (rest === '' || /^\s+$/.test(rest)) return undefined
  if (rest.startsWith('\n')) return source.slice(0, pos).trimEnd() === '' ? tokenAt(rest, 1) : 'newline'
  return (
    /^(?:&&|\|\||;;&|;;|;&|<<<|<<-|<<|>>|<&|>&|&>|>\||\|&|[;&|()<>])/.exec(rest)?.[0] ??
    /^[^\s;&|()<>]+/.exec(rest)?.[0]
  )
}

function openHereDocument(script: ParsedScript): HereDoc | undefined {
  let found: HereDoc | undefined
  const visit = (node: SyntaxNode): void => {
    if (found) return
    if (node.type === 'HereDoc' && node.closing === undefined) found = node
    else forEachChild(node, visit)
  }
  visit(script)
  return found
}

/** Puts aliases in place of command words, as bash does when it reads a line; an alias is not expanded inside itself. */
export function expandAliases(source: string, aliases: ReadonlyMap<string, string>): string {
  if (aliases.size === 0) return source
  let text = source
  let inside: { readonly from: number; readonly to: number; readonly name: string }[] = []
  for (let turn = 0; turn < 100; turn++) {
    const target = commandWords(parse(text)).find(
      ({ pos, value }) =>
        aliases.has(value) && !inside.some(({ from, to, name }) => name === value && pos >= from && pos < to),
    )
    if (!target) return text
    const value = aliases.get(target.value) ?? ''
    const grown = value.length - (target.end - target.pos)
    text = text.slice(0, target.pos) + value + text.slice(target.end)
    inside = inside.map(({ from, to, name }) => ({
      from: from > target.pos ? from + grown : from,
      to: to > target.pos ? to + grown : to,
      name,
    }))
    inside.push({ from: target.pos, to: target.pos + value.length, name: target.value })
  }
  return text
}

/** The unquoted words in command position. */
function commandWords(script: ParsedScript): readonly Word[] {
  const words: Word[] = []
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command' && node.name && !node.name.parts && node.name.text === node.name.value)
      words.push(node.name)
    if (node.type === 'Script' && node.source !== undefined) return
    forEachChild(node, visit)
  }
  visit(script)
  return words
}

const wordCache = new Map<string, Word | undefined>()

/** Parses one word on its own, for text that was made by brace expansion. */
export function parseWord(text: string): Word | undefined {
  if (wordCache.has(text)) return wordCache.get(text)
  const [statement] = parse(`: ${text}`).commands
  const command: Command | undefined = statement?.command.type === 'Command' ? statement.command : undefined
  const first = command?.suffix[0]
  const word = first?.type === 'Word' ? first : undefined
  if (wordCache.size > 1000) wordCache.clear()
  wordCache.set(text, word)
  return word
}

/** Parses text as the inside of a here-document: expansions, but no quotes. */
export function parseQuotedText(text: string): HereDoc | undefined {
  const end = 'EOF_of_quoted_text'
  const [statement] = parse(`: <<${end}\n${text}\n${end}\n`).commands
  const command = statement?.command.type === 'Command' ? statement.command : undefined
  const first = command?.redirects[0]
  return first?.type === 'HereDoc' ? first : undefined
}
