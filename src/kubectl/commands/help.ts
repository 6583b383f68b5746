// kubectl help [COMMAND…]: the help of a command.

import type { Command } from '../command.ts'
import { helpText } from '../help.ts'
import { rootCommand } from './index.ts'

export const help: Command = {
  name: 'help',
  use: '[command] [flags] [options]',
  short: 'Help about any command',
  run(ctx) {
    let command: Command = rootCommand
    let path = 'kubectl'
    for (const word of ctx.args) {
      const next: Command | undefined = command.subcommands?.find(
        (one) => one.name === word || one.aliases?.includes(word),
      )
      if (!next) {
        if (command !== rootCommand) break
        ctx.err(`Unknown help topic [\`${ctx.args.join(' ')}\`]\n\n${helpText(rootCommand, 'kubectl')}`)
        return 0
      }
      command = next
      path += ` ${next.name}`
    }
    ctx.out(helpText(command, path))
    return 0
  },
}
