// kubectl events (k8s.io/kubectl/pkg/cmd/events/{events,event_printer}.go, v1.33).

import type { Event } from '../../kinds/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { eventAge } from '../describe/events.ts'
import { CommandError, isExpected } from '../errors.ts'
import { allNamespacesFlag, printFlags } from '../flag-sets.ts'
import { typedPrinter } from '../generator.ts'
import { goSort } from '../go-sort.ts'
import { joinApiVersion } from '../manifest-data.ts'
import { TABLE, tabbed } from '../printers/tabwriter.ts'
import { listAll } from '../resource-builder.ts'
import { typedObject } from '../typed-object.ts'

export const events: Command = {
  name: 'events',
  use: '[(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning] [options]',
  short: 'List events',
  examples: ['kubectl events', 'kubectl events --for pod/web-pod-13je7 --watch', 'kubectl events --types=Warning'],
  flags: [
    ...printFlags,
    allNamespacesFlag,
    { name: 'chunk-size', type: 'int', default: 500, help: 'How many events to ask for at once; 0: all.' },
    { name: 'for', type: 'string', default: '', help: 'Only of this object, as TYPE/NAME.' },
    { name: 'no-headers', type: 'bool', default: false, help: 'No header line.' },
    { name: 'types', type: 'strings', default: [], help: 'Only of these types: Normal, Warning.' },
    { name: 'watch', short: 'w', type: 'bool', default: false, help: 'Go on with what happens.' },
  ],
  *run(ctx) {
    const { flags } = ctx
    const fieldSelector = selectorFor(ctx, flags.string('for'))
    const types = flags.strings('types').map((type) => type.toLowerCase())
    if (types.some((type) => type !== 'normal' && type !== 'warning')) {
      throw new CommandError('valid --types are Normal or Warning')
    }
    const wanted = (event: Event) => types.length === 0 || types.includes((event.type ?? '').toLowerCase())
    const everywhere = flags.bool('all-namespaces')
    const namespace = everywhere ? '' : ctx.namespace
    if (flags.bool('watch')) return yield* watchEvents(ctx, namespace, fieldSelector, wanted)
    const found = listAll(ctx.client, ctx.mapper.find('events'), namespace, { fieldSelector }) as readonly Event[]
    const shown = goSort(found.filter(wanted), (a, b) => timeOf(a) < timeOf(b))
    if (shown.length === 0) {
      ctx.err(everywhere ? 'No events found.\n' : `No events found in ${ctx.namespace} namespace.\n`)
      return 0
    }
    if (flags.string('output') !== '') {
      printList(ctx, shown)
      return 0
    }
    ctx.out(tabbed([...headers(ctx), ...shown.map((event) => cells(ctx, event))], TABLE).text)
    return 0
  },
}

/** As Go's list: a list has no name to print, and what a template complains of is not looked at. */
function printList(ctx: Context, events: readonly Event[]): void {
  const print = typedPrinter(ctx, '')
  if (ctx.flags.string('output') === 'name') return
  const items = events.map((event) => typedObject(ctx.schema, event))
  try {
    print({ kind: 'EventList', apiVersion: 'v1', metadata: {}, items } as unknown as Event)
  } catch (error) {
    if (!isExpected(error)) throw error
  }
}

function selectorFor(ctx: Context, text: string): string | undefined {
  if (text === '') return undefined
  const [type = '', name, ...more] = text.split('/')
  if (name === undefined) throw new CommandError('--for must be in resource/name form')
  if (more.length > 0) throw new CommandError('arguments in resource/name form may not have more than one slash')
  const mapping = ctx.mapper.tryFind(type.toLowerCase())
  if (!mapping) throw new CommandError(`the server doesn't have a resource type "${type.toLowerCase()}"`, { raw: true })
  const apiVersion = joinApiVersion(mapping.group, mapping.version)
  const inVersion = ctx.version.has('eventsOfApiVersion') ? `involvedObject.apiVersion=${apiVersion},` : ''
  return `involvedObject.kind=${mapping.kind},${inVersion}involvedObject.name=${name}`
}

function* watchEvents(
  ctx: Context,
  namespace: string,
  fieldSelector: string | undefined,
  wanted: (event: Event) => boolean,
): Steps<number> {
  const target = { group: '', version: 'v1', resource: 'events', namespace: namespace || undefined }
  const watch = ctx.client.watch<Event>(target, fieldSelector === undefined ? {} : { fieldSelector })
  let rows = headers(ctx)
  let widths: readonly number[] = []
  try {
    for (;;) {
      for (const { type, object } of watch.take()) {
        if ((type !== 'ADDED' && type !== 'MODIFIED') || !wanted(object)) continue
        // Columns are as wide as what came before.
        const table = tabbed([...rows, cells(ctx, object)], { ...TABLE, widths })
        ctx.out(table.text)
        widths = table.widths
        rows = []
      }
      yield* ctx.flush()
      yield { signals: [watch.changed] }
    }
  } finally {
    watch.stop()
  }
}

function headers(ctx: Context): readonly (readonly string[])[] {
  if (ctx.flags.bool('no-headers')) return []
  const namespace = ctx.flags.bool('all-namespaces') ? ['NAMESPACE'] : []
  return [[...namespace, 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE']]
}

function cells(ctx: Context, event: Event): readonly string[] {
  const { kind = '', name = '' } = event.involvedObject
  const escaped = (text: string) => text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r')
  const row = [event.type ?? '', event.reason ?? '', `${kind}/${name}`, (event.message ?? '').trim()].map(escaped)
  const namespace = ctx.flags.bool('all-namespaces') ? [event.metadata.namespace ?? ''] : []
  return [...namespace, eventAge(event, ctx.nowMs()), ...row]
}

function timeOf(event: Event): number {
  const time = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime
  return (time ? Date.parse(time) : 0) || 0
}
