// Reads a lesson: `lesson.yaml` holds its structure, one `<language>.md` per language its words, other files what its
// setup names. Strict: whatever is unknown, missing or without words is a fault with file, line and column.

import * as v from 'valibot'
import type { KubeObject } from '../api/index.ts'
import type { CheckType } from './checks/check.ts'
import { checkTypes as allCheckTypes } from './checks/index.ts'
import type { Fault } from './fault.ts'
import {
  type Act,
  kubectlVersions,
  type Lesson,
  type LessonCheck,
  type LessonQuestion,
  type LessonStep,
  type Place,
} from './lesson.ts'
import { questionTypes as allQuestionTypes } from './questions/index.ts'
import type { QuestionType } from './questions/question.ts'
import { type LessonText, parseTextFile } from './text-file.ts'
import { readDocuments, readYaml, type YamlFile } from './yaml-file.ts'

/** A lesson's files by their names, without its folder's path. */
export type LessonFiles = Readonly<Record<string, string>>

export interface LessonTypes {
  readonly checks?: readonly CheckType[]
  readonly questions?: readonly QuestionType[]
}

export type ParsedLesson =
  | { readonly lesson: Lesson; readonly faults: readonly [] }
  | { readonly lesson: undefined; readonly faults: readonly Fault[] }

const MAX_BYTES = 1_000_000

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/, 'an id has small letters, digits and hyphens'))
const act = v.union([
  v.string(),
  v.strictObject({ answer: id, is: v.string() }),
  v.strictObject({ answer: id, from: v.string() }),
])
const part = v.looseObject({ id, type: v.string() })
const stepSchema = v.strictObject({
  id,
  type: v.picklist(['look', 'question', 'task', 'predict', 'fix']),
  setup: v.optional(v.array(v.string()), []),
  files: v.optional(v.record(v.string(), v.string()), {}),
  checks: v.optional(v.array(part), []),
  questions: v.optional(v.array(part), []),
  solution: v.pipe(v.array(act), v.minLength(1)),
  wrong: v.optional(v.array(v.strictObject({ do: v.array(act), says: v.string() })), []),
})
const lessonSchema = v.strictObject({
  lesson: v.literal(1, 'this edition reads format 1'),
  id,
  preset: v.picklist(['kubeadm', 'k3s']),
  kubectl: v.optional(v.picklist(kubectlVersions)),
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  startTime: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  setup: v.optional(v.array(v.string()), []),
  steps: v.pipe(v.array(stepSchema), v.minLength(1)),
})
type RawStep = v.InferOutput<typeof stepSchema>

export function parseLesson(files: LessonFiles, types: LessonTypes = {}): ParsedLesson {
  const parts = parseLessonInParts(files, types)
  for (;;) {
    const part = parts.next()
    if (part.done) return part.value
  }
}

/** The same in parts, for a page that must breathe between them. */
export function* parseLessonInParts(files: LessonFiles, types: LessonTypes = {}): Generator<void, ParsedLesson> {
  const faults: Fault[] = []
  const source = files['lesson.yaml']
  if (source === undefined) return { lesson: undefined, faults: [nowhere('lesson.yaml', 'the file is missing')] }
  for (const [name, text] of Object.entries(files)) {
    if (text.length > MAX_BYTES) return { lesson: undefined, faults: [nowhere(name, 'the file is larger than 1 MB')] }
  }
  const yaml = yield* readYaml('lesson.yaml', source)
  yield
  if (yaml.faults.length > 0) return { lesson: undefined, faults: yaml.faults }
  const raw = v.safeParse(lessonSchema, yaml.value)
  if (!raw.success) return { lesson: undefined, faults: issueFaults(raw.issues, yaml, []) }

  yield
  const reader: Reader = {
    files,
    yaml,
    faults,
    checks: types.checks ?? allCheckTypes,
    questions: types.questions ?? allQuestionTypes,
  }
  const { steps: rawSteps, setup, id: lessonId, preset, kubectl, seed, startTime } = raw.output
  const steps: LessonStep[] = []
  for (const [index, step] of rawSteps.entries()) {
    steps.push(readStep(reader, step, ['steps', index]))
    yield
  }
  steps.forEach((step, index) => {
    if (steps.findIndex((other) => other.id === step.id) < index)
      faults.push({ ...step.place, message: `two steps are named "${step.id}"` })
  })
  const setupObjects = setup.flatMap((name, index) => readManifest(reader, name, ['setup', index]))
  // Words are only looked for once it is clear which are needed.
  if (faults.length > 0) return { lesson: undefined, faults }
  yield
  const texts = yield* readTexts(files, steps, faults)
  if (faults.length > 0) return { lesson: undefined, faults }
  const fingerprint = fingerprintOf(files)
  return {
    lesson: { id: lessonId, preset, kubectl, seed, startTime, setup: setupObjects, steps, texts, fingerprint },
    faults: [],
  }
}

interface Reader {
  readonly files: LessonFiles
  readonly yaml: YamlFile
  readonly faults: Fault[]
  readonly checks: readonly CheckType[]
  readonly questions: readonly QuestionType[]
}

function readStep(reader: Reader, raw: RawStep, path: readonly PropertyKey[]): LessonStep {
  const { yaml, faults } = reader
  const place = yaml.placeOf([...path, 'id'])
  const fault = (message: string, at: Place = place) => {
    faults.push({ ...at, message })
  }
  const checks = raw.checks.flatMap((check, index): LessonCheck[] => {
    const at = [...path, 'checks', index]
    const type = reader.checks.find((candidate) => candidate.type === check.type)
    const bound = bindPart(reader, check, at, type, 'check')
    return type && bound
      ? [{ id: check.id, type: check.type, latches: type.latches, bound, place: yaml.placeOf([...at, 'id']) }]
      : []
  })
  const questions = raw.questions.flatMap((question, index): LessonQuestion[] => {
    const at = [...path, 'questions', index]
    const type = reader.questions.find((candidate) => candidate.type === question.type)
    const bound = bindPart(reader, question, at, type, 'question')
    return bound ? [{ id: question.id, type: question.type, bound, place: yaml.placeOf([...at, 'id']) }] : []
  })
  const ids = [...checks, ...questions].map((item) => item.id)
  for (const [index, item] of [...checks, ...questions].entries()) {
    if (ids.indexOf(item.id) < index) fault(`"${item.id}" is named twice in this step`, item.place)
  }
  if (raw.type === 'question' ? raw.questions.length === 0 : raw.checks.length === 0) {
    fault(`a step of type ${raw.type} needs at least one ${raw.type === 'question' ? 'question' : 'check'}`)
  }
  if (raw.type === 'predict' && raw.questions.length === 0) fault('a step of type predict needs a question')

  const acts = (list: readonly v.InferOutput<typeof act>[], at: readonly PropertyKey[]) =>
    list.map((item, index): Act => {
      if (typeof item === 'string') return { command: item }
      if (!raw.questions.some((question) => question.id === item.answer)) {
        fault(`the step has no question "${item.answer}"`, yaml.placeOf([...at, index]))
      }
      return 'from' in item ? { question: item.answer, from: item.from } : { question: item.answer, answer: item.is }
    })
  const files: Record<string, string> = {}
  for (const [name, from] of Object.entries(raw.files)) {
    const text = reader.files[from]
    if (text === undefined) fault(`the lesson has no file "${from}"`, yaml.placeOf([...path, 'files', name]))
    else files[name] = text
  }
  return {
    id: raw.id,
    type: raw.type,
    setup: raw.setup.flatMap((name, index) => readManifest(reader, name, [...path, 'setup', index])),
    files,
    checks,
    questions,
    solution: acts(raw.solution, [...path, 'solution']),
    wrong: raw.wrong.map((road, index) => ({
      acts: acts(road.do, [...path, 'wrong', index, 'do']),
      says: road.says,
      place: yaml.placeOf([...path, 'wrong', index, 'says']),
    })),
    place,
  }
}

function bindPart<B>(
  { yaml, faults, ...types }: Reader,
  raw: v.InferOutput<typeof part>,
  path: readonly PropertyKey[],
  type: { readonly schema: v.GenericSchema; bind(options: unknown): B } | undefined,
  what: 'check' | 'question',
): B | undefined {
  if (!type) {
    const known = types[`${what}s`].map((candidate) => candidate.type).join(', ')
    faults.push({ ...yaml.placeOf([...path, 'type']), message: `"${raw.type}" is no type of ${what}: ${known}` })
    return undefined
  }
  const { id: _id, type: _type, ...options } = raw
  const checked = v.safeParse(type.schema, options)
  if (checked.success) return type.bind(options)
  faults.push(...issueFaults(checked.issues, yaml, path))
  return undefined
}

function issueFaults(
  issues: readonly v.BaseIssue<unknown>[],
  yaml: YamlFile,
  base: readonly PropertyKey[],
): readonly Fault[] {
  return issues.map((issue) => {
    const path = [...base, ...(issue.path ?? []).map((item) => item.key as PropertyKey)]
    const last = String(path.at(-1) ?? '')
    const message =
      issue.expected === 'never'
        ? `unknown key "${last}"`
        : issue.received === 'undefined'
          ? `"${last}" is missing`
          : `${path.map(String).join('.')}: ${issue.message}`
    return { ...yaml.placeOf(path), message }
  })
}

function readManifest(reader: Reader, name: string, path: readonly PropertyKey[]): readonly KubeObject[] {
  const source = reader.files[name]
  if (source === undefined) {
    reader.faults.push({ ...reader.yaml.placeOf(path), message: `the lesson has no file "${name}"` })
    return []
  }
  const { documents, faults } = readDocuments(name, source)
  reader.faults.push(...faults)
  return documents.flatMap(({ value, place }) => {
    if (v.is(manifest, value)) return [value as KubeObject]
    reader.faults.push({ ...place, message: 'an object needs apiVersion, kind and metadata.name' })
    return []
  })
}

const manifest = v.looseObject({
  apiVersion: v.string(),
  kind: v.string(),
  metadata: v.looseObject({ name: v.string() }),
})

/** The messages that a step's parts need words for. */
function neededMessages(step: LessonStep): readonly string[] {
  return [
    ...step.checks.flatMap(({ id, bound }) => ['label', ...bound.codes].map((code) => `${id}.${code}`)),
    ...step.questions.flatMap(({ id, bound }) =>
      ['label', 'right', 'wrong', ...bound.codes].map((code) => `${id}.${code}`),
    ),
  ]
}

function* readTexts(
  files: LessonFiles,
  steps: readonly LessonStep[],
  faults: Fault[],
): Generator<void, Readonly<Record<string, LessonText>>> {
  const texts: Record<string, LessonText> = {}
  for (const [file, source] of Object.entries(files)) {
    const language = /^([a-z]{2,3}(?:-[A-Za-z]+)?)\.md$/.exec(file)?.[1]
    if (language === undefined) continue
    const read = yield* parseTextFile(file, source)
    faults.push(...read.faults)
    texts[language] = read.text
    for (const step of steps) {
      const text = read.text.steps[step.id]
      if (!text) {
        faults.push(nowhere(file, `the step "${step.id}" has no text`))
        continue
      }
      const fault = (message: string) => {
        faults.push({ file, line: text.line, column: 1, message: `step "${step.id}": ${message}` })
      }
      for (const name of ['goal', 'done'] as const) if (text[name].length === 0) fault(`"${name}" is missing`)
      const needed = neededMessages(step)
      for (const message of needed) if (!Object.hasOwn(text.messages, message)) fault(`no words for "${message}"`)
      for (const message of Object.keys(text.messages)) {
        if (!needed.includes(message)) fault(`nothing says "${message}"`)
      }
      for (const { says } of step.wrong) {
        if (!needed.includes(says) && says !== ANSWER_FIRST) fault(`a wrong road names "${says}", which nothing says`)
      }
    }
    for (const [stepId, text] of Object.entries(read.text.steps)) {
      if (!steps.some((step) => step.id === stepId)) {
        faults.push({ file, line: text.line, column: 1, message: `lesson.yaml has no step "${stepId}"` })
      }
    }
    yield
  }
  if (!texts['en']) faults.push(nowhere('en.md', 'the file is missing'))
  return texts
}

/** What a prediction says while its question is unanswered; the page has the words. */
export const ANSWER_FIRST = 'answer-first'

function nowhere(file: string, message: string): Fault {
  return { file, line: 1, column: 1, message }
}

/** A short hash (FNV-1a) of all files. */
function fingerprintOf(files: LessonFiles): string {
  let hash = 0x811c9dc5
  for (const name of Object.keys(files).sort()) {
    for (const char of `${name}\n${files[name]}\n`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
