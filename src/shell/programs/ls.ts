// ls (GNU coreutils 9.1): -a -A -l -h -1 -d -R -r -t -S -F -p -C -i; columns on a terminal. Missing: colours, links, owners.

import type { FileInfo, Io, Program } from '../../sim/index.ts'
import { columns } from '../columns.ts'
import { formatDate } from '../date-format.ts'
import { humanSize } from '../human-size.ts'
import { type Options, parseOptions } from '../options.ts'
import { joinPath, resolvePath } from '../paths.ts'
import { escapeWord } from '../quote.ts'
import { emit } from '../stream.ts'

interface Entry {
  readonly name: string
  readonly info: FileInfo
}

export const ls: Program = {
  name: 'ls',
  summary: 'ls [-aAlh1dRrtSFp] [file…]: list files',
  *run(args, io) {
    const options = parseOptions(args, {
      flags: 'aAlh1dRrtSFpCixUngoGQkLHv',
      values: 'wIT',
      long: {
        all: 'a',
        'almost-all': 'A',
        'human-readable': 'h',
        directory: 'd',
        recursive: 'R',
        reverse: 'r',
        classify: 'F',
        color: 'color=?',
        sort: 'sort=',
        'time-style': 'style=',
        'full-time': 'l',
      },
      faultStatus: 2,
    })
    const names = options.operands.length > 0 ? options.operands : ['.']
    const files: Entry[] = []
    const directories: string[] = []
    let status = 0
    for (const name of [...names].sort()) {
      const info = io.host.files.stat(resolvePath(io.cwd, name))
      if (!info) {
        io.stderr.write(`ls: cannot access '${name}': No such file or directory\n`)
        status = 2
      } else if (info.kind === 'file' && name.endsWith('/')) {
        io.stderr.write(`ls: cannot access '${name}': Not a directory\n`)
        status = 2
      } else if (info.kind === 'directory' && !options.has('d')) directories.push(name)
      else files.push({ name, info })
    }
    if (files.length > 0) yield* emit(io.stdout, show(arrange(files, options), options, io, false))
    const titled = names.length > 1 || options.has('R')
    let first = files.length === 0
    while (directories.length > 0) {
      const name = directories.shift() ?? ''
      const path = resolvePath(io.cwd, name)
      const entries = read(io, path, options)
      const title = titled ? `${first ? '' : '\n'}${name}:\n` : ''
      first = false
      yield* emit(io.stdout, title + show(entries, options, io, true))
      if (!options.has('R')) continue
      const inner = entries.filter(
        ({ name: entry, info }) => info.kind === 'directory' && entry !== '.' && entry !== '..',
      )
      directories.unshift(...inner.map((entry) => joinPath(name, entry.name)))
    }
    return status
  },
}

function read(io: Io, path: string, options: Options): readonly Entry[] {
  const { files } = io.host
  const entries: Entry[] = []
  const add = (name: string, at: string): void => {
    const info = files.stat(at)
    if (info) entries.push({ name, info })
  }
  if (options.has('a')) {
    add('.', path)
    add('..', resolvePath(path, '..'))
  }
  const hidden = options.has('a') || options.has('A')
  for (const name of files.list(path)) if (hidden || !name.startsWith('.')) add(name, joinPath(path, name))
  return arrange(entries, options)
}

function arrange(entries: readonly Entry[], options: Options): readonly Entry[] {
  const sort = options.value('sort')
  const byTime = options.has('t') || sort === 'time'
  const bySize = options.has('S') || sort === 'size'
  // The C.UTF-8 order of the lab's machine is the order of code points.
  const sorted = [...entries].sort((a, b) => {
    const order = byTime ? b.info.modifiedMs - a.info.modifiedMs : bySize ? b.info.size - a.info.size : 0
    return order || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
  })
  return options.has('r') ? sorted.reverse() : sorted
}

function show(entries: readonly Entry[], options: Options, io: Io, directory: boolean): string {
  const long = options.has('l') || options.has('n') || options.has('g') || options.has('o')
  if (long) return longList(entries, options, io, directory)
  const shown = entries.map((entry) => nameOf(entry, options, io))
  if (shown.length === 0) return ''
  if (options.has('1') || !(io.stdoutIsTty || options.has('C'))) return `${shown.join('\n')}\n`
  return columns(shown, io.terminal?.columns ?? 80)
}

function nameOf({ name, info }: Entry, options: Options, io: Io): string {
  const mark =
    info.kind === 'directory' && (options.has('F') || options.has('p'))
      ? '/'
      : options.has('F') && (info.mode & 0o111) !== 0
        ? '*'
        : ''
  // On a terminal, names that a shell would split are quoted.
  const quoted = io.stdoutIsTty && /[^\w@%+=:,./~^-]/.test(name) && escapeWord(name) !== name
  return (quoted ? (name.includes("'") ? `"${name}"` : `'${name}'`) : name) + mark
}

export function modeText(info: FileInfo): string {
  const bits = [...'rwxrwxrwx'].map((letter, i) => ((info.mode >> (8 - i)) & 1 ? letter : '-')).join('')
  return (info.kind === 'directory' ? 'd' : '-') + bits
}

const SIX_MONTHS_MS = 31_556_952_000 / 2

function longList(entries: readonly Entry[], options: Options, io: Io, directory: boolean): string {
  const nowMs = io.host.nowMs()
  const rows = entries.map((entry) => {
    const { info } = entry
    const recent = info.modifiedMs > nowMs - SIX_MONTHS_MS && info.modifiedMs <= nowMs + 1000
    const links = info.kind === 'directory' ? 2 : 1
    return {
      mode: modeText(info),
      links: String(links),
      size: options.has('h') ? humanSize(info.size) : String(info.size),
      time: formatDate(recent ? '%b %e %H:%M' : '%b %e  %Y', info.modifiedMs),
      name: nameOf(entry, options, io),
    }
  })
  const width = (key: 'links' | 'size'): number => Math.max(0, ...rows.map((row) => row[key].length))
  const [links, size] = [width('links'), width('size')]
  const owner = options.has('n') ? '0' : 'root'
  const blocks = entries.reduce((sum, { info }) => sum + Math.ceil(info.size / 4096) * 4, 0)
  const total = directory ? `total ${options.has('h') ? humanSize(blocks * 1024) : blocks}\n` : ''
  return (
    total +
    rows
      .map(
        ({ mode, links: count, size: bytes, time, name }) =>
          `${mode} ${count.padStart(links)}${options.has('g') ? '' : ` ${owner}`}${options.has('o') || options.has('G') ? '' : ` ${owner}`} ${bytes.padStart(size)} ${time} ${name}\n`,
      )
      .join('')
  )
}
