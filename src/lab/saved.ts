// The shape of a saved lab: looked at before anything is restored, so that a damaged save or one of another format is
// refused whole. What is inside the objects is the cluster's own affair.

import * as v from 'valibot'

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

export const savedLab = v.object({
  format: v.literal(1),
  preset: text,
  cluster: v.object({
    server: v.object({ revision: count, collections: pairs(v.array(named)) }),
    loop,
    machines,
    network: v.looseObject({ affinities: v.array(v.array(v.unknown())) }),
    runtime: v.array(container),
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

/** What is wrong with it, and where; undefined when it can be restored into a lab of that preset. */
export function faultOf(snapshot: unknown, format: number, preset: string): string | undefined {
  const found = typeof snapshot === 'object' && snapshot !== null ? (snapshot as Record<string, unknown>) : undefined
  if (!found || !('format' in found)) return 'this is not a snapshot of a lab'
  if (found['format'] !== format)
    return `a snapshot of format ${JSON.stringify(found['format'])}; this is format ${format}`
  const result = v.safeParse(savedLab, snapshot)
  if (!result.success) {
    const [issue] = result.issues
    return `a damaged snapshot: ${v.getDotPath(issue) ?? 'as a whole'}: ${issue.message}`
  }
  if (result.output.preset !== preset) return `a snapshot of preset ${result.output.preset}; this lab is ${preset}`
  return undefined
}
