// kubectl top node and pod (k8s.io/kubectl/pkg/cmd/top/{top,top_node,top_pod}.go, v1.33). Metrics are JSON here, also with
// --use-protocol-buffers.

import { parseFieldSelector, SelectorError } from '../../api/index.ts'
import type { Node, NodeMetrics, Pod, PodMetrics } from '../../kinds/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, usageError } from '../errors.ts'
import { goDurationText } from '../flag-parser.ts'
import { allNamespacesFlag, fieldSelectorFlag, selectorFlag } from '../flag-sets.ts'
import { readLabelSelector } from '../label-selector.ts'
import { listAll } from '../resource-builder.ts'
import { nodeTable, podTable, type SortBy } from './top-table.ts'

const GROUP = 'metrics.k8s.io'
const VERSION = 'v1beta1'
/** How long after its birth a pod may go without metrics. */
const PATIENCE_MS = 120_000

const commonFlags = [
  selectorFlag,
  { name: 'no-headers', type: 'bool', default: false, help: 'No header line.' },
  {
    name: 'sort-by',
    type: 'string',
    default: '',
    help: 'cpu or memory: the greatest first.',
    values: ['cpu', 'memory'],
  },
  {
    name: 'use-protocol-buffers',
    type: 'bool',
    default: true,
    help: 'Ask for metrics in the binary form; the answer is the same.',
  },
] as const

const topNode: Command = {
  name: 'node',
  aliases: ['nodes', 'no'],
  use: '[NAME | -l label]',
  short: 'Show the use of CPU and memory by nodes',
  examples: ['kubectl top node', 'kubectl top node node01'],
  completes: 'nodes',
  flags: [
    ...commonFlags,
    { name: 'show-capacity', type: 'bool', default: false, help: 'Percentages of all that a node has.' },
  ],
  run(ctx) {
    const { flags } = ctx
    const name = onlyName(ctx)
    const sortBy = sortOf(ctx)
    const labelSelector = flags.string('selector')
    if (name !== undefined && labelSelector !== '')
      throw new CommandError('only one of NAME or --selector can be provided')
    readLabelSelector(labelSelector)
    const metrics = measured<NodeMetrics>(ctx, 'nodes', '', name, { labelSelector })
    if (metrics.length === 0) throw new CommandError('metrics not available yet')
    const nodes = (
      name === undefined
        ? listAll(ctx.client, ctx.mapper.find('nodes'), '', { labelSelector })
        : [ctx.client.get({ group: '', version: 'v1', resource: 'nodes', name })]
    ) as readonly Node[]
    const part = flags.bool('show-capacity') ? 'capacity' : 'allocatable'
    const percent = ctx.version.has('topBracketsPercent') ? '(%)' : '%'
    const headers = ['NAME', 'CPU(cores)', `CPU${percent}`, 'MEMORY(bytes)', `MEMORY${percent}`]
    const available = new Map(nodes.map(({ metadata, status }) => [metadata.name, status?.[part] ?? {}]))
    ctx.out(nodeTable({ metrics, available, sortBy, headers: flags.bool('no-headers') ? [] : headers }))
    return 0
  },
}

const topPod: Command = {
  name: 'pod',
  aliases: ['pods', 'po'],
  use: '[NAME | -l label]',
  short: 'Show the use of CPU and memory by pods',
  examples: ['kubectl top pod', 'kubectl top pod web-1 --containers', 'kubectl top pod -A --sort-by=memory'],
  completes: 'pods',
  flags: [
    ...commonFlags,
    allNamespacesFlag,
    fieldSelectorFlag,
    { name: 'containers', type: 'bool', default: false, help: 'One line for each container.' },
    { name: 'sum', type: 'bool', default: false, help: 'The sum of all in the end.' },
  ],
  run(ctx) {
    const { flags } = ctx
    const name = onlyName(ctx)
    const sortBy = sortOf(ctx)
    const selectors = { labelSelector: flags.string('selector'), fieldSelector: flags.string('field-selector') }
    if (name !== undefined && (selectors.labelSelector !== '' || selectors.fieldSelector !== ''))
      throw new CommandError('only one of NAME or selector can be provided')
    readLabelSelector(selectors.labelSelector)
    checkFieldSelector(selectors.fieldSelector)
    const everywhere = flags.bool('all-namespaces')
    const metrics = measured<PodMetrics>(ctx, 'pods', everywhere ? '' : ctx.namespace, name, selectors)
    if (metrics.length === 0) {
      explainNone(ctx, selectors)
      ctx.err(everywhere ? 'No resources found\n' : `No resources found in ${ctx.namespace} namespace.\n`)
      return 0
    }
    ctx.out(
      podTable({
        metrics,
        sortBy,
        byContainer: flags.bool('containers'),
        withNamespace: everywhere,
        noHeaders: flags.bool('no-headers'),
        sum: flags.bool('sum'),
      }),
    )
    return 0
  },
}

export const top: Command = {
  name: 'top',
  use: '[flags] [options]',
  short: 'Show the use of CPU and memory',
  subcommands: [topNode, topPod],
}

type Selectors = { readonly labelSelector?: string; readonly fieldSelector?: string }

function onlyName(ctx: Context): string | undefined {
  if (ctx.args.length > 1) throw usageError(ctx.path, `${ctx.command.name} ${ctx.command.use}`)
  return ctx.args[0]
}

function sortOf({ flags }: Context): SortBy {
  const by = flags.string('sort-by')
  if (by !== '' && by !== 'cpu' && by !== 'memory') throw new CommandError('--sort-by accepts only cpu or memory')
  return by
}

function checkFieldSelector(text: string): void {
  try {
    parseFieldSelector(text)
  } catch (error) {
    if (error instanceof SelectorError) throw new CommandError(error.message)
    throw error
  }
}

function measured<T>(
  ctx: Context,
  resource: 'nodes' | 'pods',
  namespace: string,
  name: string | undefined,
  selectors: Selectors,
): readonly T[] {
  const { client } = ctx
  const mapping = ctx.mapper.resources.find(
    (one) => one.group === GROUP && one.version === VERSION && one.resource === resource,
  )
  if (!mapping) throw new CommandError('Metrics API not available')
  if (name === undefined) return listAll(client, mapping, namespace, selectors) as unknown as readonly T[]
  const target = { group: GROUP, version: VERSION, resource, name, ...(namespace === '' ? {} : { namespace }) }
  return [client.get(target) as unknown as T]
}

/** Pods that have no metrics although they are old enough are a fault, and so are only young ones; none at all is not. */
function explainNone(ctx: Context, selectors: Selectors): void {
  // Upstream looks into the namespace even with -A.
  const pods = listAll(ctx.client, ctx.mapper.find('pods'), ctx.namespace, selectors) as readonly Pod[]
  if (pods.length === 0) return
  for (const { metadata } of pods) {
    const ageMs = ctx.nowMs() - Date.parse(metadata.creationTimestamp ?? '')
    if (ageMs > PATIENCE_MS)
      throw new CommandError(
        `Metrics not available for pod ${metadata.namespace ?? ''}/${metadata.name}, age: ${goDurationText(ageMs)}`,
      )
  }
  throw new CommandError('metrics not available yet')
}
