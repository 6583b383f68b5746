// kubectl api-resources (kubectl/pkg/cmd/apiresources/apiresources.go, v1.33).

import type { ApiResource } from '../../api/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, ConnectionError, usageError } from '../errors.ts'
import { dialFault } from '../kubeconfig.ts'
import { joinApiVersion } from '../manifest-data.ts'
import { groupResource } from '../mapper.ts'
import { TABLE, tabbed } from '../printers/tabwriter.ts'

export const apiResources: Command = {
  name: 'api-resources',
  use: '[flags] [options]',
  short: 'List the kinds that the server knows',
  examples: ['kubectl api-resources', 'kubectl api-resources --namespaced=true -o name'],
  flags: [
    { name: 'api-group', type: 'string', default: '', help: 'Only this group.' },
    { name: 'cached', type: 'bool', default: false, help: 'Use what is kept, if anything.' },
    { name: 'categories', type: 'strings', default: [], help: 'Only kinds of these categories.' },
    {
      name: 'namespaced',
      type: 'bool',
      default: true,
      help: 'Only kinds that live in namespaces, or only those that do not.',
    },
    { name: 'no-headers', type: 'bool', default: false, help: 'Leave the line of headers out.' },
    { name: 'output', short: 'o', type: 'string', default: '', help: 'wide or name.', values: ['wide', 'name'] },
    { name: 'sort-by', type: 'string', default: '', help: 'Sort by name or kind.', values: ['name', 'kind'] },
    { name: 'verbs', type: 'strings', default: [], help: 'Only kinds with all these verbs.' },
  ],
  run,
}

function run(ctx: Context): number {
  const { flags } = ctx
  if (ctx.args.length > 0) throw usageError(ctx.path, `unexpected arguments: [${ctx.args.join(' ')}]`)
  const output = flags.string('output')
  if (!['', 'wide', 'name'].includes(output)) throw new CommandError(`--output ${output} is not available`)
  const sortBy = flags.string('sort-by')
  if (!['', 'name', 'kind'].includes(sortBy)) throw new CommandError('--sort-by accepts only name or kind')
  const { served, fault } = discover(ctx)
  const chosen = preferred(served).filter((one) => wanted(ctx, one))
  const sorted = [...chosen].sort(order(sortBy))
  if (output === 'name') {
    for (const one of sorted) ctx.out(`${groupResource(one)}\n`)
    if (fault) throw fault
    return 0
  }
  const wide = output === 'wide'
  const headers = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])]
  const rows = sorted.map((one) => [
    one.resource,
    one.shortNames.join(','),
    joinApiVersion(one.group, one.version),
    String(one.namespaced),
    one.kind,
    ...(wide ? [one.verbs.join(','), one.categories.join(',')] : []),
  ])
  ctx.out(tabbed(flags.bool('no-headers') ? rows : [headers, ...rows], TABLE).text)
  if (fault) throw fault
  return 0
}

/** Of a server that cannot be reached an empty table is shown before the fault. */
function discover(ctx: Context): { readonly served: readonly ApiResource[]; readonly fault?: ConnectionError } {
  try {
    return { served: ctx.mapper.resources }
  } catch (error) {
    if (error instanceof ConnectionError) return { served: [], fault: error }
    throw error
  }
}

/** Of a resource in several versions of its group, only the first listed counts. */
function preferred(resources: readonly ApiResource[]): readonly ApiResource[] {
  const seen = new Set<string>()
  return resources.filter((one) => {
    const name = groupResource(one)
    if (seen.has(name)) return false
    seen.add(name)
    return true
  })
}

function wanted(ctx: Context, one: ApiResource): boolean {
  const { flags } = ctx
  if (one.verbs.length === 0) return false
  if (flags.changed('api-group') && one.group !== flags.string('api-group')) return false
  if (flags.changed('namespaced') && one.namespaced !== flags.bool('namespaced')) return false
  if (!flags.strings('verbs').every((verb) => one.verbs.includes(verb))) return false
  return flags.strings('categories').every((category) => one.categories.includes(category))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const order =
  (sortBy: string) =>
  (a: ApiResource, b: ApiResource): number => {
    if (sortBy === 'name') return compare(a.resource, b.resource)
    if (sortBy === 'kind') return compare(a.kind, b.kind)
    return compare(a.group, b.group) || compare(a.resource, b.resource)
  }

export const apiVersions: Command = {
  name: 'api-versions',
  use: '[options]',
  short: 'List the API versions that the server knows',
  run(ctx) {
    if (ctx.args.length > 0) throw usageError(ctx.path, `unexpected arguments: [${ctx.args.join(' ')}]`)
    const { served, fault } = discover(ctx)
    if (fault) {
      const cause = dialFault('Get', fault, '/api?timeout=32s')
      throw new CommandError(`couldn't get available api versions from server: ${cause}`)
    }
    const all = new Set(served.map((one) => joinApiVersion(one.group, one.version)))
    ctx.out(
      [...all]
        .sort(compare)
        .map((one) => `${one}\n`)
        .join(''),
    )
    return 0
  },
}
