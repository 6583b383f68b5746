// -o custom-columns and custom-columns-file (kubectl/pkg/cmd/get/customcolumn.go, v1.33).

import { CommandError } from '../errors.ts'
import { findResults, goValueText, JsonPathFault, type PathNode, parseJsonPath } from './jsonpath.ts'
import { TABLE, tabbed } from './tabwriter.ts'

export interface CustomColumn {
  readonly header: string
  /** Or the fault in it, which is found when the first object is printed. */
  readonly path: readonly PathNode[] | JsonPathFault
}

/** Accepts a.b, .a.b, {a.b} and {.a.b}. */
export function relaxedPath(path: string): string {
  if (path === '') return ''
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(path)
  if (!match) {
    throw new CommandError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    )
  }
  return `{.${match[1] ?? match[2] ?? ''}}`
}

function column(header: string, path: string): CustomColumn {
  const relaxed = relaxedPath(path)
  try {
    return { header, path: parseJsonPath(relaxed) }
  } catch (error) {
    if (error instanceof JsonPathFault) return { header, path: error }
    throw error
  }
}

export function columnsFromSpec(spec: string): readonly CustomColumn[] {
  if (spec === '') throw new CommandError('custom-columns format specified but no custom columns given')
  return spec.split(',').map((part) => {
    const colon = part.indexOf(':')
    if (colon < 0) {
      throw new CommandError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`)
    }
    return column(part.slice(0, colon), part.slice(colon + 1))
  })
}

export function columnsFromFile(text: string): readonly CustomColumn[] {
  const lines = text.split('\n')
  const expected = 'Expected format is one line of space separated headers, one line of space separated column specs.'
  if (text === '') throw new CommandError(`invalid template, missing header line. ${expected}`)
  if (lines[1] === undefined || (lines.length === 2 && lines[1] === '')) {
    throw new CommandError(`invalid template, missing spec line. ${expected}`)
  }
  const words = (line: string | undefined): readonly string[] => (line ?? '').split(/\s+/).filter((word) => word !== '')
  const headers = words(lines[0])
  const specs = words(lines[1])
  if (headers.length !== specs.length) {
    throw new CommandError(
      `number of headers (${headers.length}) and field specifications (${specs.length}) don't match`,
    )
  }
  return headers.map((header, i) => column(header, specs[i] ?? ''))
}

export class CustomColumnsWriter {
  readonly #columns: readonly CustomColumn[]
  #headers: boolean

  constructor(columns: readonly CustomColumn[], noHeaders: boolean) {
    this.#columns = columns
    this.#headers = !noHeaders
  }

  /** The rows before a fault are given to `write` all the same. */
  print(objects: readonly unknown[], write: (text: string) => void): void {
    const rows: string[][] = []
    if (this.#headers) rows.push(this.#columns.map((one) => one.header))
    this.#headers = false
    try {
      for (const object of objects) rows.push(this.#columns.map((one) => cell(one.path, object)))
    } finally {
      write(tabbed(rows, TABLE).text)
    }
  }
}

function cell(path: CustomColumn['path'], object: unknown): string {
  try {
    if (path instanceof JsonPathFault) throw path
    const found = findResults(path, object, { allowMissing: true })
    const texts = found.flat().map(goValueText)
    if ((found[0] ?? []).length === 0) texts.unshift('<none>')
    return texts.join(',')
  } catch (error) {
    if (error instanceof JsonPathFault) throw new CommandError(error.message)
    throw error
  }
}
