// sh, bash and their like as programs: `sh -c text`, `sh file`, `sh < file`. They run in their own shell, and what they
// started in the background ends with them. Without a script on a terminal they are handed to the interactive shell.

import type { Io, Pipe, Program, Steps } from '../../sim/index.ts'
import { FileError } from '../../sim/index.ts'
import { Crew } from '../crew.ts'
import { Exit } from '../flow.ts'
import { Interpreter } from '../interpreter.ts'
import { resolvePath } from '../paths.ts'
import { endOf } from '../reader.ts'
import { Arrivals, SIGNALS } from '../signals.ts'
import { type Descriptor, Shell, ShellError, type ShellOption, type Surroundings } from '../state.ts'
import { LineReader } from '../stream.ts'
import { parseCommand } from '../syntax.ts'
import { interactiveShell } from '../terminal.ts'

const SHORT: Readonly<Record<string, ShellOption>> = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  f: 'noglob',
  n: 'noexec',
  E: 'errtrace',
  a: 'allexport',
  C: 'noclobber',
}

export function shellProgram(
  name: string,
  dialect: Surroundings['dialect'],
  programs: () => ReadonlyMap<string, Program>,
): Program {
  return {
    name,
    summary: `${name} [-c text] [file]: a shell`,
    *run(args, io): Steps<number> {
      const options = new Set<ShellOption>()
      let command: string | undefined
      let interactive = false
      let at = 0
      for (; at < args.length && /^[-+]./.test(args[at] ?? ''); at++) {
        const arg = args[at] ?? ''
        if (arg === '--') {
          at++
          break
        }
        if (arg === '--version' && dialect === 'bash') {
          io.stdout.write('GNU bash, version 5.2.37(1)-release (x86_64-pc-linux-gnu)\n')
          return 0
        }
        if (arg.startsWith('--')) continue
        for (const letter of arg.slice(1)) {
          const option = SHORT[letter]
          if (option) options.add(option)
          else if (letter === 'c') command = ''
          else if (letter === 'i') interactive = true
          else if (letter === 'o') {
            if (args[at + 1] === 'pipefail') options.add('pipefail')
            at++
          } else if (!'sl'.includes(letter)) {
            io.stderr.write(`${name}: -${letter}: invalid option\n`)
            return 2
          }
        }
      }
      const rest = args.slice(at)
      if (command !== undefined) {
        const [text, zero, ...positional] = rest
        if (text === undefined) {
          io.stderr.write(`${name}: -c: option requires an argument\n`)
          return 2
        }
        return yield* runText(
          io,
          { name: zero ?? name, dialect, programs: programs(), options, positional, commandString: true },
          text,
        )
      }
      const [file, ...positional] = rest
      if (file !== undefined) {
        let text: string
        try {
          text = io.host.files.read(resolvePath(io.cwd, file))
        } catch (error) {
          if (!(error instanceof FileError)) throw error
          if (error.fault === 'ENOENT' && dialect !== 'bash') {
            const busybox = dialect === 'busybox'
            const what = busybox ? `can't open '${file}': ${error.message}` : `0: cannot open ${file}: No such file`
            io.stderr.write(`${name}: ${what}\n`)
            return 2
          }
          io.stderr.write(`${name}: ${file}: ${error.fault === 'EISDIR' ? 'Is a directory' : error.message}\n`)
          return error.fault === 'ENOENT' ? 127 : 126
        }
        if (
          text.includes('\0') ||
          /[\udc80-\udcff]/.test(text.slice(0, 80).replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''))
        ) {
          io.stderr.write(`${name}: ${file}: cannot execute binary file\n`)
          return 126
        }
        return yield* runText(io, { name: file, dialect, programs: programs(), options, positional }, text)
      }
      if (io.stdinIsTty || interactive) return yield* interactiveShell({ io, name, dialect, programs: programs() })
      return yield* runText(io, { name, dialect, programs: programs(), options, positional: [] }, io.stdin)
    },
  }
}

interface Start {
  readonly name: string
  readonly dialect: Surroundings['dialect']
  readonly programs: ReadonlyMap<string, Program>
  readonly options: ReadonlySet<ShellOption>
  readonly positional: readonly string[]
  readonly commandString?: boolean
}

/** Runs a script in a shell of its own: a text, or what comes through a pipe, command by command as it comes. */
export function* runText(io: Io, start: Start, source: string | Pipe): Steps<number> {
  const { host } = io
  let pids = io.pid ?? 100
  const crew = new Crew(host.nowMs)
  const around: Surroundings = {
    host,
    programs: start.programs,
    terminal: io.terminal,
    terminate: io.terminate,
    arrivals: new Arrivals(),
    crew,
    foreground: {},
    interactive: false,
    commandString: start.commandString ?? false,
    name: start.name,
    dialect: start.dialect,
    history: [],
    startMs: host.nowMs(),
    nextPid: () => pids++,
  }
  const shell = new Shell(around, io.cwd)
  for (const [name, value] of io.env) shell.variables.set(name, { value, exported: true })
  shell.variables.set('PWD', { value: io.cwd, exported: true })
  if (start.dialect === 'bash') shell.variables.set('HOSTNAME', { value: host.hostname })
  shell.nesting = (io.nesting ?? 0) + 1
  shell.options = new Set(start.options)
  shell.positional = start.positional
  shell.fds = new Map<number, Descriptor>([
    [0, { input: io.stdin, tty: io.stdinIsTty }],
    [1, { output: io.stdout, tty: io.stdoutIsTty }],
    [2, { output: io.stderr, tty: io.stdoutIsTty }],
  ])
  // A first process that has no handler for a signal does not get it (Linux kernel/signal.c, sig_task_ignored).
  const off = io.terminate.subscribe(() => {
    if (shell.traps.has('SIGTERM')) around.arrivals.add(SIGNALS['TERM'] ?? 15)
  })
  const interpreter = new Interpreter()
  const main = crew.add(script(shell, interpreter, source))
  try {
    yield* crew.drive(() => main.result !== undefined)
  } finally {
    off()
    crew.end()
  }
  if (main.result && 'error' in main.result) throw main.result.error
  return main.result?.value ?? 0
}

function* script(shell: Shell, interpreter: Interpreter, source: string | Pipe): Steps<number> {
  let status: number
  try {
    status =
      typeof source === 'string'
        ? yield* interpreter.text(shell, source)
        : yield* commandsOf(shell, interpreter, source)
  } catch (error) {
    if (error instanceof Exit) status = error.status
    else if (error instanceof ShellError) {
      shell.complain(error.message)
      status = error.status
    } else throw error
  }
  return yield* interpreter.exitTrap(shell, status)
}

/** What a command leaves unread is there for the commands in it: they share their shell's input. */
function* commandsOf(shell: Shell, interpreter: Interpreter, input: Pipe): Steps<number> {
  const reader = new LineReader(input)
  let status = 0
  for (let line = 1; ; ) {
    const first = yield* reader.next()
    if (first === undefined) return status
    const lines = [first]
    let parsed = parseCommand(first)
    while (parsed.kind === 'incomplete') {
      const completes = endOf(parsed)
      let next: string | undefined
      do {
        next = yield* reader.next()
        if (next !== undefined) lines.push(next)
      } while (next !== undefined && !completes(next))
      if (next === undefined) break
      parsed = parseCommand(lines.join('\n'))
    }
    reader.release()
    status = yield* interpreter.text(shell, lines.join('\n'), line)
    if (parsed.kind === 'error') return status
    line += lines.length
  }
}
