// Jobs that run in the background of a shell (bash 5.2, "Job Control"). Missing: stopping a job (Ctrl-Z, `bg`).

import type { Member } from './crew.ts'

export interface Job {
  readonly id: number
  readonly pid: number
  readonly command: string
  readonly member: Member<number>
  /** 128 + signal when it was killed. */
  killed?: number
  /** Its end was shown. */
  reported?: boolean
}

const SIGNAL_TEXTS: Readonly<Record<number, string>> = {
  1: 'Hangup',
  2: 'Interrupt',
  3: 'Quit',
  9: 'Killed',
  13: 'Broken pipe',
  15: 'Terminated',
}

export function jobStatus(job: Job): number | undefined {
  if (!job.member.result) return undefined
  if (job.killed !== undefined) return 128 + job.killed
  return 'value' in job.member.result ? job.member.result.value : 1
}

function stateText(job: Job): string {
  const status = jobStatus(job)
  if (status === undefined) return 'Running'
  if (job.killed !== undefined) return SIGNAL_TEXTS[job.killed] ?? `Signal ${job.killed}`
  return status === 0 ? 'Done' : `Exit ${status}`
}

/** One line of `jobs`; the current job has a '+', the one before it a '-'. */
export function describeJob(job: Job, jobs: readonly Job[], withPid = false): string {
  const place = jobs.length - 1 - jobs.indexOf(job)
  const mark = place === 0 ? '+' : place === 1 ? '-' : ' '
  const state = stateText(job)
  const shown = state === 'Running' ? `${job.command} &` : job.command
  return `[${job.id}]${mark} ${withPid ? ` ${job.pid} ` : ' '}${state.padEnd(27 - 3)}${shown}`
}

/** `%1`, `%%`, `%+`, `%-`, `%name`, or a process number. */
export function findJob(jobs: readonly Job[], text: string): Job | undefined {
  if (!text.startsWith('%')) return jobs.find(({ pid }) => String(pid) === text)
  const name = text.slice(1)
  if (name === '' || name === '%' || name === '+') return jobs.at(-1)
  if (name === '-') return jobs.at(-2) ?? jobs.at(-1)
  if (/^\d+$/.test(name)) return jobs.find(({ id }) => id === Number(name))
  return jobs.findLast(({ command }) =>
    name.startsWith('?') ? command.includes(name.slice(1)) : command.startsWith(name),
  )
}
