// cat (GNU coreutils 9.1): -n, -b, -s, -A, -e, -E, -t, -T, -v.

import { FileError, type Io, type Program, type Steps } from '../../sim/index.ts'
import { parseOptions } from '../options.ts'
import { resolvePath } from '../paths.ts'
import { emit, readDevice, readSome } from '../stream.ts'

export const cat: Program = {
  name: 'cat',
  summary: 'cat [-nbsAET] [file…]: print files',
  *run(args, io) {
    const options = parseOptions(args, {
      flags: 'nbsAeEtTvu',
      long: {
        number: 'n',
        'number-nonblank': 'b',
        'squeeze-blank': 's',
        'show-all': 'A',
        'show-ends': 'E',
        'show-tabs': 'T',
        'show-nonprinting': 'v',
      },
    })
    const has = (letter: string): boolean => options.has(letter)
    const plain = !'nbsAeEtTv'.split('').some(has)
    const view: View = {
      number: has('n') && !has('b'),
      numberFull: has('b'),
      squeeze: has('s'),
      ends: has('E') || has('A') || has('e'),
      tabs: has('T') || has('A') || has('t'),
      visible: has('v') || has('A') || has('e') || has('t'),
      line: 0,
      blank: false,
      atStart: true,
    }
    let status = 0
    for (const name of options.operands.length > 0 ? options.operands : ['-']) {
      if (name === '-') yield* copy(io, view, plain)
      else {
        try {
          const path = resolvePath(io.cwd, name)
          const text = readDevice(io.host, path) ?? io.host.files.read(path)
          yield* emit(io.stdout, plain ? text : show(text, view))
        } catch (error) {
          if (!(error instanceof FileError) || error.fault === 'ENOSPC') throw error
          io.stderr.write(`cat: ${name}: ${error.message}\n`)
          status = 1
        }
      }
    }
    return status
  },
}

interface View {
  readonly number: boolean
  readonly numberFull: boolean
  readonly squeeze: boolean
  readonly ends: boolean
  readonly tabs: boolean
  readonly visible: boolean
  line: number
  blank: boolean
  atStart: boolean
}

function* copy(io: Io, view: View, plain: boolean): Steps<void> {
  for (;;) {
    const text = yield* readSome(io.stdin)
    if (text === '') return
    yield* emit(io.stdout, plain ? text : show(text, view))
  }
}

function show(text: string, view: View): string {
  let result = ''
  for (const piece of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const line = piece.replace(/\n$/, '')
    if (view.atStart) {
      if (line === '' && view.squeeze && view.blank) continue
      view.blank = line === ''
      if (view.number || (view.numberFull && line !== '')) result += `${String(++view.line).padStart(6)}\t`
    }
    let shown = line
    if (view.visible)
      shown = shown
        .replace(/[\x00-\x08\x0b-\x1f]/g, (c) => `^${String.fromCharCode(c.charCodeAt(0) + 64)}`)
        .replace(/\x7f/g, '^?')
    if (view.tabs) shown = shown.replace(/\t/g, '^I')
    view.atStart = piece.endsWith('\n')
    result += shown + (view.atStart ? `${view.ends ? '$' : ''}\n` : '')
  }
  return result
}
