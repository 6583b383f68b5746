// man: there are no manual pages.

import type { Program, Steps } from '../../sim/index.ts'

export const man: Program = {
  name: 'man',
  summary: 'man: there are no manual pages here; try --help or `help name`',
  *run(args, io): Steps<number> {
    const name = args.findLast((arg) => !arg.startsWith('-'))
    if (name === undefined) {
      io.stderr.write("What manual page do you want?\nFor example, try 'man man'.\n")
      return 1
    }
    io.stderr.write(`No manual entry for ${name}\n`)
    return 16
  },
}
