// A lesson's text file of one language: `# title`, an introduction, then one `## title {#step}` per step with its prose
// and, under `###`, its parts: goal, done, hint (several), messages (a list of `id`: sentence).

import type { Token, Tokens } from 'marked'
import { type Fault, placeAt } from './fault.ts'
import { blocksOf, inlinesOf, lexText } from './markdown.ts'
import { type Block, type Inline, plainText } from './text.ts'

export interface StepText {
  readonly title: string
  readonly prose: readonly Block[]
  /** One line: what there is to do. */
  readonly goal: readonly Inline[]
  /** One line: what was learned; shown when the step is done. */
  readonly done: readonly Inline[]
  readonly hints: readonly (readonly Block[])[]
  readonly messages: Readonly<Record<string, readonly Inline[]>>
  readonly line: number
}

export interface LessonText {
  readonly title: string
  readonly course: string
  readonly introduction: readonly Block[]
  readonly steps: Readonly<Record<string, StepText>>
}

interface Section {
  readonly depth: number
  readonly heading: Tokens.Heading
  readonly offset: number
  readonly body: { readonly token: Token; readonly offset: number }[]
}

/** In parts, for a page that must breathe between them. */
export function* parseTextFile(
  file: string,
  source: string,
): Generator<void, { readonly text: LessonText; readonly faults: readonly Fault[] }> {
  const faults: Fault[] = []
  const markdown = source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const fault = (offset: number, message: string) => {
    faults.push({ file, ...placeAt(markdown, offset), message })
  }
  const sections = yield* sectionsOf(markdown)
  const [head] = sections
  if (head?.depth !== 1) fault(0, 'the first line must be "# " and the lesson\'s title')
  const headTitle = head?.depth === 1 ? plainText(inlinesOf(head.heading.tokens)) : ''
  const [course, title] = headTitle.includes(' › ') ? headTitle.split(' › ', 2) : ['', headTitle]

  const steps: Record<string, StepText> = {}
  let step: { id: string; text: { -readonly [K in keyof StepText]: StepText[K] } } | undefined
  for (const { depth, heading, offset, body } of sections.slice(head?.depth === 1 ? 1 : 0)) {
    const words = plainText(inlinesOf(heading.tokens))
    const tokens = body.map((part) => part.token)
    if (depth === 2) {
      const [, stepTitle = '', id = ''] = /^(.*?)\s*\{#([a-z0-9-]+)\}$/.exec(words) ?? []
      if (id === '') fault(offset, 'a step\'s heading ends with its id: "## Title {#id}"')
      else if (Object.hasOwn(steps, id)) fault(offset, `the step "${id}" has two texts`)
      const { line } = placeAt(markdown, offset)
      const text = { title: stepTitle, prose: blocksOf(tokens), goal: [], done: [], hints: [], messages: {}, line }
      step = { id, text }
      if (id !== '') steps[id] = text
      continue
    }
    if (depth !== 3 || !step) {
      fault(offset, `"${words}" is not at its place: steps are "##", their parts "###"`)
      continue
    }
    switch (words) {
      case 'goal':
      case 'done':
        step.text[words] = firstLine(tokens)
        if (step.text[words].length === 0) fault(offset, `"${words}" has no text`)
        break
      case 'hint':
        step.text.hints = [...step.text.hints, blocksOf(tokens)]
        break
      case 'messages':
        step.text.messages = messagesOf(body, fault)
        break
      default:
        fault(offset, `"${words}" is no part of a step: goal, done, hint or messages`)
    }
  }
  return {
    text: {
      title: title ?? '',
      course: course ?? '',
      introduction: blocksOf(head?.body.map((part) => part.token) ?? []),
      steps,
    },
    faults,
  }
}

function* sectionsOf(markdown: string): Generator<void, readonly Section[]> {
  const sections: Section[] = []
  let offset = 0
  for (const piece of piecesOf(markdown)) {
    for (const token of yield* lexText(piece)) {
      if (token.type === 'heading' && token.depth <= 3) {
        sections.push({ depth: token.depth, heading: token as Tokens.Heading, offset, body: [] })
      } else sections.at(-1)?.body.push({ token, offset })
      offset += token.raw.length
    }
    yield
  }
  return sections
}

/** Cut before headings of steps and their parts, where no fence is open; names of links hold for the whole text. */
function piecesOf(markdown: string): readonly string[] {
  if (/^ {0,3}\[[^\]]+\]:/m.test(markdown)) return [markdown]
  const pieces: string[] = []
  let start = 0
  let fence: string | undefined
  for (const { 0: line, 1: mark, index } of markdown.matchAll(/^(?: {0,3}(`{3,}|~{3,}))?.*$/gm)) {
    if (mark !== undefined) {
      if (fence === undefined) fence = mark
      else if (mark.startsWith(fence)) fence = undefined
    } else if (fence === undefined && index > start && /^#{2,3} /.test(line)) {
      pieces.push(markdown.slice(start, index))
      start = index
    }
  }
  pieces.push(markdown.slice(start))
  return pieces
}

function firstLine(tokens: readonly Token[]): readonly Inline[] {
  const paragraph = tokens.find((token) => token.type === 'paragraph')
  return paragraph && 'tokens' in paragraph ? inlinesOf(paragraph.tokens) : []
}

function messagesOf(
  body: Section['body'],
  fault: (offset: number, message: string) => void,
): Readonly<Record<string, readonly Inline[]>> {
  const messages: Record<string, readonly Inline[]> = {}
  for (const { token, offset } of body) {
    if (token.type === 'space') continue
    if (token.type !== 'list') {
      fault(offset, 'messages are a list: "- `id`: sentence"')
      continue
    }
    let at = offset
    for (const item of (token as Tokens.List).items) {
      const [id, ...rest] = inlinesOf(item.tokens.filter((part) => part.type === 'text' || part.type === 'paragraph'))
      const [colon, ...others] = rest
      if (id?.is !== 'code' || colon?.is !== 'text' || !/^\s*:/.test(colon.text)) {
        fault(at, 'a message is written "- `id`: sentence"')
      } else if (Object.hasOwn(messages, id.text)) fault(at, `the message "${id.text}" stands there twice`)
      else messages[id.text] = [{ is: 'text', text: colon.text.replace(/^\s*:\s*/, '') }, ...others]
      at += item.raw.length
    }
  }
  return messages
}
