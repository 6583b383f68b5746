// envsubst (GNU gettext 0.21): standard input with `$NAME` and `${NAME}` replaced; a first argument limits the names.

import type { Program } from '../../sim/index.ts'
import { parseOptions } from '../options.ts'
import { emit, readAll } from '../stream.ts'

const VARIABLE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g

const namesIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(VARIABLE), ([, plain, braced]) => plain ?? braced ?? '')

export const envsubst: Program = {
  name: 'envsubst',
  summary: "envsubst ['$NAME…']: put values of the environment in place of their names",
  *run(args, io) {
    const options = parseOptions(args, { flags: 'v', long: { variables: 'v' } })
    const [format] = options.operands
    if (options.has('v')) {
      yield* emit(
        io.stdout,
        namesIn(format ?? '')
          .map((name) => `${name}\n`)
          .join(''),
      )
      return 0
    }
    const only = format === undefined ? undefined : new Set(namesIn(format))
    const text = yield* readAll(io.stdin)
    yield* emit(
      io.stdout,
      text.replace(VARIABLE, (whole, plain: string | undefined, braced: string | undefined) => {
        const name = plain ?? braced ?? ''
        return only && !only.has(name) ? whole : (io.env.get(name) ?? '')
      }),
    )
    return 0
  },
}
