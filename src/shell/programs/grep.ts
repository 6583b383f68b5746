// grep and egrep (GNU grep 3.8): -i -v -c -n -o -E -F -G -P -w -x -A -B -C -r -q -s -l -L -h -H -m -e -f -z -a -I
// --color. Missing: -b.

import { FileError, type Io, type Program, type Steps } from '../../sim/index.ts'
import { boundedRegex } from '../bounded-regex.ts'
import { type Options, parseOptions, UsageError } from '../options.ts'
import { joinPath, resolvePath } from '../paths.ts'
import { pipeOf } from '../redirect.ts'
import { RegexError, regexSource } from '../regex.ts'
import { emit, LineReader, linesOf, readAll } from '../stream.ts'

const SPEC = {
  flags: 'ivcnoEFGPwxrRqslLhHabIUzV0',
  values: 'ABCemf',
  long: {
    'ignore-case': 'i',
    'invert-match': 'v',
    count: 'c',
    'line-number': 'n',
    'only-matching': 'o',
    'extended-regexp': 'E',
    'fixed-strings': 'F',
    'basic-regexp': 'G',
    'perl-regexp': 'P',
    'word-regexp': 'w',
    'line-regexp': 'x',
    'after-context': 'A=',
    'before-context': 'B=',
    context: 'C=',
    recursive: 'r',
    'dereference-recursive': 'R',
    quiet: 'q',
    silent: 'q',
    'no-messages': 's',
    'files-with-matches': 'l',
    'files-without-match': 'L',
    'no-filename': 'h',
    'with-filename': 'H',
    'max-count': 'm=',
    regexp: 'e=',
    file: 'f=',
    color: 'color=?',
    colour: 'color=?',
    include: 'include=',
    exclude: 'exclude=',
    'line-buffered': 'U',
    'null-data': 'z',
    text: 'a',
    'byte-offset': 'b',
    version: 'V',
  },
  faultStatus: 2,
  usage: 'Usage: grep [OPTION]... PATTERNS [FILE]...',
} as const

interface Search {
  readonly expression: RegExp
  readonly options: Options
  readonly titled: boolean
  readonly colour: boolean
  readonly before: number
  readonly after: number
  readonly limit: number
}

const program = (name: string, extended: boolean): Program => ({
  name,
  summary: `${name} [-ivcnoEwxrql] [-ABC n] pattern [file…]: print the lines that match`,
  *run(args, io) {
    // -NUM is a context of NUM lines.
    const options = parseOptions(
      args.map((arg) => arg.replace(/^-(\d+)$/, '-C$1')),
      SPEC,
    )
    if (options.has('V')) {
      yield* emit(io.stdout, 'grep (GNU grep) 3.8\n')
      return 0
    }
    const patterns = [...options.values('e')]
    for (const file of options.values('f')) {
      const text = file === '-' ? yield* readAll(io.stdin) : readFile(io, file)
      patterns.push(...linesOf(text))
    }
    const operands = [...options.operands]
    if (!options.has('e') && !options.has('f')) {
      const first = operands.shift()
      if (first === undefined) {
        io.stderr.write(`Usage: ${name} [OPTION]... PATTERNS [FILE]...\nTry '${name} --help' for more information.\n`)
        return 2
      }
      patterns.push(first)
    }
    const number = (key: string): number | undefined => {
      const text = options.value(key)
      if (text === undefined) return undefined
      if (!/^\d+$/.test(text))
        throw new UsageError(key === 'm' ? 'invalid max count' : `${text}: invalid context length argument`, 2, false)
      return Number(text)
    }
    const recursive = options.has('r') || options.has('R')
    const names = operands.length > 0 ? operands : [recursive ? '' : '-']
    const files = recursive ? names.flatMap((at) => walk(io, at, options)) : names
    const colour = options.value('color')
    const search: Search = {
      expression: compile(
        patterns.flatMap((pattern) => pattern.split('\n')),
        options,
        extended,
      ),
      options,
      titled: options.has('H') || ((files.length > 1 || recursive) && !options.has('h')),
      colour: colour === 'always' || ((colour === '' || colour === 'auto') && io.stdoutIsTty),
      before: number('B') ?? number('C') ?? 0,
      after: number('A') ?? number('C') ?? 0,
      limit: number('m') ?? Number.POSITIVE_INFINITY,
    }
    let found = false
    let failed = false
    for (const file of files) {
      const outcome = yield* searchFile(name, file, search, io)
      if (outcome === undefined) failed = true
      else if (outcome !== options.has('L')) found = true
      if (found && options.has('q')) return 0
    }
    return failed ? 2 : found ? 0 : 1
  },
})

export const grep = program('grep', false)
export const egrep = program('egrep', true)
export const fgrep: Program = {
  ...program('fgrep', false),
  run: (args, io) => program('fgrep', false).run(['-F', ...args], io),
}

function readFile(io: Io, file: string): string {
  try {
    return io.host.files.read(resolvePath(io.cwd, file))
  } catch (error) {
    if (error instanceof FileError) throw new UsageError(`${file}: ${error.message}`, 2, false)
    throw error
  }
}

function walk(io: Io, at: string, options: Options): readonly string[] {
  const { files } = io.host
  const path = resolvePath(io.cwd, at)
  if (files.stat(path)?.kind !== 'directory') return [at]
  const wanted = (name: string, key: string): boolean =>
    options.values(key).some((glob) =>
      new RegExp(
        `^${glob
          .replace(/[.+^${}()|\\]/g, '\\$&')
          .replace(/\*/g, '.*')
          .replace(/\?/g, '.')}$`,
      ).test(name),
    )
  return files.list(path).flatMap((name) => {
    const inner = at === '' ? name : joinPath(at, name)
    if (files.stat(joinPath(path, name))?.kind === 'directory') return walk(io, inner, options)
    if (options.has('include') && !wanted(name, 'include')) return []
    return options.has('exclude') && wanted(name, 'exclude') ? [] : [inner]
  })
}

function compile(patterns: readonly string[], options: Options, extended: boolean): RegExp {
  const kind = options.has('F')
    ? 'fixed'
    : options.has('P')
      ? 'perl'
      : options.has('E') || (extended && !options.has('G'))
        ? 'extended'
        : 'basic'
  try {
    const sources = patterns.map((pattern) => {
      const source = `(?:${regexSource(pattern, kind)})`
      if (options.has('x')) return `^${source}$`
      return options.has('w') ? `(?<![\\w])${source}(?![\\w])` : source
    })
    return boundedRegex(sources.length === 0 ? '(?!)' : sources.join('|'), options.has('i') ? 'giu' : 'gu')
  } catch (error) {
    if (error instanceof RegexError) throw new UsageError(error.message, 2, false)
    throw new UsageError('Invalid regular expression', 2, false)
  }
}

const RED = '\x1b[01;31m\x1b[K'
const PLAIN = '\x1b[m\x1b[K'

/** Whether a line was selected; undefined when the file could not be read. */
function* searchFile(program: string, file: string, search: Search, io: Io): Steps<boolean | undefined> {
  const { options, expression } = search
  const label = file === '-' ? '(standard input)' : file
  let input = io.stdin
  let binary = false
  if (file !== '-') {
    try {
      const text = io.host.files.read(resolvePath(io.cwd, file))
      binary = text.includes('\0')
      input = pipeOf(text)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      if (!options.has('s')) io.stderr.write(`${program}: ${file}: ${error.message}\n`)
      return undefined
    }
  }
  const end = options.has('z') ? '\0' : '\n'
  const reader = new LineReader(input, end)
  const isText = options.has('a') || options.has('z')
  const quiet = options.has('q') || options.has('l') || options.has('L') || options.has('c')
  const title = (sign: string): string => {
    if (!search.titled) return ''
    return search.colour ? `\x1b[35m\x1b[K${label}${PLAIN}\x1b[36m\x1b[K${sign}${PLAIN}` : label + sign
  }
  const place = (number: number, sign: string): string => {
    if (!options.has('n')) return ''
    return search.colour ? `\x1b[32m\x1b[K${number}${PLAIN}\x1b[36m\x1b[K${sign}${PLAIN}` : `${number}${sign}`
  }
  const waiting: { readonly number: number; readonly line: string }[] = []
  let number = 0
  let selected = 0
  let printed = 0
  let left = 0
  for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next()) {
    number++
    if (selected >= search.limit && left <= 0) break
    expression.lastIndex = 0
    const matches = selected < search.limit && expression.test(line) !== options.has('v')
    if (!matches) {
      if (left > 0 && !quiet) {
        left--
        yield* emit(io.stdout, `${title('-')}${place(number, '-')}${line}\n`)
        printed = number
      } else if (search.before > 0 && !quiet) {
        waiting.push({ number, line })
        if (waiting.length > search.before) waiting.shift()
      }
      continue
    }
    selected++
    if (options.has('q') || options.has('l')) break
    if (quiet) continue
    if (options.has('o')) {
      if (!options.has('v')) {
        expression.lastIndex = 0
        for (const match of line.matchAll(expression)) {
          if (match[0] === '') continue
          const text = search.colour ? RED + match[0] + PLAIN : match[0]
          yield* emit(io.stdout, `${title(':')}${place(number, ':')}${text}\n`)
        }
      }
      continue
    }
    const firstShown = waiting[0]?.number ?? number
    if ((search.before > 0 || search.after > 0) && printed > 0 && firstShown > printed + 1)
      yield* emit(io.stdout, '--\n')
    for (const early of waiting) yield* emit(io.stdout, `${title('-')}${place(early.number, '-')}${early.line}\n`)
    waiting.length = 0
    const shown =
      search.colour && !options.has('v')
        ? line.replace(expression, (match) => (match === '' ? '' : RED + match + PLAIN))
        : line
    binary ||= line.includes('\0')
    if (binary && !isText) {
      // Of a file that is no text, only that it matches is said.
      if (!options.has('I')) yield* emit(io.stderr, `${program}: ${label}: binary file matches\n`)
      break
    }
    yield* emit(io.stdout, `${title(':')}${place(number, ':')}${shown}${end}`)
    printed = number
    left = search.after
  }
  if (options.has('c')) yield* emit(io.stdout, `${title(':')}${selected}\n`)
  else if ((options.has('l') && selected > 0) || (options.has('L') && selected === 0))
    yield* emit(io.stdout, `${label}\n`)
  if (file === '-') reader.release()
  return selected > 0
}
