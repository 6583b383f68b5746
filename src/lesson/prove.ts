// Proves a lesson with its own roads: every step fails before its solution, fails with the promised message after each
// wrong road, and passes after the solution: also when the wrong road came before, and when the steps before were
// skipped, so that nobody is ever stuck. Each road is walked in a fresh lab from the beginning.

import type { Client } from '../api/index.ts'
import { createLesson, type LessonHost, type LessonRun } from './engine.ts'
import { faultText } from './fault.ts'
import { type LessonFiles, type LessonTypes, parseLesson } from './format.ts'
import type { Act, Lesson, LessonStep } from './lesson.ts'
import type { AnsweredCall } from './view.ts'

/** As much of a lab as a proof needs. */
export interface ProvingLab {
  readonly client: Client
  run(command: string): Promise<{
    readonly command: string
    readonly stdout: string
    readonly stderr: string
    readonly exitCode: number
  }>
  onAnswer(watcher: (call: AnsweredCall) => void): unknown
  nowMs(): number
  settle(): void
  readonly readFile?: (path: string) => string | undefined
  readonly writeFile?: (path: string, text: string) => void
}

export interface LabWishes {
  readonly preset: Lesson['preset']
  readonly kubectl: Lesson['kubectl']
  readonly seed: number | undefined
  readonly startTime: string | undefined
}

export interface Proof {
  readonly passed: boolean
  /** One line per thing that was tried, in order. */
  readonly report: readonly string[]
}

export async function proveLesson(
  files: LessonFiles,
  createLab: (wishes: LabWishes) => ProvingLab | Promise<ProvingLab>,
  types: LessonTypes = {},
): Promise<Proof> {
  const { lesson, faults } = parseLesson(files, types)
  if (!lesson) return { passed: false, report: faults.map((fault) => `FAULT ${faultText(fault)}`) }
  const report: string[] = []
  let sound = true
  const say = (good: boolean, text: string) => {
    sound &&= good
    report.push(`${good ? 'ok   ' : 'FAIL '} ${text}`)
  }
  for (const [index, step] of lesson.steps.entries()) {
    const before = lesson.steps.slice(0, index)
    const prepare = async () => {
      const walk = await startWalk(lesson, createLab)
      for (const earlier of before) for (const act of earlier.solution) await walk.do(act)
      return walk
    }
    const walk = await prepare()
    const reached = walk.run.openStep.id === step.id && !isDone(walk.run, step)
    say(reached, `${step.id}: is open and not done after the steps before it`)
    if (!reached) break
    if (step.wrong.length === 0) say(false, `${step.id}: has no wrong road to prove that it can fail`)
    for (const road of step.wrong) {
      const wrong = await prepare()
      for (const act of road.acts) await wrong.do(act)
      const said = wrong.run.messages().map(({ part, code }) => (code === 'answer-first' ? code : `${part}.${code}`))
      const name = `${step.id}: the wrong road at ${road.place.file}:${road.place.line}`
      if (isDone(wrong.run, step)) say(false, `${name} passes`)
      else if (!said.includes(road.says)) say(false, `${name} says ${said.join(', ') || 'nothing'}, not ${road.says}`)
      else say(true, `${name} says ${road.says}`)
      await solve(wrong, wrong.run.showSolution(), step, `${name}, then the solution`, say)
    }
    if (before.length > 0) {
      const skipped = await startWalk(lesson, createLab)
      for (const _ of before) skipped.run.skip()
      const road = `${step.id}: the solution after the steps before it were skipped`
      await solve(skipped, skipped.run.showSolution(), step, road, say)
    }
    if (!(await solve(walk, step.solution, step, `${step.id}: the solution`, say))) break
    if (index === lesson.steps.length - 1) say(walk.run.percent === 100, `the lesson ends at ${walk.run.percent} %`)
  }
  return { passed: sound, report }
}

async function solve(
  walk: Walk,
  acts: readonly Act[],
  step: LessonStep,
  road: string,
  say: (good: boolean, text: string) => void,
): Promise<boolean> {
  for (const act of acts) await walk.do(act)
  const done = isDone(walk.run, step)
  say(done, done ? `${road} leads to the goal` : `${road} does not: ${stuckAt(walk)}`)
  reportFault(walk.run, say)
  return done
}

interface Walk {
  readonly run: LessonRun
  readonly last: { text: string }
  do(act: Act): Promise<void>
}

async function startWalk(
  lesson: Lesson,
  createLab: (wishes: LabWishes) => ProvingLab | Promise<ProvingLab>,
): Promise<Walk> {
  const { preset, kubectl, seed, startTime } = lesson
  const lab = await createLab({ preset, kubectl, seed, startTime })
  const host: LessonHost = {
    client: lab.client,
    onAnswer: (watcher) => lab.onAnswer(watcher),
    nowMs: () => lab.nowMs(),
    settle: () => lab.settle(),
    atRest: () => true,
    readFile: (path) => lab.readFile?.(path),
    writeFile: (path, text) => lab.writeFile?.(path, text),
  }
  const run = createLesson(lesson, host)
  const last = { text: '' }
  return {
    run,
    last,
    async do(act) {
      if ('command' in act) {
        const done = await lab.run(act.command)
        last.text = `${done.command} → ${done.exitCode} ${(done.stderr || done.stdout).trim()}`
        run.commandEnded(done)
      } else if ('from' in act) {
        // Reading an answer off a command is the learner's own way, so the command counts as one.
        const { stdout } = await lab.run(act.from)
        last.text = `${act.question}: ${stdout.trim()}`
        run.answer(act.question, stdout)
      } else {
        last.text = `${act.question}: ${act.answer}`
        run.answer(act.question, act.answer)
      }
    },
  }
}

function isDone(run: LessonRun, step: LessonStep): boolean {
  return run.progress().some(({ id, done }) => id === step.id && done)
}

function stuckAt(walk: Walk): string {
  const messages = walk.run
    .messages()
    .map(({ part, code, parameters }) => `${part}.${code} ${JSON.stringify(parameters)}`)
  return `${messages.join('; ') || 'questions are open'} (last: ${walk.last.text})`
}

function reportFault(run: LessonRun, say: (good: boolean, text: string) => void): void {
  for (const { fault } of run.progress()) if (fault) say(false, faultText(fault))
}
