// The shape of a saved lab: looked at before anything is restored, so that a damaged save or one of another format is
// refused whole. What is inside the objects is the cluster's own affair.

import * as v from 'valibot'

/** Items that are looked at in one part. */
const PART = 16

const text = v.string()
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const ms = v.pipe(v.number(), v.finite())
const pairs = <T extends v.GenericSchema>(value: T) => v.array(v.tuple([text, value]))
const word = v.pipe(count, v.maxValue(0xffffffff))
const chance = v.tuple([word, word, word, word])

const named = v.looseObject({
  apiVersion: text,
  kind: text,
  metadata: v.looseObject({ name: text, uid: text, resourceVersion: text }),
})

const timer = v.object({ atMs: ms, order: count, handler: text, key: text, background: v.boolean() })

const loop = v.object({
  nowMs: ms,
  random: chance,
  queue: v.array(v.tuple([text, text])),
  timers: v.array(timer),
  failures: pairs(count),
  order: count,
})

const machine = v.looseObject({ images: v.looseObject({}), lastAddress: count, pullFreeMs: ms })

const machines = v.object({
  nodes: pairs(machine),
  pods: pairs(v.looseObject({ containers: v.looseObject({}) })),
  lastEvent: v.object({ ms, ns: ms }),
})

const container = v.object({
  start: v.looseObject({ id: text, pod: v.looseObject({}), container: text, image: text, args: v.array(text) }),
  state: v.looseObject({ seed: word, journal: v.array(v.looseObject({})) }),
})

const variable = v.looseObject({ value: v.optional(text), items: v.optional(pairs(text)) })

/** What there may be many of is looked at in parts. */
const savedLab = v.object({
  format: v.literal(1),
  preset: text,
  cluster: v.object({
    server: v.object({ revision: count, collections: pairs(v.array(v.unknown())) }),
    loop,
    machines,
    network: v.looseObject({ affinities: v.array(v.array(v.unknown())) }),
    runtime: v.array(v.unknown()),
  }),
  files: v.nullable(
    v.object({
      format: v.literal(1),
      entries: v.array(
        v.object({
          path: v.pipe(text, v.startsWith('/')),
          mode: count,
          modifiedMs: ms,
          text: v.optional(text),
        }),
      ),
    }),
  ),
  session: v.looseObject({
    format: v.literal(1),
    cwd: text,
    variables: pairs(variable),
    functions: pairs(text),
    aliases: pairs(text),
    options: v.array(text),
    shopt: v.array(text),
    positional: v.array(text),
    directories: v.array(text),
    history: v.array(text),
    traps: pairs(text),
    status: count,
    pipeStatus: v.array(count),
    lastArgument: text,
    startMs: ms,
    pids: count,
  }),
  random: chance,
})

/** What is wrong with it, and where, found in small parts; undefined when it can be restored into a lab of that preset. */
export function* faultInParts(snapshot: unknown, format: number, preset: string): Generator<void, string | undefined> {
  const found = typeof snapshot === 'object' && snapshot !== null ? (snapshot as Record<string, unknown>) : undefined
  if (!found || !('format' in found)) return 'this is not a snapshot of a lab'
  if (found['format'] !== format)
    return `a snapshot of format ${JSON.stringify(found['format'])}; this is format ${format}`
  const result = v.safeParse(savedLab, snapshot)
  if (!result.success) return damage(result.issues[0])
  const { server, runtime } = result.output.cluster
  for (const [at, [, objects]] of server.collections.entries()) {
    const fault = yield* listFault(named, objects, `cluster.server.collections.${at}.1`)
    if (fault) return fault
  }
  const fault = yield* listFault(container, runtime, 'cluster.runtime')
  if (fault) return fault
  if (result.output.preset !== preset) return `a snapshot of preset ${result.output.preset}; this lab is ${preset}`
  return undefined
}

function* listFault(
  schema: v.GenericSchema,
  list: readonly unknown[],
  path: string,
): Generator<void, string | undefined> {
  for (const [at, item] of list.entries()) {
    const result = v.safeParse(schema, item)
    if (!result.success) return damage(result.issues[0], `${path}.${at}`)
    if (at % PART === PART - 1) yield
  }
  yield
  return undefined
}

function damage(issue: v.BaseIssue<unknown>, above?: string): string {
  const path = [above, v.getDotPath(issue)].filter((part) => typeof part === 'string').join('.')
  return `a damaged snapshot: ${path || 'as a whole'}: ${issue.message}`
}
