// Builtins about processes: jobs, wait, fg, bg, kill, disown (bash 5.2 manual, 7.2).

import type { Steps } from '../../sim/index.ts'
import { describeJob, findJob, inForeground, type Job, jobStatus } from '../jobs.ts'
import { SIGNALS, signalFirst, signalName, signalNumber } from '../signals.ts'
import type { Shell } from '../state.ts'
import { type Builtin, print } from './builtin.ts'

const goOn = (shell: Shell, job: Job): void => {
  job.member.resume()
  shell.around.crew.wake()
}

/** Waits until `done`; a signal ends that, too, and its number tells. */
function* waited(shell: Shell, jobs: readonly Job[], done: () => boolean): Steps<number | undefined> {
  const { arrivals } = shell.around
  while (!done()) {
    if (arrivals.first !== undefined) return arrivals.first
    yield { signals: [arrivals.changed, ...jobs.map(({ member }) => member.ended)] }
  }
  return undefined
}

/** Whether a shell does with a signal what a real one does: the one that somebody types into is not let go. */
const reaches = (shell: Shell, signal: number): boolean =>
  !shell.typed || ![SIGNALS['HUP'], SIGNALS['KILL']].includes(signal)

const forget = (shell: Shell, job: Job): void => {
  shell.jobs = shell.jobs.filter((known) => known !== job)
}

export const jobBuiltins: readonly Builtin[] = [
  {
    names: ['jobs'],
    summary: 'jobs [-lp]: what runs in the background',
    *run(args, { shell }) {
      for (const job of [...shell.jobs]) {
        print(shell, args.includes('-p') ? `${job.pid}\n` : `${describeJob(job, shell.jobs, args.includes('-l'))}\n`)
      }
      shell.jobs = shell.jobs.filter((job) => jobStatus(job) === undefined)
      return 0
    },
  },
  {
    names: ['wait'],
    summary: 'wait [-n] [id…]: wait for background jobs',
    *run(args, { shell }) {
      if (args[0] === '-n') {
        const jobs = [...shell.jobs]
        if (jobs.length === 0) return 127
        const signal = yield* waited(shell, jobs, () => jobs.some(({ member }) => member.result))
        const first = jobs.find(({ member }) => member.result)
        if (!first) return signal === undefined ? 127 : 128 + signal
        forget(shell, first)
        return jobStatus(first) ?? 0
      }
      if (args.length === 0) {
        for (const job of [...shell.jobs]) {
          const signal = yield* waited(shell, [job], () => job.member.result !== undefined)
          if (signal !== undefined) return 128 + signal
          if (!shell.around.interactive) forget(shell, job)
        }
        return 0
      }
      let status = 0
      for (const arg of args) {
        const job = findJob(shell.jobs, arg)
        if (!job) {
          shell.complain(
            arg.startsWith('%') ? `wait: ${arg}: no such job` : `wait: pid ${arg} is not a child of this shell`,
          )
          status = 127
          continue
        }
        const signal = yield* waited(shell, [job], () => job.member.result !== undefined)
        if (signal !== undefined) return 128 + signal
        status = jobStatus(job) ?? 0
        if (!shell.around.interactive) forget(shell, job)
      }
      return status
    },
  },
  {
    names: ['fg'],
    summary: 'fg [job]: wait for a background job in the foreground',
    *run(args, { shell }) {
      if (!shell.around.interactive) {
        shell.complain('fg: no job control')
        return 1
      }
      const job = findJob(shell.jobs, args[0] ?? '%+')
      if (!job) {
        shell.complain(`fg: ${args[0] ?? 'current'}: no such job`)
        return 1
      }
      print(shell, `${job.command}\n`)
      if (job.member.stopped) goOn(shell, job)
      return yield* inForeground(shell, job)
    },
  },
  {
    names: ['bg'],
    summary: 'bg [job]: let a stopped job go on in the background',
    *run(args, { shell }) {
      if (!shell.around.interactive) {
        shell.complain('bg: no job control')
        return 1
      }
      const job = findJob(shell.jobs, args[0] ?? '%+')
      if (!job) {
        shell.complain(`bg: ${args[0] ?? 'current'}: no such job`)
        return 1
      }
      if (!job.member.stopped) {
        shell.complain(`bg: job ${job.id} already in background`)
        return 0
      }
      goOn(shell, job)
      const mark = shell.jobs.at(-1) === job ? '+' : shell.jobs.at(-2) === job ? '-' : ' '
      print(shell, `[${job.id}]${mark} ${job.command} &\n`)
      return 0
    },
  },
  {
    names: ['disown'],
    summary: 'disown [job]: forget jobs without ending them',
    *run(args, { shell }) {
      const job = findJob(shell.jobs, args[0] ?? '%+')
      if (!job) {
        shell.complain(`disown: ${args[0] ?? 'current'}: no such job`)
        return 1
      }
      forget(shell, job)
      return 0
    },
  },
  {
    names: ['kill'],
    summary: 'kill [-signal] %job|pid…: end jobs of this shell',
    *run(args, { shell }) {
      let signal = 15
      let rest = args
      const [first = '', second = ''] = args
      if (first === '-l' || first === '-L') {
        print(
          shell,
          `${Object.entries(SIGNALS)
            .map(([name, number]) => `${number}) SIG${name}`)
            .join('\n')}\n`,
        )
        return 0
      }
      if (first === '-s' || first === '-n') {
        signal = signalNumber(second) ?? -1
        rest = args.slice(2)
      } else if (/^-./.test(first)) {
        signal = signalNumber(first.slice(1)) ?? -1
        rest = args.slice(1)
      }
      if (signal < 0) {
        shell.complain(`kill: ${first.replace(/^-[sn]?/, '') || second}: invalid signal specification`)
        return 1
      }
      if (rest.length === 0) {
        shell
          .output(2)
          .write('kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n')
        return 2
      }
      let status = 0
      for (const target of rest) {
        const job = findJob(shell.jobs, target)
        if (job && !job.member.result) {
          if (signal === SIGNALS['CONT']) goOn(shell, job)
          else if (signal === SIGNALS['STOP'] || signal === SIGNALS['TSTP']) job.member.stopped = true
          else if (signal !== 0 && signal !== SIGNALS['CHLD']) {
            job.killed = signal
            job.member.interrupt()
          }
        } else if (target === String(shell.rootPid) && (signal === 0 || reaches(shell, signal))) {
          // A first process without a handler for a signal does not get it.
          const heard = shell.rootPid !== 1 || shell.traps.has(`SIG${signalName(signal)}`)
          if (signal !== 0 && heard) shell.around.arrivals.add(signal)
        } else if (signalFirst(shell.around.host, target, signal)) continue
        else {
          status = 1
          if (target.startsWith('%')) shell.complain(`kill: ${target}: no such job`)
          else if (!/^-?\d+$/.test(target)) shell.complain(`kill: ${target}: arguments must be process or job IDs`)
          else if (target === String(shell.rootPid)) shell.complain(`kill: (${target}) - Operation not permitted`)
          else shell.complain(`kill: (${target}) - No such process`)
        }
      }
      return status
    },
  },
]
