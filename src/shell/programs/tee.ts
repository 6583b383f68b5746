// tee (GNU coreutils 9.1): -a.

import { FileError, type Program } from '../../sim/index.ts'
import { parseOptions } from '../options.ts'
import { resolvePath } from '../paths.ts'
import { emit, readSome } from '../stream.ts'

export const tee: Program = {
  name: 'tee',
  summary: 'tee [-a] [file…]: print the input and write it to files',
  *run(args, io) {
    const options = parseOptions(args, { flags: 'aip', long: { append: 'a', 'ignore-interrupts': 'i' } })
    let status = 0
    const paths: string[] = []
    for (const name of options.operands) {
      const path = resolvePath(io.cwd, name)
      try {
        io.host.files.write(path, '', { append: options.has('a') })
        paths.push(path)
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        io.stderr.write(`tee: ${name}: ${error.message}\n`)
        status = 1
      }
    }
    for (let text = yield* readSome(io.stdin); text !== ''; text = yield* readSome(io.stdin)) {
      for (const path of paths) io.host.files.write(path, text, { append: true })
      yield* emit(io.stdout, text)
    }
    return status
  },
}
