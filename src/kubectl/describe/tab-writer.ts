// Aligns tab-terminated cells in columns, as Go's text/tabwriter does with a minimum width of 0 and 2 blanks of padding
// (k8s.io/kubectl/pkg/describe/describe.go, tabbedString, v1.33). A column is a block of neighbouring lines that have a
// tab-terminated cell at that place; the text after a line's last tab belongs to no column.

const padding = 2

export function alignTabs(text: string): string {
  if (!text.includes('\t')) return text
  const lines = text.split('\n').map((line) => line.split('\t'))
  const out: string[] = new Array(lines.length).fill('')
  layOut(lines, 0, lines.length, [], out)
  return out.join('\n')
}

/** Lays out lines `from` to `to`; `widths` are those of the columns that all of them share. */
function layOut(lines: readonly string[][], from: number, to: number, widths: readonly number[], out: string[]): void {
  const column = widths.length
  for (let at = from; at < to; at++) {
    const line = lines[at] ?? []
    if (column >= line.length - 1) {
      out[at] = line.map((cell, i) => (i < widths.length ? pad(cell, widths[i] ?? 0) : cell)).join('')
      continue
    }
    let width = 0
    let end = at
    for (; end < to; end++) {
      const cells = lines[end] ?? []
      if (column >= cells.length - 1) break
      width = Math.max(width, length(cells[column] ?? '') + padding)
    }
    layOut(lines, at, end, [...widths, width], out)
    at = end - 1
  }
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - length(cell)))
}

/** Characters count as Go counts them: code points, whatever room they take. */
function length(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
