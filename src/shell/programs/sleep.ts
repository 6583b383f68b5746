// sleep (GNU coreutils 9.1): seconds, or numbers with s, m, h, d, added up.

import type { Program } from '../../sim/index.ts'
import { UsageError } from '../options.ts'
import { sleepFor } from '../stream.ts'

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 }

export const sleep: Program = {
  name: 'sleep',
  summary: 'sleep number[smhd]…: wait',
  *run(args, io) {
    if (args.length === 0) throw new UsageError('missing operand')
    let seconds = 0
    for (const arg of args) {
      const match = /^(\d+\.?\d*|\.\d+|inf(?:inity)?)([smhd]?)$/.exec(arg)
      if (!match)
        throw new UsageError(
          arg.startsWith('-') && arg.length > 1 ? `invalid option -- '${arg[1]}'` : `invalid time interval ‘${arg}’`,
        )
      seconds +=
        (match[1]?.startsWith('inf') ? Number.POSITIVE_INFINITY : Number(match[1])) * (UNITS[match[2] ?? ''] ?? 1)
    }
    // A number past this is as good as for ever, and still a number that a timer can hold.
    yield* sleepFor(io, Math.min(seconds * 1000, 1e14))
    return 0
  },
}
