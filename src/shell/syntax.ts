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
      readonly expecting?: string | undefined
      /** Not where it was opened but where the text ends. */
      readonly toldAtEnd?: boolean
      /** The values of an array were to come. */
      readonly array?: boolean
      readonly hereDocument?: { readonly end: string; readonly stripTabs: boolean }
    }
  /** A plain mistake; `message` as bash words it, in the line (from 0) where it was seen. */
  | { readonly kind: 'error'; readonly message: string; readonly line: number; readonly expecting?: string | undefined }

export function parseCommand(source: string): Parsed {
  const script = parse(source)
  const errors = [...(script.errors ?? [])].sort((a, b) => a.pos - b.pos)
  /** The word that was missing. */
  const expecting = errors.map(({ message }) => /^expected '(\w+|[})])'/.exec(message)?.[1]).find((word) => word)
  for (const { message, pos } of errors) {
    if (message.startsWith('unterminated')) {
      const toldAtEnd = /command substitution|process/.test(message)
      return {
        kind: 'incomplete',
        reason: unmatched(message, source, pos),
        toldAtEnd,
        array: source.startsWith('=(', pos),
      }
    }
    const closed = !errors.some((other) => other.pos === pos && other.message.includes(CLOSES[message] ?? message))
    const token = faultAt(message, source, pos, closed)
    if (token === undefined && message !== 'expected redirect target') {
      const test = message.startsWith("expected ']]'")
      const reason = test ? "unexpected EOF while looking for `]]'" : 'syntax error: unexpected end of file'
      return { kind: 'incomplete', reason, expecting }
    }
    return {
      kind: 'error',
      message: `syntax error near unexpected token \`${token ?? 'newline'}'`,
      line: source.slice(0, pos).split('\n').length - 1,
      expecting,
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
  const twice = /&\s*;/.test(source) ? emptyCommand(source, script) : undefined
  if (twice !== undefined) {
    const line = source.slice(0, twice).split('\n').length - 1
    return { kind: 'error', message: "syntax error near unexpected token `;'", line }
  }
  return { kind: 'complete', source, script }
}

/** Where a ';' follows a '&': the parser takes it, bash does not. */
function emptyCommand(source: string, script: ParsedScript): number | undefined {
  for (const node of nodesOf(script)) {
    if (node.type !== 'Statement' || !node.background) continue
    const after = /^&?[ \t]*;(?!;)/.exec(source.slice(node.end))
    if (after) return node.end + after[0].length - 1
  }
  return undefined
}

/** The node and all that is in it, level by level. */
export function nodesOf(node: SyntaxNode): readonly SyntaxNode[] {
  const nodes = [node]
  for (const known of nodes) forEachChild(known, (child) => nodes.push(child))
  return nodes
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

const CLOSES: Readonly<Record<string, string>> = {
  "expected 'do'": "'done' to close",
  "expected 'then'": "'fi' to close",
}

/** The token that bash stumbles over: after an opening bracket with nothing in it, or a closing word that came too early. */
function faultAt(message: string, source: string, pos: number, closed: boolean): string | undefined {
  if (/^expected command in (?:brace group|subshell)$/.test(message)) {
    return tokenAt(source, pos + 1 + (/^\s+/.exec(source.slice(pos + 1))?.[0].length ?? 0))
  }
  // The parser has read the word that stands where `do` or `then` should.
  const word = message in CLOSES && /[^\s;&|()<>]+$/.exec(source.slice(0, pos))?.[0]
  if (word && (source.slice(pos).trim() !== '' || (closed && /^(?:done|fi)$/.test(word)))) return word
  if (message === "expected 'do'" && /\bfor\s*$/.test(source.slice(0, pos))) return 'newline'
  return tokenAt(source, pos)
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
  /** Ends of alias texts with a blank at their end: the word behind is looked at, too. */
  let next: number[] = []
  for (let turn = 0; turn < 100; turn++) {
    const target = commandWords(parse(text), next).find(
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
    next = next.map((at) => (at > target.pos ? at + grown : at))
    if (/[ \t]$/.test(value)) next.push(target.pos + value.length)
  }
  return text
}

/** The unquoted words in command position, and those that are the first behind one of the places. */
function commandWords(script: ParsedScript, places: readonly number[]): readonly Word[] {
  const words: Word[] = []
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command' && node.name) {
      const all = [node.name, ...node.args].filter((word): word is Word => word.type === 'Word')
      for (const [i, word] of all.entries()) {
        const before = all[i - 1]
        const follows =
          before !== undefined && places.some((at) => at > before.pos && at <= word.pos && at >= before.end)
        if ((i === 0 || follows) && !word.parts && word.text === word.value) words.push(word)
      }
    }
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
