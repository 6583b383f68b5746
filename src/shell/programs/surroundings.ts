// Programs about the machine and its surroundings: env, printenv, hostname, whoami, id, uname, ps, kill, nproc, uptime, clear,
// reset, sudo, pwd, which, true, false, tty. What a training machine cannot know it does not make up.

import type { Program, Steps } from '../../sim/index.ts'
import { CommandNotFound } from '../../sim/index.ts'
import { formatDate } from '../date-format.ts'
import { parseOptions, UsageError } from '../options.ts'
import { shownPath } from '../programs-path.ts'
import { signalFirst, signalNumber } from '../signals.ts'
import { emit } from '../stream.ts'

export const env: Program = {
  name: 'env',
  summary: 'env [-i] [-u name] [name=value…] [command]: the environment, or a command in a changed one',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'i0',
      values: 'uC',
      long: { 'ignore-environment': 'i', unset: 'u=', chdir: 'C=' },
      stopAtOperand: true,
      faultStatus: 125,
    })
    const variables = new Map(options.has('i') ? [] : io.env)
    for (const name of options.values('u')) variables.delete(name)
    let at = 0
    for (; at < options.operands.length; at++) {
      const match = /^([^=]+)=([\s\S]*)$/.exec(options.operands[at] ?? '')
      if (!match) break
      variables.set(match[1] ?? '', match[2] ?? '')
    }
    const command = options.operands.slice(at)
    if (command.length === 0) {
      yield* emit(io.stdout, [...variables].map(([name, value]) => `${name}=${value}\n`).join(''))
      return 0
    }
    try {
      return yield* io.run(command, { env: variables })
    } catch (error) {
      if (!(error instanceof CommandNotFound)) throw error
      io.stderr.write(`env: ‘${error.command}’: No such file or directory\n`)
      return 127
    }
  },
}

export const printenv: Program = {
  name: 'printenv',
  summary: 'printenv [name…]: the environment',
  *run(args, io): Steps<number> {
    if (args.length === 0) {
      yield* emit(io.stdout, [...io.env].map(([name, value]) => `${name}=${value}\n`).join(''))
      return 0
    }
    let status = 0
    for (const name of args) {
      const value = io.env.get(name)
      if (value === undefined) status = 1
      else yield* emit(io.stdout, `${value}\n`)
    }
    return status
  },
}

export const hostname: Program = {
  name: 'hostname',
  summary: 'hostname [-sfi]: the name of this machine',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'sfidIA',
      long: { short: 's', fqdn: 'f', long: 'f', 'ip-address': 'i' },
    })
    if (options.operands.length > 0) {
      io.stderr.write('hostname: you must be root to change the host name\n')
      return 1
    }
    const name = io.host.hostname
    if (options.has('i') || options.has('I')) {
      const { addresses } = io.host.resolve(name)
      if (addresses.length === 0) {
        io.stderr.write('hostname: Name or service not known\n')
        return 1
      }
      yield* emit(io.stdout, `${addresses.join(' ')}${options.has('I') ? ' ' : ''}\n`)
      return 0
    }
    yield* emit(io.stdout, `${options.has('s') ? name.split('.')[0] : name}\n`)
    return 0
  },
}

const saying = (name: string, summary: string, say: (args: readonly string[]) => string): Program => ({
  name,
  summary,
  *run(args, io): Steps<number> {
    yield* emit(io.stdout, say(args))
    return 0
  },
})

export const whoami = saying('whoami', 'whoami: who runs commands here', () => 'root\n')

export const id = saying('id', 'id [-un]: who runs commands here', (args) => {
  const letters = args.join('')
  if (letters.includes('n')) return 'root\n'
  return /[ugG]/.test(letters) ? '0\n' : 'uid=0(root) gid=0(root) groups=0(root)\n'
})

export const nproc = saying('nproc', 'nproc: the number of processors', () => '2\n')

export const uname: Program = {
  name: 'uname',
  summary: 'uname [-asnrm]: the system',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'asnrvmpio',
      long: {
        all: 'a',
        'kernel-name': 's',
        nodename: 'n',
        'kernel-release': 'r',
        machine: 'm',
        'operating-system': 'o',
      },
    })
    const all = options.has('a')
    const parts: readonly (readonly [string, string])[] = [
      ['s', 'Linux'],
      ['n', io.host.hostname],
      ['r', '6.8.0-virtual'],
      ['v', '#1 SMP'],
      ['m', 'x86_64'],
      ['o', 'GNU/Linux'],
    ]
    const chosen = parts.filter(([letter]) => all || options.has(letter))
    yield* emit(io.stdout, `${(chosen.length > 0 ? chosen : parts.slice(0, 1)).map(([, text]) => text).join(' ')}\n`)
    return 0
  },
}

export const uptime: Program = {
  name: 'uptime',
  summary: 'uptime: the time of this machine',
  *run(_args, io): Steps<number> {
    // Missing: how long it has been up and its load; the machine is virtual and keeps neither.
    yield* emit(io.stdout, ` ${formatDate('%H:%M:%S', io.host.nowMs())} up\n`)
    return 0
  },
}

export const ps: Program = {
  name: 'ps',
  summary: 'ps: processes. Only the shell is one here; `jobs` shows what runs in the background',
  *run(_args, io): Steps<number> {
    // Missing: programs are steps of this page, not processes with numbers.
    io.stderr.write('ps: there is no table of processes on this machine; `jobs` lists what runs in the background\n')
    return 1
  },
}

/** The program; the builtin of the same name knows the jobs of its shell, too. */
export const kill: Program = {
  name: 'kill',
  summary: 'kill [-signal] pid…: end processes; the first one of a container is the only one with a number',
  *run(args, io): Steps<number> {
    const [first = ''] = args
    const given = /^-./.test(first)
    const signal = given ? signalNumber(first.slice(1)) : 15
    if (signal === undefined) throw new UsageError(`invalid signal '${first.slice(1)}'`, 1, false)
    const targets = given ? args.slice(1) : args
    if (targets.length === 0) throw new UsageError('you need to specify whom to kill', 1, false)
    let status = 0
    for (const target of targets) {
      if (signalFirst(io.host, target, signal)) continue
      io.stderr.write(`kill: (${target}): No such process\n`)
      status = 1
    }
    return status
  },
}

export const clear: Program = {
  name: 'clear',
  summary: 'clear: clear the screen',
  *run(_args, io): Steps<number> {
    yield* emit(io.stdout, '\x1b[H\x1b[2J\x1b[3J')
    return 0
  },
}

export const reset = saying('reset', 'reset: clear the screen', () => '\x1bc\x1b[3J')

export const sudo: Program = {
  name: 'sudo',
  summary: 'sudo [name=value…] command: run a command as root, which everybody is here',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'EHikKnPSsv',
      values: 'CgprtuU',
      long: { user: 'u=', group: 'g=', login: 'i', shell: 's', 'preserve-env': 'E=?', 'non-interactive': 'n' },
      stopAtOperand: true,
      usage: 'usage: sudo [-EHinSs] [-u user] [VAR=value] [command [arg ...]]',
    })
    const user = options.value('u') ?? 'root'
    if (user !== 'root') throw new UsageError(`there is nobody but root on this machine: ${user}`, 1, false)
    const variables = new Map(io.env)
    let at = 0
    for (; /^\w+=/.test(options.operands[at] ?? ''); at++) {
      const text = options.operands[at] ?? ''
      variables.set(text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1))
    }
    const command = options.operands.slice(at)
    const shell = options.has('i') || options.has('s')
    if (command.length === 0 && !shell) {
      if (['k', 'K', 'v'].some((letter) => options.has(letter))) return 0
      throw new UsageError('usage: sudo [-EHinSs] [-u user] [VAR=value] [command [arg ...]]', 1, false)
    }
    const words = !shell ? command : command.length > 0 ? ['bash', '-c', command.join(' ')] : ['bash']
    try {
      return yield* io.run(words, { env: variables, ...(options.has('i') ? { cwd: '/root' } : {}) })
    } catch (error) {
      if (!(error instanceof CommandNotFound)) throw error
      io.stderr.write(`sudo: ${error.command}: command not found\n`)
      return 1
    }
  },
}

export const pwd: Program = {
  name: 'pwd',
  summary: 'pwd: where the shell is',
  *run(_args, io): Steps<number> {
    yield* emit(io.stdout, `${io.cwd}\n`)
    return 0
  },
}

export const trueProgram: Program = {
  name: 'true',
  summary: 'true: do nothing, successfully',
  *run(): Steps<number> {
    return 0
  },
}

export const falseProgram: Program = {
  name: 'false',
  summary: 'false: do nothing, unsuccessfully',
  *run(): Steps<number> {
    return 1
  },
}

export const tty: Program = {
  name: 'tty',
  summary: 'tty: the name of the terminal',
  *run(_args, io): Steps<number> {
    yield* emit(io.stdout, io.stdinIsTty ? '/dev/pts/0\n' : 'not a tty\n')
    return io.stdinIsTty ? 0 : 1
  },
}

/** `which` must know the machine's programs. */
export const which = (has: (name: string) => boolean): Program => ({
  name: 'which',
  summary: 'which name…: where programs are',
  *run(args, io): Steps<number> {
    let status = 0
    for (const name of args.filter((arg) => arg !== '-a')) {
      if (has(name)) yield* emit(io.stdout, `${shownPath(name)}\n`)
      else status = 1
    }
    return status
  },
})

export const timeout: Program = {
  name: 'timeout',
  summary: 'timeout duration command: run a command for at most so long',
  *run(args, io): Steps<number> {
    const options = parseOptions(args, {
      flags: 'v',
      values: 'ks',
      long: { signal: 's=', 'kill-after': 'k=', foreground: 'f', 'preserve-status': 'p' },
      stopAtOperand: true,
      faultStatus: 125,
    })
    const [duration, ...command] = options.operands
    if (duration === undefined || command.length === 0) {
      io.stderr.write("Try 'timeout --help' for more information.\n")
      return 125
    }
    const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(duration)
    if (!match) throw new UsageError(`invalid time interval ‘${duration}’`, 125)
    const factor = { s: 1, m: 60, h: 3600, d: 86_400 }[match[2] || 's'] ?? 1
    const untilMs = io.host.nowMs() + Number(match[1]) * factor * 1000
    const steps = io.run(command)
    try {
      for (;;) {
        const { done, value } = steps.next()
        if (done) return value
        if (io.host.nowMs() >= untilMs) return 124
        yield { ...value, untilMs: Math.min(untilMs, value.untilMs ?? untilMs) }
        if (io.host.nowMs() >= untilMs) return 124
      }
    } catch (error) {
      if (!(error instanceof CommandNotFound)) throw error
      io.stderr.write(`timeout: failed to run command ‘${error.command}’: No such file or directory\n`)
      return 127
    } finally {
      steps.return(124)
    }
  },
}
