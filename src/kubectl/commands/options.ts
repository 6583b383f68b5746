// kubectl options: the flags that every command takes.

import type { Command } from '../command.ts'
import { globalFlags } from '../flag-sets.ts'
import { flagText } from '../help.ts'

export const options: Command = {
  name: 'options',
  use: '[flags] [options]',
  short: 'List the flags that every command takes',
  run(ctx) {
    ctx.out(`The following options can be passed to any command:\n\n${globalFlags.map(flagText).join('\n\n')}\n`)
    return 0
  },
}
