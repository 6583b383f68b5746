// stat, find, du, df, file, mktemp, truncate is not there (GNU coreutils 9.1, findutils 4.9): what the tree of files can tell.

import type { FileInfo, Io, Program, Steps } from '../../sim/index.ts'
import { CommandNotFound } from '../../sim/index.ts'
import { formatDate } from '../date-format.ts'
import { humanSize } from '../human-size.ts'
import { parseOptions, UsageError } from '../options.ts'
import { baseName, joinPath, resolvePath } from '../paths.ts'
import { matchesPattern } from '../pattern.ts'
import { pipeOf } from '../redirect.ts'
import { emit } from '../stream.ts'
import { modeText } from './ls.ts'

export const stat: Program = {
  name: 'stat',
  summary: 'stat [-c format] file…: what is known about a file',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, { flags: 'Lft', values: 'c', long: { format: 'c=', printf: 'c=' } })
    if (options.operands.length === 0) throw new UsageError('missing operand')
    let status = 0
    for (const name of options.operands) {
      const info = io.host.files.stat(resolvePath(io.cwd, name))
      if (!info) {
        io.stderr.write(`stat: cannot statx '${name}': No such file or directory\n`)
        status = 1
        continue
      }
      const format = options.value('c')
      const octal = (info.mode & 0o7777).toString(8).padStart(4, '0')
      const time = formatDate('%Y-%m-%d %H:%M:%S.%N %z', info.modifiedMs)
      const kind = info.kind === 'directory' ? 'directory' : info.size === 0 ? 'regular empty file' : 'regular file'
      if (format !== undefined) {
        const values: Readonly<Record<string, string>> = {
          n: name,
          N: `'${name}'`,
          s: String(info.size),
          a: octal.replace(/^0+(?=\d{3})/, ''),
          A: modeText(info),
          F: kind,
          U: 'root',
          G: 'root',
          u: '0',
          g: '0',
          y: time,
          Y: String(Math.floor(info.modifiedMs / 1000)),
          b: String(Math.ceil(info.size / 4096) * 8),
          B: '512',
          '%': '%',
        }
        yield* emit(io.stdout, `${format.replace(/%(.)/g, (whole, letter: string) => values[letter] ?? whole)}\n`)
        continue
      }
      const blocks = Math.ceil(info.size / 4096) * 8
      yield* emit(
        io.stdout,
        `  File: ${name}\n  Size: ${String(info.size).padEnd(10)}\tBlocks: ${String(blocks).padEnd(10)} IO Block: 4096   ${kind}\n` +
          `Access: (${octal}/${modeText(info)})  Uid: (    0/    root)   Gid: (    0/    root)\nModify: ${time}\n`,
      )
    }
    return status
  },
}

type Test = (path: string, info: FileInfo, depth: number) => Steps<boolean>

export const find: Program = {
  name: 'find',
  summary: 'find [path…] [-name pattern] [-type f|d] [-maxdepth n] [-exec command \\;] [-delete]: look for files',
  *run(args, io): Steps<number> {
    let at = 0
    const starts: string[] = []
    while (at < args.length && !/^[-(!]/.test(args[at] ?? '')) starts.push(args[at++] ?? '')
    let maxDepth = Number.POSITIVE_INFINITY
    let minDepth = 0
    let acts = false
    let deep = false
    /** Commands of `-exec … +`, which run once with all that was found. */
    const gathered: { readonly command: readonly string[]; readonly paths: string[] }[] = []
    const value = (name: string): string => {
      const text = args[at++]
      if (text === undefined) throw new UsageError(`missing argument to \`${name}'`, 1, false)
      return text
    }
    const either = (): Test => {
      let left = both()
      while (args[at] === '-o' || args[at] === '-or') {
        at++
        const [a, b] = [left, both()]
        left = function* (...given) {
          return (yield* a(...given)) || (yield* b(...given))
        }
      }
      return left
    }
    const both = (): Test => {
      let left = single()
      while (at < args.length && !['-o', '-or', ')'].includes(args[at] ?? '')) {
        if (args[at] === '-a' || args[at] === '-and') at++
        const [a, b] = [left, single()]
        left = function* (...given) {
          return (yield* a(...given)) && (yield* b(...given))
        }
      }
      return left
    }
    const plain = (test: (path: string, info: FileInfo, depth: number) => boolean): Test =>
      function* (path, info, depth) {
        return test(path, info, depth)
      }
    const single = (): Test => {
      const name = args[at++] ?? ''
      switch (name) {
        case '!':
        case '-not': {
          const inner = single()
          return function* (...given) {
            return !(yield* inner(...given))
          }
        }
        case '(': {
          const inner = either()
          if (args[at++] !== ')')
            throw new UsageError(
              "invalid expression; I was expecting to find a ')' somewhere but did not see one.",
              1,
              false,
            )
          return inner
        }
        case '-name':
        case '-iname': {
          const pattern = value(name)
          return plain((path) => matchesPattern(baseName(path), pattern, name === '-iname'))
        }
        case '-path':
        case '-wholename': {
          const pattern = value(name)
          return plain((path) => matchesPattern(path, pattern))
        }
        case '-type': {
          const kind = value(name)
          if (!/^[bcdpflsD](?:,[bcdpflsD])*$/.test(kind))
            throw new UsageError(`Unknown argument to -type: ${kind}`, 1, false)
          return plain((_path, info) => kind === (info.kind === 'directory' ? 'd' : 'f'))
        }
        case '-empty':
          return plain((path, info) =>
            info.kind === 'file' ? info.size === 0 : io.host.files.list(resolvePath(io.cwd, path)).length === 0,
          )
        case '-size': {
          const match = /^([-+]?)(\d+)([ckMG]?)$/.exec(value(name))
          if (!match) throw new UsageError(`Invalid argument to -size`, 1, false)
          const unit = { c: 1, k: 1024, M: 2 ** 20, G: 2 ** 30 }[match[3] ?? ''] ?? 512
          const wanted = Number(match[2])
          return plain((_path, info) => {
            const size = Math.ceil(info.size / unit)
            return match[1] === '+' ? size > wanted : match[1] === '-' ? size < wanted : size === wanted
          })
        }
        case '-mmin':
        case '-mtime': {
          const match = /^([-+]?)(\d+)$/.exec(value(name))
          const unit = name === '-mmin' ? 60_000 : 86_400_000
          return plain((_path, info) => {
            const age = Math.floor((io.host.nowMs() - info.modifiedMs) / unit)
            const wanted = Number(match?.[2])
            return match?.[1] === '+' ? age > wanted : match?.[1] === '-' ? age < wanted : age === wanted
          })
        }
        case '-maxdepth':
          maxDepth = Number(value(name))
          return plain(() => true)
        case '-mindepth':
          minDepth = Number(value(name))
          return plain(() => true)
        case '-print':
        case '-print0': {
          acts = true
          const end = name === '-print0' ? '\0' : '\n'
          return function* (path) {
            yield* emit(io.stdout, path + end)
            return true
          }
        }
        case '-delete':
          acts = true
          deep = true
          return plain((path) => {
            io.host.files.remove(resolvePath(io.cwd, path))
            return true
          })
        case '-prune':
          return plain(() => true)
        case '-exec': {
          acts = true
          const command: string[] = []
          while (at < args.length && args[at] !== ';' && !(args[at] === '+' && args[at - 1] === '{}'))
            command.push(args[at++] ?? '')
          const together = args[at] === '+'
          if (at++ >= args.length) throw new UsageError("missing argument to `-exec'", 1, false)
          if (together) {
            const paths: string[] = []
            gathered.push({ command: command.slice(0, -1), paths })
            return plain((path) => paths.push(path) > 0)
          }
          return (path) =>
            execute(
              io,
              command.map((word) => word.replaceAll('{}', path)),
            )
        }
        default:
          throw new UsageError(
            name.startsWith('-') ? `unknown predicate \`${name}'` : `paths must precede expression: \`${name}'`,
            1,
            false,
          )
      }
    }
    const test = at < args.length ? either() : plain(() => true)
    let status = 0
    const visit = function* (path: string, depth: number): Steps<void> {
      const info = io.host.files.stat(resolvePath(io.cwd, path))
      if (!info) return
      const look = function* (): Steps<void> {
        if (depth < minDepth) return
        if ((yield* test(path, info, depth)) && !acts) yield* emit(io.stdout, `${path}\n`)
      }
      if (!deep) yield* look()
      if (info.kind === 'directory' && depth < maxDepth && io.host.files.stat(resolvePath(io.cwd, path))) {
        for (const name of io.host.files.list(resolvePath(io.cwd, path))) yield* visit(joinPath(path, name), depth + 1)
      }
      if (deep) yield* look()
    }
    for (const start of starts.length > 0 ? starts : ['.']) {
      if (io.host.files.stat(resolvePath(io.cwd, start))) yield* visit(start, 0)
      else {
        io.stderr.write(`find: ‘${start}’: No such file or directory\n`)
        status = 1
      }
    }
    for (const { command, paths } of gathered)
      if (paths.length > 0 && !(yield* execute(io, [...command, ...paths]))) status = 1
    return status
  },
}

function* execute(io: Io, command: readonly string[]): Steps<boolean> {
  try {
    return (yield* io.run(command, { stdin: pipeOf('') })) === 0
  } catch (error) {
    if (!(error instanceof CommandNotFound)) throw error
    io.stderr.write(`find: ‘${error.command}’: No such file or directory\n`)
    return false
  }
}

export const du: Program = {
  name: 'du',
  summary: 'du [-sh] [path…]: how much space files take',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'shackmb',
      values: 'd',
      long: { summarize: 's', 'human-readable': 'h', all: 'a', 'max-depth': 'd=', total: 'c' },
    })
    const limit = options.has('s') ? 0 : Number(options.value('d') ?? Number.POSITIVE_INFINITY)
    const show = (kib: number): string =>
      options.has('h') ? humanSize(kib * 1024) : String(options.has('m') ? Math.ceil(kib / 1024) : kib)
    const lines: string[] = []
    const measure = (path: string, depth: number): number => {
      const full = resolvePath(io.cwd, path)
      const info = io.host.files.stat(full)
      if (!info) return 0
      let kib = Math.ceil(info.size / 4096) * 4
      if (info.kind === 'directory')
        for (const name of io.host.files.list(full)) kib += measure(joinPath(path, name), depth + 1)
      if (depth <= limit && (info.kind === 'directory' || options.has('a') || depth === 0))
        lines.push(`${show(kib)}\t${path}\n`)
      return kib
    }
    let status = 0
    for (const path of options.operands.length > 0 ? options.operands : ['.']) {
      if (io.host.files.stat(resolvePath(io.cwd, path))) measure(path, 0)
      else {
        io.stderr.write(`du: cannot access '${path}': No such file or directory\n`)
        status = 1
      }
    }
    yield* emit(io.stdout, lines.join(''))
    return status
  },
}

export const df: Program = {
  name: 'df',
  summary: 'df: files live in memory here; there is no disk to report on',
  *run(_args, io): Steps<number> {
    // Missing: file systems; a table of invented disks would be false.
    io.stderr.write('df: no file systems processed: files live in memory on this machine\n')
    return 1
  },
}

export const mktemp: Program = {
  name: 'mktemp',
  summary: 'mktemp [-d] [template]: make a temporary file',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, { flags: 'dqut', values: 'p', long: { directory: 'd', tmpdir: 'p=?' } })
    const [template = 'tmp.XXXXXXXXXX'] = options.operands
    const count = /X{3,}$/.exec(template)?.[0].length
    if (count === undefined) throw new UsageError(`too few X's in template ‘${template}’`, 1, false)
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
    const name = template.slice(0, -count) + io.host.random.text(count, letters)
    const path = options.operands.length === 0 || options.has('p') ? joinPath(options.value('p') || '/tmp', name) : name
    const full = resolvePath(io.cwd, path)
    if (options.has('d')) io.host.files.makeDirectory(full)
    else io.host.files.write(full, '', { mode: 0o600 })
    yield* emit(io.stdout, `${path}\n`)
    return 0
  },
}
