// Completion of words: commands, flags, kinds, live names, namespaces, contexts.

import type { Completion, Io } from '../sim/index.ts'
import type { KubectlOptions } from './kubectl.ts'
import { findCommand } from './kubectl.ts'

export function complete(
  words: readonly string[],
  _io: Pick<Io, 'env' | 'cwd' | 'host'>,
  _options: KubectlOptions,
): readonly Completion[] {
  const { command } = findCommand(words.slice(0, -1))
  return (command.subcommands ?? [])
    .filter((one) => one.name.startsWith(words.at(-1) ?? ''))
    .map((one) => ({ text: one.name }))
}
