// base64 (GNU coreutils 9.1): -d, -w, -i.

import type { Program } from '../../sim/index.ts'
import { fromBytes, toBytes } from '../bytes.ts'
import { parseOptions, UsageError } from '../options.ts'
import { emit, readOperand } from '../stream.ts'

export const base64: Program = {
  name: 'base64',
  summary: 'base64 [-d] [-w columns] [file]: encode or decode',
  *run(args, io) {
    const options = parseOptions(args, {
      flags: 'diD',
      values: 'w',
      long: { decode: 'd', 'ignore-garbage': 'i', wrap: 'w=' },
    })
    const wrap = options.value('w') ?? '76'
    if (!/^\d+$/.test(wrap)) throw new UsageError(`invalid wrap size: ‘${wrap}’`, 1, false)
    const [, extra] = options.operands
    if (extra !== undefined) throw new UsageError(`extra operand ‘${extra}’`)
    const text = yield* readOperand(io, 'base64', options.operands[0] ?? '-')
    if (text === undefined) return 1
    if (options.has('d') || options.has('D')) {
      const clean = options.has('i') ? text.replace(/[^A-Za-z0-9+/=]/g, '') : text.replace(/\n/g, '')
      const valid = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(clean)
      // What could be read before the fault is written all the same.
      const good = valid ? clean : (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3})?/.exec(clean)?.[0] ?? '')
      yield* emit(io.stdout, fromBytes(Uint8Array.from(atob(good), (char) => char.charCodeAt(0))))
      if (valid) return 0
      io.stderr.write('base64: invalid input\n')
      return 1
    }
    const bytes = toBytes(text)
    let binary = ''
    for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.slice(i, i + 8192))
    const encoded = btoa(binary)
    const width = Number(wrap)
    if (width === 0) yield* emit(io.stdout, encoded)
    else yield* emit(io.stdout, encoded.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n'))
    return 0
  },
}
