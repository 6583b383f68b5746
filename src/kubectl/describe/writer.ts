// The sheet a describer writes on: text at a level of indentation, columns aligned at the end. Models PrefixWriter of
// k8s.io/kubectl/pkg/describe/describe.go (v1.33); its Flush has no effect there, so there is none here.

import { alignTabs } from './tab-writer.ts'

export class DescribeWriter {
  #text = ''

  /** Adds text as it is, after two blanks per level; the caller writes tabs between cells and newlines. */
  write(level: number, text: string): void {
    this.#text += '  '.repeat(level) + text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r')
  }

  /** `label:`, a tab, the value and a newline. */
  field(level: number, label: string, value: string | number | boolean): void {
    this.write(level, `${label}:\t${value}\n`)
  }

  get text(): string {
    return alignTabs(this.#text)
  }

  /** With its tabs, as rollout history prints a template. */
  get tabbedText(): string {
    return this.#text
  }
}

/** 'True', 'False', or '<unset>'. */
export function boolText(value: boolean | undefined): string {
  if (value === undefined) return '<unset>'
  return value ? 'True' : 'False'
}
