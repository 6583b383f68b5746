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

export class ContainerLog {
  lines: LogLine[] = []
  #partial = ''
  #followers = new Set<Follower>()
  #ended = false

  append(text: string, atMs: number): void {
    const parts = (this.#partial + text).split('\n')
    this.#partial = parts.pop() ?? ''
    for (const part of parts) this.#line(part, atMs)
  }

  end(atMs: number): void {
    if (this.#partial !== '') this.#line(this.#partial, atMs)
    this.#partial = ''
    this.#ended = true
    for (const { output } of this.#followers) output.end()
    this.#followers.clear()
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
    if (options.follow && !this.#ended) this.#followers.add(follower)
    else output.end()
    return {
      output,
      stop: () => {
        this.#followers.delete(follower)
        output.cancel()
      },
    }
  }

  #line(text: string, atMs: number): void {
    const line = { atMs, text }
    this.lines.push(line)
    for (const { output, timestamps } of this.#followers) output.write(lineText(line, timestamps))
  }
}

const lineText = ({ atMs, text }: LogLine, timestamps: boolean): string =>
  timestamps ? `${new Date(atMs).toISOString().slice(0, 23)}000000Z ${text}\n` : `${text}\n`
