// A container runtime that runs programs (images' own, and those it is given, such as a shell) in steps on the event
// loop. A container is replayed from a snapshot: its journal says when it ran and what came in from outside, and the
// programs are deterministic in between. Sessions of people (exec) end at a restore; what they did is replayed.

import { ApiError, type ExecStream, type Json, type LogOptions, type LogStream } from '../api/index.ts'
import type { Files, Program } from '../sim/index.ts'
import { Container, type ContainerWorld } from './container.ts'
import type { ContainerState as SavedContainer } from './container-journal.ts'
import { findImage } from './reference.ts'
import {
  type ContainerStart,
  type ContainerState,
  type Image,
  type Runtime,
  type RuntimeFactory,
  type RuntimeMachine,
  StartError,
} from './runtime.ts'

export interface ProgramRuntimeOptions {
  /** Programs that an image has besides its own: the shell and the small tools where `image.shell` is true. */
  readonly programs?: (image: Image) => readonly Program[]
  readonly files?: (files: Readonly<Record<string, string>>, nowMs: () => number) => Files
}

/** The loop's name for the work of containers. */
const HANDLER = 'container'

interface Saved {
  readonly start: Omit<ContainerStart, 'image'> & { readonly image: string }
  readonly state: SavedContainer
}

export function programRuntime(options: ProgramRuntimeOptions = {}): RuntimeFactory {
  return (machine) => new ProgramRuntime(machine, options)
}

class ProgramRuntime implements Runtime {
  onExit: (podKey: string) => void = () => {}
  readonly #machine: RuntimeMachine
  readonly #options: ProgramRuntimeOptions
  #containers = new Map<string, Container>()
  readonly #programs = new Map<Image, readonly Program[]>()
  readonly #world: ContainerWorld

  constructor(machine: RuntimeMachine, options: ProgramRuntimeOptions) {
    this.#machine = machine
    this.#options = options
    const { loop } = machine
    const keyOf = ({ id }: ContainerStart, process: number): string => (process === 0 ? id : `${id}#${process}`)
    this.#world = {
      get nowMs() {
        return loop.nowMs
      },
      wake: (start, process) => loop.enqueue(HANDLER, keyOf(start, process)),
      // Programs that sleep are housekeeping: a cluster with a sleeping container is at rest.
      wakeAt: (start, process, untilMs) =>
        loop.enqueueAfter(HANDLER, keyOf(start, process), untilMs - loop.nowMs, process === 0),
      exited: ({ pod }) => this.onExit(`${pod.metadata.namespace}/${pod.metadata.name}`),
    }
    loop.handle(HANDLER, (key) => {
      // '<id>' is the container's main process, '<id>#<n>' one that was executed in it.
      const [id = '', process = '0'] = key.split('#')
      this.#containers.get(id)?.run(Number(process))
    })
  }

  start(start: ContainerStart): void {
    const container = this.#make(start, this.#machine.loop.random.uint32())
    const refused = container.begin()
    if (refused !== undefined) throw new StartError(refused, 128)
    this.#containers.set(start.id, container)
  }

  state(id: string): ContainerState | undefined {
    return this.#containers.get(id)?.state
  }

  terminate(id: string): void {
    this.#containers.get(id)?.terminate()
  }

  kill(id: string): void {
    this.#containers.get(id)?.kill(137)
  }

  remove(id: string): void {
    this.#containers.get(id)?.kill(137)
    this.#containers.delete(id)
  }

  log(id: string, options: LogOptions): LogStream {
    const container = this.#containers.get(id)
    if (!container) throw new ApiError(404, 'NotFound', `container "${id}" not found`)
    return container.log.open(options, this.#machine.loop.nowMs)
  }

  exec(
    id: string,
    command: readonly string[],
    options: { readonly stdin: boolean; readonly tty: boolean },
  ): ExecStream {
    const container = this.#containers.get(id)
    if (container?.state.state !== 'running') throw new ApiError(500, 'InternalError', `container not running (${id})`)
    return container.exec(command, options)
  }

  attach(id: string): ExecStream {
    const container = this.#containers.get(id)
    if (container?.state.state !== 'running') throw new ApiError(500, 'InternalError', `container not running (${id})`)
    return container.attach()
  }

  probe(id: string, command: readonly string[]): { readonly exitCode: number; readonly output: string } {
    const container = this.#containers.get(id)
    if (container?.state.state !== 'running') return { exitCode: 137, output: 'container is not running' }
    return container.probe(command)
  }

  snapshot(): Json {
    const saved = [...this.#containers.values()].map((container): Saved => {
      const { image, ...start } = container.start
      return { start: { ...start, image: image.names[0] ?? '' }, state: container.save() }
    })
    return saved as unknown as Json
  }

  *restoreInParts(state: Json): Generator<void, void> {
    for (const container of this.#containers.values()) container.abandon()
    this.#containers = new Map()
    for (const { start, state: saved } of state as unknown as readonly Saved[]) {
      const image = findImage(this.#machine.images, start.image)
      const found =
        this.#machine.images.find(({ names }) => names.includes(start.image)) ?? (image.ok ? image.image : undefined)
      if (!found) throw new Error(`the snapshot names an image that is not here: ${start.image}`)
      const container = this.#make({ ...start, image: found }, saved.seed)
      this.#containers.set(start.id, container)
      container.replay(saved)
      yield
    }
  }

  #make(start: ContainerStart, seed: number): Container {
    let programs = this.#programs.get(start.image)
    if (!programs) {
      programs = [...(this.#options.programs?.(start.image) ?? []), ...start.image.programs]
      this.#programs.set(start.image, programs)
    }
    return new Container({
      start,
      seed,
      programs,
      network: this.#machine.network(start),
      files: this.#options.files,
      world: this.#world,
    })
  }
}
