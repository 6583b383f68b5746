// vi, vim and nano open the page's editor. Without a terminal they say so as Vim does; on a terminal without a page
// (the command in Node, a container) a plain modal editor takes over.

import { FileError, type Io, type Program, type Steps } from '../../sim/index.ts'
import { editWithKeys } from '../modal-editor.ts'
import { resolvePath } from '../paths.ts'

const editor = (name: string): Program => ({
  name,
  summary: `${name} [file]: edit a file`,
  *run(args, io): Steps<number> {
    const names = args.filter((arg) => !arg.startsWith('-') && !/^\+\d*$/.test(arg))
    if (args.includes('--version')) {
      io.stdout.write(`${name}: the editor of this terminal\n`)
      return 0
    }
    if (!io.stdinIsTty || !io.stdoutIsTty || !io.terminal) {
      if (name === 'nano') io.stderr.write('Standard input is not a terminal\n')
      else {
        if (!io.stdoutIsTty) io.stderr.write('Vim: Warning: Output is not to a terminal\n')
        io.stderr.write(
          'Vim: Warning: Input is not from a terminal\nVim: Error reading input, exiting...\nVim: Finished.\n',
        )
      }
      return 1
    }
    const [file] = names
    if (file === undefined) {
      io.stderr.write(`${name}: name a file to edit\n`)
      return 1
    }
    return yield* edit(name, file, io)
  },
})

function* edit(name: string, file: string, io: Io): Steps<number> {
  const path = resolvePath(io.cwd, file)
  let before = ''
  try {
    before = io.host.files.read(path)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    if (error.fault === 'EISDIR') {
      io.stderr.write(name === 'nano' ? `"${file}" is a directory\n` : `"${file}" is a directory\n`)
      return 1
    }
  }
  const result = yield* io.terminal?.edit ? onPage(io, path, before) : editWithKeys(io, file, before)
  if (!result?.saved) return 0
  try {
    io.host.files.write(path, result.text)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    io.stderr.write(
      `${name === 'nano' ? `Error writing ${file}` : `"${file}" E212: Can't open file for writing`}: ${error.message}\n`,
    )
    return 1
  }
  return 0
}

function* onPage(
  io: Io,
  path: string,
  text: string,
): Steps<{ readonly saved: boolean; readonly text: string } | undefined> {
  const session = io.terminal?.edit?.({ path, text })
  if (!session) return undefined
  // The page's editor has the keyboard; Ctrl-C in the terminal still ends it.
  let over = false
  try {
    while (!session.result) yield { signals: [session.closed] }
    over = true
    return session.result
  } finally {
    if (!over) session.cancel()
  }
}

export const vi = editor('vi')
export const vim = editor('vim')
export const nano = editor('nano')
