// Text to single commands: a here-document, an open quote or a line that ends in a backslash spans lines, and the shell's
// parser says so.

import { parseCommand } from '../shell/index.ts'

/** False while the shell would ask for another line. */
export function isWhole(text: string): boolean {
  return parseCommand(text).kind !== 'incomplete'
}

/** The commands of a script in their order, without empty lines and lines that are only a comment. */
export function commandsOf(text: string): readonly string[] {
  const commands: string[] = []
  let pending: string | undefined
  for (const line of text.replace(/\r\n/g, '\n').split('\n')) {
    if (pending === undefined && (line.trim() === '' || line.trim().startsWith('#'))) continue
    pending = pending === undefined ? line : `${pending}\n${line}`
    if (!isWhole(pending)) continue
    commands.push(pending)
    pending = undefined
  }
  // What is still open at the end is run as it is: the shell says what is missing.
  if (pending !== undefined) commands.push(pending.replace(/\n+$/, ''))
  return commands
}
