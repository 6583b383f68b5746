// Rows of cells in columns, as Go's text/tabwriter lays them out for kubectl's tables: at least 6 wide, in steps of 4 by
// blanks, with 3 between (k8s.io/cli-runtime/pkg/printers/tabwriter.go, v1.33).

const NARROWEST = 6
const BETWEEN = 3

export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows)
    for (const [at, cell] of row.slice(0, -1).entries())
      widths[at] = Math.max(widths[at] ?? NARROWEST, [...cell].length + BETWEEN)
  return rows
    .map((row) => `${row.map((cell, at) => (at < row.length - 1 ? cell.padEnd(widths[at] ?? 0) : cell)).join('')}\n`)
    .join('')
}
