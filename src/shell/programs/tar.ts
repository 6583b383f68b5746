// tar (GNU tar 1.34): makes, lists and unpacks archives, as `tar cf - x`, `tar -xmf - -C y` and the like. Missing:
// compression (refused), links, owners. Differs: BusyBox' tar words its faults otherwise.

import { FileError, type Io, type Program, type Steps } from '../../sim/index.ts'
import { byteLength } from '../bytes.ts'
import { directoryName, joinPath, resolvePath } from '../paths.ts'
import { emit, readOperand } from '../stream.ts'
import { type TarEntry, TarError, tarEntries, tarText } from '../tar-archive.ts'

/** A fault that ends the program. */
class Fatal extends Error {}

const TRY = "Try 'tar --help' or 'tar --usage' for more information."
const NOT_RECOVERABLE = 'tar: Error is not recoverable: exiting now'

const longNames: Readonly<Record<string, string>> = {
  create: 'c',
  extract: 'x',
  get: 'x',
  list: 't',
  verbose: 'v',
  gzip: 'z',
  bzip2: 'j',
  xz: 'J',
  touch: 'm',
  'same-permissions': 'p',
  'preserve-permissions': 'p',
  'no-same-permissions': 'n',
  'no-same-owner': 'o',
  file: 'f',
  directory: 'C',
}

interface Wish {
  readonly letters: ReadonlySet<string>
  readonly archive: string
  readonly folder: string
  readonly names: readonly string[]
}

export const tar: Program = {
  name: 'tar',
  summary: 'tar c|x|t [-f archive] [-C folder] [name…]: archives of files',
  *run(args, io) {
    try {
      const wish = read(args)
      const [mode, ...more] = [...'cxt'].filter((letter) => wish.letters.has(letter))
      if (mode === undefined)
        throw new Fatal(`tar: You must specify one of the '-Acdtrux', '--delete' or '--test-label' options\n${TRY}`)
      if (more.length > 0)
        throw new Fatal(
          `tar: You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option\n${TRY}`,
        )
      const folder = resolvePath(io.cwd, wish.folder)
      if (io.host.files.stat(folder)?.kind !== 'directory')
        throw new Fatal(`tar: ${wish.folder}: Cannot open: No such file or directory\n${NOT_RECOVERABLE}`)
      const failed = mode === 'c' ? yield* create(wish, folder, io) : yield* unpack(wish, folder, io)
      if (failed) throw new Fatal('tar: Exiting with failure status due to previous errors')
      return 0
    } catch (error) {
      if (!(error instanceof Fatal)) throw error
      io.stderr.write(`${error.message}\n`)
      return 2
    }
  },
}

/** Options as `-xvf a.tar`, `--file=a.tar`, or in the old style without a dash: then values follow in the letters' order. */
function read(args: readonly string[]): Wish {
  const letters = new Set<string>()
  const values: Record<string, string> = {}
  const names: string[] = []
  const rest = [...args]
  const take = (letter: string, given: string | undefined): void => {
    const value = given ?? rest.shift()
    if (value === undefined) throw new Fatal(`tar: option requires an argument -- '${letter}'\n${TRY}`)
    values[letter] = value
  }
  const cluster = (text: string, old: boolean): void => {
    for (let i = 0; i < text.length; i++) {
      const letter = text.charAt(i)
      if (letter === 'f' || letter === 'C') {
        take(letter, old ? undefined : text.slice(i + 1) || undefined)
        if (!old) return
      } else if ('zjJ'.includes(letter)) throw new Fatal(`tar: compression (-${letter}) is missing in this lab`)
      else if ('cxtvmphk'.includes(letter)) letters.add(letter)
      else throw new Fatal(`tar: invalid option -- '${letter}'\n${TRY}`)
    }
  }
  if (rest[0] !== undefined && !rest[0].startsWith('-')) cluster(rest.shift() ?? '', true)
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') names.push(...rest.splice(0))
    else if (arg.startsWith('--')) {
      const [name = '', ...value] = arg.slice(2).split('=')
      const letter = longNames[name]
      if (letter === undefined) throw new Fatal(`tar: unrecognized option '${arg}'\n${TRY}`)
      if (letter === 'f' || letter === 'C') take(letter, value.length > 0 ? value.join('=') : undefined)
      else if (letter !== 'n' && letter !== 'o') cluster(letter, false)
    } else if (arg.startsWith('-') && arg !== '-') cluster(arg.slice(1), false)
    else names.push(arg)
  }
  return { letters, archive: values['f'] ?? '-', folder: values['C'] ?? '.', names }
}

function* create({ letters, archive, names }: Wish, folder: string, io: Io): Steps<boolean> {
  if (names.length === 0) throw new Fatal(`tar: Cowardly refusing to create an empty archive\n${TRY}`)
  if (archive === '-' && io.stdoutIsTty)
    throw new Fatal(`tar: Refusing to write archive contents to terminal (missing -f option?)\n${NOT_RECOVERABLE}`)
  const { files } = io.host
  const entries: TarEntry[] = []
  let failed = false
  let stripped = false
  const add = (path: string, shown: string): void => {
    const info = files.stat(path)
    if (!info) {
      io.stderr.write(`tar: ${shown}: Cannot stat: No such file or directory\n`)
      failed = true
      return
    }
    const name = shown.replace(/^\/+/, '')
    if (name !== shown && !stripped) {
      stripped = true
      io.stderr.write("tar: Removing leading `/' from member names\n")
    }
    const { kind, mode, modifiedMs } = info
    entries.push({ name: name || '.', kind, mode, modifiedMs, text: kind === 'file' ? files.read(path) : '' })
    if (kind === 'directory') for (const one of files.list(path)) add(joinPath(path, one), joinPath(shown, one))
  }
  const target = archive === '-' ? '' : resolvePath(io.cwd, archive)
  for (const name of names) add(resolvePath(folder, name), name === '/' ? name : name.replace(/\/+$/, ''))
  const list = letters.has('v') ? entries.map((entry) => `${shownName(entry)}\n`).join('') : ''
  if (archive === '-') {
    io.stderr.write(list)
    yield* emit(io.stdout, tarText(entries))
  } else {
    yield* emit(io.stdout, list)
    try {
      files.write(target, tarText(entries))
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      throw new Fatal(`tar: ${archive}: Cannot open: ${error.message}\n${NOT_RECOVERABLE}`)
    }
  }
  return failed
}

function* unpack({ letters, archive, names }: Wish, folder: string, io: Io): Steps<boolean> {
  if (archive !== '-' && io.host.files.stat(resolvePath(io.cwd, archive))?.kind !== 'file')
    throw new Fatal(`tar: ${archive}: Cannot open: No such file or directory\n${NOT_RECOVERABLE}`)
  const text = (yield* readOperand(io, 'tar', archive)) ?? ''
  const wanted = names.map((name) => name.replace(/\/+$/, ''))
  const found = new Set<string>()
  let failed = false
  let stripped = false
  try {
    for (const entry of tarEntries(text)) {
      const name = entry.name.replace(/\/+$/, '')
      const match = wanted.find((one) => name === one || name.startsWith(`${one}/`))
      if (wanted.length > 0 && match === undefined) continue
      if (match !== undefined) found.add(match)
      if (letters.has('t') || letters.has('v')) {
        const long = letters.has('t') && letters.has('v')
        yield* emit(io.stdout, `${long ? longLine(entry) : shownName(entry)}\n`)
      }
      if (letters.has('t')) continue
      if (name.startsWith('/') && !stripped) {
        stripped = true
        io.stderr.write("tar: Removing leading `/' from member names\n")
      }
      if (!extract(entry, name, folder, letters, io)) failed = true
    }
  } catch (error) {
    if (!(error instanceof TarError)) throw error
    if (error.kind === 'too short') throw new Fatal(`tar: Unexpected EOF in archive\n${NOT_RECOVERABLE}`)
    io.stderr.write('tar: This does not look like a tar archive\n')
    failed = true
  }
  for (const name of wanted) {
    if (found.has(name)) continue
    io.stderr.write(`tar: ${name}: Not found in archive\n`)
    failed = true
  }
  return failed
}

/** False when it could not be written. */
function extract(
  entry: TarEntry,
  name: string,
  folder: string,
  letters: ReadonlySet<string>,
  { host: { files }, stderr }: Io,
): boolean {
  if (name.split('/').includes('..')) {
    stderr.write(`tar: ${name}: Member name contains '..'\n`)
    return false
  }
  const path = resolvePath(folder, name.replace(/^\/+/, ''))
  try {
    if (entry.kind === 'link') {
      stderr.write(`tar: ${name}: links are missing in this lab\n`)
      return false
    }
    files.makeDirectory(entry.kind === 'directory' ? path : directoryName(path), { parents: true })
    if (entry.kind === 'file') {
      if (letters.has('k') && files.stat(path)) throw new FileError('EEXIST', path)
      files.write(path, entry.text, { mode: entry.mode })
    }
    return true
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    stderr.write(`tar: ${name}: Cannot open: ${error.message}\n`)
    return false
  }
}

const shownName = ({ name, kind }: TarEntry): string => (kind === 'directory' ? `${name.replace(/\/+$/, '')}/` : name)

function longLine(entry: TarEntry): string {
  const { kind, mode, modifiedMs, text } = entry
  const bits = [...'rwxrwxrwx'].map((letter, i) => (mode & (0o400 >> i) ? letter : '-')).join('')
  const size = String(kind === 'file' ? byteLength(text) : 0)
  const time = new Date(modifiedMs).toISOString().slice(0, 16).replace('T', ' ')
  const type = kind === 'directory' ? 'd' : kind === 'link' ? 'l' : '-'
  return `${type}${bits} root/root ${size.padStart(9)} ${time} ${shownName(entry)}`
}
