// Where a learner is in a lesson, as plain data: what is saved, and what the engine starts from.

import * as v from 'valibot'
import type { Json } from '../api/index.ts'

const jsonSchema: v.GenericSchema<Json> = v.lazy(() =>
  v.union([v.null(), v.boolean(), v.number(), v.string(), v.array(jsonSchema), v.record(v.string(), jsonSchema)]),
)

const verdictSchema = v.object({
  pass: v.boolean(),
  code: v.string(),
  parameters: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
  partly: v.exactOptional(v.boolean()),
  again: v.exactOptional(v.boolean()),
})

const stepSchema = v.object({
  opened: v.boolean(),
  done: v.boolean(),
  skipped: v.boolean(),
  solutionShown: v.boolean(),
  /** How many hints are open. */
  hints: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** What checks and questions remember from the step's beginning, by their ids. */
  memory: v.record(v.string(), jsonSchema),
  /** Checks that stay passed. */
  latched: v.array(v.string()),
  /** The last answer to each question; `verdict` is missing while a prediction has not come to pass. */
  answers: v.record(v.string(), v.object({ text: v.string(), verdict: v.exactOptional(verdictSchema) })),
  /** What each choice of a prediction turned out to be. */
  outcomes: v.record(v.string(), v.record(v.string(), verdictSchema)),
  /** Which pod answered a request to which name, after which checks had passed; each once. */
  calls: v.optional(
    v.array(v.object({ name: v.string(), pod: v.string(), namespace: v.string(), after: v.array(v.string()) })),
    [],
  ),
  history: v.array(
    v.object({ command: v.string(), exitCode: v.number(), stdout: v.string(), stderr: v.string(), atMs: v.number() }),
  ),
})

const stateSchema = v.object({
  format: v.literal(1),
  fingerprint: v.string(),
  open: v.string(),
  steps: v.record(v.string(), stepSchema),
})

export type LessonState = v.InferOutput<typeof stateSchema>
export type StepState = v.InferOutput<typeof stepSchema>

export function freshStep(): StepState {
  return {
    opened: false,
    done: false,
    skipped: false,
    solutionShown: false,
    hints: 0,
    memory: {},
    latched: [],
    answers: {},
    outcomes: {},
    calls: [],
    history: [],
  }
}

/** A state that was saved and read back; undefined when it is damaged or of another format. */
export function readState(saved: unknown): LessonState | undefined {
  const read = v.safeParse(stateSchema, saved)
  return read.success ? read.output : undefined
}
