// Image references: how a short name becomes a full one (github.com/distribution/reference), which image it means, and
// the texts with which containerd 1.7 says that there is none.

import type { Image } from './runtime.ts'

export interface ImageReference {
  /** 'docker.io/library/nginx' */
  readonly repository: string
  readonly tag: string
  readonly digest: string | undefined
  /** 'docker.io/library/nginx:latest' */
  readonly reference: string
}

export type FoundImage =
  | { readonly ok: true; readonly image: Image; readonly reference: string; readonly invalid: false }
  | { readonly ok: false; readonly error: string; readonly reference: string; readonly invalid: boolean }

export function normalizeImage(name: string): ImageReference | undefined {
  const match =
    /^((?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d+)?\/)?)((?:[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*\/)*[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)(?::([\w][\w.-]{0,127}))?(?:@([a-z0-9+._-]+:[0-9a-f]{32,}))?$/.exec(
      name,
    )
  if (!match) return undefined
  let [, host = '', path = ''] = match
  host = host.replace(/\/$/, '')
  if (host !== '' && !/[.:]/.test(host) && host !== 'localhost') {
    if (/[A-Z]/.test(host)) return undefined
    path = `${host}/${path}`
    host = ''
  }
  if (host === '' || host === 'index.docker.io') host = 'docker.io'
  if (host === 'docker.io' && !path.includes('/')) path = `library/${path}`
  const repository = `${host}/${path}`
  const digest = match[4]
  const tag = match[3] ?? (digest === undefined ? 'latest' : '')
  return {
    repository,
    tag,
    digest,
    reference: `${repository}${tag === '' ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`,
  }
}

const registries: ReadonlySet<string> = new Set([
  'docker.io',
  'registry.k8s.io',
  'ghcr.io',
  'quay.io',
  'gcr.io',
  'mcr.microsoft.com',
  'public.ecr.aws',
])

/** Any version, `latest`, or a well-known word. */
const looksLikeTag = (tag: string): boolean =>
  /^(latest|stable|edge|alpine|slim|mainline|lts|v?\d+(\.\d+){0,3}([-_.+]?[a-z0-9]+)*)$/.test(tag)

export function findImage(images: readonly Image[], name: string): FoundImage {
  const parsed = normalizeImage(name)
  if (!parsed) {
    const upper = /^[\w./-]*[A-Z][\w./-]*(:[\w.-]+)?$/.test(name)
    const repository = name.replace(/:[\w.-]+$/, '')
    const error = upper
      ? `invalid reference format: repository name (${repository.includes('/') ? repository : `library/${repository}`}) must be lowercase`
      : 'invalid reference format'
    return { ok: false, invalid: true, error, reference: name }
  }
  const { repository, tag, digest, reference } = parsed
  const image = lookUp(images, repository)
  const failed = `failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": `
  if (image && digest === undefined && (image.hasTag ?? looksLikeTag)(tag))
    return { ok: true, invalid: false, image, reference }
  const host = repository.slice(0, repository.indexOf('/'))
  const path = repository.slice(host.length + 1)
  let error = `rpc error: code = NotFound desc = ${failed}${reference}: not found`
  if (!registries.has(host)) {
    const url = `https://${host}/v2/${path}/manifests/${digest ?? tag}`
    error = `${failed}failed to do request: Head "${url}": dial tcp: lookup ${host.replace(/:\d+$/, '')}: no such host`
  } else if (!image && host === 'docker.io') {
    const denied = 'pull access denied, repository does not exist or may require authorization'
    error = `${failed}${denied}: server message: insufficient_scope: authorization failed`
  }
  return { ok: false, invalid: false, error, reference }
}

const tables = new WeakMap<readonly Image[], ReadonlyMap<string, Image>>()

function lookUp(images: readonly Image[], repository: string): Image | undefined {
  let table = tables.get(images)
  if (!table) {
    const names = images.flatMap((image) =>
      image.names.map((name): readonly [string, Image] => [normalizeImage(name)?.repository ?? name, image]),
    )
    table = new Map(names)
    tables.set(images, table)
  }
  return table.get(repository)
}

/** A made-up but stable content digest of a name. */
export function digestOf(text: string): string {
  // Every status report of every container names the digest of its image, and there are few images.
  const known = digests.get(text)
  if (known !== undefined) return known
  const digest = computeDigest(text)
  digests.set(text, digest)
  return digest
}

const digests = new Map<string, string>()

function computeDigest(text: string): string {
  const parts = ['sha256:']
  for (let part = 0; part < 8; part++) {
    let hash = 0x811c9dc5 ^ Math.imul(part + 1, 0x9e3779b1)
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
    hash ^= hash >>> 15
    hash = Math.imul(hash, 0x85ebca6b)
    parts.push(((hash ^ (hash >>> 13)) >>> 0).toString(16).padStart(8, '0'))
  }
  return parts.join('')
}
