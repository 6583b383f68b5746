// date (GNU coreutils 9.1): +FORMAT, -u, -d, -I, -R, --rfc-3339. The time is the virtual machine's, in UTC.

import type { Program } from '../../sim/index.ts'
import { DEFAULT_DATE, formatDate, parseDate } from '../date-format.ts'
import { parseOptions, UsageError } from '../options.ts'
import { resolvePath } from '../paths.ts'
import { emit } from '../stream.ts'

export const date: Program = {
  name: 'date',
  summary: 'date [-u] [-d text] [+format]: the time',
  *run(args, io) {
    const options = parseOptions(
      args.map((arg) => arg.replace(/^-I(.+)$/, '--iso-8601=$1')),
      {
        flags: 'uRI',
        values: 'drs',
        long: {
          utc: 'u',
          universal: 'u',
          date: 'd=',
          'iso-8601': 'iso=?',
          'rfc-email': 'R',
          'rfc-3339': 'rfc=',
          reference: 'r=',
          set: 's=',
        },
      },
    )
    const nowMs = io.host.nowMs()
    let ms: number | undefined = nowMs
    const text = options.value('d')
    const reference = options.value('r')
    if (text !== undefined) ms = parseDate(text, nowMs)
    if (ms === undefined) throw new UsageError(`invalid date ‘${text}’`, 1, false)
    if (reference !== undefined) {
      const info = io.host.files.stat(resolvePath(io.cwd, reference))
      if (!info) throw new UsageError(`${reference}: No such file or directory`, 1, false)
      ms = info.modifiedMs
    }
    if (options.has('s')) {
      io.stderr.write('date: cannot set date: Operation not permitted\n')
      return 1
    }
    const [format, extra] = options.operands
    if (extra !== undefined) throw new UsageError(`extra operand ‘${extra}’`)
    if (format !== undefined && !format.startsWith('+')) throw new UsageError(`invalid date ‘${format}’`, 1, false)
    const iso = options.has('I') ? 'date' : options.value('iso')
    const rfc = options.value('rfc')
    const isoFormats: Readonly<Record<string, string>> = {
      '': '%Y-%m-%d',
      date: '%Y-%m-%d',
      hours: '%Y-%m-%dT%H%:z',
      minutes: '%Y-%m-%dT%H:%M%:z',
      seconds: '%Y-%m-%dT%H:%M:%S%:z',
      ns: '%Y-%m-%dT%H:%M:%S,%N%:z',
    }
    const chosen =
      format?.slice(1) ??
      (iso !== undefined
        ? isoFormats[iso]
        : options.has('R')
          ? '%a, %d %b %Y %H:%M:%S %z'
          : rfc === 'date'
            ? '%Y-%m-%d'
            : rfc === 'seconds'
              ? '%Y-%m-%d %H:%M:%S%:z'
              : rfc === 'ns'
                ? '%Y-%m-%d %H:%M:%S.%N%:z'
                : DEFAULT_DATE)
    yield* emit(io.stdout, `${formatDate(chosen ?? DEFAULT_DATE, ms)}\n`)
    return 0
  },
}
