// kubectl that is loaded when it is first needed: the prompt does not wait for it. A terminal asks for it once its prompt is
// there, so that it has come when the first command has been typed.

import type { KubectlOptions } from '../kubectl/index.ts'
import type { Program } from '../sim/index.ts'

export interface LazyProgram {
  readonly program: Program
  /** Begins to load; harmless when it has loaded. */
  load(): void
}

export function lazyKubectl(options: KubectlOptions): LazyProgram {
  let loaded: Program | undefined
  let loading: Promise<void> | undefined
  let failure: unknown
  const load = (): Promise<void> => {
    loading ??= import('../kubectl/index.ts').then(
      ({ kubectl }) => {
        loaded = kubectl(options)
      },
      (error) => {
        failure = error
        loading = undefined
      },
    )
    return loading
  }
  return {
    load: () => void load(),
    program: {
      name: 'kubectl',
      summary: 'controls the Kubernetes cluster',
      *run(args, io) {
        failure = undefined
        while (!loaded) {
          if (failure !== undefined) {
            io.stderr.write(`error: kubectl could not be loaded: ${messageOf(failure)}\n`)
            return 1
          }
          yield { external: load() }
        }
        return yield* loaded.run(args, io)
      },
      complete: (words, io) => loaded?.complete?.(words, io) ?? [],
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
