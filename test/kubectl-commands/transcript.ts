// The command lines that both kubectls run, and where the recordings are.

import { readFileSync } from 'node:fs'
import type { Answer } from './desk.ts'

export interface Transcript {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  readonly lines: readonly string[]
  /** Begin with a deployment that was rolled out twice. */
  readonly rollouts?: boolean
}

export interface Recorded extends Answer {
  readonly line: string
}

export const recordings = new URL('recordings/', import.meta.url)

export function readRecording(name: string, version: string): { startMs: number; answers: readonly Recorded[] } {
  return JSON.parse(readFileSync(new URL(`${name}-${version}.json`, recordings), 'utf8'))
}

/** Words as a shell would split them: blanks, single and double quotes, and \n, \t inside $'…'. */
export function splitWords(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  for (const [, ansi, single, double, blank, plain] of line.matchAll(
    /\$'((?:[^'\\]|\\.)*)'|'([^']*)'|"([^"]*)"|(\s+)|([^\s'"$]+|\$)/g,
  )) {
    if (blank !== undefined) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else {
      const text = ansi?.replaceAll('\\n', '\n').replaceAll('\\t', '\t') ?? single ?? double ?? plain ?? ''
      word = (word ?? '') + text
    }
  }
  if (word !== undefined) words.push(word)
  return words
}
