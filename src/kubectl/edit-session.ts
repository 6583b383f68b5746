// Opens a text in the learner's editor: KUBE_EDITOR, EDITOR, the editor of the page, or vi
// (k8s.io/kubectl/pkg/cmd/util/editor/editor.go, v1.33).

import { CommandNotFound, type Output, type Steps } from '../sim/index.ts'
import type { Context } from './command.ts'
import { CommandError } from './errors.ts'
import { quote } from './flag-parser.ts'

const notFoundCode = 127

/** The text after editing, which is also in the file at `path`. */
export function* editText(ctx: Context, path: string, text: string): Steps<string> {
  const { io } = ctx
  const { files } = io.host
  if (!files.stat('/tmp')) files.makeDirectory('/tmp', { parents: true })
  files.write(path, text)
  const named = io.env.get('KUBE_EDITOR') || io.env.get('EDITOR') || ''
  const session = named === '' ? io.terminal?.edit?.({ path, text }) : undefined
  if (session) {
    try {
      while (!session.result) yield { signals: [session.closed] }
      if (session.result.saved) files.write(path, session.result.text)
    } finally {
      if (!session.result) session.cancel()
    }
    return files.read(path)
  }
  yield* runEditor(ctx, named || 'vi', path)
  return files.read(path)
}

/** Programs are run by name; what needs a shell (quotes, scripts, built-ins) goes through one. */
function* runEditor(ctx: Context, editor: string, path: string): Steps<void> {
  const words = editor.split(/\s+/).filter((word) => word !== '')
  const plain = !/["'\\/]/.test(editor)
  let code = plain ? yield* tryProgram(ctx, [...words, path], ctx.io.stderr) : undefined
  if (code === undefined) {
    const complaints: string[] = []
    const stderr = { write: (text: string) => complaints.push(text) > 0 }
    code = yield* tryProgram(ctx, ['bash', '-c', `${editor} ${quote(path)}`], stderr)
    if (code === undefined || code === notFoundCode) {
      throw new CommandError(`unable to launch the editor ${quote(editor)}`)
    }
    ctx.err(complaints.join(''))
  }
  if (code !== 0) throw new CommandError(`there was a problem with the editor ${quote(editor)}`)
}

/** Undefined when there is no such program. */
function* tryProgram(ctx: Context, words: readonly string[], stderr: Output): Steps<number | undefined> {
  try {
    return yield* ctx.io.run(words, { stderr })
  } catch (error) {
    if (error instanceof CommandNotFound) return undefined
    throw error
  }
}
