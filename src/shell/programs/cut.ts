// cut (GNU coreutils 9.1): -f, -d, -c, -b, -s, --complement, --output-delimiter.

import type { Program } from '../../sim/index.ts'
import { FileError } from '../../sim/index.ts'
import { fromBytes, toBytes } from '../bytes.ts'
import { parseOptions, UsageError } from '../options.ts'
import { resolvePath } from '../paths.ts'
import { pipeOf } from '../redirect.ts'
import { emit, LineReader } from '../stream.ts'

export const cut: Program = {
  name: 'cut',
  summary: 'cut -f fields|-c characters [-d separator] [file…]: parts of lines',
  *run(args, io) {
    const options = parseOptions(args, {
      flags: 'sn',
      values: 'fdcb',
      long: {
        fields: 'f=',
        delimiter: 'd=',
        characters: 'c=',
        bytes: 'b=',
        'only-delimited': 's',
        complement: 'complement',
        'output-delimiter': 'output=',
      },
    })
    const kinds = ['f', 'c', 'b'].filter((letter) => options.has(letter))
    const [kind] = kinds
    if (kind === undefined) throw new UsageError('you must specify a list of bytes, characters, or fields')
    if (kinds.length > 1) throw new UsageError('only one list may be specified')
    const separator = options.value('d') ?? '\t'
    if ([...separator].length > 1) throw new UsageError('the delimiter must be a single character')
    if (options.has('d') && kind !== 'f') {
      throw new UsageError('an input delimiter may be specified only when operating on fields')
    }
    const wanted = readList(options.value(kind) ?? '', kind)
    const chosen = (place: number): boolean => wanted(place) !== options.has('complement')
    const joint = options.value('output') ?? (kind === 'f' ? separator : '')
    let status = 0
    for (const name of options.operands.length > 0 ? options.operands : ['-']) {
      let input = io.stdin
      if (name !== '-') {
        try {
          input = pipeOf(io.host.files.read(resolvePath(io.cwd, name)))
        } catch (error) {
          if (!(error instanceof FileError)) throw error
          io.stderr.write(`cut: ${name}: ${error.message}\n`)
          status = 1
          continue
        }
      }
      const reader = new LineReader(input)
      for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next()) {
        if (kind === 'f') {
          if (separator !== '' && !line.includes(separator)) {
            if (!options.has('s')) yield* emit(io.stdout, `${line}\n`)
            continue
          }
          yield* emit(
            io.stdout,
            `${line
              .split(separator)
              .filter((_, i) => chosen(i + 1))
              .join(joint)}\n`,
          )
        } else if (kind === 'b') {
          yield* emit(io.stdout, `${fromBytes(toBytes(line).filter((_, i) => chosen(i + 1)))}\n`)
        } else yield* emit(io.stdout, `${[...line].filter((_, i) => chosen(i + 1)).join(joint)}\n`)
      }
    }
    return status
  },
}

function readList(text: string, kind: string): (place: number) => boolean {
  const ranges = text.split(/[, ]/).map((part) => {
    const match = /^(\d*)(-?)(\d*)$/.exec(part)
    if (!match || part === '' || part === '-') {
      throw new UsageError(
        part === '-'
          ? 'invalid range with no endpoint: -'
          : `invalid ${kind === 'f' ? 'field' : 'byte/character'} ${part === '' ? 'value ‘’' : `value ‘${part}’`}`,
      )
    }
    const from = match[1] === '' ? 1 : Number(match[1])
    if (from === 0)
      throw new UsageError(kind === 'f' ? 'fields are numbered from 1' : 'byte/character positions are numbered from 1')
    const to = match[2] === '' ? from : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3])
    if (to < from) throw new UsageError('invalid decreasing range')
    return [from, to] as const
  })
  return (place) => ranges.some(([from, to]) => place >= from && place <= to)
}
