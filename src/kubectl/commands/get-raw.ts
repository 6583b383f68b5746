// kubectl get --raw PATH: the server's answer as it is. Missing: the OpenAPI documents, metrics and logs.

import {
  ApiError,
  apiGroup,
  apiGroupList,
  apiResourceList,
  apiVersions,
  healthReport,
  rootPaths,
} from '../../api/index.ts'
import type { Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { jsonTextInOrder } from '../printers/json.ts'

export function getRaw(ctx: Context, path: string): number {
  if (ctx.flags.bool('watch') || ctx.flags.bool('watch-only') || ctx.flags.string('selector') !== '') {
    throw new CommandError(
      '--raw may not be specified with other flags that filter the server request or alter the output',
    )
  }
  if (ctx.flags.string('output') !== '') throw new CommandError('--raw and --output are mutually exclusive')
  if (!path.startsWith('/')) {
    throw new CommandError(`--raw must be a valid URL path: parse ${JSON.stringify(path)}: invalid URI for request`)
  }
  ctx.out(rawAnswer(ctx, path))
  return 0
}

const notFound = (): ApiError => new ApiError(404, 'NotFound', 'the server could not find the requested resource')

/** What GET of a path answers, compact or, for who wants to read it, indented. Throws the server's errors. */
export function rawAnswer(ctx: Context, path: string, indent = ''): string {
  try {
    return answerOf(ctx, path, indent)
  } catch (error) {
    // Who asks for a path names no resource, so none is named to them.
    throw error instanceof ApiError && error.code === 404 && !error.status.details?.kind ? notFound() : error
  }
}

function answerOf(ctx: Context, path: string, indent: string): string {
  const [clean = '', query = ''] = path.split('?')
  if (clean === '/version') return jsonTextInOrder(ctx.client.version(), '  ')
  if (clean === '/') return jsonTextInOrder({ paths: rootPaths(ctx.client.resources()) }, '  ')
  const report = healthReport(ctx.client, clean, new URLSearchParams(query))
  if (report?.code === 200) return report.text
  const document = discovery(ctx, clean.replace(/\/$/, ''))
  if (document !== undefined) return `${jsonTextInOrder(document, indent)}\n`
  const match =
    /^\/(?:api\/(?<core>[^/]+)|apis\/(?<group>[^/]+)\/(?<version>[^/]+))(?:\/namespaces\/(?<namespace>[^/]+)(?=\/))?\/(?<resource>[^/]+)(?:\/(?<name>[^/]+)(?:\/(?<subresource>[^/]+))?)?$/.exec(
      clean,
    )
  if (!match?.groups) {
    ctx.client.version()
    if (/^\/(?:openapi|metrics|healthz|livez|readyz|logs)(?:\/|$)/.test(clean)) {
      throw new CommandError(`--raw ${path}: this path is missing in this lab`)
    }
    throw notFound()
  }
  const { core, group = '', version, namespace, resource = '', name, subresource } = match.groups
  if (['attach', 'exec', 'log', 'portforward', 'proxy'].includes(subresource ?? '')) {
    throw new CommandError(`--raw ${path}: this path is missing in this lab`)
  }
  const target = { group, version: core ?? version ?? '', resource, namespace }
  const parameter = (key: string): string | undefined =>
    query
      .split('&')
      .map((pair) => pair.split('='))
      .find(([one]) => one === key)
      ?.slice(1)
      .join('=')
  if (name !== undefined) {
    return `${jsonTextInOrder(ctx.client.get({ ...target, name, ...(subresource === undefined ? {} : { subresource }) }), indent)}\n`
  }
  const labelSelector = parameter('labelSelector')
  const fieldSelector = parameter('fieldSelector')
  const list = ctx.client.list(target, {
    ...(labelSelector === undefined ? {} : { labelSelector: decodeURIComponent(labelSelector) }),
    ...(fieldSelector === undefined ? {} : { fieldSelector: decodeURIComponent(fieldSelector) }),
  })
  // Items of a list do not say again what they are, except those of custom resources.
  const items = ctx.client.schema.kinds[`${list.apiVersion}/${list.kind.replace(/List$/, '')}`]
    ? list.items.map(({ apiVersion: _, kind: __, ...item }) => item)
    : list.items
  return `${jsonTextInOrder({ ...list, items }, indent)}\n`
}

/** What the server says about itself; undefined for other paths. */
function discovery(ctx: Context, path: string): unknown {
  const resources = ctx.client.resources()
  const [, root, group = '', version, ...more] = path.split('/')
  if (root === 'api' && version === undefined) {
    return group === '' ? apiVersions('127.0.0.1:6443') : apiResourceList(resources, '', group)
  }
  if (root !== 'apis' || more.length > 0) return undefined
  if (group === '') return apiGroupList(resources)
  return version === undefined ? apiGroup(resources, group) : apiResourceList(resources, group, version)
}
