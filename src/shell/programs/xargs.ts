// xargs (GNU findutils 4.9): -n, -I, -L, -r, -t, -0, -d, -P (one after the other).

import type { Program } from '../../sim/index.ts'
import { CommandNotFound } from '../../sim/index.ts'
import { parseOptions, UsageError } from '../options.ts'
import { pipeOf } from '../redirect.ts'
import { readAll } from '../stream.ts'

export const xargs: Program = {
  name: 'xargs',
  summary: 'xargs [-n count] [-I text] [-r] command [arg…]: run a command with arguments from the input',
  *run(args, io) {
    const options = parseOptions(args, {
      flags: 'rt0xp',
      values: 'nILPdsa',
      long: {
        'no-run-if-empty': 'r',
        verbose: 't',
        null: '0',
        'max-args': 'n=',
        'max-procs': 'P=',
        delimiter: 'd=',
        replace: 'I=',
        'max-lines': 'L=',
      },
      stopAtOperand: true,
    })
    // Of -n, -L and -I the last counts; after -I, `-n 1` says nothing new.
    const names: Readonly<Record<string, readonly [string, string]>> = {
      n: ['--max-args', '--max-args/-n'],
      L: ['--max-lines', '-L'],
      I: ['--replace', '--replace/-I/-i'],
    }
    let chosen: string | undefined
    for (const [key, value] of options.all) {
      const [, later] = names[key] ?? []
      if (later === undefined || (chosen === 'I' && key === 'n' && value === '1')) continue
      const [earlier] = chosen !== undefined && chosen !== key ? (names[chosen] ?? []) : []
      if (earlier !== undefined)
        io.stderr.write(
          `xargs: warning: options ${earlier} and ${later} are mutually exclusive, ignoring previous ${earlier} value\n`,
        )
      chosen = key
    }
    const text = yield* readAll(io.stdin)
    const replace = chosen === 'I' ? options.value('I') : undefined
    const delimiter = options.has('0')
      ? '\0'
      : options.value('d')?.replace(/\\n/, '\n').replace(/\\t/, '\t').replace(/\\0/, '\0')
    const command = options.operands.length > 0 ? options.operands : ['echo']
    let groups: string[][]
    if (replace !== undefined) {
      const items =
        delimiter === undefined ? text.split('\n').map((line) => line.replace(/^\s+/, '')) : text.split(delimiter)
      groups = items.filter((item) => item !== '').map((item) => [item])
    } else if (chosen === 'L') {
      const lines = text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => split(line))
      const size = Number(options.value('L'))
      groups = []
      for (let i = 0; i < lines.length; i += size) groups.push(lines.slice(i, i + size).flat())
    } else {
      const items =
        delimiter === undefined
          ? split(text)
          : text.replace(new RegExp(`${delimiter === '\n' ? '\n' : ''}$`), '').split(delimiter)
      if (delimiter !== undefined && items.at(-1) === '') items.pop()
      const size = Number((chosen === 'n' ? options.value('n') : undefined) ?? Number.POSITIVE_INFINITY)
      if (!(size >= 1)) throw new UsageError(`value ${options.value('n')} for -n option should be >= 1`, 1, false)
      groups = []
      for (let i = 0; i < items.length; i += Math.min(size, items.length)) groups.push(items.slice(i, i + size))
      if (groups.length === 0 && !options.has('r')) groups.push([])
    }
    let status = 0
    for (const group of groups) {
      const words =
        replace === undefined ? [...command, ...group] : command.map((word) => word.replaceAll(replace, group[0] ?? ''))
      if (options.has('t')) io.stderr.write(`${words.join(' ')}\n`)
      try {
        const code = yield* io.run(words, { stdin: pipeOf('') })
        if (code === 255) {
          io.stderr.write(`xargs: ${words[0]}: exited with status 255; aborting\n`)
          return 124
        }
        if (code !== 0) status = 123
      } catch (error) {
        if (!(error instanceof CommandNotFound)) throw error
        io.stderr.write(`xargs: ${error.command}: No such file or directory\n`)
        return 127
      }
    }
    return status
  },
}

/** Words as xargs reads them: blanks separate, quotes and backslashes protect. */
function split(text: string): string[] {
  const words: string[] = []
  for (const match of text.matchAll(/(?:[^\s'"\\]|\\[\s\S]|'[^'\n]*'|"[^"\n]*"|['"])+/g)) {
    const [raw] = match
    if (/^(?:[^'"\\]|\\[\s\S]|'[^'\n]*'|"[^"\n]*")*['"]/.test(raw.replace(/'[^'\n]*'|"[^"\n]*"|\\[\s\S]/g, ''))) {
      const kind = raw.replace(/'[^'\n]*'|"[^"\n]*"|\\[\s\S]/g, '').includes("'") ? 'single' : 'double'
      throw new UsageError(
        `unmatched ${kind} quote; by default quotes are special to xargs unless you use the -0 option`,
        1,
        false,
      )
    }
    words.push(
      raw.replace(/'([^'\n]*)'|"([^"\n]*)"|\\([\s\S])/g, (_, a?: string, b?: string, c?: string) => a ?? b ?? c ?? ''),
    )
  }
  return words
}
