// Which files -f means: files, folders (with -R deep), patterns, standard input. Missing: URLs and -k are refused.

import { FileError, type Files } from '../sim/index.ts'
import { CommandError } from './errors.ts'
import { quote } from './flag-parser.ts'
import { goFileFault } from './kubeconfig.ts'

export interface ManifestFile {
  /** Absolute, or '-' for standard input. */
  readonly path: string
  /** As the learner wrote it. */
  readonly shown: string
  read(): string
}

interface FileContext {
  readonly files: Files
  resolvePath(path: string): string
}

const EXTENSIONS = ['.json', '.yaml', '.yml']

export function openFiles(
  context: FileContext,
  options: { readonly filenames: readonly string[]; readonly recursive?: boolean; readonly kustomize?: string },
  faults: Error[],
): { readonly files: readonly ManifestFile[]; readonly single: boolean } {
  const found: ManifestFile[] = []
  const kustomize = options.kustomize ?? ''
  if (options.filenames.length > 0 && kustomize !== '') {
    faults.push(new CommandError('only one of -f or -k can be specified'))
    return { files: [], single: false }
  }
  if (kustomize !== '') {
    faults.push(new CommandError('kustomize (-k) is missing in this kubectl; write the objects into a file and use -f'))
    return { files: [], single: false }
  }
  let folders = false
  let single = false
  let stdinUsed = false
  for (const name of options.filenames) {
    if (name === '-') {
      if (stdinUsed) faults.push(new CommandError('standard input cannot be used for multiple arguments'))
      stdinUsed = true
      found.push({ path: '-', shown: 'STDIN', read: () => '' })
    } else if (/^https?:\/\//.test(name)) {
      faults.push(
        new CommandError(
          `unable to read URL ${quote(name)}: this lab has no way out to the network; save the file here and use its name`,
        ),
      )
    } else {
      const paths = expand(context, name)
      if (paths.length === 0) {
        faults.push(new CommandError(`the path ${quote(name)} does not exist`))
        continue
      }
      if (!options.recursive && paths.length === 1) single = true
      for (const path of paths) {
        const files = walk(context, path, path, options.recursive ?? false)
        if (files.length > 1) folders = true
        if (files.length === 0) {
          faults.push(new CommandError(`error reading [${path}]: recognized file extensions are [.json .yaml .yml]`))
        }
        found.push(...files)
      }
    }
  }
  return { files: found, single: single || (found.length === 1 && !folders && !stdinUsed) }
}

function expand(context: FileContext, name: string): readonly string[] {
  if (context.files.stat(context.resolvePath(name))) return [name]
  if (!/[*?[]/.test(name)) return []
  const slash = name.lastIndexOf('/')
  const folder = slash < 0 ? '' : name.slice(0, slash + 1)
  const directory = context.resolvePath(folder === '' ? '.' : folder)
  if (context.files.stat(directory)?.kind !== 'directory') return []
  const pattern = new RegExp(
    `^${name
      .slice(slash + 1)
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')}$`,
  )
  return [...context.files.list(directory)]
    .sort()
    .filter((entry) => pattern.test(entry))
    .map((entry) => folder + entry)
}

function walk(context: FileContext, path: string, root: string, recursive: boolean): readonly ManifestFile[] {
  const absolute = context.resolvePath(path)
  const info = context.files.stat(absolute)
  if (info?.kind !== 'directory') {
    if (path !== root && !EXTENSIONS.some((extension) => path.endsWith(extension))) return []
    return [{ path: absolute, shown: path, read: () => readText(context.files, absolute, path) }]
  }
  if (path !== root && !recursive) return []
  return [...context.files.list(absolute)]
    .sort()
    .flatMap((entry) => walk(context, `${path.replace(/\/+$/, '')}/${entry}`.replace(/^\.\//, ''), root, recursive))
}

/** Reads a file; faults are worded as Go's os.Open words them. */
export function readText(files: Files, absolute: string, shown: string): string {
  try {
    return files.read(absolute)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    const verb = error.fault === 'EISDIR' ? 'read' : 'open'
    throw new CommandError(`${verb} ${shown}: ${goFileFault(error)}`)
  }
}
