// The help of every command, in cobra's layout. Differs: the sentences are our own and short, not upstream's.

import { groups } from './catalogue.ts'
import type { Command } from './command.ts'
import { type FlagSpec, goDurationText } from './flag-parser.ts'

export function helpText(command: Command, path: string): string {
  const parts: string[] = [command.short]
  if (path === 'kubectl') parts.push(rootSections(command))
  else {
    if (command.aliases && command.aliases.length > 0) {
      parts.push(`Aliases:\n${[command.name, ...command.aliases].join(', ')}`)
    }
    if (command.examples && command.examples.length > 0) {
      parts.push(`Examples:\n${command.examples.map((line) => `  ${line}`).join('\n')}`)
    }
    if (command.subcommands) parts.push(`Available Commands:\n${listing(command.subcommands)}`)
    const flags = (command.flags ?? []).filter((flag) => !flag.hidden)
    if (flags.length > 0) parts.push(`Options:\n${[...flags].sort(byName).map(flagText).join('\n\n')}`)
  }
  parts.push(`Usage:\n  ${path} ${command.use}`)
  const last: string[] = []
  if (command.subcommands) {
    const shown = path === 'kubectl' ? 'kubectl <command> --help' : `${path} <command> --help`
    last.push(`Use "${shown}" for more information about a given command.`)
  }
  last.push('Use "kubectl options" for a list of global command-line options (applies to all commands).')
  parts.push(last.join('\n'))
  return `${parts.join('\n\n')}\n`
}

function rootSections(command: Command): string {
  const all = command.subcommands ?? []
  const sections: string[] = []
  for (const [title, names] of groups) {
    const members = names.flatMap((name) => all.filter((one) => one.name === name))
    sections.push(`${title}:\n${listing(members)}`)
  }
  return sections.join('\n\n')
}

function listing(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((one) => one.name.length), 11)
  return commands.map((one) => `  ${one.name.padEnd(width)}   ${one.short}`).join('\n')
}

const byName = (a: FlagSpec, b: FlagSpec): number => (a.name < b.name ? -1 : 1)

/** `    -o, --output='':` and the description below it. */
export function flagText(flag: FlagSpec): string {
  const short = flag.short ? `-${flag.short}, ` : ''
  return `    ${short}--${flag.name}=${defaultText(flag)}:\n        ${flag.help}`
}

function defaultText(flag: FlagSpec): string {
  const value = flag.default
  if (flag.type === 'duration') return typeof value === 'number' ? goDurationText(value) : `${value ?? '0s'}`
  if (typeof value === 'object') return `[${value.join(',')}]`
  if (flag.type === 'string') return `'${value ?? ''}'`
  return `${value ?? ''}`
}
