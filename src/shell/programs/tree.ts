// tree (2.1.0): -a -d -f -F -i -p -s -h -L -P -I --dirsfirst --noreport. Missing: colours.

import type { FileInfo, Program, Steps } from '../../sim/index.ts'
import { humanSize } from '../human-size.ts'
import { parseOptions, UsageError } from '../options.ts'
import { joinPath, resolvePath } from '../paths.ts'
import { matchesPattern } from '../pattern.ts'
import { emit } from '../stream.ts'
import { modeText } from './ls.ts'

export const tree: Program = {
  name: 'tree',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'adfFipshqxnC',
      values: 'LPI',
      long: { dirsfirst: 'first', noreport: 'noreport' },
    })
    const limit = Number(options.value('L') ?? Number.POSITIVE_INFINITY)
    if (!(limit > 0)) throw new UsageError('Invalid level, must be greater than 0.', 1, false)
    const { files } = io.host
    const counts = { directory: 0, file: 0 }
    const plain = (path: string): string => (options.has('i') ? '' : path)
    const described = (name: string, info: FileInfo): string => {
      const notes = [
        ...(options.has('p') ? [modeText(info)] : []),
        ...(options.has('h')
          ? [humanSize(info.size).padStart(4)]
          : options.has('s')
            ? [String(info.size).padStart(11)]
            : []),
      ]
      const mark = !options.has('F')
        ? ''
        : info.kind === 'directory'
          ? name.endsWith('/')
            ? ''
            : '/'
          : info.mode & 0o111
            ? '*'
            : ''
      return `${notes.length > 0 ? `[${notes.join(' ')}]  ` : ''}${name}${mark}\n`
    }
    const chosen = (name: string, kind: FileInfo['kind']): boolean => {
      const [only, not] = [options.value('P'), options.value('I')]
      if (!options.has('a') && name.startsWith('.')) return false
      if (not?.split('|').some((pattern) => matchesPattern(name, pattern))) return false
      if (kind === 'directory') return true
      return !options.has('d') && (only?.split('|').some((pattern) => matchesPattern(name, pattern)) ?? true)
    }
    function* below(path: string, shown: string, indent: string, level: number): Steps<number> {
      const entries = files.list(path).flatMap((name) => {
        const info = files.stat(joinPath(path, name))
        return info && chosen(name, info.kind) ? [{ name, info }] : []
      })
      if (options.has('first')) entries.sort((a, b) => Number(a.info.kind === 'file') - Number(b.info.kind === 'file'))
      for (const [i, { name, info }] of entries.entries()) {
        const last = i === entries.length - 1
        const whole = joinPath(shown, name)
        counts[info.kind]++
        yield* emit(
          io.stdout,
          plain(`${indent}${last ? '└' : '├'}── `) + described(options.has('f') ? whole : name, info),
        )
        if (info.kind === 'directory' && level < limit)
          yield* below(joinPath(path, name), whole, `${indent}${last ? '    ' : '│\u00a0\u00a0 '}`, level + 1)
      }
      return entries.length
    }
    let status = 0
    for (const name of options.operands.length > 0 ? options.operands : ['.']) {
      const path = resolvePath(io.cwd, name)
      const info = files.stat(path)
      if (info?.kind === 'directory') {
        yield* emit(io.stdout, described(name, info))
        if ((yield* below(path, name, '', 1)) > 0) counts.directory++
      } else {
        yield* emit(io.stdout, `${name}  [error opening dir]\n`)
        if (info) counts.file++
        else status = 2
      }
    }
    const folders = `${counts.directory} director${counts.directory === 1 ? 'y' : 'ies'}`
    const rest = options.has('d') ? '' : `, ${counts.file} file${counts.file === 1 ? '' : 's'}`
    if (!options.has('noreport')) yield* emit(io.stdout, `\n${folders}${rest}\n`)
    return status
  },
}
