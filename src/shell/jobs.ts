// Jobs of a shell (bash 5.2, "Job Control"): in the foreground until they end or Ctrl-Z stops them, or in the background.
// Missing: a job that comes back with `fg` has no input.

import { Signal, type Steps } from '../sim/index.ts'
import type { Member } from './crew.ts'
import { Break } from './flow.ts'
import type { Shell } from './state.ts'

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
  if (status === undefined) return job.member.stopped ? 'Stopped' : 'Running'
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

export const nextJobId = (shell: Shell): number => Math.max(0, ...shell.jobs.map(({ id }) => id)) + 1

/** Waits for a job as the one in the foreground: Ctrl-C ends it, and when Ctrl-Z stops it the shell goes on without it. */
export function* inForeground(shell: Shell, job: Job): Steps<number> {
  const { foreground } = shell.around
  const { member } = job
  const stopped = new Signal()
  const outer = foreground.stop
  foreground.stop = () => {
    member.stopped = true
    stopped.notify()
  }
  try {
    while (!member.result && !member.stopped) yield { signals: [member.ended, stopped] }
  } finally {
    foreground.stop = outer
    if (!member.stopped) {
      member.interrupt()
      shell.jobs = shell.jobs.filter((known) => known !== job)
    }
  }
  if (!member.result) {
    const kept = shell.jobs.includes(job) ? job : { ...job, pid: shell.around.nextPid() }
    if (kept !== job) shell.jobs.push(kept)
    shell.output(2).write(`\n${describeJob(kept, shell.jobs)}\n`)
    if (shell.loops > 0) throw new Break(shell.loops, false)
    return 148
  }
  if ('error' in member.result && member.result.error !== undefined) throw member.result.error
  return jobStatus(job) ?? 0
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
