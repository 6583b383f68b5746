// Builtins that read: read, mapfile, getopts (bash 5.2 manual, 4.1–4.2). Missing: read -t and -n on a terminal's raw keys.

import type { Pipe, Steps } from '../../sim/index.ts'
import { parseOptions } from '../options.ts'
import type { Shell } from '../state.ts'
import { type Builtin, isName } from './builtin.ts'

/** Text up to the delimiter, which is taken but not given; undefined at the end of the input. */
export function* readUntil(
  stdin: Pipe,
  delimiter = '\n',
  limit = Number.POSITIVE_INFINITY,
  deadline?: { readonly atMs: number; readonly nowMs: () => number },
): Steps<{ readonly text: string; readonly ended: boolean }> {
  let text = ''
  for (;;) {
    const more = stdin.read()
    if (more === '') {
      if (stdin.ended || stdin.cancelled) return { text, ended: true }
      if (deadline && deadline.nowMs() >= deadline.atMs) return { text, ended: true }
      yield { signals: [stdin.changed], ...(deadline ? { untilMs: deadline.atMs } : {}) }
      continue
    }
    const at = more.indexOf(delimiter)
    const room = limit - text.length
    if (at >= 0 && at <= room) {
      stdin.unread(more.slice(at + delimiter.length))
      return { text: text + more.slice(0, at), ended: false }
    }
    if (more.length >= room) {
      stdin.unread(more.slice(room))
      return { text: text + more.slice(0, room), ended: false }
    }
    text += more
  }
}

/** Splits a line into as many fields as there are names; the last one takes the rest. */
function splitFields(line: string, count: number, separators: string): string[] {
  const blanks = [...separators].filter((char) => ' \t\n'.includes(char)).join('')
  const isBlank = (char: string | undefined): boolean => char !== undefined && char !== '' && blanks.includes(char)
  let at = 0
  while (isBlank(line[at])) at++
  let end = line.length
  while (end > at && isBlank(line[end - 1])) end--
  const fields: string[] = []
  while (fields.length < count - 1 && at < end) {
    let to = at
    while (to < end && !separators.includes(line[to] ?? '')) to++
    fields.push(line.slice(at, to))
    at = to
    while (at < end && isBlank(line[at])) at++
    if (at < end && separators.includes(line[at] ?? '') && !isBlank(line[at])) {
      at++
      while (at < end && isBlank(line[at])) at++
    }
  }
  if (at < end) {
    let rest = line.slice(at, end)
    // A single separator at the end of the last field goes, as in bash.
    if (
      rest !== '' &&
      separators.includes(rest.at(-1) ?? '') &&
      ![...rest.slice(0, -1)].some((c) => separators.includes(c))
    ) {
      rest = rest.slice(0, -1)
    }
    fields.push(rest)
  }
  return fields
}

const read: Builtin = {
  names: ['read'],
  summary: 'read [-r] [-p prompt] [-a array] [-d x] [-n count] [-s] [-t seconds] [name…]: read a line',
  *run(args, { shell, stdin }) {
    let raw = false
    let silent = false
    let array: string | undefined
    let delimiter = '\n'
    let limit = Number.POSITIVE_INFINITY
    let seconds: number | undefined
    let input: Pipe | undefined = stdin
    let at = 0
    for (; at < args.length; at++) {
      const arg = args[at] ?? ''
      if (arg === '--') {
        at++
        break
      }
      if (!/^-./.test(arg)) break
      for (let i = 1; i < arg.length; i++) {
        const letter = arg[i] ?? ''
        if (letter === 'r') raw = true
        else if (letter === 's') silent = true
        else if ('adnNptui'.includes(letter)) {
          const value = arg.slice(i + 1) || (args[++at] ?? '')
          i = arg.length
          if (letter === 'a') array = value
          else if (letter === 'd') delimiter = value === '' ? '\0' : value.charAt(0)
          else if (letter === 'n' || letter === 'N') limit = Number(value)
          else if (letter === 't') seconds = Number(value)
          else if (letter === 'u') {
            input = shell.fds.get(Number(value))?.input
            if (!input) {
              shell.complain(`read: ${value}: invalid file descriptor: Bad file descriptor`)
              return 1
            }
          } else if (letter === 'p' && shell.fds.get(0)?.tty) shell.output(2).write(value)
        } else if (letter !== 'e') {
          shell.complain(`read: -${letter}: invalid option`)
          shell
            .output(2)
            .write(
              'read: usage: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]\n',
            )
          return 2
        }
      }
    }
    const names = args.slice(at)
    const bad = names.find((name) => !isName(name))
    if (bad !== undefined) {
      shell.complain(`read: \`${bad}': not a valid identifier`)
      return 1
    }
    const { host } = shell.around
    const deadline = seconds === undefined ? undefined : { atMs: host.nowMs() + seconds * 1000, nowMs: host.nowMs }
    const shown = silent && shell.fds.get(0)?.tty ? shell.around.terminal?.hush() : undefined
    let text: string
    let ended: boolean
    try {
      ;({ text, ended } = yield* readUntil(input, delimiter, limit, deadline))
      while (!raw && delimiter === '\n' && !ended && /(?:^|[^\\])(?:\\\\)*\\$/.test(text)) {
        const next = yield* readUntil(input, delimiter, limit, deadline)
        text = text.slice(0, -1) + next.text
        ended = next.ended
      }
    } finally {
      shown?.()
    }
    if (!raw) text = text.replace(/\\([\s\S])/g, '$1')
    const separators = shell.variables.get('IFS')?.value ?? ' \t\n'
    if (array !== undefined) {
      const fields = splitFields(text, Number.POSITIVE_INFINITY, separators)
      shell.setItems(array, new Map(fields.map((field, i): [string, string] => [String(i), field])), false)
    } else if (names.length === 0) shell.set('REPLY', text)
    else {
      const fields = splitFields(text, names.length, separators)
      for (const [i, name] of names.entries()) shell.set(name, fields[i] ?? '')
    }
    if (ended && deadline && host.nowMs() >= deadline.atMs) return 142
    return ended ? 1 : 0
  },
}

const mapfile: Builtin = {
  names: ['mapfile', 'readarray'],
  summary: 'mapfile [-t] [-d x] [-n count] [-O first] [-s skipped] [-u fd] [array]: read lines into an array',
  *run(args, { shell, stdin }) {
    const options = parseOptions(args, { flags: 't', values: 'dnOsu' })
    const [name = 'MAPFILE'] = options.operands
    const number = (letter: string): number => Number(options.value(letter) ?? '0')
    const delimiter = options.value('d')
    const sign = delimiter === undefined ? '\n' : delimiter.charAt(0) || '\0'
    const count = number('n')
    const source = options.has('u') ? shell.fds.get(number('u'))?.input : stdin
    if (!source) {
      shell.complain(`mapfile: ${number('u')}: invalid file descriptor: Bad file descriptor`)
      return 1
    }
    const entries: [string, string][] = []
    for (let line = 0; count === 0 || entries.length < count; line++) {
      const { text, ended } = yield* readUntil(source, sign)
      if (ended && text === '') break
      if (line >= number('s'))
        entries.push([String(number('O') + entries.length), options.has('t') || ended ? text : text + sign])
      if (ended) break
    }
    if (options.has('O')) shell.addItems(name, entries, false)
    else shell.setItems(name, new Map(entries), false)
    return 0
  },
}

const getopts: Builtin = {
  names: ['getopts'],
  summary: 'getopts letters name [arg…]: read options one by one',
  *run(args, { shell }) {
    const [letters = '', name = '', ...given] = args
    const list = given.length > 0 ? given : shell.positional
    let index = Number(shell.get('OPTIND') ?? '1') || 1
    let inside = Number(shell.get('OPTPOS_') ?? '1') || 1
    const arg = list[index - 1]
    const finish = (value: string, argument: string | undefined, nextInside: number): number => {
      setQuietly(shell, 'OPTPOS_', String(nextInside))
      shell.set('OPTIND', String(index))
      shell.set(name, value)
      if (argument === undefined) shell.variables.delete('OPTARG')
      else shell.set('OPTARG', argument)
      return 0
    }
    if (arg === undefined || !/^-./.test(arg) || arg === '--') {
      if (arg === '--') index++
      finish('?', undefined, 1)
      return 1
    }
    const letter = arg[inside] ?? ''
    const at = letters.replace(/^:/, '').indexOf(letter)
    const silent = letters.startsWith(':')
    inside++
    const last = inside >= arg.length
    if (at < 0 || letter === ':') {
      if (!silent) shell.output(2).write(`${shell.zero}: illegal option -- ${letter}\n`)
      if (last) index++
      return finish('?', silent ? letter : undefined, last ? 1 : inside)
    }
    if (letters.replace(/^:/, '')[at + 1] !== ':') {
      if (last) index++
      return finish(letter, undefined, last ? 1 : inside)
    }
    index++
    if (!last) return finish(letter, arg.slice(inside), 1)
    const value = list[index - 1]
    if (value !== undefined) {
      index++
      return finish(letter, value, 1)
    }
    if (!silent) shell.output(2).write(`${shell.zero}: option requires an argument -- ${letter}\n`)
    return finish(silent ? ':' : '?', silent ? letter : undefined, 1)
  },
}

const setQuietly = (shell: Shell, name: string, value: string): void => {
  shell.variables.set(name, { value })
}

export const inputBuiltins: readonly Builtin[] = [read, mapfile, getopts]
