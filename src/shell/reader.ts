// Reads commands out of text line by line, as a shell reads its input: a command ends with the line that completes it.

import { expandAliases, type Parsed, parseCommand, type Unit } from './syntax.ts'

export type ReadUnit =
  | Extract<Parsed, { kind: 'complete' } | { kind: 'error' }>
  /** The text ended too early; a here-document that only lacks its end still runs. */
  | {
      readonly kind: 'incomplete'
      readonly reason: string
      readonly expecting?: string | undefined
      readonly toldAtEnd?: boolean | undefined
      readonly array?: boolean | undefined
      readonly unit?: Unit
    }

interface Read {
  readonly parsed: ReadUnit
  /** The line, from 0, where the command begins. */
  readonly line: number
}

const whole = new Map<string, Read>()

/** The commands of `text`. With `aliases`, they are put in place of command words as of the moment a command is read. */
export function* readUnits(text: string, aliases?: () => ReadonlyMap<string, string>): Generator<Read, void> {
  if (!aliases) {
    // A script that is right as a whole is one unit: kept, because a thousand containers may run the same one.
    const known = whole.get(text)
    if (known) {
      yield known
      return
    }
    const parsed = parseCommand(text)
    if (parsed.kind === 'complete') {
      const read: Read = { parsed, line: 0 }
      if (text.length < 10_000) {
        if (whole.size > 500) whole.clear()
        whole.set(text, read)
      }
      yield read
      return
    }
  }
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  for (let at = 0; at < lines.length; ) {
    const { text: command, next, parsed } = readCommand(lines, at)
    const line = at
    at = next
    if (command.trim() === '') continue
    if (parsed.kind === 'complete') {
      const expanded = aliases ? expandAliases(command, aliases()) : command
      const again = expanded === command ? parsed : parseCommand(expanded)
      yield { parsed: again.kind === 'incomplete' ? { kind: 'incomplete', reason: again.reason } : again, line }
    } else if (parsed.kind === 'error') yield { parsed, line }
    else yield { parsed: ended(command, parsed), line }
  }
}

function ended(command: string, parsed: Extract<Parsed, { kind: 'incomplete' }>): ReadUnit {
  const { reason, expecting, toldAtEnd, array } = parsed
  if (!parsed.hereDocument) return { kind: 'incomplete', reason, expecting, toldAtEnd, array }
  const closed = parseCommand(`${command}\n${parsed.hereDocument.end}`)
  return { kind: 'incomplete', reason, ...(closed.kind === 'complete' ? { unit: closed } : {}) }
}

/** The command that begins in line `from`, with as many lines as it needs. */
export function readCommand(
  lines: readonly string[],
  from: number,
): { readonly text: string; readonly next: number; readonly parsed: Parsed } {
  let text = lines[from] ?? ''
  let next = from + 1
  for (;;) {
    const parsed = parseCommand(text)
    if (parsed.kind !== 'incomplete' || next >= lines.length) return { text, next, parsed }
    // Lines that cannot complete it are not parsed again and again: a large paste stays linear.
    const end = endOf(parsed)
    const more: string[] = []
    for (; next < lines.length; ) {
      const line = lines[next++] ?? ''
      more.push(line)
      if (end(line)) break
    }
    text += `\n${more.join('\n')}`
  }
}

/** Which line may be the one that completes what was begun. */
export function endOf(parsed: Extract<Parsed, { kind: 'incomplete' }>): (line: string) => boolean {
  const document = parsed.hereDocument
  if (document) return (line) => (document.stripTabs ? line.replace(/^\t+/, '') : line) === document.end
  const quote = /matching `(["'`])'/.exec(parsed.reason)?.[1]
  return quote ? (line) => line.includes(quote) : () => true
}
