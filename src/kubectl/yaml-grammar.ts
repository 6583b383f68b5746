// Finds the first fault of one YAML document and words it as goyaml v2 does (parserc.go, decode.go: which line is named).

import { type Mark, type TokenType, YamlProblem, YamlScanner } from './yaml-scanner.ts'

const MOST_DEPTH = 5000

/** 'line 4: did not find expected key', or undefined when the document can be read. */
export function findYamlFault(source: string): string | undefined {
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]/.test(source)) {
    return 'control characters are not allowed'
  }
  try {
    new Grammar(source).document()
    return undefined
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error
    const line = error.problemLine !== 0 ? error.problemLine : error.contextLine
    if (line === 0) return error.message
    return `line ${line + (error.fromScanner ? 1 : 0)}: ${error.message}`
  }
}

class Grammar {
  readonly #scanner: YamlScanner
  #depth = 0

  constructor(source: string) {
    this.#scanner = new YamlScanner(source)
  }

  document(): void {
    if (this.#next('document-start')) this.#scanner.take()
    if (this.#next('stream-end', 'document-end', 'document-start')) return
    this.#node(true, false)
    this.#scanner.peek()
  }

  #next(...types: readonly TokenType[]): boolean {
    return types.includes(this.#scanner.peek().type)
  }

  #fail(message: string, context: Mark): YamlProblem {
    return new YamlProblem(message, this.#scanner.peek().mark, context, false)
  }

  #node(block: boolean, indentlessAllowed: boolean): void {
    const start = this.#scanner.peek().mark
    if (this.#next('alias')) {
      this.#scanner.take()
      return
    }
    let decorated = false
    while (this.#next('anchor', 'tag')) {
      this.#scanner.take()
      decorated = true
    }
    if (++this.#depth > MOST_DEPTH) throw this.#fail('exceeded max depth of 10000', start)
    if (indentlessAllowed && this.#next('block-entry')) this.#indentless()
    else if (this.#next('scalar')) this.#scanner.take()
    else if (this.#next('flow-sequence-start')) this.#flowSequence()
    else if (this.#next('flow-mapping-start')) this.#flowMapping()
    else if (block && this.#next('block-sequence-start')) this.#blockSequence()
    else if (block && this.#next('block-mapping-start')) this.#blockMapping()
    else if (!decorated) throw this.#fail('did not find expected node content', start)
    this.#depth--
  }

  #blockSequence(): void {
    const { mark } = this.#scanner.take()
    while (this.#next('block-entry')) {
      this.#scanner.take()
      if (!this.#next('block-entry', 'block-end')) this.#node(true, false)
    }
    if (!this.#next('block-end')) throw this.#fail("did not find expected '-' indicator", mark)
    this.#scanner.take()
  }

  #indentless(): void {
    while (this.#next('block-entry')) {
      this.#scanner.take()
      if (!this.#next('block-entry', 'key', 'value', 'block-end')) this.#node(true, false)
    }
  }

  #blockMapping(): void {
    const { mark } = this.#scanner.take()
    while (this.#next('key')) {
      this.#scanner.take()
      if (!this.#next('key', 'value', 'block-end')) this.#node(true, true)
      if (!this.#next('value')) continue
      this.#scanner.take()
      if (!this.#next('key', 'value', 'block-end')) this.#node(true, true)
    }
    if (!this.#next('block-end')) throw this.#fail('did not find expected key', mark)
    this.#scanner.take()
  }

  #flowSequence(): void {
    const { mark } = this.#scanner.take()
    for (let first = true; !this.#next('flow-sequence-end'); first = false) {
      if (!first) {
        if (!this.#next('flow-entry')) throw this.#fail("did not find expected ',' or ']'", mark)
        this.#scanner.take()
      }
      if (this.#next('key')) {
        this.#scanner.take()
        if (!this.#next('value', 'flow-entry', 'flow-sequence-end')) this.#node(false, false)
        if (this.#next('value')) {
          this.#scanner.take()
          if (!this.#next('flow-entry', 'flow-sequence-end')) this.#node(false, false)
        }
      } else if (!this.#next('flow-sequence-end')) this.#node(false, false)
    }
    this.#scanner.take()
  }

  #flowMapping(): void {
    const { mark } = this.#scanner.take()
    for (let first = true; !this.#next('flow-mapping-end'); first = false) {
      if (!first) {
        if (!this.#next('flow-entry')) throw this.#fail("did not find expected ',' or '}'", mark)
        this.#scanner.take()
      }
      if (this.#next('key')) {
        this.#scanner.take()
        if (!this.#next('value', 'flow-entry', 'flow-mapping-end')) this.#node(false, false)
        if (this.#next('value')) {
          this.#scanner.take()
          if (!this.#next('flow-entry', 'flow-mapping-end')) this.#node(false, false)
        }
      } else if (!this.#next('flow-mapping-end')) this.#node(false, false)
    }
    this.#scanner.take()
  }
}
