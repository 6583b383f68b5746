// kubectl get -w: prints what is there, then every change until it is interrupted or the reader goes away.

import type { ApiResource, KubeObject, Table, Watch } from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { parseDurationMs } from '../flag-parser.ts'
import { asData, joinApiVersion } from '../manifest-data.ts'
import { jsonText } from '../printers/json.ts'
import { shownObject } from '../printers/object-printer.ts'
import { TableWriter } from '../printers/table.ts'
import { fetchInfo, Info, type ResourceResult, type Target } from '../resource-builder.ts'
import { getPrinter, isHumanReadable, tableOptions } from './get-printer.ts'
import { listOptions, listTable, oneTable, selectorsOf } from './get-tables.ts'

interface Watched {
  readonly mapping: ApiResource
  readonly namespace: string
  /** Set when one object is watched. */
  readonly name: string | undefined
}

function* watched(result: ResourceResult): Steps<Watched> {
  const seen: Watched[] = []
  for (const target of result.targets) if (target.type !== 'file') seen.push(fromTarget(target))
  if (seen.length === 0) {
    yield* result.visit((info) => {
      seen.push({ mapping: info.mapping, namespace: info.namespace, name: info.name })
    })
  }
  const [first] = seen
  if (!first || new Set(seen.map((one) => one.mapping)).size > 1) {
    throw new CommandError(
      'watch is only supported on individual resources and resource collections - more than 1 resource was found',
    )
  }
  if (seen.length > 1) {
    // Those that are not there come first.
    yield* result.infos()
    throw new CommandError('you may only watch a single resource or type of resource at a time')
  }
  return first
}

const fromTarget = (target: Exclude<Target, { type: 'file' }>): Watched => ({
  mapping: target.mapping,
  namespace: target.namespace,
  name: target.type === 'name' ? target.name : undefined,
})

export function* watchObjects(ctx: Context, result: ResourceResult): Steps<number> {
  const what = yield* watched(result)
  return isHumanReadable(ctx) && ctx.flags.bool('server-print')
    ? yield* watchTables(ctx, what)
    : yield* watchGeneric(ctx, what)
}

function watchTarget({ mapping, namespace }: Watched) {
  const { group, version, resource } = mapping
  return { group, version, resource, namespace: namespace === '' ? undefined : namespace }
}

/** Items of lists carry no kind of their own. */
function withKind(item: KubeObject, mapping: ApiResource): KubeObject {
  return item.kind ? item : { ...item, apiVersion: joinApiVersion(mapping.group, mapping.version), kind: mapping.kind }
}

const single = (name: string) => ({ fieldSelector: `metadata.name=${name}`, resourceVersion: '0' })

function* watchTables(ctx: Context, what: Watched): Steps<number> {
  const writer = new TableWriter(tableOptions(ctx, what.mapping, false))
  const withEvents = ctx.flags.bool('output-watch-events')
  let printing = !ctx.flags.bool('watch-only')
  const add = (table: Table, event: string): void => {
    writer.add(printing ? table : { ...table, rows: [] }, withEvents ? event : undefined)
    const text = writer.flush()
    if (text !== '') ctx.out(text)
  }
  const selectors = listOptions(selectorsOf(ctx))
  let watch: Watch<Table>
  if (what.name === undefined) {
    const table = listTable(ctx, what.mapping, what.namespace, {})
    add(table, 'ADDED')
    printing = true
    watch = ctx.client.watch(watchTarget(what), {
      ...selectors,
      resourceVersion: table.metadata.resourceVersion,
      as: 'Table',
      includeObject: 'Metadata',
    })
  } else {
    add(oneTable(ctx, what.mapping, what.namespace, what.name), 'ADDED')
    printing = false
    watch = ctx.client.watch(watchTarget(what), { ...single(what.name), as: 'Table', includeObject: 'Metadata' })
  }
  return yield* follow(ctx, watch, (type, table) => {
    add(table, type)
    printing = true
  })
}

function* watchGeneric(ctx: Context, what: Watched): Steps<number> {
  const printer = isHumanReadable(ctx) ? undefined : getPrinter(ctx)
  const withEvents = ctx.flags.bool('output-watch-events')
  const json = ctx.flags.string('output') === 'json'
  const print = (type: string, object: KubeObject): void => {
    if (withEvents && json) {
      ctx.out(`{"type":"${type}","object":${jsonText(shownObject(ctx, object))}}\n`)
    } else if (withEvents && printer && ctx.flags.string('output') !== 'name') {
      printer({ object: asData(object), type } as unknown as KubeObject)
    } else if (printer) printer(object)
    else ctx.out(`${object.metadata.name}\n`)
  }
  let printing = !ctx.flags.bool('watch-only')
  let watch: Watch<KubeObject>
  const selectors = listOptions(selectorsOf(ctx))
  if (what.name === undefined) {
    const list = ctx.client.list(watchTarget(what), selectors)
    for (const item of list.items) if (printing) print('ADDED', withKind(item, what.mapping))
    printing = true
    watch = ctx.client.watch(watchTarget(what), { ...selectors, resourceVersion: list.metadata.resourceVersion })
  } else {
    const info = new Info(what.mapping, what.namespace, what.name, '')
    fetchInfo(ctx.client, info)
    if (printing) print('ADDED', info.object)
    printing = false
    watch = ctx.client.watch(watchTarget(what), single(what.name))
  }
  return yield* follow(ctx, watch, (type, object) => {
    if (printing) print(type, object)
    printing = true
  })
}

function* follow<T>(ctx: Context, watch: Watch<T>, each: (type: string, object: T) => void): Steps<number> {
  const pipe = ctx.io.stdout.pipe
  const timeoutMs = parseDurationMs(ctx.flags.string('request-timeout')) ?? 0
  const untilMs = timeoutMs > 0 ? ctx.nowMs() + timeoutMs : Number.POSITIVE_INFINITY
  try {
    for (;;) {
      for (const event of watch.take()) {
        if (event.type === 'BOOKMARK') continue
        if (event.type === 'ERROR') return 0
        each(event.type, event.object)
      }
      if (watch.stopped || ctx.nowMs() >= untilMs) return 0
      const signals = pipe ? [watch.changed, pipe.changed] : [watch.changed]
      yield Number.isFinite(untilMs) ? { signals, untilMs } : { signals }
      if (pipe?.cancelled) return 141
    }
  } finally {
    watch.stop()
  }
}
