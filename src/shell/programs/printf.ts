// printf as a program, for containers that run it without a shell.

import type { Program } from '../../sim/index.ts'
import { formatPrintf } from '../printf-format.ts'
import { emit } from '../stream.ts'

export const printf: Program = {
  name: 'printf',
  summary: 'printf format [arg…]: print formatted',
  *run(args, io) {
    const [format, ...values] = args[0] === '--' ? args.slice(1) : args
    if (format === undefined) {
      io.stderr.write("printf: missing operand\nTry 'printf --help' for more information.\n")
      return 1
    }
    const { text, faults } = formatPrintf(format, values, Math.floor(io.host.nowMs() / 1000))
    yield* emit(io.stdout, text)
    for (const fault of faults) io.stderr.write(`printf: ${fault}\n`)
    return faults.length > 0 ? 1 : 0
  },
}
