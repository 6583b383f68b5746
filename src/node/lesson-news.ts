// A lesson in plain lines of text: what the open step asks for, what its checks say, and answers to its questions.
// Missing: the prose and the hints; the page shows them.

import { fillText, type LessonRun, type Message, plainText, textOf } from '../lesson/index.ts'

const LANGUAGE = 'en'

/** A function that tells what is new since it was last called; '' when nothing is. */
export function lessonNews(run: LessonRun): () => string {
  const text = textOf(run.lesson, LANGUAGE)
  let told = ''
  let open = ''
  return () => {
    const lines: string[] = []
    const step = run.openStep
    if (open === '') lines.push(text.title, '')
    if (step.id !== open && !run.finished) {
      const done = text.steps[open]
      if (done && run.progress().some(({ id, done }) => id === open && done))
        lines.push(`✔ ${plainText(done.done)}`, '')
      open = step.id
      const at = run.lesson.steps.indexOf(step) + 1
      lines.push(`${at}/${run.lesson.steps.length} ${text.steps[open]?.title ?? open}`)
      lines.push(`  ${plainText(text.steps[open]?.goal ?? [])}`)
      for (const question of run.progress().find(({ id }) => id === open)?.questions ?? []) {
        const label = plainText(text.steps[open]?.messages[`${question.id}.label`] ?? [])
        const choices = question.choices ? ` (${question.choices.join(', ')})` : ''
        lines.push(`  ${label}${choices}  → answer ${question.id} …`)
      }
      told = ''
    }
    if (run.finished && told !== 'finished') {
      lines.push(`✔ ${plainText(text.steps[step.id]?.done ?? [])}`, '', `${run.percent} %`)
      told = 'finished'
    } else if (!run.finished) {
      const says = run.messages().map((message) => `  · ${wordsOf(run, message)}`)
      if (says.join('\n') !== told && lines.length === 0) lines.push(...says)
      told = says.join('\n')
    }
    return lines.length === 0 ? '' : `${lines.join('\n')}\n`
  }
}

/** `answer QUESTION TEXT`: undefined when the line is none, or names no question of the open step. */
export function readAnswer(
  run: LessonRun,
  line: string,
): { readonly question: string; readonly text: string } | undefined {
  const [, question = '', text = ''] = /^\s*answer\s+([a-z0-9-]+)\s+(.+?)\s*$/.exec(line) ?? []
  return run.openStep.questions.some(({ id }) => id === question) ? { question, text } : undefined
}

/** What the lesson says to an answer. */
export function answerNews(run: LessonRun, step: string, question: string): string {
  const found = run
    .progress()
    .find(({ id }) => id === step)
    ?.questions.find(({ id }) => id === question)
  if (!found) return ''
  if (found.state === 'wrong' && found.message) return `✘ ${wordsOf(run, found.message)}\n`
  const words = textOf(run.lesson, LANGUAGE).steps[step]?.messages[`${question}.right`] ?? []
  return found.state === 'right' ? `✔ ${plainText(words)}\n` : `  ${found.answer ?? ''}\n`
}

function wordsOf(run: LessonRun, { part, code, parameters }: Message): string {
  const words = textOf(run.lesson, LANGUAGE).steps[run.openStep.id]?.messages[`${part}.${code}`]
  return words ? plainText(fillText(words, parameters)) : `${part}: ${code}`
}
