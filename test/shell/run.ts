// Runs command lines in a session of our shell, on a loop and files of its own, as a driver of the headless door would.

import { createFiles, createSession, loadLaterPrograms, programTable, type Session } from '../../src/shell/index.ts'
import {
  type Host,
  Loop,
  type NetFault,
  type NetRequest,
  type NetResponse,
  Pipe,
  type Program,
  Tasks,
} from '../../src/sim/index.ts'

// These machines wait for nothing outside.
await loadLaterPrograms()

export interface Machine {
  readonly loop: Loop
  readonly tasks: Tasks
  readonly host: Host
  readonly session: Session
  run(text: string, stdin?: string): Outcome
}

export interface Outcome {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

export interface MachineOptions {
  readonly files?: Readonly<Record<string, string>>
  readonly programs?: readonly Program[]
  readonly request?: (request: NetRequest) => NetResponse | NetFault
  readonly resolve?: Host['resolve']
}

export function createMachine(options: MachineOptions = {}): Machine {
  const loop = new Loop({ startMs: Date.UTC(2026, 0, 5, 9), seed: 1 })
  const tasks = new Tasks(loop)
  const host: Host = {
    hostname: 'controlplane',
    files: createFiles({
      nowMs: () => loop.nowMs,
      initial: () => ({ '/root/': '', '/tmp/': '', '/etc/hostname': 'controlplane\n', ...options.files }),
    }),
    random: loop.random,
    nowMs: () => loop.nowMs,
    resolve: options.resolve ?? ((name) => ({ addresses: [], name, serverAddress: '10.96.0.10' })),
    request: options.request ?? (() => ({ ok: false, fault: 'unknown-host' })),
    listen: () => () => {},
  }
  const session = createSession({
    host,
    programs: programTable({ more: options.programs ?? [] }),
    env: { HOME: '/root', PATH: '/usr/bin:/bin', USER: 'root' },
    promptText: '\\h \\w ➜  ',
  })
  return {
    loop,
    tasks,
    host,
    session,
    run(text, stdin = '') {
      const stdout = textOutput()
      const stderr = textOutput()
      const input = new Pipe()
      input.write(stdin)
      input.end()
      const task = tasks.start(
        session.execute(text, {
          stdin: input,
          stdout,
          stderr,
        }),
      )
      tasks.run()
      for (let i = 0; !task.result && i < 100_000; i++) {
        const wake = tasks.nextWakeMs()
        if (wake === undefined) break
        loop.advanceTo(wake)
        tasks.run()
      }
      if (!task.result) {
        task.interrupt()
        return { stdout: stdout.text, stderr: stderr.text, exitCode: -1 }
      }
      if ('error' in task.result) throw task.result.error
      return { stdout: stdout.text, stderr: stderr.text, exitCode: task.result.value }
    },
  }
}

/** Collects what is written. */
export function textOutput() {
  return {
    text: '',
    write(more: string) {
      this.text += more
      return true
    },
  }
}
