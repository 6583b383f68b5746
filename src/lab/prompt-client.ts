// The client that a run of the learner's kubectl gets. Between two of its requests the cluster does what needs no time, as
// it does over HTTP; kubectl gives way after its writes, so that a page has done that in slices before the next one.

import { type Client, MAX_BODY_BYTES, newTooLarge } from '../api/index.ts'
import type { Loop } from '../sim/index.ts'

const reads = ['get', 'list', 'watch'] as const
const writes = ['create', 'update', 'patch', 'delete', 'deleteCollection'] as const

type Call = (...args: readonly unknown[]) => unknown

export function promptClient(client: Client, loop: Loop): Client {
  // By inheritance: the schema is the server's of the moment.
  const wrapped: Record<string, unknown> = Object.create(client)
  let written = false
  const settle = (): void => {
    if (written) loop.drain()
    written = false
  }
  for (const verb of reads) {
    const call = client[verb] as Call
    wrapped[verb] = (...args: readonly unknown[]) => {
      settle()
      return call(...args)
    }
  }
  for (const verb of writes) {
    const call = client[verb] as Call
    wrapped[verb] = (...args: readonly unknown[]) => {
      // Here nothing travels as bytes, but what is too large for the real server is refused all the same.
      if (JSON.stringify(args.slice(1)).length > MAX_BODY_BYTES) throw newTooLarge()
      settle()
      written = true
      return call(...args)
    }
  }
  return wrapped as unknown as Client
}
