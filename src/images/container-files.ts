// The files of one container: a flat map from absolute path to text, with the directories that follow from it.
// Missing: modes, owners and times beyond one each, links, and read-only mounts.

import { FileError, type FileInfo, type Files } from '../sim/index.ts'

const usual = ['bin', 'dev', 'etc', 'home', 'proc', 'root', 'run', 'sys', 'tmp', 'usr', 'var']

export class ContainerFiles implements Files {
  #files = new Map<string, { text: string; mode: number; modifiedMs: number }>()
  #folders = new Set<string>(['/', ...usual.map((name) => `/${name}`)])
  readonly #nowMs: () => number

  constructor(files: Readonly<Record<string, string>>, nowMs: () => number) {
    this.#nowMs = nowMs
    for (const [path, text] of Object.entries(files)) {
      if (path.endsWith('/')) this.makeDirectory(path.slice(0, -1) || '/', { parents: true })
      else this.#put(path, text, 0o644)
    }
  }

  stat(path: string): FileInfo | undefined {
    const file = this.#files.get(path)
    if (file) return { kind: 'file', size: file.text.length, mode: file.mode, modifiedMs: file.modifiedMs }
    if (this.#folders.has(path)) return { kind: 'directory', size: 4096, mode: 0o755, modifiedMs: 0 }
    return undefined
  }

  read(path: string): string {
    const file = this.#files.get(path)
    if (file) return file.text
    throw new FileError(this.#folders.has(path) ? 'EISDIR' : 'ENOENT', path)
  }

  write(path: string, text: string, options: { readonly append?: boolean; readonly mode?: number } = {}): void {
    if (this.#folders.has(path)) throw new FileError('EISDIR', path)
    if (!this.#folders.has(parentOf(path))) throw new FileError('ENOENT', path)
    const old = this.#files.get(path)
    this.#put(path, options.append && old ? old.text + text : text, options.mode ?? old?.mode ?? 0o644)
  }

  list(path: string): readonly string[] {
    if (this.#files.has(path)) throw new FileError('ENOTDIR', path)
    if (!this.#folders.has(path)) throw new FileError('ENOENT', path)
    const names = new Set<string>()
    const prefix = path === '/' ? '/' : `${path}/`
    for (const other of [...this.#files.keys(), ...this.#folders])
      if (other !== '/' && other.startsWith(prefix)) names.add(other.slice(prefix.length).split('/')[0] ?? '')
    return [...names].sort()
  }

  makeDirectory(path: string, options: { readonly parents?: boolean } = {}): void {
    if (this.#files.has(path)) throw new FileError('EEXIST', path)
    if (this.#folders.has(path)) {
      if (options.parents) return
      throw new FileError('EEXIST', path)
    }
    const parent = parentOf(path)
    if (!this.#folders.has(parent)) {
      if (!options.parents) throw new FileError('ENOENT', path)
      this.makeDirectory(parent, options)
    }
    this.#folders.add(path)
  }

  remove(path: string, options: { readonly recursive?: boolean } = {}): void {
    if (this.#files.delete(path)) return
    if (!this.#folders.has(path)) throw new FileError('ENOENT', path)
    const within = (other: string): boolean => other.startsWith(`${path}/`)
    const inside = [...this.#files.keys(), ...this.#folders].filter(within)
    if (inside.length > 0 && !options.recursive) throw new FileError('ENOTEMPTY', path)
    for (const other of inside) {
      this.#files.delete(other)
      this.#folders.delete(other)
    }
    this.#folders.delete(path)
  }

  rename(from: string, to: string): void {
    const file = this.#files.get(from)
    if (file) {
      this.#files.delete(from)
      this.#files.set(to, file)
      return
    }
    if (!this.#folders.has(from)) throw new FileError('ENOENT', from)
    for (const [path, moved] of [...this.#files]) {
      if (!path.startsWith(`${from}/`)) continue
      this.#files.delete(path)
      this.#files.set(to + path.slice(from.length), moved)
    }
    for (const folder of [...this.#folders]) {
      if (folder !== from && !folder.startsWith(`${from}/`)) continue
      this.#folders.delete(folder)
      this.#folders.add(to + folder.slice(from.length))
    }
  }

  setMode(path: string, mode: number): void {
    const file = this.#files.get(path)
    if (!file && !this.#folders.has(path)) throw new FileError('ENOENT', path)
    if (file) file.mode = mode
  }

  #put(path: string, text: string, mode: number): void {
    for (let folder = parentOf(path); !this.#folders.has(folder); folder = parentOf(folder)) this.#folders.add(folder)
    this.#files.set(path, { text, mode, modifiedMs: this.#nowMs() })
  }
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash <= 0 ? '/' : path.slice(0, slash)
}
