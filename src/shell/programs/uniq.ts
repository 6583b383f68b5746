// uniq (GNU coreutils 9.1): -c -d -u -i -f -s.

import type { Program } from '../../sim/index.ts'
import { parseOptions, UsageError } from '../options.ts'
import { resolvePath } from '../paths.ts'
import { pipeOf } from '../redirect.ts'
import { emit, LineReader } from '../stream.ts'

export const uniq: Program = {
  name: 'uniq',
  summary: 'uniq [-cdui] [file]: lines without repetitions',
  *run(args, io) {
    const options = parseOptions(args, {
      flags: 'cdui',
      values: 'fsw',
      long: {
        count: 'c',
        repeated: 'd',
        unique: 'u',
        'ignore-case': 'i',
        'skip-fields': 'f=',
        'skip-chars': 's=',
        'check-chars': 'w=',
      },
    })
    const [name = '-'] = options.operands
    const path = resolvePath(io.cwd, name)
    if (name !== '-' && !io.host.files.stat(path)) throw new UsageError(`${name}: No such file or directory`, 1, false)
    if (io.host.files.stat(path)?.kind === 'directory' && name !== '-')
      throw new UsageError(`error reading '${name}'`, 1, false)
    const reader = new LineReader(name === '-' ? io.stdin : pipeOf(io.host.files.read(path)))
    const fields = Number(options.value('f') ?? 0)
    const skip = Number(options.value('s') ?? 0)
    const width = Number(options.value('w') ?? Number.POSITIVE_INFINITY)
    const keyOf = (line: string): string => {
      let key = line
      for (let i = 0; i < fields; i++) key = key.replace(/^\s*\S*/, '')
      key = key.slice(skip, skip + width)
      return options.has('i') ? key.toLowerCase() : key
    }
    let line = yield* reader.next()
    while (line !== undefined) {
      const first = line
      const key = keyOf(first)
      let count = 1
      for (line = yield* reader.next(); line !== undefined && keyOf(line) === key; line = yield* reader.next()) count++
      if ((options.has('d') && count === 1) || (options.has('u') && count > 1)) continue
      yield* emit(io.stdout, `${options.has('c') ? `${String(count).padStart(7)} ` : ''}${first}\n`)
    }
    return 0
  },
}
