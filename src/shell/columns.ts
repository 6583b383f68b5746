// Names in columns, top to bottom, as `ls` and completion lists show them.

import { textWidth } from './text-width.ts'

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
