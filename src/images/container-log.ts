// What a container wrote, line by line with times, as `kubectl logs` reads it (pkg/kubelet/kuberuntime/logs, v1.33).
// Missing: rotation.

import type { LogOptions, LogStream } from '../api/index.ts'
import { Pipe } from '../sim/index.ts'

export interface LogLine {
  readonly atMs: number
  readonly text: string
}

interface Follower {
  readonly output: Pipe
  readonly timestamps: boolean
}

/** Characters; a longer block is not added to. */
const BLOCK = 4096

export class ContainerLog {
  /** What was written at one time, as whole lines: cut up only for readers, since most logs are never read. */
  #blocks: LogLine[] | undefined
  #partial = ''
  #followers: Follower[] = []
  #ended = false

  append(text: string, atMs: number): void {
    const all = this.#partial + text
    const end = all.lastIndexOf('\n')
    this.#partial = all.slice(end + 1)
    if (end >= 0) this.#add(all.slice(0, end), atMs)
  }

  get lines(): LogLine[] {
    return this.#blocks?.flatMap(linesOf) ?? []
  }

  set lines(lines: readonly LogLine[]) {
    this.#blocks = [...lines]
  }

  end(atMs: number): void {
    if (this.#partial !== '') this.#add(this.#partial, atMs)
    this.#partial = ''
    this.#ended = true
    for (const { output } of this.#followers) output.end()
    this.#followers = []
  }

  open(options: LogOptions, nowMs: number): LogStream {
    const output = new Pipe()
    const timestamps = options.timestamps === true
    let sinceMs = Number.NEGATIVE_INFINITY
    if (options.sinceSeconds !== undefined) sinceMs = nowMs - options.sinceSeconds * 1000
    if (options.sinceTime !== undefined) sinceMs = Date.parse(options.sinceTime)
    let lines = this.lines.filter(({ atMs }) => atMs >= sinceMs)
    if (options.tailLines !== undefined && options.tailLines >= 0)
      lines = options.tailLines === 0 ? [] : lines.slice(-options.tailLines)
    let text = lines.map((line) => lineText(line, timestamps)).join('')
    if (options.limitBytes !== undefined) text = text.slice(0, options.limitBytes)
    output.write(text)
    const follower = { output, timestamps }
    if (options.follow && !this.#ended) this.#followers.push(follower)
    else output.end()
    return {
      output,
      stop: () => {
        this.#followers = this.#followers.filter((other) => other !== follower)
        output.cancel()
      },
    }
  }

  #add(text: string, atMs: number): void {
    const block = { atMs, text }
    const last = this.#blocks?.at(-1)
    if (!this.#blocks) this.#blocks = [block]
    else if (last?.atMs === atMs && last.text.length < BLOCK) {
      this.#blocks[this.#blocks.length - 1] = { atMs, text: `${last.text}\n${text}` }
    } else this.#blocks.push(block)
    for (const { output, timestamps } of [...this.#followers])
      for (const line of linesOf(block)) output.write(lineText(line, timestamps))
  }
}

const linesOf = ({ atMs, text }: LogLine): LogLine[] => text.split('\n').map((line) => ({ atMs, text: line }))

const lineText = ({ atMs, text }: LogLine, timestamps: boolean): string =>
  timestamps ? `${new Date(atMs).toISOString().slice(0, 23)}000000Z ${text}\n` : `${text}\n`
