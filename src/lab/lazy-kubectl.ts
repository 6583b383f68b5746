// kubectl, the kinds that only it can ask for, and the shell's later programs, loaded when first needed: the prompt does
// not wait for them. A terminal asks for them once its prompt is there, so that they have come when the first command has
// been typed.

import type { Entrance } from '../access/index.ts'
import type { Descriptions } from '../api/index.ts'
import type { Cluster } from '../cluster/index.ts'
import type { KubectlOptions } from '../kubectl/index.ts'
import { loadLaterPrograms } from '../shell/index.ts'
import type { Program } from '../sim/index.ts'

export interface LazyProgram {
  readonly program: Program
  /** Begins to load; harmless when it has loaded. Resolves when it has. */
  load(): Promise<void>
  /** Who asks and what he may; once it has loaded. */
  readonly entrance: Entrance | undefined
  /** Once it has loaded, gives a restored cluster what one is born with and it has never had. */
  prepare(): void
}

export function lazyKubectl(options: KubectlOptions, cluster: Cluster): LazyProgram {
  let loaded: Program | undefined
  let entrance: Entrance | undefined
  let plant: (() => void) | undefined
  let loading: Promise<void> | undefined
  let failure: unknown
  const load = (): Promise<void> => {
    // A part of what follows, which so runs in a task of its own: a page stands still for each.
    import('@marcbachmann/cel-js').catch(() => {})
    loading ??= Promise.all([
      import('../kubectl/index.ts'),
      import('../kinds/later.ts'),
      import('../admission/later.ts'),
      import('../controllers/later.ts'),
      import('../cluster/later.ts'),
      import('../access/index.ts'),
      import('../custom/index.ts'),
      // Without these all works; who wants one of them is told.
      loadLaterPrograms().catch(() => {}),
    ]).then(
      ([
        { kubectl },
        { laterKinds, metrics },
        { admissionPlugins },
        { laterControllers },
        { plantApiObjects },
        { openEntrance },
        { customResources },
      ]) => {
        entrance = openEntrance({ server: cluster.server, loop: cluster.loop, distribution: cluster.preset.name })
        cluster.extend({ ...laterKinds, admission: admissionPlugins, controllers: laterControllers })
        cluster.extend(metrics)
        cluster.extend(customResources)
        plant = () => plantApiObjects(cluster.server, cluster.preset)
        plant()
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
    get entrance() {
      return entrance
    },
    prepare() {
      entrance?.prepare()
      plant?.()
    },
    async load() {
      failure = undefined
      await load()
      if (failure !== undefined) throw failure
    },
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

/** What is said of the types; it comes after the kinds. */
export async function loadDescriptions(): Promise<Descriptions | undefined> {
  return (await import('../kinds/later.ts')).loadDescriptions()
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
