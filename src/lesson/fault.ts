// A fault in a lesson: what is wrong, and where. Lessons are written by hand, by anyone; faults are values, not throws.

export interface Fault {
  readonly file: string
  /** Both count from 1. */
  readonly line: number
  readonly column: number
  readonly message: string
}

export function faultText({ file, line, column, message }: Fault): string {
  return `${file}:${line}:${column}: ${message}`
}

/** Line and column of an offset in a text. */
export function placeAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
