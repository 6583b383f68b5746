// What a client says of a path that the server does not have: such an answer holds no words, so client-go adds what was
// asked for (k8s.io/apimachinery/pkg/api/errors, NewGenericServerResponse, v1.33).

import { ApiError, type Client } from '../api/index.ts'
import { reworded } from './errors.ts'
import { groupResource } from './mapper.ts'

const asked: Readonly<Record<string, string>> = {
  get: 'get',
  list: 'get',
  watch: 'get',
  create: 'post',
  update: 'put',
  patch: 'patch',
  delete: 'delete',
  deleteCollection: 'delete',
}

interface Asked {
  readonly group: string
  readonly resource: string
  readonly name?: string
}

/** The client, with its faults of unknown paths worded. */
export function overUnknownPaths(client: Client): Client {
  return new Proxy(client, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key)
      const verb = typeof key === 'string' ? asked[key] : undefined
      if (typeof value !== 'function' || verb === undefined) return value
      return (...args: readonly unknown[]) => {
        try {
          return Reflect.apply(value, target, args) as unknown
        } catch (error) {
          if (!(error instanceof ApiError) || error.code !== 404 || error.status.details?.kind) throw error
          const { name, ...mapping } = args[0] as Asked
          throw reworded(error, `${error.message} (${verb} ${groupResource(mapping)}${name ? ` ${name}` : ''})`)
        }
      }
    },
  })
}
