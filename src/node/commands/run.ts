// `kubarium run`: the training terminal over lines of text: a script, a pipe, a conversation in JSON, or a person.

import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createLab, type Execution, type Lab, type LabOptions } from '../../lab/index.ts'
import { createLesson, faultText, type LessonRun, parseLesson } from '../../lesson/index.ts'
import { durationMs, labOptions, labOptionTypes, labUsage, type NodeCommand, UsageFault } from '../command.ts'
import { commandsOf } from '../input-lines.ts'
import { readLesson } from '../lesson-folder.ts'
import { answerNews, lessonNews, readAnswer } from '../lesson-news.ts'
import { runTerminal } from '../terminal.ts'
import { isVersion } from './check.ts'

export const run: NodeCommand = {
  name: 'run',
  summary: 'run commands in a fresh lab: from a file, standard input, or the keyboard',
  usage: `Usage: kubarium run [options] [FILE]

Runs shell commands from FILE or standard input; after each the cluster settles. On a terminal it is
the training terminal itself. The exit code is that of the last command.

  --json                 a conversation: each line in is a JSON string with one command, each line out
                         {"command","stdout","stderr","exitCode"}
  --lesson DIR           play the lesson in DIR; its questions are answered with: answer QUESTION TEXT
  --kubectl VERSION      the kubectl to be like: 1.27 to 1.33 (default 1.33, or the lesson's)
  --settle DURATION      how far time may move after each command (default 60s)
${labUsage}
`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        ...labOptionTypes,
        json: { type: 'boolean' },
        lesson: { type: 'string' },
        kubectl: { type: 'string' },
        settle: { type: 'string' },
      },
      allowPositionals: true,
    })
    if (positionals.length > 1) throw new UsageFault('run: at most one FILE')
    const { kubectl } = values
    if (kubectl !== undefined && !isVersion(kubectl))
      throw new UsageFault(`--kubectl ${kubectl}: there are 1.27 to 1.33`)
    const session = await openSession(values.lesson, {
      ...labOptions(values),
      ...(kubectl === undefined ? {} : { kubectl }),
      ...(values.settle === undefined ? {} : { settleMs: durationMs('--settle', values.settle) }),
    })
    const [file] = positionals
    if (file !== undefined) return runText(session, readScript(file), values.json === true)
    if (values.json) return converse(session)
    return process.stdin.isTTY ? prompt(session) : runText(session, await readStdin(), false)
  },
}

interface Session {
  readonly lab: Lab
  readonly lesson: LessonRun | undefined
  /** Runs one command and tells the lesson. */
  execute(command: string): Promise<Execution>
}

async function openSession(folder: string | undefined, options: LabOptions): Promise<Session> {
  if (folder === undefined) {
    const lab = createLab(options)
    return { lab, lesson: undefined, execute: (command) => lab.run(command) }
  }
  const { lesson, faults } = parseLesson(readLesson(folder))
  if (!lesson) throw new UsageFault(faults.map(faultText).join('\n'))
  const { preset, kubectl, seed, startTime } = lesson
  const lab = createLab({
    preset,
    ...(isVersion(kubectl) ? { kubectl } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(startTime === undefined ? {} : { startTime }),
    ...options,
  })
  await lab.load()
  const run = createLesson(lesson, {
    onAnswer: (watcher) => lab.onAnswer(watcher),
    client: lab.client,
    nowMs: () => lab.nowMs(),
    settle: () => lab.settle(),
    atRest: () => lab.nextMs() === undefined,
    readFile: (path) => lab.readFile(path),
    writeFile: (path, text) => lab.writeFile(path, text),
  })
  return {
    lab,
    lesson: run,
    async execute(command) {
      const answer = readAnswer(run, command)
      if (answer) {
        const step = run.openStep.id
        run.answer(answer.question, answer.text)
        return { command, stdout: answerNews(run, step, answer.question), stderr: '', exitCode: 0 }
      }
      const execution = await lab.run(command)
      run.commandEnded(execution)
      return execution
    },
  }
}

async function runText(session: Session, text: string, json: boolean): Promise<number> {
  let exitCode = 0
  const news = session.lesson && lessonNews(session.lesson)
  if (!json) print(news?.() ?? '')
  for (const command of json ? text.split('\n').filter((line) => line.trim() !== '') : commandsOf(text)) {
    const execution = json ? await answerTo(session, command) : await session.execute(command)
    exitCode = execution.exitCode
    if (json) print(answerLine(execution))
    else {
      if (isExit(command)) break
      print(execution.stdout)
      process.stderr.write(execution.stderr)
      print(news?.() ?? '')
    }
  }
  return exitCode
}

/** The shell of a lab goes on after `exit`; a script ends there. */
const isExit = (command: string): boolean => /^\s*(exit|logout)(\s+\d+)?\s*;?\s*$/.test(command)

/** Answers each line as soon as its command has ended. */
async function converse(session: Session): Promise<number> {
  let exitCode = 0
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    const execution = await answerTo(session, line)
    exitCode = execution.exitCode
    print(answerLine(execution))
  }
  return exitCode
}

const answerLine = ({ command, stdout, stderr, exitCode }: Execution): string =>
  `${JSON.stringify({ command, stdout, stderr, exitCode })}\n`

/** One line of a conversation. What is no command, or fails by a fault of ours, is answered too: the lab goes on. */
async function answerTo(session: Session, line: string): Promise<Execution> {
  const refusal = (command: string, stderr: string, exitCode: number): Execution => ({
    command,
    stdout: '',
    stderr,
    exitCode,
  })
  let command: unknown
  try {
    command = JSON.parse(line)
  } catch {
    // Told below, like any other line that is not a string.
  }
  if (typeof command !== 'string')
    return refusal(line, `kubarium: --json: not a JSON string: ${line.slice(0, 200)}\n`, USAGE)
  try {
    return await session.execute(command)
  } catch (error) {
    return refusal(
      command,
      `kubarium: a fault of ours: ${error instanceof Error ? error.message : String(error)}\n`,
      FAULT,
    )
  }
}

const USAGE = 2
/** EX_SOFTWARE of sysexits.h. */
const FAULT = 70

/** A person at a terminal. */
async function prompt({ lab, lesson }: Session): Promise<number> {
  if (!lesson) return runTerminal(lab, () => '')
  const news = lessonNews(lesson)
  // Answers go through the shell like any line, and mean nothing to it.
  await lab.run('answer() { :; }')
  print(news())
  return runTerminal(lab, (execution) => {
    const answer = readAnswer(lesson, execution.command)
    if (!answer) {
      lesson.commandEnded(execution)
      return news()
    }
    const step = lesson.openStep.id
    lesson.answer(answer.question, answer.text)
    return answerNews(lesson, step, answer.question) + news()
  })
}

function print(text: string): void {
  if (text !== '') process.stdout.write(text)
}

function readScript(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageFault(`${file}: ${error instanceof Error && 'code' in error ? error.code : error}`)
  }
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
