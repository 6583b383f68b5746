// Runs awk, jq and yq in workers, which start when they are needed; one waits for the next run. A run that is stopped ends
// with its worker. Where there can be no worker (a page from elsewhere may not start ours), it runs in the page.

import { type RunFilter, runFilter } from '../shell/index.ts'
import type { FilterAnswer } from './filter-worker.ts'

let idle: Worker | undefined

export const filterInWorker: RunFilter = (call, stopped) =>
  new Promise((resolve, reject) => {
    const here = () => runFilter(call).then(resolve, reject)
    const worker = idle ?? start()
    idle = undefined
    if (!worker) {
      here()
      return
    }
    const stop = () => worker.terminate()
    const ended = () => {
      stopped.removeEventListener('abort', stop)
      worker.onmessage = null
      worker.onerror = null
    }
    worker.onmessage = ({ data }: MessageEvent<FilterAnswer>) => {
      ended()
      // A library that could not be loaded is asked for anew only by another worker.
      if (idle || 'fault' in data) worker.terminate()
      else idle = worker
      if ('result' in data) resolve(data.result)
      else reject(new Error(data.fault))
    }
    // It could not be loaded.
    worker.onerror = () => {
      ended()
      here()
    }
    stopped.addEventListener('abort', stop)
    worker.postMessage(call)
  })

function start(): Worker | undefined {
  try {
    return new Worker(new URL('./filter-worker.ts', import.meta.url), { type: 'module' })
  } catch {
    return undefined
  }
}
