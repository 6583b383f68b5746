// kubectl cp (k8s.io/kubectl/pkg/cmd/cp/{cp,filespec}.go, v1.33): an archive through `tar`, which must be in the
// container. Missing: patterns in local names.

import type { Pod } from '../../kinds/index.ts'
import { type TarEntry, TarError, tarEntries, tarText } from '../../shell/index.ts'
import { byteLength, FileError, type Files, type Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { baseOf, cleanPath, directoryOf, joinPaths } from '../go-path.ts'
import { defaultContainerOf } from '../pod-choice.ts'
import { containerFlag } from '../pod-flags.ts'
import { collectProcess } from '../remote-process.ts'

interface Spec {
  readonly namespace: string
  /** Empty for a local file. */
  readonly pod: string
  readonly file: string
}

export const cp: Command = {
  name: 'cp',
  use: '<file-spec-src> <file-spec-dest> [options]',
  short: 'Copy files and folders to and from containers',
  examples: ['kubectl cp ./page.html web:/usr/share/nginx/html/index.html', 'kubectl cp team-a/web:/etc/nginx conf'],
  completes: 'pod',
  flags: [
    containerFlag,
    { name: 'no-preserve', type: 'bool', default: false, help: 'Do not keep permissions and owners.' },
    {
      name: 'retries',
      type: 'int',
      default: 0,
      help: 'How often to go on when a copy breaks off; negative: for ever.',
    },
  ],
  *run(ctx) {
    const [from, to, ...more] = ctx.args
    if (from === undefined || to === undefined || more.length > 0)
      throw new CommandError('source and destination are required')
    const [source, target] = [specOf(from), specOf(to)]
    if (source.pod !== '' && target.pod !== '')
      throw new CommandError('one of src or dest must be a local file specification')
    if (source.file === '' || target.file === '') throw new CommandError('filepath can not be empty')
    if (source.pod !== '') yield* fromPod(ctx, source, target.file)
    else if (target.pod !== '') yield* toPod(ctx, source.file, target)
    else throw new CommandError('one of src or dest must be a remote file specification')
    return 0
  },
}

const withoutSlash = (file: string): string => (file !== '/' && file.endsWith('/') ? file.slice(0, -1) : file)
const remote = (file: string): string => withoutSlash(file).replaceAll('\\', '/')

function specOf(word: string): Spec {
  const colon = word.indexOf(':')
  if (colon < 0) return { namespace: '', pod: '', file: withoutSlash(word) }
  const [first = '', second, ...more] = word.slice(0, colon).split('/')
  if (colon === 0 || more.length > 0)
    throw new CommandError('filespec must match the canonical format: [[namespace/]pod:]file/path')
  const file = remote(word.slice(colon + 1))
  return second === undefined ? { namespace: '', pod: first, file } : { namespace: first, pod: second, file }
}

interface Execution {
  readonly command: readonly string[]
  readonly stdin?: string
  readonly out?: (text: string) => void
  readonly err: (text: string) => void
}

/** Runs a program in the container, as `kubectl exec` would. */
function* execute(ctx: Context, spec: Spec, { command, stdin, out = () => {}, err }: Execution): Steps<void> {
  if (spec.pod === '') throw new CommandError('pod, type/name or --filename must be specified')
  const target = {
    group: '',
    version: 'v1',
    resource: 'pods',
    namespace: spec.namespace || ctx.namespace,
    name: spec.pod,
  }
  const pod = ctx.client.get<Pod>(target)
  const phase = pod.status?.phase
  if (phase === 'Succeeded' || phase === 'Failed')
    throw new CommandError(`cannot exec into a container in a completed pod; current phase is ${phase}`)
  const container = ctx.flags.string('container') || defaultContainerOf(pod, err).name
  const stream = ctx.client.exec(target, { container, command, stdin: stdin !== undefined, stdout: true, stderr: true })
  yield* collectProcess(ctx, stream, { stdin, out, err })
}

function* toPod(ctx: Context, source: string, target: Spec): Steps<void> {
  const { files } = ctx.io.host
  const path = ctx.resolvePath(source)
  if (!files.stat(path)) throw new CommandError(`${source} doesn't exist in local filesystem`)
  let file = target.file
  if (yield* isFolder(ctx, target)) file = remote(joinPaths(file, baseOf(source)))
  const archive = tarText([...entriesOf(files, path, remote(baseOf(cleanPath(file))))])
  const options = ctx.flags.bool('no-preserve') ? ['--no-same-permissions', '--no-same-owner'] : []
  yield* execute(ctx, target, {
    command: ['tar', ...options, '-xmf', '-', '-C', directoryOf(file)],
    stdin: archive,
    out: (text) => ctx.out(text),
    err: (text) => ctx.err(text),
  })
}

function* isFolder(ctx: Context, target: Spec): Steps<boolean> {
  try {
    yield* execute(ctx, target, { command: ['test', '-d', target.file], err: () => {} })
    return true
  } catch {
    return false
  }
}

/** Files, and folders that are empty. */
function* entriesOf(files: Files, path: string, name: string): Generator<TarEntry> {
  const info = files.stat(path)
  if (!info) return
  const { kind, mode, modifiedMs } = info
  const names = kind === 'directory' ? files.list(path) : []
  if (names.length === 0) yield { name, kind, mode, modifiedMs, text: kind === 'file' ? files.read(path) : '' }
  for (const one of names) yield* entriesOf(files, `${path}/${one}`, joinPaths(name, one))
}

function* fromPod(ctx: Context, source: Spec, target: string): Steps<void> {
  const most = ctx.flags.int('retries')
  let archive = ''
  const once = (command: readonly string[]): Steps<void> =>
    execute(ctx, source, {
      command,
      out: (text) => {
        archive += text
      },
      err: (text) => ctx.out(text),
    })
  if (most === 0) yield* once(['tar', 'cf', '-', source.file])
  else
    yield* resume(
      ctx,
      most,
      (from) => once(['sh', '-c', `tar cf - ${source.file} | tail -c+${from}`]),
      () => archive,
    )
  unpack(ctx, source, archive, target)
}

/** Runs again from where the archive breaks off, until it has its end. */
function* resume(ctx: Context, most: number, once: (from: number) => Steps<void>, archive: () => string): Steps<void> {
  yield* once(0)
  for (let tries = 1; !isWhole(archive()); tries++) {
    if (most > 0 && tries > most) {
      ctx.out(`Dropping out copy after ${most} retries\n`)
      return
    }
    const bytes = byteLength(archive())
    ctx.out(`Resuming copy at ${bytes} bytes, retry ${tries}/${most}\n`)
    yield* once(bytes + 1)
  }
}

function isWhole(archive: string): boolean {
  return archive.endsWith('\0'.repeat(1024))
}

function unpack(ctx: Context, source: Spec, archive: string, target: string): void {
  const { files } = ctx.io.host
  const prefix = withoutShortcuts(cleanPath(source.file.replace(/^[/\\]+/, '')))
  let warned = false
  try {
    for (const entry of tarEntries(archive)) {
      if (!entry.name.startsWith(prefix)) throw new CommandError('tar contents corrupted')
      const name = withoutSlash(joinPaths(target, remote(entry.name.slice(prefix.length))))
      if (!isWithin(target, name)) {
        ctx.err(`warning: file ${quote(name)} is outside target destination, skipping\n`)
        continue
      }
      makeFolder(files, ctx, directoryOf(name))
      if (entry.kind === 'directory') makeFolder(files, ctx, name)
      else if (entry.kind === 'link') {
        const hint = `${ctx.path.split(' ')[0]} exec -n ${quote(source.namespace)} ${quote(source.pod)} -- tar cf - ${quote(source.file)} | tar xf -`
        ctx.err(
          `warning: skipping symlink: ${quote(name)} -> ${quote(entry.text)}${warned ? '' : ` (consider using "${hint}")`}\n`,
        )
        warned = true
      } else attempt('open', name, () => files.write(ctx.resolvePath(name), entry.text))
    }
  } catch (error) {
    if (!(error instanceof TarError)) throw error
    throw new CommandError(error.kind === 'too short' ? 'unexpected EOF' : 'archive/tar: invalid tar header')
  }
}

function makeFolder(files: Files, ctx: Context, name: string): void {
  attempt('mkdir', name, () => files.makeDirectory(ctx.resolvePath(name), { parents: true }))
}

/** As Go words what the operating system refuses. */
function attempt(operation: string, name: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    const why = operation === 'mkdir' && error.fault === 'EEXIST' ? 'not a directory' : error.message.toLowerCase()
    throw new CommandError(`${operation} ${name}: ${why}`)
  }
}

/** No '../' in front, and no '.' or '..' that is left alone. */
function withoutShortcuts(path: string): string {
  const rest = path.replace(/^(?:\.\.\/)+/, '')
  return rest === '.' || rest === '..' ? '' : rest.replace(/^\//, '')
}

function isWithin(base: string, name: string): boolean {
  const folder = cleanPath(base)
  if (name === folder || folder === '/') return true
  return folder === '.'
    ? name !== '..' && !name.startsWith('../') && !name.startsWith('/')
    : name.startsWith(`${folder}/`)
}
