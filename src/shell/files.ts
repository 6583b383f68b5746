// A tree of files in memory (POSIX semantics as far as `Files` asks for them): modes, times from the host's clock, a
// size limit, and a snapshot as plain data. A tree given as a function is built only when somebody looks, so that a
// thousand containers cost nothing. Missing: links, owners, permission checks (everybody is root).

import { FileError, type FileInfo, type Files } from '../sim/index.ts'
import { byteLength } from './bytes.ts'

interface FileNode {
  readonly kind: 'file'
  text: string
  size: number
  mode: number
  modifiedMs: number
}

interface DirectoryNode {
  readonly kind: 'directory'
  readonly entries: Map<string, TreeNode>
  mode: number
  modifiedMs: number
}

type TreeNode = FileNode | DirectoryNode

/** One entry of a saved tree; a directory has no text. */
export interface SavedFile {
  readonly path: string
  readonly mode: number
  readonly modifiedMs: number
  readonly text?: string
}

export interface SavedFiles {
  readonly format: 1
  readonly entries: readonly SavedFile[]
}

export interface FilesOptions {
  readonly nowMs: () => number
  /** What is there at first, by absolute path; a path that ends in '/' is an empty directory. */
  readonly initial?: () => Readonly<Record<string, string>>
  /** All files together may have this many bytes; default 64 MiB. */
  readonly limitBytes?: number
}

export interface MemoryFiles extends Files {
  /** Undefined while nothing was changed. */
  snapshot(): SavedFiles | undefined
  restore(saved: SavedFiles | undefined): void
}

const DEVICES: ReadonlySet<string> = new Set(['/dev/null', '/dev/zero', '/dev/tty', '/dev/random', '/dev/urandom'])
const NAME_LIMIT = 255

export function createFiles(options: FilesOptions): MemoryFiles {
  const limitBytes = options.limitBytes ?? 64 * 2 ** 20
  let tree: DirectoryNode | undefined
  let used = 0
  let changed = false

  const newDirectory = (mode = 0o755): DirectoryNode => ({
    kind: 'directory',
    entries: new Map(),
    mode,
    modifiedMs: options.nowMs(),
  })

  function root(): DirectoryNode {
    if (tree) return tree
    tree = newDirectory()
    used = 0
    for (const [path, text] of Object.entries(options.initial?.() ?? {})) {
      if (path.endsWith('/')) makeParents(tree, path.slice(0, -1).split('/').slice(1))
      else put(path, text, 0o644)
    }
    return tree
  }

  function makeParents(from: DirectoryNode, names: readonly string[]): DirectoryNode {
    let directory = from
    for (const name of names) {
      let next = directory.entries.get(name)
      if (!next) {
        next = newDirectory()
        directory.entries.set(name, next)
      }
      if (next.kind !== 'directory') throw new FileError('ENOTDIR', name)
      directory = next
    }
    return directory
  }

  function put(path: string, text: string, mode: number): void {
    const names = path.split('/').slice(1)
    const name = names.pop() ?? ''
    const size = byteLength(text)
    used += size
    makeParents(root(), names).entries.set(name, { kind: 'file', text, size, mode, modifiedMs: options.nowMs() })
  }

  function find(path: string): TreeNode | undefined {
    let node: TreeNode = root()
    for (const name of path.split('/')) {
      if (name === '') continue
      if (node.kind !== 'directory') throw new FileError('ENOTDIR', path)
      const next: TreeNode | undefined = node.entries.get(name)
      if (!next) return undefined
      node = next
    }
    return node
  }

  function parent(path: string): { readonly directory: DirectoryNode; readonly name: string } {
    const slash = path.lastIndexOf('/')
    const directory = find(path.slice(0, slash) || '/')
    if (!directory) throw new FileError('ENOENT', path)
    if (directory.kind !== 'directory') throw new FileError('ENOTDIR', path)
    const name = path.slice(slash + 1)
    if (name.length > NAME_LIMIT) throw new FileError('EINVAL', path)
    return { directory, name }
  }

  function fileAt(path: string): FileNode {
    const node = find(path)
    if (!node) throw new FileError('ENOENT', path)
    if (node.kind === 'directory') throw new FileError('EISDIR', path)
    return node
  }

  function sizeOf(node: TreeNode): number {
    if (node.kind === 'file') return node.size
    let size = 0
    for (const child of node.entries.values()) size += sizeOf(child)
    return size
  }

  const touch = (directory: DirectoryNode): void => {
    directory.modifiedMs = options.nowMs()
    changed = true
  }

  const statOf = (node: TreeNode): FileInfo => ({
    kind: node.kind,
    size: node.kind === 'file' ? node.size : 4096,
    mode: node.mode,
    modifiedMs: node.modifiedMs,
  })

  return {
    stat(path) {
      if (DEVICES.has(path)) return { kind: 'file', size: 0, mode: 0o666, modifiedMs: options.nowMs() }
      try {
        const node = find(path)
        return node && statOf(node)
      } catch {
        return undefined
      }
    },

    read(path) {
      return DEVICES.has(path) ? '' : fileAt(path).text
    },

    write(path, text, { append = false, mode } = {}) {
      if (DEVICES.has(path)) return
      const { directory, name } = parent(path)
      if (name === '') throw new FileError('EISDIR', path)
      const known = directory.entries.get(name)
      if (known?.kind === 'directory') throw new FileError('EISDIR', path)
      const added = byteLength(text)
      const growth = append ? added : added - (known?.size ?? 0)
      if (growth > 0 && used + growth > limitBytes) throw new FileError('ENOSPC', path)
      used += growth
      if (known) {
        known.text = append ? known.text + text : text
        known.size += growth
        known.modifiedMs = options.nowMs()
        if (mode !== undefined) known.mode = mode
        changed = true
      } else {
        directory.entries.set(name, {
          kind: 'file',
          text,
          size: added,
          mode: mode ?? 0o644,
          modifiedMs: options.nowMs(),
        })
        touch(directory)
      }
    },

    list(path) {
      const node = find(path)
      if (!node) throw new FileError('ENOENT', path)
      if (node.kind !== 'directory') throw new FileError('ENOTDIR', path)
      return [...node.entries.keys()].sort()
    },

    makeDirectory(path, { parents = false } = {}) {
      const known = find(path)
      if (known) {
        if (parents && known.kind === 'directory') return
        throw new FileError('EEXIST', path)
      }
      if (parents) {
        makeParents(root(), path.split('/').slice(1))
        changed = true
        return
      }
      const { directory, name } = parent(path)
      directory.entries.set(name, newDirectory())
      touch(directory)
    },

    remove(path, { recursive = false } = {}) {
      const { directory, name } = parent(path)
      const node = directory.entries.get(name)
      if (!node) throw new FileError('ENOENT', path)
      if (node.kind === 'directory' && node.entries.size > 0 && !recursive) throw new FileError('ENOTEMPTY', path)
      used -= sizeOf(node)
      directory.entries.delete(name)
      touch(directory)
    },

    rename(from, to) {
      if (from === to) return
      if (`${to}/`.startsWith(`${from}/`)) throw new FileError('EINVAL', from)
      const source = parent(from)
      const node = source.directory.entries.get(source.name)
      if (!node) throw new FileError('ENOENT', from)
      const target = parent(to)
      const known = target.directory.entries.get(target.name)
      if (known?.kind === 'directory') {
        if (node.kind === 'file') throw new FileError('EISDIR', to)
        if (known.entries.size > 0) throw new FileError('ENOTEMPTY', to)
      } else if (known && node.kind === 'directory') throw new FileError('ENOTDIR', to)
      if (known) used -= sizeOf(known)
      source.directory.entries.delete(source.name)
      target.directory.entries.set(target.name, node)
      touch(source.directory)
      touch(target.directory)
    },

    setMode(path, mode) {
      const node = find(path)
      if (!node) throw new FileError('ENOENT', path)
      node.mode = mode
      changed = true
    },

    snapshot() {
      if (!changed) return undefined
      const entries: SavedFile[] = []
      const walk = (directory: DirectoryNode, path: string): void => {
        for (const [name, node] of directory.entries) {
          const { mode, modifiedMs } = node
          const at = `${path}/${name}`
          if (node.kind === 'file') entries.push({ path: at, mode, modifiedMs, text: node.text })
          else {
            entries.push({ path: at, mode, modifiedMs })
            walk(node, at)
          }
        }
      }
      walk(root(), '')
      return { format: 1, entries }
    },

    restore(saved) {
      tree = undefined
      changed = saved !== undefined
      if (!saved) return
      tree = newDirectory()
      used = 0
      for (const { path, mode, modifiedMs, text } of saved.entries) {
        const names = path.split('/').slice(1)
        if (text === undefined) makeParents(tree, names)
        else put(path, text, mode)
        const node = find(path)
        if (node) {
          node.mode = mode
          node.modifiedMs = modifiedMs
        }
      }
      // Filling a directory touched nothing, but its own time was set before its entries: set again, deepest last.
      for (const { path, modifiedMs } of saved.entries) {
        const node = find(path)
        if (node) node.modifiedMs = modifiedMs
      }
    },
  }
}
