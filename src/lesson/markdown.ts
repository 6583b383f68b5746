// Markdown to plain data, by marked's lexer: no HTML string is ever made, HTML in a lesson is shown as text, and links lead
// only where the list of schemes allows.

import { Lexer, type Token, Tokenizer, type Tokens } from 'marked'
import type { Block, Inline } from './text.ts'

/** As the library's own `lex`, which stops for nobody: first the blocks, then the words of each. Lines end with `\n`. */
export function* lexText(markdown: string): Generator<void, readonly Token[]> {
  const lexer = new Lexer({ gfm: true, tokenizer: new LazyTokenizer() })
  lexer.blockTokens(markdown, lexer.tokens)
  for (const { src, tokens } of lexer.inlineQueue) {
    yield
    lexer.inlineTokens(src, tokens)
  }
  return lexer.tokens
}

/** Three of the library's expressions take milliseconds when they are first used; a text that has nothing for them is not tried. */
class LazyTokenizer extends Tokenizer {
  override lheading(source: string): Tokens.Heading | undefined {
    return /\n {0,3}(?:=+|-+) *(?:\n|$)/.test(source) ? super.lheading(source) : undefined
  }

  override html(source: string): Tokens.HTML | undefined {
    return /^ {0,3}</.test(source) ? super.html(source) : undefined
  }

  override table(source: string): Tokens.Table | undefined {
    return source.includes('|') ? super.table(source) : undefined
  }
}

export function blocksOf(tokens: readonly Token[]): readonly Block[] {
  return tokens.flatMap((token) => blockOf(token as MarkedToken))
}

export function inlinesOf(tokens: readonly Token[] | undefined): readonly Inline[] {
  return (tokens ?? []).flatMap((token) => inlineOf(token as MarkedToken))
}

type MarkedToken =
  | Tokens.Paragraph
  | Tokens.Heading
  | Tokens.List
  | Tokens.Code
  | Tokens.Blockquote
  | Tokens.Table
  | Tokens.Hr
  | Tokens.Space
  | Tokens.HTML
  | Tokens.Tag
  | Tokens.Text
  | Tokens.Escape
  | Tokens.Strong
  | Tokens.Em
  | Tokens.Del
  | Tokens.Codespan
  | Tokens.Br
  | Tokens.Link
  | Tokens.Image
  | Tokens.Def
  | Tokens.Checkbox

function blockOf(token: MarkedToken): readonly Block[] {
  switch (token.type) {
    case 'paragraph':
      return [{ is: 'paragraph', children: inlinesOf(token.tokens) }]
    case 'heading':
      return [{ is: 'heading', children: inlinesOf(token.tokens) }]
    case 'list':
      return [
        {
          is: 'list',
          ordered: token.ordered,
          items: token.items.map((item: Tokens.ListItem) => blocksOf(item.tokens)),
        },
      ]
    case 'code': {
      const [language = '', mark = ''] = (token.lang ?? '').split(/\s+/)
      return [{ is: 'code', language, text: token.text, run: language === 'run' || mark === 'run' }]
    }
    case 'blockquote':
      return [{ is: 'quote', blocks: blocksOf(token.tokens) }]
    case 'table': {
      const cells = (row: readonly Tokens.TableCell[]) => row.map((cell) => inlinesOf(cell.tokens))
      return [{ is: 'table', header: cells(token.header), rows: token.rows.map(cells) }]
    }
    case 'hr':
      return [{ is: 'rule' }]
    case 'space':
    case 'def':
      return []
    default:
      return [{ is: 'paragraph', children: inlineOf(token) }]
  }
}

function inlineOf(token: MarkedToken): readonly Inline[] {
  switch (token.type) {
    case 'text':
      return 'tokens' in token && token.tokens ? inlinesOf(token.tokens) : [text(token.text)]
    case 'strong':
      return [{ is: 'strong', children: inlinesOf(token.tokens) }]
    case 'em':
      return [{ is: 'emphasis', children: inlinesOf(token.tokens) }]
    case 'del':
      return inlinesOf(token.tokens)
    case 'codespan': {
      const code = decodeEntities(token.text)
      return code.startsWith('$ ') ? [{ is: 'command', text: code.slice(2) }] : [{ is: 'code', text: code }]
    }
    case 'br':
      return [{ is: 'break' }]
    case 'link':
      return isSafeLink(token.href)
        ? [{ is: 'link', href: token.href, children: inlinesOf(token.tokens) }]
        : inlinesOf(token.tokens)
    case 'image':
      return [text(token.text)]
    case 'html':
      return [{ is: 'text', text: token.raw.trimEnd() }]
    case 'escape':
      return [text(token.text)]
    default:
      return [{ is: 'text', text: token.raw }]
  }
}

function text(raw: string): Inline {
  return { is: 'text', text: decodeEntities(raw) }
}

function isSafeLink(href: string): boolean {
  return /^(https?:\/\/|mailto:|#)/i.test(href)
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" }

function decodeEntities(raw: string): string {
  return raw.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+);/gi, (whole, name: string) => {
    const known = entities[name.toLowerCase()]
    if (known !== undefined) return known
    if (!name.startsWith('#')) return whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole
  })
}
