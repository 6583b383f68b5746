// kubectl as a program that is loaded when it is first used: a shell prompt does not need it.

import type { KubectlOptions } from '../kubectl/index.ts'
import type { Program } from '../sim/index.ts'

let loading: Promise<typeof import('../kubectl/index.ts')> | undefined
let loaded: typeof import('../kubectl/index.ts') | undefined

/** Begins to load it; a page does so as soon as the prompt is there. */
export function loadKubectl(): Promise<unknown> {
  loading ??= import('../kubectl/index.ts').then((module) => {
    loaded = module
    return module
  })
  return loading
}

export function lazyKubectl(options: KubectlOptions): Program {
  let program: Program | undefined
  const ready = (): Program | undefined => {
    if (loaded) program ??= loaded.kubectl(options)
    return program
  }
  return {
    name: 'kubectl',
    summary: 'controls the Kubernetes cluster',
    *run(args, io) {
      if (!ready()) {
        let failed: unknown
        const external = loadKubectl().catch((error: unknown) => {
          failed = error
          loading = undefined
        })
        while (!ready() && failed === undefined) yield { external }
      }
      const kubectl = ready()
      if (!kubectl) {
        io.stderr.write('error: kubectl could not be loaded; look at the network connection and try again\n')
        return 1
      }
      return yield* kubectl.run(args, io)
    },
    complete: (words, io) => ready()?.complete?.(words, io) ?? [],
  }
}
