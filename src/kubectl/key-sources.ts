// Where the data of config maps and secrets comes from: --from-literal, --from-file, --from-env-file
// (k8s.io/kubectl/pkg/util/util.go, cmd/util/env_file.go, cmd/create/create_configmap.go, v1.33).

import { envNameFaults } from '../api/index.ts'
import { FileError } from '../sim/index.ts'
import type { Context } from './command.ts'
import { CommandError } from './errors.ts'
import { quote } from './flag-parser.ts'
import { goFileFault } from './kubeconfig.ts'

/** Takes one key with its text; throws when the key will not do. */
export type AddKey = (key: string, value: string) => void

export function addLiterals(sources: readonly string[], add: AddKey): void {
  for (const source of sources) {
    const equals = source.indexOf('=')
    if (equals <= 0) throw new CommandError(`invalid literal source ${source}, expected key=value`)
    add(source.slice(0, equals), source.slice(equals + 1))
  }
}

export function addFiles(ctx: Context, sources: readonly string[], add: AddKey): void {
  for (const source of sources) {
    const { key, path } = parseFileSource(source)
    if (statOrThrow(ctx, path) !== 'directory') {
      add(key, ctx.readFile(path))
      continue
    }
    if (source.includes('=')) throw new CommandError('cannot give a key name for a directory path')
    const folder = ctx.resolvePath(path)
    for (const name of [...ctx.io.host.files.list(folder)].sort()) {
      const inside = `${folder === '/' ? '' : folder}/${name}`
      if (ctx.io.host.files.stat(inside)?.kind === 'file') add(name, ctx.readFile(inside))
    }
  }
}

/** `what` is 'config' or 'secret', for the texts. */
export function addEnvFiles(ctx: Context, sources: readonly string[], what: string, add: AddKey): void {
  for (const source of sources) {
    if (statOrThrow(ctx, source) === 'directory') throw new CommandError(`env ${what} file cannot be a directory`)
    const lines = ctx
      .readFile(source)
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
    for (const line of lines.map((line) => line.trimStart())) {
      if (line === '' || line.startsWith('#')) continue
      const equals = line.indexOf('=')
      const key = equals < 0 ? line : line.slice(0, equals)
      const faults = envNameFaults(key)
      if (faults.length > 0) throw new CommandError(`${quote(key)} is not a valid key name: ${faults.join(';')}`)
      add(key, equals < 0 ? (ctx.io.env.get(key) ?? '') : line.slice(equals + 1))
    }
  }
}

/** 'path' or 'key=path'. */
function parseFileSource(source: string): { readonly key: string; readonly path: string } {
  const parts = source.split('=')
  const [key = '', path] = parts
  if (path === undefined) return { key: source.replace(/\/+$/, '').replace(/^.*\//s, '') || source, path: source }
  if (parts.length > 2) throw new CommandError("key names or file paths cannot contain '='")
  if (key === '') throw new CommandError(`key name for file path ${path} missing`)
  if (path === '') throw new CommandError(`file path for key name ${key} missing`)
  return { key, path }
}

function statOrThrow(ctx: Context, path: string): 'file' | 'directory' {
  const info = ctx.io.host.files.stat(ctx.resolvePath(path))
  if (!info) throw new CommandError(`error reading ${path}: ${goFileFault(new FileError('ENOENT', path))}`)
  return info.kind
}
