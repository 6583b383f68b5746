// kubectl completion (k8s.io/kubectl/pkg/cmd/completion/completion.go, v1.33).
// Differs: for bash there is a remark to source instead of code, because the lab's shell completes kubectl by itself.
// Missing: the code for other shells.

import type { Command } from '../command.ts'
import { CommandError, usageError } from '../errors.ts'
import { quote } from '../flag-parser.ts'

export const completion: Command = {
  name: 'completion',
  use: 'SHELL [options]',
  short: 'Print completion code for a shell',
  examples: ['source <(kubectl completion bash)'],
  completes: 'words:bash|fish|powershell|zsh',
  run({ args, out, path }) {
    const [shell, ...more] = args
    if (shell === undefined) throw usageError(path, 'Shell not specified.')
    if (more.length > 0) throw usageError(path, 'Too many arguments. Expected only the shell type.')
    if (!['bash', 'fish', 'powershell', 'zsh'].includes(shell))
      throw usageError(path, `Unsupported shell type ${quote(shell)}.`)
    if (shell !== 'bash') throw new CommandError(`completion for ${shell} is missing in this lab`)
    out('# The shell of this lab completes kubectl by itself; there is nothing to load.\n')
    return 0
  },
}
