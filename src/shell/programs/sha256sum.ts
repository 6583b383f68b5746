// sha256sum (GNU coreutils 9.1). Missing: -c.

import { type Program, sha256 } from '../../sim/index.ts'
import { toBytes } from '../bytes.ts'
import { parseOptions } from '../options.ts'
import { emit, readOperand } from '../stream.ts'

export const sha256sum: Program = {
  name: 'sha256sum',
  summary: 'sha256sum [file…]: checksums',
  *run(args, io) {
    const { operands } = parseOptions(args, { flags: 'bt' })
    let status = 0
    for (const name of operands.length > 0 ? operands : ['-']) {
      const text = yield* readOperand(io, 'sha256sum', name)
      if (text === undefined) status = 1
      else yield* emit(io.stdout, `${sha256(toBytes(text))}  ${name}\n`)
    }
    return status
  },
}
