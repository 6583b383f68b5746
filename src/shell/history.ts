// History expansion (bash 5.2 manual, 9.3): !!, !n, !-n, !text, !?text?, !$, !^, !*, ^old^new. Missing: modifiers (`:s`, `:h` …).

import { parseCommand } from './syntax.ts'

/** More lines than these stay as they are: each is parsed again with those before it. */
const LINES_LIMIT = 100

/** A command of several lines as history keeps it (`cmdhist`): in one line where that means the same. */
export function oneLine(text: string): string {
  const lines = text.split('\n')
  if (lines.length > LINES_LIMIT) return text
  let made = lines[0] ?? ''
  for (const [i, line] of lines.entries()) {
    if (i === 0) continue
    const parsed = parseCommand(made)
    if (parsed.kind !== 'incomplete' || parsed.hereDocument) return [made, ...lines.slice(i)].join('\n')
    const quoted = /matching `["'`]'/.test(parsed.reason)
    const array = /\w\+?=\([^()$]*$/.test(made)
    if (!quoted && /(?:^|[^\\])(?:\\\\)*\\$/.test(made)) made = made.slice(0, -1) + line
    else if ((parsed.reason.includes('matching') && !array) || /(?:^|\s)#[^'"]*$/.test(made)) made += `\n${line}`
    else if (line.trim() !== '') {
      const apart = !array && !/[&;|]\s*$/.test(made) && parseCommand(`${made}; ${line}`).kind !== 'error'
      made += `${apart ? ';' : ''} ${line}`
    }
  }
  return made
}

export interface HistoryExpansion {
  readonly line: string
  readonly changed: boolean
  readonly fault?: string
}

export function expandHistory(line: string, history: readonly string[]): HistoryExpansion {
  const quick = /^\^([^^]*)\^([^^]*)\^?(.*)$/.exec(line)
  if (quick) {
    const [, from = '', to = '', rest = ''] = quick
    const last = history.at(-1)
    if (last === undefined || from === '' || !last.includes(from)) {
      return { line, changed: false, fault: `:s${line}: substitution failed` }
    }
    return { line: last.replace(from, () => to) + rest, changed: true }
  }
  if (!line.includes('!')) return { line, changed: false }
  let result = ''
  let changed = false
  let single = false
  let double = false
  for (let i = 0; i < line.length; ) {
    const char = line[i] ?? ''
    if (char === '\\' && !single) {
      result += line.slice(i, i + 2)
      i += 2
      continue
    }
    if (char === "'" && !double) single = !single
    if (char === '"' && !single) double = !double
    const rest = line.slice(i)
    const next = line[i + 1]
    const ends = next === undefined || /[\s=(]/.test(next) || (double && next === '"') || (next === '=' && true)
    // `${!x}`, `[!a]` and `$!` are not about history.
    const before = line[i - 1]
    if (char !== '!' || single || ends || before === '[' || before === '{' || before === '$') {
      result += char
      i++
      continue
    }
    const event = /^!(?:(!)|(-?\d+)|\?([^?]*)\??|(?=[$^*])|([^\s;&|()<>"'$^*:]+))(?::?([$^*])|:(\d+))?/.exec(rest)
    if (!event) {
      result += char
      i++
      continue
    }
    const [whole, , number, containing, start, word, place] = event
    let found: string | undefined
    if (number !== undefined) found = Number(number) < 0 ? history.at(Number(number)) : history[Number(number) - 1]
    else if (containing !== undefined) found = history.findLast((known) => known.includes(containing))
    else if (start !== undefined) found = history.findLast((known) => known.startsWith(start))
    else found = history.at(-1)
    if (found === undefined) return { line, changed: false, fault: `${whole}: event not found` }
    const words = found.split(/\s+/)
    result +=
      word === '$'
        ? (words.at(-1) ?? '')
        : word === '^'
          ? (words[1] ?? '')
          : word === '*'
            ? words.slice(1).join(' ')
            : place !== undefined
              ? (words[Number(place)] ?? '')
              : found
    changed = true
    i += whole.length
  }
  return { line: result, changed }
}
