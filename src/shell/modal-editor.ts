// A small editor for terminals without a page, in the manner of vi: i a o O A I, h j k l and arrows, 0 $ w b gg G, x dd
// yy p D u, :w :q :wq :x :q! ZZ, /text n. Missing: counts, visual mode, registers, most of `:`.

import type { Io, Steps } from '../sim/index.ts'
import { splitKeys } from './line-editor.ts'
import { graphemes, textWidth } from './text-width.ts'

interface State {
  lines: string[]
  row: number
  column: number
  top: number
  mode: 'normal' | 'insert' | 'command'
  command: string
  message: string
  pending: string
  copied: string
  search: string
  undo: { readonly lines: readonly string[]; readonly row: number; readonly column: number }[]
  saved: string
}

export function* editWithKeys(
  io: Io,
  file: string,
  text: string,
): Steps<{ readonly saved: boolean; readonly text: string } | undefined> {
  const terminal = io.terminal
  if (!terminal) return undefined
  const keyboard = terminal.raw()
  const lines = text.replace(/\n$/, '').split('\n')
  const state: State = {
    lines,
    row: 0,
    column: 0,
    top: 0,
    mode: 'normal',
    command: '',
    message: text === '' ? `"${file}" [New]` : `"${file}" ${lines.length}L`,
    pending: '',
    copied: '',
    search: '',
    undo: [],
    saved: text,
  }
  let wrote: string | undefined
  io.stdout.write('\x1b[?1049h')
  try {
    let rest = ''
    for (;;) {
      io.stdout.write(draw(state, terminal.columns, terminal.rows))
      const more = keyboard.keys.read()
      if (more === '') {
        if (keyboard.keys.ended) return wrote === undefined ? undefined : { saved: true, text: wrote }
        // A lone Escape is a key of its own here, not the start of a sequence.
        if (rest === '\x1b') {
          key(state, '\x1b')
          rest = ''
          continue
        }
        yield { signals: [keyboard.keys.changed, terminal.resized] }
        continue
      }
      const split = splitKeys((rest + more).replace(/\x1b(?=[^[O])/g, '\x1b\x1b'))
      rest = split.rest
      for (const one of split.keys.flatMap((part) => (part.startsWith('\x1b') ? [part] : graphemes(part)))) {
        const action = key(state, one)
        if (action === undefined) continue
        if (action.write) {
          wrote = `${state.lines.join('\n')}\n`
          state.saved = wrote
          io.host.files.write(file.startsWith('/') ? file : `${io.cwd === '/' ? '' : io.cwd}/${file}`, wrote)
          state.message = `"${file}" ${state.lines.length}L written`
        }
        if (!action.quit) continue
        return wrote === undefined ? { saved: false, text } : { saved: true, text: wrote }
      }
    }
  } finally {
    io.stdout.write('\x1b[?1049l')
    keyboard.close()
  }
}

interface Action {
  readonly write: boolean
  readonly quit: boolean
}

const rowText = (state: State): string => state.lines[state.row] ?? ''

function remember(state: State): void {
  state.undo.push({ lines: [...state.lines], row: state.row, column: state.column })
  if (state.undo.length > 100) state.undo.shift()
}

function key(state: State, pressed: string): Action | undefined {
  state.message = ''
  if (state.mode === 'insert') insertKey(state, pressed)
  else if (state.mode === 'command') return commandKey(state, pressed)
  else return normalKey(state, pressed)
  return undefined
}

function clamp(state: State): void {
  state.row = Math.max(0, Math.min(state.row, state.lines.length - 1))
  const end = graphemes(rowText(state)).length - (state.mode === 'insert' ? 0 : 1)
  state.column = Math.max(0, Math.min(state.column, end))
}

function replaceRow(state: State, chars: readonly string[]): void {
  state.lines[state.row] = chars.join('')
}

function insertKey(state: State, pressed: string): void {
  const chars = graphemes(rowText(state))
  if (pressed.startsWith('\x1b[') || pressed.startsWith('\x1bO')) {
    move(state, pressed)
    return
  }
  if (pressed === '\x1b' || pressed === '\x1b\x1b' || pressed === '\x03') {
    state.mode = 'normal'
    state.column--
    clamp(state)
  } else if (pressed === '\r' || pressed === '\n') {
    const indent = /^\s*/.exec(rowText(state))?.[0] ?? ''
    state.lines.splice(state.row, 1, chars.slice(0, state.column).join(''), indent + chars.slice(state.column).join(''))
    state.row++
    state.column = indent.length
  } else if (pressed === '\x7f' || pressed === '\b') {
    if (state.column > 0) {
      chars.splice(--state.column, 1)
      replaceRow(state, chars)
    } else if (state.row > 0) {
      const before = graphemes(state.lines[state.row - 1] ?? '')
      state.lines.splice(state.row - 1, 2, before.join('') + rowText(state))
      state.row--
      state.column = before.length
    }
  } else if (pressed === '\t' || pressed.charCodeAt(0) >= 32) {
    const typed = pressed === '\t' ? '  ' : pressed
    chars.splice(state.column, 0, ...graphemes(typed))
    replaceRow(state, chars)
    state.column += graphemes(typed).length
  }
}

function move(state: State, pressed: string): boolean {
  switch (pressed) {
    case 'h':
    case '\x1b[D':
      state.column--
      break
    case 'l':
    case ' ':
    case '\x1b[C':
      state.column++
      break
    case 'j':
    case '\r':
    case '\x1b[B':
      state.row++
      break
    case 'k':
    case '\x1b[A':
      state.row--
      break
    case '0':
    case '\x1b[H':
      state.column = 0
      break
    case '^':
      state.column = /^\s*/.exec(rowText(state))?.[0].length ?? 0
      break
    case '$':
    case '\x1b[F':
      state.column = Number.POSITIVE_INFINITY
      break
    case 'G':
      state.row = state.lines.length - 1
      break
    case 'w': {
      const at = rowText(state)
        .slice(state.column)
        .search(/(?<=\s)\S|(?<=\w)[^\w\s]|(?<=[^\w\s])\w/)
      if (at > 0) state.column += at
      else {
        state.row++
        state.column = 0
      }
      break
    }
    case 'b': {
      const starts = [
        ...rowText(state)
          .slice(0, state.column)
          .matchAll(/\w+|[^\w\s]+/g),
      ]
      state.column = starts.at(-1)?.index ?? 0
      break
    }
    case '\x04':
      state.row += 10
      break
    case '\x15':
      state.row -= 10
      break
    default:
      return false
  }
  clamp(state)
  return true
}

function normalKey(state: State, pressed: string): Action | undefined {
  const both = state.pending + pressed
  state.pending = ''
  const chars = graphemes(rowText(state))
  switch (both) {
    case 'gg':
      state.row = 0
      state.column = 0
      return undefined
    case 'dd':
      remember(state)
      state.copied = rowText(state)
      state.lines.splice(state.row, 1)
      if (state.lines.length === 0) state.lines.push('')
      clamp(state)
      return undefined
    case 'yy':
      state.copied = rowText(state)
      return undefined
    case 'dw': {
      remember(state)
      const length = /^(?:\w+|[^\w\s]+)?\s*/.exec(chars.slice(state.column).join(''))?.[0].length ?? 1
      chars.splice(state.column, Math.max(1, length))
      replaceRow(state, chars)
      clamp(state)
      return undefined
    }
    case 'ZZ':
      return { write: true, quit: true }
    case 'g':
    case 'd':
    case 'y':
    case 'Z':
      state.pending = both
      return undefined
  }
  const enter = (column: number): void => {
    remember(state)
    state.mode = 'insert'
    state.column = column
  }
  if (pressed === 'i') enter(state.column)
  else if (pressed === 'a') enter(Math.min(chars.length, state.column + 1))
  else if (pressed === 'A') enter(chars.length)
  else if (pressed === 'I') enter(/^\s*/.exec(rowText(state))?.[0].length ?? 0)
  else if (pressed === 'o' || pressed === 'O') {
    const indent = /^\s*/.exec(rowText(state))?.[0] ?? ''
    remember(state)
    if (pressed === 'o') state.row++
    state.lines.splice(state.row, 0, indent)
    state.mode = 'insert'
    state.column = indent.length
  } else if (pressed === 'x' || pressed === '\x1b[3~') {
    remember(state)
    chars.splice(state.column, 1)
    replaceRow(state, chars)
    clamp(state)
  } else if (pressed === 'D') {
    remember(state)
    replaceRow(state, chars.slice(0, state.column))
    clamp(state)
  } else if (pressed === 'p' || pressed === 'P') {
    remember(state)
    state.lines.splice(pressed === 'p' ? ++state.row : state.row, 0, state.copied)
  } else if (pressed === 'u') {
    const last = state.undo.pop()
    if (last) {
      state.lines = [...last.lines]
      state.row = last.row
      state.column = last.column
      clamp(state)
    } else state.message = 'Already at oldest change'
  } else if (pressed === 'n') find(state)
  else if (pressed === ':' || pressed === '/') {
    state.mode = 'command'
    state.command = pressed
  } else if (pressed === '\x03') state.message = 'Type  :q!  and press <Enter> to abandon all changes and exit'
  else move(state, pressed)
  return undefined
}

function find(state: State): void {
  for (let i = 1; i <= state.lines.length; i++) {
    const row = (state.row + i) % state.lines.length
    const at = (state.lines[row] ?? '').indexOf(state.search)
    if (at < 0) continue
    state.row = row
    state.column = at
    return
  }
  state.message = `E486: Pattern not found: ${state.search}`
}

function commandKey(state: State, pressed: string): Action | undefined {
  if (pressed === '\x1b' || pressed === '\x1b\x1b' || pressed === '\x03') {
    state.mode = 'normal'
    return undefined
  }
  if (pressed === '\x7f' || pressed === '\b') {
    state.command = state.command.slice(0, -1)
    if (state.command === '') state.mode = 'normal'
    return undefined
  }
  if (pressed !== '\r' && pressed !== '\n') {
    if (!pressed.startsWith('\x1b')) state.command += pressed
    return undefined
  }
  state.mode = 'normal'
  const command = state.command.slice(1)
  if (state.command.startsWith('/')) {
    state.search = command
    find(state)
    return undefined
  }
  const changed = `${state.lines.join('\n')}\n` !== state.saved && !(state.saved === '' && state.lines.join('') === '')
  if (/^\d+$/.test(command)) {
    state.row = Number(command) - 1
    clamp(state)
  } else if (command === 'w' || command === 'w!') return { write: true, quit: false }
  else if (['wq', 'x', 'wq!', 'xit'].includes(command)) return { write: true, quit: true }
  else if (command === 'q!') return { write: false, quit: true }
  else if (command === 'q') {
    if (!changed) return { write: false, quit: true }
    state.message = 'E37: No write since last change (add ! to override)'
  } else if (!/^set? /.test(command) && command !== '') state.message = `E492: Not an editor command: ${command}`
  return undefined
}

function draw(state: State, columns: number, rows: number): string {
  const height = Math.max(1, rows - 1)
  if (state.row < state.top) state.top = state.row
  if (state.row >= state.top + height) state.top = state.row - height + 1
  let screen = '\x1b[H'
  for (let i = 0; i < height; i++) {
    const line = state.lines[state.top + i]
    screen += `${line === undefined ? '~' : cut(line, columns)}\x1b[K\r\n`
  }
  const status = state.mode === 'command' ? state.command : state.mode === 'insert' ? '-- INSERT --' : state.message
  screen += `${cut(status, columns)}\x1b[K`
  const column = textWidth(graphemes(rowText(state)).slice(0, state.column).join('').replace(/\t/g, '    '))
  return state.mode === 'command'
    ? screen
    : `${screen}\x1b[${state.row - state.top + 1};${Math.min(column, columns - 1) + 1}H`
}

function cut(text: string, columns: number): string {
  let width = 0
  let result = ''
  for (const char of graphemes(text.replace(/\t/g, '    '))) {
    width += textWidth(char)
    if (width > columns) break
    result += char
  }
  return result
}
