// kubectl plugin (k8s.io/kubectl/pkg/cmd/plugin/plugin.go, v1.33): files on the PATH whose names begin with 'kubectl-'.
// Missing: kubectl itself does not run them. Differs: /usr/bin and the like, where this machine's programs have no files,
// are taken as empty.

import { FileError } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { baseOf, joinPaths } from '../go-path.ts'

/** The path of the command that words lead to, as far as they do. */
export type FindCommand = (words: readonly string[]) => string | undefined

export const pluginCommand = (find: FindCommand): Command => ({
  name: 'plugin',
  use: '[flags] [options]',
  short: 'Work with plugins',
  bare: { stream: 'stderr', exitCode: 1 },
  subcommands: [
    {
      name: 'list',
      use: '[options]',
      short: 'List the plugins on the PATH',
      flags: [{ name: 'name-only', type: 'bool', default: false, help: 'Only the names, not the paths.' }],
      run: (ctx) => list(ctx, find),
    },
  ],
})

function list(ctx: Context, find: FindCommand): number {
  const faults: string[] = []
  const plugins = pluginsOn(ctx)
  if (plugins.length > 0) ctx.out('The following compatible plugins are available:\n\n')
  else faults.push('error: unable to find any kubectl plugins in your PATH')
  const seen = new Map<string, string>()
  let warnings = 0
  for (const path of plugins) {
    const name = baseOf(path)
    ctx.out(`${ctx.flags.bool('name-only') ? name : path}\n`)
    const warn = (text: string): void => {
      warnings++
      ctx.err(`  - ${text}\n`)
    }
    if (((ctx.io.host.files.stat(path)?.mode ?? 0) & 0o111) === 0)
      warn(`warning: ${path} identified as a kubectl plugin, but it is not executable`)
    const other = seen.get(name)
    if (other !== undefined) warn(`warning: ${path} is overshadowed by a similarly named plugin: ${other}`)
    else seen.set(name, path)
    const command = find(name.split('-').slice(1))
    if (command !== undefined) warn(`warning: ${name} overwrites existing command: ${quote(command)}`)
  }
  if (warnings > 0)
    faults.push(
      warnings === 1 ? 'error: one plugin warning was found' : `error: ${warnings} plugin warnings were found`,
    )
  if (faults.length > 0) throw new CommandError(`${faults.join('\n')}\n`)
  return 0
}

function pluginsOn(ctx: Context): string[] {
  const { files } = ctx.io.host
  const folders = new Set((ctx.io.env.get('PATH') ?? '').split(':').filter((folder) => folder.trim() !== ''))
  return [...folders].flatMap((folder) => {
    try {
      return files
        .list(ctx.resolvePath(folder))
        .filter((name) => name.startsWith('kubectl-'))
        .map((name) => joinPaths(folder, name))
        .filter((path) => files.stat(ctx.resolvePath(path))?.kind === 'file')
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      if (/^(\/usr(\/local)?)?\/s?bin$/.test(folder)) return []
      const why = `open ${folder}: ${error.message.toLowerCase()}`
      ctx.err(`Unable to read directory ${quote(folder)} from your PATH: ${why}. Skipping...\n`)
      return []
    }
  })
}
