// Commands that kubectl 1.33 has and this one has not yet: they take any words and say so, with exit code 1.

import type { Known } from './catalogue.ts'
import type { Command } from './command.ts'
import { CommandError } from './errors.ts'

export function missingCommand(entry: Known): Command {
  return {
    name: entry.name,
    use: entry.use,
    short: entry.short,
    ...(entry.aliases ? { aliases: entry.aliases } : {}),
    anyFlags: true,
    run(ctx) {
      throw new CommandError(`${ctx.path}: this command of kubectl is missing in this lab`)
    },
  }
}
