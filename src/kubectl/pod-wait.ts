// Waits until a pod meets a condition, watching it (client-go/tools/watch, UntilWithSync, v1.33).

import { ApiError } from '../api/index.ts'
import type { Pod } from '../kinds/index.ts'
import type { Steps } from '../sim/index.ts'
import type { Context } from './command.ts'
import { CommandError } from './errors.ts'

/** The pod once `done` holds for it; throws when it goes away or the time is over. */
export function* waitForPod(
  ctx: Context,
  namespace: string | undefined,
  name: string,
  timeoutMs: number,
  done: (pod: Pod) => boolean,
): Steps<Pod> {
  const target = { group: '', version: 'v1', resource: 'pods', namespace }
  const until = timeoutMs > 0 ? ctx.nowMs() + timeoutMs : undefined
  const watch = ctx.client.watch(target, { fieldSelector: `metadata.name=${name}` })
  try {
    for (;;) {
      let pod: Pod
      try {
        pod = ctx.client.get<Pod>({ ...target, name })
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        throw new ApiError(404, 'NotFound', 'pods "" not found', { kind: 'pods' })
      }
      if (done(pod)) return pod
      if (until !== undefined && ctx.nowMs() >= until) throw new CommandError('timed out waiting for the condition')
      watch.take()
      yield { signals: [watch.changed], ...(until === undefined ? {} : { untilMs: until }) }
    }
  } finally {
    watch.stop()
  }
}

export const isFinished = (pod: Pod): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'

export const isRunningAndReady = ({ status }: Pod): boolean =>
  status?.phase === 'Running' &&
  (status.conditions ?? []).some((condition) => condition.type === 'Ready' && condition.status === 'True')
