// Columns as text/tabwriter pads them in kubectl (liggitt/tabwriter): a column's width counts only rows that reach it.

export interface TabOptions {
  readonly minWidth: number
  readonly padding: number
  /** Widths of an earlier call, kept so that later rows line up (watch). */
  readonly widths?: readonly number[]
}

/** get, api-resources and the like: at least 6 wide, 3 blanks between. */
export const TABLE: TabOptions = { minWidth: 6, padding: 3 }

/** How many characters a cell counts for: runes, as utf8.RuneCount does. */
const width = (text: string): number => [...text].length

/** Rows of cells, every cell but the last padded; one line each. */
export function tabbed(
  rows: readonly (readonly string[])[],
  options: TabOptions,
): { text: string; widths: readonly number[] } {
  const widths: number[] = [...(options.widths ?? [])]
  for (const row of rows) {
    row.forEach((cell, i) => {
      if (i < row.length - 1) widths[i] = Math.max(widths[i] ?? 0, options.minWidth, width(cell) + options.padding)
    })
  }
  let text = ''
  for (const row of rows) {
    row.forEach((cell, i) => {
      text += i < row.length - 1 ? cell + ' '.repeat(Math.max((widths[i] ?? 0) - width(cell), 0)) : cell
    })
    text += '\n'
  }
  return { text, widths }
}
