// less, more and man. A pager prints everything: the page's terminal scrolls back. There are no manual pages.

import type { Program, Steps } from '../../sim/index.ts'
import { emit, readOperand } from '../stream.ts'

const pager = (name: string): Program => ({
  name,
  summary: `${name} [file…]: print files (the terminal scrolls back)`,
  *run(args, io): Steps<number> {
    const files = args.filter((arg) => !/^[-+]/.test(arg))
    if (files.length === 0 && io.stdinIsTty) {
      io.stderr.write('Missing filename ("less --help" for help)\n')
      return 1
    }
    let status = 0
    for (const file of files.length > 0 ? files : ['-']) {
      if (file !== '-' && io.host.files.stat(file)?.kind === 'directory') {
        io.stderr.write(`${file} is a directory\n`)
        status = 1
        continue
      }
      const text = yield* readOperand(io, name, file)
      if (text === undefined) status = 1
      else yield* emit(io.stdout, text)
    }
    return status
  },
})

export const less = pager('less')
export const more = pager('more')

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
