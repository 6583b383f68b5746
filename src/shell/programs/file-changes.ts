// cp, mv, rm, mkdir, rmdir, touch, chmod, ln (GNU coreutils 9.1), the usual options. Missing: -i, -p, links, owners.

import { FileError, type Files, type Io, type Program, type Steps } from '../../sim/index.ts'
import { parseDate } from '../date-format.ts'
import { type Options, parseOptions, UsageError } from '../options.ts'
import { baseName, joinPath, resolvePath } from '../paths.ts'

const isDirectory = (files: Files, path: string): boolean => files.stat(path)?.kind === 'directory'

/** Runs `work` for each operand; a file's fault is worded and the rest goes on. */
function each(
  io: Io,
  names: readonly string[],
  word: (name: string, error: FileError) => string,
  work: (name: string) => void,
): number {
  let status = 0
  for (const name of names) {
    try {
      work(name)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      io.stderr.write(word(name, error))
      status = 1
    }
  }
  return status
}

export const mkdir: Program = {
  name: 'mkdir',
  summary: 'mkdir [-p] directory…: make directories',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, { flags: 'pv', values: 'm', long: { parents: 'p', mode: 'm=', verbose: 'v' } })
    if (options.operands.length === 0) throw new UsageError('missing operand')
    return each(
      io,
      options.operands,
      (name, error) => `mkdir: cannot create directory ‘${name}’: ${error.message}\n`,
      (name) => {
        io.host.files.makeDirectory(resolvePath(io.cwd, name), { parents: options.has('p') })
        if (options.has('v')) io.stdout.write(`mkdir: created directory '${name}'\n`)
      },
    )
  },
}

export const rmdir: Program = {
  name: 'rmdir',
  summary: 'rmdir directory…: remove empty directories',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, { flags: 'pv', long: { parents: 'p' } })
    if (options.operands.length === 0) throw new UsageError('missing operand')
    return each(
      io,
      options.operands,
      (name, error) => `rmdir: failed to remove '${name}': ${error.message}\n`,
      (name) => {
        const path = resolvePath(io.cwd, name)
        if (io.host.files.stat(path)?.kind === 'file') throw new FileError('ENOTDIR', path)
        io.host.files.remove(path)
      },
    )
  },
}

export const rm: Program = {
  name: 'rm',
  summary: 'rm [-rf] file…: remove files',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'rRfivdI',
      long: { recursive: 'r', force: 'f', verbose: 'v', 'no-preserve-root': 'npr' },
    })
    const force = options.has('f')
    const recursive = options.has('r') || options.has('R')
    if (options.operands.length === 0 && !force) throw new UsageError('missing operand')
    let status = 0
    const failed = each(
      io,
      options.operands,
      (name, error) => `rm: cannot remove '${name}': ${error.message}\n`,
      (name) => {
        const path = resolvePath(io.cwd, name)
        const info = io.host.files.stat(path)
        if (!info) {
          if (force) return
          throw new FileError('ENOENT', path)
        }
        if (recursive && /(?:^|\/)\.\.?\/*$/.test(name)) {
          io.stderr.write(`rm: refusing to remove '.' or '..' directory: skipping '${name}'\n`)
          status = 1
          return
        }
        if (path === '/') {
          io.stderr.write(
            "rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe\n",
          )
          throw new FileError('EACCES', path)
        }
        if (info.kind === 'directory' && !recursive && !options.has('d')) throw new FileError('EISDIR', path)
        io.host.files.remove(path, { recursive })
        if (options.has('v'))
          io.stdout.write(info.kind === 'directory' ? `removed directory '${name}'\n` : `removed '${name}'\n`)
      },
    )
    return failed || status
  },
}

export const touch: Program = {
  name: 'touch',
  summary: 'touch [-c] file…: make files, or set their time',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, { flags: 'cam', values: 'dtr', long: { 'no-create': 'c', date: 'd=' } })
    if (options.operands.length === 0) throw new UsageError('missing file operand')
    const date = options.value('d')
    if (date !== undefined && parseDate(date, io.host.nowMs()) === undefined) {
      throw new UsageError(`invalid date format ‘${date}’`, 1, false)
    }
    return each(
      io,
      options.operands,
      (name, error) => `touch: cannot touch '${name}': ${error.message}\n`,
      (name) => {
        const path = resolvePath(io.cwd, name)
        const info = io.host.files.stat(path)
        if (info?.kind === 'directory' || (!info && options.has('c'))) return
        io.host.files.write(path, '', { append: true })
      },
    )
  },
}

/** Where a copy goes, and whether the sources go into a directory. */
function target(
  program: string,
  options: Options,
  io: Io,
): { readonly sources: readonly string[]; readonly to: string; readonly into: boolean } {
  const operands = [...options.operands]
  const given = options.value('t')
  const to = given ?? operands.pop()
  if (to === undefined) throw new UsageError('missing file operand')
  if (operands.length === 0) throw new UsageError(`missing destination file operand after '${to}'`)
  const into = isDirectory(io.host.files, resolvePath(io.cwd, to)) && !options.has('T')
  if (operands.length > 1 && !into) {
    io.stderr.write(
      `${program}: target '${to}': ${io.host.files.stat(resolvePath(io.cwd, to)) ? 'Not a directory' : 'No such file or directory'}\n`,
    )
    return { sources: [], to, into }
  }
  return { sources: operands, to, into }
}

function copyTree(files: Files, from: string, to: string): void {
  if (!isDirectory(files, from)) {
    const info = files.stat(from)
    files.write(to, files.read(from), info && !files.stat(to) ? { mode: info.mode } : {})
    return
  }
  if (!isDirectory(files, to)) files.makeDirectory(to)
  for (const name of files.list(from)) copyTree(files, joinPath(from, name), joinPath(to, name))
}

export const cp: Program = {
  name: 'cp',
  summary: 'cp [-r] source… target: copy files',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'rRafpvnTuid',
      values: 't',
      long: { recursive: 'r', archive: 'a', force: 'f', verbose: 'v', 'no-clobber': 'n', 'target-directory': 't=' },
    })
    const { files } = io.host
    const { sources, to, into } = target('cp', options, io)
    if (sources.length === 0) return 1
    const recursive = options.has('r') || options.has('R') || options.has('a')
    let status = 0
    for (const name of sources) {
      const from = resolvePath(io.cwd, name)
      const shown = into ? joinPath(to, baseName(name)) : to
      const path = resolvePath(io.cwd, shown)
      const info = files.stat(from)
      const fault = (text: string): void => {
        io.stderr.write(`cp: ${text}\n`)
        status = 1
      }
      try {
        if (!info) fault(`cannot stat '${name}': No such file or directory`)
        else if (info.kind === 'directory' && !recursive) fault(`-r not specified; omitting directory '${name}'`)
        else if (from === path) fault(`'${name}' and '${shown}' are the same file`)
        else if (info.kind === 'directory' && `${path}/`.startsWith(`${from}/`))
          fault(`cannot copy a directory, '${name}', into itself, '${shown}'`)
        else if (info.kind === 'file' && isDirectory(files, path))
          fault(`cannot overwrite directory '${shown}' with non-directory '${name}'`)
        else if (info.kind === 'directory' && files.stat(path)?.kind === 'file')
          fault(`cannot overwrite non-directory '${shown}' with directory '${name}'`)
        else if (!(options.has('n') && files.stat(path))) {
          copyTree(files, from, path)
          if (options.has('v')) io.stdout.write(`'${name}' -> '${shown}'\n`)
        }
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        if (error.fault === 'ENOSPC') fault(`error writing '${shown}': ${error.message}`)
        else
          fault(
            `cannot create ${info?.kind === 'directory' ? 'directory' : 'regular file'} '${shown}': ${shown.endsWith('/') && info?.kind === 'file' ? 'Not a directory' : error.message}`,
          )
      }
    }
    return status
  },
}

export const mv: Program = {
  name: 'mv',
  summary: 'mv source… target: move or rename files',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'fvnTui',
      values: 't',
      long: { force: 'f', verbose: 'v', 'no-clobber': 'n', 'target-directory': 't=' },
    })
    const { files } = io.host
    const { sources, to, into } = target('mv', options, io)
    if (sources.length === 0) return 1
    let status = 0
    for (const name of sources) {
      const from = resolvePath(io.cwd, name)
      const shown = into ? joinPath(to, baseName(name)) : to
      const path = resolvePath(io.cwd, shown)
      const fault = (text: string): void => {
        io.stderr.write(`mv: ${text}\n`)
        status = 1
      }
      try {
        if (!files.stat(from)) fault(`cannot stat '${name}': No such file or directory`)
        else if (/(?:^|\/)\.\.?$/.test(name)) fault(`cannot move '${name}' to '${shown}': Device or resource busy`)
        else if (from === path) fault(`'${name}' and '${shown}' are the same file`)
        else if (isDirectory(files, from) && `${path}/`.startsWith(`${from}/`))
          fault(`cannot move '${name}' to a subdirectory of itself, '${shown}'`)
        else if (isDirectory(files, from) && files.stat(path)?.kind === 'file')
          fault(`cannot overwrite non-directory '${shown}' with directory '${name}'`)
        else if (!(options.has('n') && files.stat(path))) {
          files.rename(from, path)
          if (options.has('v')) io.stdout.write(`renamed '${name}' -> '${shown}'\n`)
        }
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        fault(`cannot move '${name}' to '${shown}': ${error.message}`)
      }
    }
    return status
  },
}

export const ln: Program = {
  name: 'ln',
  summary: 'ln [-s] target [name]: links, which files cannot be here; cp makes copies',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, { flags: 'sfnvrTi', long: { symbolic: 's', force: 'f', 'no-dereference': 'n' } })
    const [from, to = baseName(from ?? '')] = options.operands
    if (from === undefined) throw new UsageError('missing file operand')
    const shown = isDirectory(io.host.files, resolvePath(io.cwd, to)) ? joinPath(to, baseName(from)) : to
    if (!options.has('s') && !io.host.files.stat(resolvePath(io.cwd, from)))
      throw new UsageError(`failed to access '${from}': No such file or directory`, 1, false)
    // Missing: links. What a file system without them answers, and a way out.
    const what = options.has('s') ? `symbolic link '${shown}'` : `hard link '${shown}' => '${from}'`
    throw new UsageError(
      `failed to create ${what}: Operation not permitted (there are no links here; use cp)`,
      1,
      false,
    )
  },
}

export const chmod: Program = {
  name: 'chmod',
  summary: 'chmod [-R] mode file…: change permissions',
  *run(args, io): Steps<number> {
    const [first = ''] = args
    const symbolic = /^-[rwx]+$/.test(first)
    const options = parseOptions(symbolic ? args.slice(1) : args, { flags: 'Rvf', long: { recursive: 'R' } })
    const [mode, ...names] = symbolic ? [first, ...options.operands] : options.operands
    if (mode === undefined) throw new UsageError('missing operand')
    if (names.length === 0) throw new UsageError(`missing operand after ‘${mode}’`)
    if (!/^[0-7]{1,4}$/.test(mode) && !mode.split(',').every((part) => /^[ugoa]*(?:[-+=][rwxXst]*)+$/.test(part))) {
      throw new UsageError(`invalid mode: ‘${mode}’`)
    }
    const { files } = io.host
    const change = (path: string): void => {
      const info = files.stat(path)
      if (!info) throw new FileError('ENOENT', path)
      files.setMode(path, newMode(info.mode, mode, info.kind === 'directory'))
      if (options.has('R') && info.kind === 'directory')
        for (const name of files.list(path)) change(joinPath(path, name))
    }
    return each(
      io,
      names,
      (name, error) => `chmod: cannot access '${name}': ${error.message}\n`,
      (name) => change(resolvePath(io.cwd, name)),
    )
  },
}

function newMode(mode: number, text: string, directory: boolean): number {
  if (/^[0-7]+$/.test(text)) return Number.parseInt(text, 8)
  let result = mode
  for (const part of text.split(',')) {
    const who = /^[ugoa]*/.exec(part)?.[0] || 'a'
    const mask = [...who].reduce((bits, letter) => bits | ({ u: 0o700, g: 0o070, o: 0o007 }[letter] ?? 0o777), 0)
    for (const [, operator, letters = ''] of part.matchAll(/([-+=])([rwxXst]*)/g)) {
      let bits = 0
      for (const letter of letters) {
        if (letter === 'r') bits |= 0o444
        if (letter === 'w') bits |= 0o222
        if (letter === 'x' || (letter === 'X' && (directory || (result & 0o111) !== 0))) bits |= 0o111
      }
      bits &= mask
      result = operator === '+' ? result | bits : operator === '-' ? result & ~bits : (result & ~mask) | bits
    }
  }
  return result
}
