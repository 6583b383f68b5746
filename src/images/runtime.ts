// What a container image is, and how the kubelet has its processes started. Images are data and programs; the
// runtime that runs them is given from above (`lab`), because running a command line needs the shell.

import type { ExecStream, Json, KubeObject, LogOptions, LogStream } from '../api/index.ts'
import type { Host, Loop, Program } from '../sim/index.ts'

/** One pretend image: what `docker inspect` would say, and the programs that only this image has. */
export interface Image {
  /** Repository names without registry, tag and digest: ['nginx', 'library/nginx']. */
  readonly names: readonly string[]
  /** Which tags exist; pulling another one fails as a registry would. Default: any that looks like a version, 'latest', 'alpine' forms. */
  readonly hasTag?: (tag: string) => boolean
  readonly entrypoint: readonly string[]
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly workingDirectory?: string
  /** Has /bin/sh (and then the usual small programs). */
  readonly shell: boolean
  /** Programs that images of its kind usually lack and this one has. */
  readonly tools?: readonly string[]
  readonly programs: readonly Program[]
  readonly files?: Readonly<Record<string, string>>
  /** Requests leave no trace in its processes, so that they need not be written down for a replay. */
  readonly stateless?: true
  /** How long a pull takes, and how big the image is. */
  readonly pullMs: number
  readonly sizeBytes: number
}

/** What the kubelet asks for. */
export interface ContainerStart {
  /** Unique per start: '<pod uid>/<container name>/<restart count>'. */
  readonly id: string
  /** Its metadata, and of its spec what says how it uses the network. */
  readonly pod: KubeObject
  readonly container: string
  readonly image: Image
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly workingDirectory: string
  /** Files that volumes bring (config maps, secrets, service account), by absolute path;
   * one that ends in '/' is a directory, which hides what the image has there. */
  readonly files: Readonly<Record<string, string>>
  readonly hostname: string
  /** The pod's address. */
  readonly address: string
  /** Keep standard input open (`stdin: true` in the container). */
  readonly stdin: boolean
  /** Standard input ends when the first one who was connected to it leaves. */
  readonly stdinOnce?: boolean
  /** The process has a terminal. */
  readonly tty?: boolean
}

/** The network as one container sees it. */
export type ContainerNetwork = Pick<Host, 'resolve' | 'request' | 'listen'>

/** What a runtime is given by the cluster that it belongs to. */
export interface RuntimeMachine {
  readonly loop: Loop
  /** Every image that can be pulled; snapshots name images, and restoring looks them up here. */
  readonly images: readonly Image[]
  network(start: ContainerStart): ContainerNetwork
}

export type RuntimeFactory = (machine: RuntimeMachine) => Runtime

export type ContainerState =
  | { readonly state: 'running' }
  | { readonly state: 'exited'; readonly exitCode: number; readonly finishedMs: number }

/** Runs containers. All state is recorded, so that a snapshot in the middle of a script has the same future. */
export interface Runtime {
  /** Starts it. Throws `StartError` when the command cannot be started at all (not found: exit code 127/128). */
  start(start: ContainerStart): void
  /** Undefined: not known. */
  state(id: string): ContainerState | undefined
  /** SIGTERM. */
  terminate(id: string): void
  /** SIGKILL: gone at once, exit code 137. */
  kill(id: string): void
  /** Forgets it and its log. */
  remove(id: string): void
  log(id: string, options: LogOptions): LogStream
  exec(id: string, command: readonly string[], options: { readonly stdin: boolean; readonly tty: boolean }): ExecStream
  /** Connects somebody with the container's main process, from now on. */
  attach(id: string): ExecStream
  /** Runs a command to its end now, for probes; it may not wait. */
  probe(id: string, command: readonly string[]): { readonly exitCode: number; readonly output: string }
  /** Called (by the loop's queue) with the pod's 'namespace/name' when a container ended by itself. */
  onExit: (podKey: string) => void
  /** Everything it knows, as JSON. People's sessions (exec, followed logs) are not part of it. */
  snapshot(): Json
  /** Replaces everything, container by container; the loop's queue and timers are restored beside it. */
  restoreInParts(state: Json): Generator<void, void>
}

/** The command could not be started. `message` is the container runtime's text; `reason` as the kubelet shows it. */
export class StartError extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode: number) {
    super(message)
    this.exitCode = exitCode
  }
}
