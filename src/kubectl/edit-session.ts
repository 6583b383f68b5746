// Opens a text in the learner's editor: KUBE_EDITOR, EDITOR, the editor of the page, or vi
// (k8s.io/kubectl/pkg/cmd/util/editor/editor.go, v1.33).

import type { Steps } from '../sim/index.ts'
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
  const editor = named || 'vi'
  const words = /["'\\]/.test(editor)
    ? ['bash', '-c', `${editor} ${quote(path)}`]
    : [...editor.split(/\s+/).filter((word) => word !== ''), path]
  const code = yield* io.run(words)
  if (code !== 0) {
    const shown = words.slice(0, -1).join(' ')
    throw new CommandError(
      code === notFoundCode
        ? `unable to launch the editor ${quote(shown)}`
        : `there was a problem with the editor ${quote(shown)}`,
    )
  }
  return files.read(path)
}
