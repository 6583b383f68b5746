// A client for one caller: each call is asked of the authorizer as the HTTP server asks it of a request (k8s.io/
// apiserver/pkg/endpoints/request/requestinfo.go, v1.33), and carries the user along.

import {
  type Access,
  type CallerOptions,
  type Client,
  type CollectionTarget,
  type ListOptions,
  type ObjectTarget,
  type PortRequest,
  selectedName,
  type UserInfo,
} from '../api/index.ts'

interface Target extends CollectionTarget {
  readonly name?: string | undefined
  readonly subresource?: string | undefined
}

/** `whoIs` is asked anew for each call: a token may have ended, or the right to act as somebody else. */
export function userClient(client: Client, access: Access, whoIs: () => UserInfo): Client {
  const asking = (verb: string, target: Target, options?: CallerOptions): CallerOptions => {
    const user = whoIs()
    const { group, version, resource, subresource, name, namespace } = target
    const own = group === '' && resource === 'namespaces' ? name : undefined
    access.require(user, { verb, group, version, resource, subresource, name, namespace: namespace ?? own })
    return { ...options, user }
  }
  const reading = (path: string): void => access.require(whoIs(), { verb: 'get', path })
  const many = (verb: string, target: CollectionTarget, options?: ListOptions): CallerOptions =>
    asking(verb, { ...target, name: selectedName(options?.fieldSelector) }, options)
  const making = (target: ObjectTarget) => (): void => {
    asking('create', target, undefined)
  }
  const process = (target: ObjectTarget, subresource: string, options: CallerOptions): CallerOptions => {
    // A client tries a WebSocket first, which is a GET, and if that is refused the older protocol, a POST.
    const { group, resource, name, namespace } = target
    const user = whoIs()
    if (access.decide(user, { verb: 'get', group, resource, subresource, name, namespace }).allowed)
      return { ...options, user }
    return asking('create', { ...target, subresource }, options)
  }

  return {
    get: (target: ObjectTarget, options?: CallerOptions) => client.get(target, asking('get', target, options)),
    list: (target: CollectionTarget, options?: ListOptions) => client.list(target, many('list', target, options)),
    watch: (target: CollectionTarget, options?: ListOptions) => client.watch(target, many('watch', target, options)),
    create: (target, object, options) =>
      client.create(
        target,
        object,
        asking('create', target.subresource ? target : { ...target, name: undefined }, options),
      ),
    update: (target, object, options) =>
      client.update(target, object, { ...asking('update', target, options), onCreate: making(target) }),
    patch: (target, type, patch, options) =>
      client.patch(target, type, patch, { ...asking('patch', target, options), onCreate: making(target) }),
    delete: (target, options) => client.delete(target, asking('delete', target, options)),
    deleteCollection: (target, list, options) => {
      const own = many('deletecollection', target, { ...options, ...list })
      return client.deleteCollection(target, list, { ...options, ...own })
    },
    log: (target, options) => client.log(target, asking('get', { ...target, subresource: 'log' }, options)),
    exec: (target, options) => client.exec(target, { ...options, ...process(target, 'exec', options) }),
    attach: (target, options) => client.attach(target, { ...options, ...process(target, 'attach', options) }),
    portForward: (target, options = {}) => client.portForward(target, process(target, 'portforward', options)),
    proxy: (target, request, options) =>
      client.proxy(
        target,
        request,
        asking(proxyVerb(request), { ...target, subresource: target.subresource ?? 'proxy' }, options),
      ),
    // kubectl keeps what it has discovered on its disk, whoever asked first.
    resources: () => client.resources(),
    version: () => {
      reading('/version')
      return client.version()
    },
    get schema() {
      return client.schema
    },
  } as Client
}

const methods: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
}

const proxyVerb = ({ method }: PortRequest): string => methods[method] ?? ''
