// What a program is, for the learner's terminal and for containers alike: a generator that yields what it waits for.
// Programs see the world only through `Io` and `Host`, so the same code runs on the page, in Node and in a container.

import type { Pipe } from './pipe.ts'
import type { Random } from './random.ts'
import type { Signal } from './signal.ts'

/** What a running program waits for: any of the signals, or a moment. After waking it must look again. */
export interface Wait {
  readonly signals?: readonly Signal[]
  /** Virtual time in milliseconds since 1970. */
  readonly untilMs?: number
  /** Something outside of virtual time: a part of the page that loads, a person. A driver awaits it before it moves time. */
  readonly external?: Promise<unknown>
}

/** A computation in steps. `return()` on it interrupts the program; `finally` blocks release what it holds. */
export type Steps<T> = Generator<Wait, T, void>

/** Text out. `write` returns false when nobody reads any more; a program should then stop (exit code 141). */
export interface Output {
  write(text: string): boolean
  /** Present on bounded pipes: a program that writes much yields on this while `full`. */
  readonly pipe?: Pipe
}

export interface Terminal {
  readonly columns: number
  readonly rows: number
  /** The size changed. */
  readonly resized: Signal
  /** Hands over the keyboard: while the returned pipe is open, keys arrive there raw, without echo or line editing. */
  raw(): { readonly keys: Pipe; close(): void }
  /** What is typed is not shown until the returned function is called. */
  hush(): () => void
  /**
   * Opens an editor on the page for `text`; resolves when the learner saves or leaves. Undefined where there is no
   * page: programs then use `raw` or say that they need a terminal.
   */
  readonly edit?: (file: { readonly path: string; readonly text: string }) => EditSession
}

/** An editor that is open: `result` is set, and `closed` notified, when the learner is done. */
export interface EditSession {
  readonly closed: Signal
  result: { readonly saved: boolean; readonly text: string } | undefined
  cancel(): void
}

/** The streams and surroundings of one running program. */
export interface Io {
  readonly stdin: Pipe
  readonly stdout: Output
  readonly stderr: Output
  readonly stdinIsTty: boolean
  readonly stdoutIsTty: boolean
  readonly env: ReadonlyMap<string, string>
  readonly cwd: string
  readonly host: Host
  /** The terminal that the program belongs to, if it has one. */
  readonly terminal: Terminal | undefined
  /** How deep shells and what they run are nested around this program: a shell refuses to go on before the stack ends. */
  readonly nesting?: number
  /** The number of this process, where somebody counts them: 1 is the first of a container. */
  readonly pid?: number
  /** Notified when the process should end politely (SIGTERM); `finally` blocks handle the impolite end. */
  readonly terminate: Signal
  /** Runs another program of the same host: looked up by name, with this program's surroundings unless overridden. */
  run(args: readonly string[], io?: Partial<Pick<Io, 'stdin' | 'stdout' | 'stderr' | 'env' | 'cwd'>>): Steps<number>
}

/** A program: takes its arguments (without its own name), runs in steps, and ends with an exit code 0…255. */
export interface Program {
  readonly name: string
  /** One line for `help`. */
  readonly summary?: string
  run(args: readonly string[], io: Io): Steps<number>
  /** Candidates for the last of `words` (which may be empty); the words before it are complete. */
  complete?(words: readonly string[], io: Pick<Io, 'env' | 'cwd' | 'host'>): readonly Completion[]
}

export interface Completion {
  readonly text: string
  readonly description?: string
  /** Default true: put a blank behind it. */
  readonly final?: boolean
}

/** What a process sees of the machine it runs on: a node, or a container. */
export interface Host {
  readonly hostname: string
  readonly files: Files
  readonly random: Random
  readonly nowMs: () => number
  /** Resolves a name or dotted address as this host would; the addresses, or undefined when the name is unknown. */
  resolve(name: string): Resolution
  /** Sends one HTTP-like request over the network of this host. Never throws; faults are values. */
  request(request: NetRequest): NetResponse | NetFault
  /** Answers requests to this host's own address at `port` until the returned function is called. */
  listen(port: number, serve: (request: NetRequest & { readonly sourceAddress: string }) => NetResponse): () => void
  /** Asks the first process to end, as SIGTERM does. Absent where there is none but the shell. */
  terminateFirst?(): void
  /**
   * The same at one of this host's addresses: loopback ('127.0.0.1', '::1') for this host alone, '0.0.0.0' for all. What
   * the operating system says when it refuses. Absent where no program needs it.
   */
  listenAt?(
    address: string,
    port: number,
    serve: (request: NetRequest) => NetResponse | NetFault,
  ): (() => void) | ListenFault
}

export type ListenFault = 'address already in use' | 'cannot assign requested address'

export interface Resolution {
  readonly addresses: readonly string[]
  /** The fully qualified name that answered. */
  readonly name: string
  readonly serverAddress: string
}

export interface NetRequest {
  /** Name or address. */
  readonly host: string
  readonly port: number
  /** 'http' for requests; 'tcp' only connects. */
  readonly protocol: 'http' | 'tcp'
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface NetResponse {
  readonly ok: true
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The address that was connected to. */
  readonly address: string
}

export interface NetFault {
  readonly ok: false
  /** 'closed': connected, and ended without an answer. */
  readonly fault: 'unknown-host' | 'refused' | 'timeout' | 'unreachable' | 'closed'
  readonly address?: string
}

export interface FileInfo {
  readonly kind: 'file' | 'directory'
  readonly size: number
  readonly mode: number
  readonly modifiedMs: number
}

/** A tree of files. Paths are absolute and normalised; faults are thrown as `FileError`. */
export interface Files {
  stat(path: string): FileInfo | undefined
  read(path: string): string
  write(path: string, text: string, options?: { readonly append?: boolean; readonly mode?: number }): void
  list(path: string): readonly string[]
  makeDirectory(path: string, options?: { readonly parents?: boolean }): void
  remove(path: string, options?: { readonly recursive?: boolean }): void
  rename(from: string, to: string): void
  setMode(path: string, mode: number): void
}

export type FileFault = 'ENOENT' | 'EEXIST' | 'EISDIR' | 'ENOTDIR' | 'ENOTEMPTY' | 'EACCES' | 'ENOSPC' | 'EINVAL'

const faultTexts: Readonly<Record<FileFault, string>> = {
  ENOENT: 'No such file or directory',
  EEXIST: 'File exists',
  EISDIR: 'Is a directory',
  ENOTDIR: 'Not a directory',
  ENOTEMPTY: 'Directory not empty',
  EACCES: 'Permission denied',
  ENOSPC: 'No space left on device',
  EINVAL: 'Invalid argument',
}

/** A file operation that failed; `message` is the operating system's text ("No such file or directory"). */
export class FileError extends Error {
  readonly fault: FileFault
  readonly path: string
  constructor(fault: FileFault, path: string) {
    super(faultTexts[fault])
    this.fault = fault
    this.path = path
  }
}

/** Thrown by `Io.run` when there is no such program, so that its caller can word it. */
export class CommandNotFound extends Error {
  readonly command: string
  constructor(command: string) {
    super(`${command}: command not found`)
    this.command = command
  }
}
