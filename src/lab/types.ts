// The headless product's face: what pages, tests and the `kubarium` command see of a lab.

import type { Client } from '../api/index.ts'
import type { AnsweredCall } from '../network/index.ts'
import type { RunFilter } from '../shell/index.ts'
import type { EditSession, Signal } from '../sim/index.ts'
import type { Pace } from './pace.ts'

export type KubectlVersion = '1.27' | '1.28' | '1.29' | '1.30' | '1.31' | '1.32' | '1.33'

export interface LabOptions {
  readonly preset?: 'kubeadm' | 'k3s'
  /** Default 1. */
  readonly seed?: number
  /** RFC 3339 or milliseconds; default 2026-01-05T09:00:00Z. */
  readonly startTime?: string | number
  readonly kubectl?: KubectlVersion
  /** How far virtual time may move after each command until the cluster is at rest. Default 60 000. */
  readonly settleMs?: number
  /** What the learner's kubeconfig names as the server. Default https://127.0.0.1:6443. */
  readonly serverAddress?: string
  /** False: `kubectl explain` and OpenAPI say nothing of the built-in types, as where the texts were not made. Default true. */
  readonly descriptions?: boolean
  /** Cuts the work of the terminal and of passing time into slices. Without it each call does all there is to do. */
  readonly pace?: Pace
  /** Runs awk, jq and yq, which may take long; default: here. */
  readonly filter?: RunFilter
}

/** What one command did. */
export interface Execution {
  readonly command: string
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

/** Everything a lab is, as JSON-safe data. */
export interface LabSnapshot {
  readonly format: number
  readonly [part: string]: unknown
}

/** What the learner's terminal is connected to: a screen that shows text, and a page that can open an editor. */
export interface TerminalOptions {
  readonly columns: number
  readonly rows: number
  /** Text for the screen, with the usual control sequences. */
  write(text: string): void
  /** A command line that the learner entered has ended. */
  commandEnded(execution: Execution): void
  edit(file: { readonly path: string; readonly text: string }): EditSession
  /** The shell was left: `exit`, or Ctrl-D on an empty line. */
  left?(exitCode: number): void
}

/** The learner's interactive terminal: line editing, history, completion, jobs; no screen of its own. */
export interface LabTerminal {
  /** Keys, as a terminal sends them. */
  input(data: string): void
  resize(columns: number, rows: number): void
  /** A command is running in the foreground. */
  readonly busy: boolean
  /** The prompt asks for the rest of a command: a quote or a loop is open. */
  readonly continued: boolean
  close(): void
}

export interface Lab {
  /** Runs one command line (or several lines) to its end, then lets the cluster settle. */
  run(command: string): Promise<Execution>
  /** Writes the prompt and listens. */
  openTerminal(options: TerminalOptions): LabTerminal
  /**
   * Loads kubectl and the kinds that the first prompt does not need. kubectl waits for it by itself; whoever restores a
   * snapshot, or uses `client` for those kinds, awaits it first.
   */
  load(): Promise<void>
  readonly client: Client
  readonly changed: Signal
  /** Calls `watcher` for each request to a name that a pod answers, until the returned function is called. */
  onAnswer(watcher: (call: AnsweredCall) => void): () => void
  nowMs(): number
  advance(ms: number): void
  settle(): void
  /** As `settle`, at the lab's pace. */
  settled(): Promise<void>
  /** When a timer fires or a sleeping program wakes next, housekeeping aside; undefined when nothing is due. */
  nextMs(): number | undefined
  /** Files of the learner's machine; paths are relative to the home. Undefined: there is no such file. */
  readFile(path: string): string | undefined
  writeFile(path: string, text: string): void
  snapshot(): LabSnapshot
  restore(snapshot: LabSnapshot): void
  /** A client that may what the sender of these HTTP headers may. */
  clientFor(headers: Headers): Promise<Client>
  /** The Kubernetes HTTP API of this lab's cluster. */
  fetch(request: Request): Promise<Response>
}
