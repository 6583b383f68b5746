// watch (procps 4): runs a command again and again on a cleared screen. -n, -t, -d (without marking), -e, -g.
// Ctrl-C ends it.

import type { Io, Program, Steps } from '../../sim/index.ts'
import { CommandNotFound } from '../../sim/index.ts'
import { formatDate } from '../date-format.ts'
import { parseOptions, UsageError } from '../options.ts'
import { pipeOf } from '../redirect.ts'
import { charWidth, textWidth } from '../text-width.ts'

export const watch: Program = {
  name: 'watch',
  summary: 'watch [-n seconds] [-t] command: run a command again and again',
  *run(args, io) {
    const options = parseOptions(args, {
      flags: 'tdegxbc',
      values: 'n',
      long: {
        interval: 'n=',
        'no-title': 't',
        differences: 'd',
        errexit: 'e',
        chgexit: 'g',
        exec: 'x',
        color: 'c',
        beep: 'b',
      },
      stopAtOperand: true,
    })
    const { operands } = options
    if (operands.length === 0) {
      io.stderr.write('Usage:\n watch [options] command\n')
      return 1
    }
    const given = options.value('n') ?? '2'
    const seconds = Number(given.replace(',', '.'))
    if (!Number.isFinite(seconds))
      throw new UsageError(`failed to parse argument: '${given}': Invalid argument`, 1, false)
    const intervalMs = Math.max(100, seconds * 1000)
    if (!io.terminal || !io.stdoutIsTty) {
      io.stderr.write('Error opening terminal: unknown.\n')
      return 1
    }
    const keyboard = io.terminal.raw()
    let before: string | undefined
    io.stdout.write('\x1b[?1049h\x1b[?25l')
    try {
      for (;;) {
        const startMs = io.host.nowMs()
        const { text, status } = yield* capture(operands, options.has('x'), io)
        io.stdout.write(page(text, operands.join(' '), seconds, options.has('t'), io))
        if (options.has('e') && status !== 0) return 8
        if (options.has('g') && before !== undefined && before !== text) return 0
        before = text
        const untilMs = startMs + intervalMs
        while (io.host.nowMs() < untilMs) {
          const keys = keyboard.keys.read()
          if (/[\x03q]/.test(keys)) return keys.includes('\x03') ? 130 : 0
          if (keyboard.keys.ended) return 0
          yield { signals: [keyboard.keys.changed, io.terminal.resized], untilMs }
        }
      }
    } finally {
      io.stdout.write('\x1b[?25h\x1b[?1049l')
      keyboard.close()
    }
  },
}

function* capture(
  words: readonly string[],
  direct: boolean,
  io: Io,
): Steps<{ readonly text: string; readonly status: number }> {
  let text = ''
  const output = {
    write(more: string) {
      text += more
      return true
    },
  }
  const command = direct ? words : ['sh', '-c', words.join(' ')]
  try {
    const status = yield* io.run(command, { stdin: pipeOf(''), stdout: output, stderr: output })
    return { text, status }
  } catch (error) {
    if (!(error instanceof CommandNotFound)) throw error
    return { text: `sh: 1: ${error.command}: not found\n`, status: 127 }
  }
}

function page(text: string, command: string, seconds: number, untitled: boolean, io: Io): string {
  const columns = io.terminal?.columns ?? 80
  const rows = io.terminal?.rows ?? 24
  const right = `${io.host.hostname}: ${formatDate('%a %b %e %H:%M:%S %Y', io.host.nowMs())}`
  const left = `Every ${seconds.toFixed(1)}s: ${command}`
  const room = columns - textWidth(right) - 1
  const title = untitled ? '' : `${cut(left, room).padEnd(Math.max(0, room))} ${right}\n\n`
  const lines = text
    .replace(/\t/g, '        ')
    .split('\n')
    .slice(0, rows - (untitled ? 0 : 2))
  if (lines.at(-1) === '') lines.pop()
  return `\x1b[H\x1b[2J${title}${lines.map((line) => cut(line, columns)).join('\n')}`
}

function cut(text: string, width: number): string {
  let used = 0
  let result = ''
  for (const char of text) {
    used += charWidth(char)
    if (used > width) break
    result += char
  }
  return result
}
