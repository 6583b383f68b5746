// Tokens of service accounts: JSON Web Tokens with the claims of pkg/serviceaccount/{claims,jwt}.go (v1.33), made by the
// cluster and checked against what is there now: the account, and the pod, secret or node that a token is bound to.
// Differs: see seal.ts.

import type { KubeObject, ObjectReader, TokenReading, TokenSubject, UserInfo } from '../api/index.ts'
import { fromBytes, type Loop, toBytes } from '../sim/index.ts'
import { AUTHENTICATED, accountGroups } from './admit.ts'
import { ACCOUNT_PREFIX } from './rbac.ts'
import { base64Of, bytesOf, type Seal } from './seal.ts'

interface Named {
  readonly name: string
  readonly uid: string
}

interface Claims {
  readonly aud: readonly string[]
  readonly exp: number
  readonly iat: number
  readonly iss: string
  readonly jti: string
  readonly 'kubernetes.io': {
    readonly namespace: string
    readonly node?: Named
    readonly pod?: Named
    readonly secret?: Named
    readonly serviceaccount: Named
  }
  readonly nbf: number
  readonly sub: string
}

export interface TokenMaker {
  readonly objects: ObjectReader
  readonly loop: Loop
  readonly seal: Seal
  readonly issuer: string
}

const urlSafe = (base64: string): string => base64.replace(/=+$/, '').replace(/\+/g, '-').replace(/\//g, '_')
const encoded = (value: unknown): string => urlSafe(base64Of(toBytes(JSON.stringify(value))))
const decoded = (part: string): Uint8Array | undefined => bytesOf(part.replace(/-/g, '+').replace(/_/g, '/'))
const named = ({ metadata }: KubeObject): Named => ({ name: metadata.name, uid: metadata.uid ?? '' })

const signatureOf = (seal: Seal, text: string): string => urlSafe(base64Of(seal('service accounts', text)))

export function issueToken({ loop, seal, issuer }: TokenMaker, subject: TokenSubject): string {
  const { account, bound, node, audiences, seconds } = subject
  const { name, namespace = '' } = account.metadata
  const now = Math.floor(loop.nowMs / 1000)
  const claims: Claims = {
    aud: audiences.length > 0 ? audiences : [issuer],
    exp: now + seconds,
    iat: now,
    iss: issuer,
    jti: loop.random.uuid(),
    'kubernetes.io': {
      namespace,
      ...(node ? { node: named(node) } : {}),
      ...(bound && bound !== node ? { [bound.kind.toLowerCase()]: named(bound) } : {}),
      serviceaccount: named(account),
    },
    nbf: now,
    sub: `${ACCOUNT_PREFIX}${namespace}:${name}`,
  }
  const kid = urlSafe(base64Of(seal('key', '').subarray(0, 32)))
  const text = `${encoded({ alg: 'RS256', kid })}.${encoded(claims)}`
  return `${text}.${signatureOf(seal, text)}`
}

export function readToken(maker: TokenMaker, token: string, wanted: readonly string[]): TokenReading {
  const [header, body = '', signature, more] = token.split('.')
  const claims = more === undefined ? claimsOf(body) : undefined
  if (!claims || claims.iss !== maker.issuer) return { fault: '' }
  if (signature !== signatureOf(maker.seal, `${header}.${body}`))
    return { fault: 'go-jose/go-jose: error in cryptographic primitive' }
  const asked = wanted.length > 0 ? wanted : [maker.issuer]
  const audiences = claims.aud.filter((one) => asked.includes(one))
  if (audiences.length === 0) {
    const quoted = (list: readonly string[]): string => `[${list.map((one) => JSON.stringify(one)).join(' ')}]`
    return {
      fault: `token audiences ${quoted(claims.aud)} is invalid for the target audiences ${quoted(asked)}`,
    }
  }
  const fault = standing(maker, claims)
  return fault === '' ? { user: userOf(claims), audiences } : { fault }
}

function claimsOf(part: string): Claims | undefined {
  const bytes = decoded(part)
  if (!bytes) return undefined
  try {
    const claims = JSON.parse(fromBytes(bytes)) as Claims | null
    // Whatever has our signature has our claims; the rest only has to be told apart.
    return typeof claims === 'object' && claims !== null ? claims : undefined
  } catch {
    return undefined
  }
}

/** Why the token is good no longer. */
function standing({ objects, loop }: TokenMaker, claims: Claims): string {
  if (loop.nowMs / 1000 > claims.exp) return 'service account token has expired'
  const { namespace, serviceaccount, pod, secret, node } = claims['kubernetes.io']
  const account = objects.get('/serviceaccounts', `${namespace}/${serviceaccount.name}`)
  if (!account) return `serviceaccounts ${JSON.stringify(serviceaccount.name)} not found`
  if (account.metadata.uid !== serviceaccount.uid)
    return `service account UID (${account.metadata.uid}) does not match claim (${serviceaccount.uid})`
  for (const [collection, key, claim] of [
    ['/pods', `${namespace}/${pod?.name}`, pod],
    ['/secrets', `${namespace}/${secret?.name}`, secret],
    ['/nodes', node?.name ?? '', pod ? undefined : node],
  ] as const)
    if (claim && objects.get(collection, key)?.metadata.uid !== claim.uid)
      return 'service account token has been invalidated'
  return ''
}

function userOf(claims: Claims): UserInfo {
  const { namespace, serviceaccount, pod, node } = claims['kubernetes.io']
  const extra: Record<string, readonly string[]> = {}
  const add = (key: string, value: string | undefined): void => {
    if (value !== undefined) extra[`authentication.kubernetes.io/${key}`] = [value]
  }
  add('credential-id', `JTI=${claims.jti}`)
  add('node-name', node?.name)
  add('node-uid', node?.uid)
  add('pod-name', pod?.name)
  add('pod-uid', pod?.uid)
  return {
    username: claims.sub,
    uid: serviceaccount.uid,
    groups: [...accountGroups(namespace), AUTHENTICATED],
    extra,
  }
}
