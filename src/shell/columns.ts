// Names in columns, top to bottom, as `ls` and completion lists show them.

import { textWidth } from './text-width.ts'

const TAB = 8

function indent(from: number, to: number): string {
  let text = ''
  for (let at = from; at < to; ) {
    const tab = Math.floor(to / TAB) > Math.floor(at / TAB)
    text += tab ? '\t' : ' '
    at += tab ? TAB - (at % TAB) : 1
  }
  return text
}

/** The numbered choices of `select` (bash 5.2 execute_cmd.c print_select_list): in columns, top to bottom. */
export function selectMenu(values: readonly string[], width: number): string {
  const digits = String(values.length).length
  const size = Math.max(...values.map(textWidth)) + digits + 4
  const fitting = Math.ceil(values.length / Math.max(1, Math.floor(width / size)))
  const rows = fitting === 1 ? values.length : fitting
  let text = ''
  for (let row = 0; row < rows; row++) {
    for (let at = row, left = 0; at < values.length; at += rows, left += size) {
      const entry = `${String(at + 1).padStart(left === 0 ? String(rows).length : digits)}) ${values[at]}`
      text += entry + (at + rows < values.length ? indent(left + textWidth(entry), left + size) : '')
    }
    text += '\n'
  }
  return text
}

export function columns(names: readonly string[], width: number): string {
  const widths = names.map(textWidth)
  let rows = 1
  let sizes: number[] = []
  for (; rows < names.length; rows++) {
    const count = Math.ceil(names.length / rows)
    sizes = Array.from(
      { length: count },
      (_, column) => Math.max(...widths.slice(column * rows, (column + 1) * rows)) + 2,
    )
    if (sizes.reduce((sum, size) => sum + size, 0) - 2 < width) break
  }
  if (rows === names.length) sizes = [Math.max(0, ...widths)]
  const lines: string[] = []
  for (let row = 0; row < rows; row++) {
    let line = ''
    for (let column = 0; column * rows + row < names.length; column++) {
      const at = column * rows + row
      const last = at + rows >= names.length
      line += (names[at] ?? '') + (last ? '' : ' '.repeat((sizes[column] ?? 0) - (widths[at] ?? 0)))
    }
    lines.push(line)
  }
  return `${lines.join('\n')}\n`
}
