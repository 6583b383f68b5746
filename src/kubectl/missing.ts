// Commands that kubectl 1.33 has and this one has not yet: they take any words and say so, with exit code 1.

import { type Known, known } from './catalogue.ts'
import type { Command } from './command.ts'
import { CommandError } from './errors.ts'

export function missingCommand(entry: Known): Command {
  return {
    name: entry.name,
    use: entry.use,
    short: entry.short,
    ...(entry.suggestFor ? { suggestFor: entry.suggestFor } : {}),
    ...(entry.aliases ? { aliases: entry.aliases } : {}),
    anyFlags: true,
    run(ctx) {
      throw new CommandError(`${ctx.path}: this command of kubectl is missing in this lab`)
    },
  }
}

/** The subcommands of a command in the order of its help: the built ones, and the missing ones by name. */
export function knownSubcommands(name: string, built: readonly Command[]): readonly Command[] {
  const names = known.find((entry) => entry.name === name)?.subcommands ?? []
  return [
    ...names.map(
      (one) =>
        built.find((command) => command.name === one) ??
        missingCommand({ name: one, use: '[options]', short: 'Missing in this lab' }),
    ),
    ...built.filter((command) => !names.includes(command.name)),
  ]
}
