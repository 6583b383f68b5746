// Redirections (bash 5.2, "Redirections"): a command's descriptors from its shell's. Missing: `<>`, /dev/tcp.

import { FileError, type Files, type Output, Pipe, type Steps } from '../sim/index.ts'
import { wordOpening } from './dialect.ts'
import type { Expander } from './expand.ts'
import { resolvePath } from './paths.ts'
import { type Descriptor, type Descriptors, type Shell, ShellError } from './state.ts'
import { readDevice } from './stream.ts'
import type { HereDoc, Redirection, WordPart } from './syntax.ts'

/** A pipe that holds `text` and has no writer. */
export function pipeOf(text: string): Pipe {
  const pipe = new Pipe()
  pipe.write(text)
  pipe.end()
  return pipe
}

const fileOutput = (files: Files, path: string): Output => ({
  write(text) {
    if (text !== '') files.write(path, text, { append: true })
    return true
  },
})

/** The descriptors after all redirections. Throws `ShellError` for one that fails. */
export function* redirect(shell: Shell, redirections: readonly Redirection[], expander: Expander): Steps<Descriptors> {
  const fds = new Map(shell.fds)
  for (const redirection of redirections) {
    const number = redirection.descriptor?.type === 'FileDescriptor' ? redirection.descriptor.value : undefined
    if (redirection.type === 'HereDoc') {
      fds.set(number ?? 0, { input: pipeOf(yield* documentText(shell, redirection, expander)), tty: false })
      continue
    }
    if (redirection.type === 'HereString') {
      fds.set(number ?? 0, { input: pipeOf(`${yield* expander.text(shell, redirection.target)}\n`), tty: false })
      continue
    }
    const { operator, target } = redirection
    const words = target ? yield* expander.words(shell, [target]) : []
    const [name] = words
    if (name === undefined || words.length > 1) throw new ShellError(`${target?.text ?? ''}: ambiguous redirect`)
    const input = operator.startsWith('<')
    const fd = number ?? (input ? 0 : 1)
    if ((operator === '>&' || operator === '<&') && /^\d*-?$/.test(name)) {
      duplicate(fds, fd, name)
      continue
    }
    if (operator === '<' || operator === '<>' || operator === '<&') {
      fds.set(fd, openInput(shell, fds, name))
      continue
    }
    const opened = openOutput(shell, fds, name, operator.endsWith('>>'), operator === '>|')
    if (operator === '>&' || operator.startsWith('&')) {
      fds.set(1, opened)
      fds.set(2, opened)
    } else fds.set(fd, opened)
  }
  return fds
}

function duplicate(fds: Map<number, Descriptor>, fd: number, name: string): void {
  if (name === '-') {
    fds.delete(fd)
    return
  }
  const from = Number(name.replace(/-$/, ''))
  const known = fds.get(from)
  if (!known) throw new ShellError(`${from}: Bad file descriptor`)
  fds.set(fd, known)
  if (name.endsWith('-')) fds.delete(from)
}

function device(fds: Descriptors, name: string): Descriptor | undefined {
  const number = { '/dev/stdin': 0, '/dev/stdout': 1, '/dev/stderr': 2, '/dev/tty': 1 }[name]
  if (number !== undefined) return fds.get(number)
  const match = /^\/dev\/fd\/(\d+)$/.exec(name)
  return match ? fds.get(Number(match[1])) : undefined
}

function openInput(shell: Shell, fds: Descriptors, name: string): Descriptor {
  const known = device(fds, name)
  if (known) return known
  try {
    const path = resolvePath(shell.cwd, name)
    const { host } = shell.around
    return { input: pipeOf(readDevice(host, path) ?? host.files.read(path)), tty: false }
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    // Reading a directory fails later, in the program; the shell itself opens it.
    if (error.fault === 'EISDIR') throw new ShellError(`read error: 0: ${error.message}`)
    throw new ShellError(wordOpening(shell.around.dialect, name, error.message, false))
  }
}

function openOutput(shell: Shell, fds: Descriptors, name: string, append: boolean, force: boolean): Descriptor {
  const known = device(fds, name)
  if (known) return known
  const { files } = shell.around.host
  const path = resolvePath(shell.cwd, name)
  try {
    const info = files.stat(path)
    if (name === '') throw new FileError('ENOENT', name)
    if (name.endsWith('/') && info?.kind !== 'directory') throw new FileError(info ? 'ENOTDIR' : 'EISDIR', name)
    if (info?.kind === 'file' && !append && !force && shell.options.has('noclobber') && path !== '/dev/null') {
      throw new ShellError(`${name}: cannot overwrite existing file`)
    }
    files.write(path, '', { append })
  } catch (error) {
    if (error instanceof FileError) throw new ShellError(wordOpening(shell.around.dialect, name, error.message, true))
    throw error
  }
  return { output: fileOutput(files, path), tty: false }
}

function* documentText(shell: Shell, document: HereDoc, expander: Expander): Steps<string> {
  const strip = document.operator === '<<-'
  const { text, parts } = document.body
  if (document.delimiter?.quoted) return strip ? text.replace(/^\t+/gm, '') : text
  const plain: WordPart = { type: 'Literal', pos: 0, end: 0, value: text, text }
  const all = (parts ?? [plain]).map((part, i) => {
    if (!strip || part.type !== 'Literal') return part
    const lines = part.text.replace(/\n\t+/g, '\n')
    return { ...part, text: i === 0 ? lines.replace(/^\t+/, '') : lines }
  })
  return yield* expander.quotedParts(shell, all)
}
