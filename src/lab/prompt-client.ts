// The client that the learner's kubectl gets: after each write the cluster does at once what needs no time, as a real
// one has mostly done by the time the next request arrives (over HTTP the same happens between two requests).

import { type Client, MAX_BODY_BYTES, newTooLarge } from '../api/index.ts'
import type { Loop } from '../sim/index.ts'

/**
 * What is left of a large change is done before the program's next step: a page cuts that into slices. Large is what takes
 * many turns, and sooner what has much waiting.
 */
const MOST_TURNS = 20
const LARGE_TURNS = 4
const MANY = 12

const writes = ['create', 'update', 'patch', 'delete', 'deleteCollection'] as const

export function promptClient(client: Client, loop: Loop): Client {
  // By inheritance: the schema is the server's of the moment.
  const wrapped: Record<string, unknown> = Object.create(client)
  for (const verb of writes) {
    const call = client[verb] as (...args: readonly unknown[]) => unknown
    wrapped[verb] = (...args: readonly unknown[]) => {
      // Here nothing travels as bytes, but what is too large for the real server is refused all the same.
      if (JSON.stringify(args.slice(1)).length > MAX_BODY_BYTES) throw newTooLarge()
      try {
        return call(...args)
      } finally {
        let turns = 0
        loop.drain(() => ++turns >= (loop.queued > MANY ? LARGE_TURNS : MOST_TURNS))
      }
    }
  }
  return wrapped as unknown as Client
}
