// Who asks: finds the user behind credentials, and behind whom he acts (k8s.io/apiserver/pkg/endpoints/filters/
// {authentication,impersonation}.go, v1.33).
// Differs: requests over plain HTTP carry no client certificate; whoever sends no credentials at all is whom the caller
// of this says, the administrator of a machine that only its owner can reach.

import { type Access, ApiError, type UserInfo } from '../api/index.ts'
import { unauthorized } from './forbidden.ts'
import { ACCOUNT_PREFIX } from './rbac.ts'

export interface Impersonation {
  readonly user: string
  readonly groups: readonly string[]
  readonly uid: string
  readonly extra: Readonly<Record<string, readonly string[]>>
}

export interface Credentials {
  readonly token?: string
  /** PEM. */
  readonly certificate?: string
  /** Who asks when nothing proves anything. */
  readonly user?: UserInfo
  readonly impersonate?: Impersonation
}

export interface Gate extends Access {
  readCertificate(pem: string): UserInfo | undefined
}

export const AUTHENTICATED = 'system:authenticated'
const UNAUTHENTICATED = 'system:unauthenticated'
const ANONYMOUS = 'system:anonymous'

export function admit(gate: Gate, credentials: Credentials): UserInfo {
  const { impersonate } = credentials
  const user = authenticate(gate, credentials)
  return impersonate ? actAs(gate, user, impersonate) : user
}

function authenticate(gate: Gate, { token, certificate, user }: Credentials): UserInfo {
  // A certificate is shown before anything is said.
  if (certificate) {
    const shown = gate.readCertificate(certificate)
    if (shown) return shown
    if (!token) throw unauthorized()
  }
  if (token) {
    const reading = gate.readToken(token, [])
    if ('fault' in reading) throw unauthorized()
    return reading.user
  }
  return user ?? { username: ANONYMOUS, groups: [UNAUTHENTICATED] }
}

function actAs(gate: Gate, asker: UserInfo, wanted: Impersonation): UserInfo {
  const { user: username, uid, extra } = wanted
  if (username === '')
    throw new ApiError(500, '', 'Internal Server Error: requested groups without impersonating a user')
  const may = (resource: string, name: string, more: { group?: string; version?: string; namespace?: string } = {}) =>
    gate.require(asker, { verb: 'impersonate', group: '', resource, name, ...more })
  const [namespace, account] = accountOf(username)
  if (namespace && account) may('serviceaccounts', account, { namespace })
  else may('users', username)
  for (const group of wanted.groups) may('groups', group)
  const authentication = { group: 'authentication.k8s.io', version: 'v1' }
  for (const [key, values] of Object.entries(extra))
    for (const name of values)
      gate.require(asker, { verb: 'impersonate', resource: 'userextras', subresource: key, name, ...authentication })
  if (uid !== '') may('uids', uid, authentication)
  const own = wanted.groups.length === 0 && namespace && account ? accountGroups(namespace) : wanted.groups
  return {
    username,
    groups: withEverybody(username, own),
    ...(uid === '' ? {} : { uid }),
    ...(Object.keys(extra).length > 0 ? { extra } : {}),
  }
}

function withEverybody(username: string, groups: readonly string[]): readonly string[] {
  if (username === ANONYMOUS) return groups.includes(UNAUTHENTICATED) ? groups : [...groups, UNAUTHENTICATED]
  return groups.includes(AUTHENTICATED) || groups.includes(UNAUTHENTICATED) ? groups : [...groups, AUTHENTICATED]
}

export const accountGroups = (namespace: string): string[] => [
  'system:serviceaccounts',
  `system:serviceaccounts:${namespace}`,
]

/** Namespace and name of a service account's user name; empty when it is none. */
export function accountOf(username: string): readonly string[] {
  const parts = username.startsWith(ACCOUNT_PREFIX) ? username.slice(ACCOUNT_PREFIX.length).split(':') : []
  return parts.length === 2 && parts.every((part) => part !== '') ? parts : []
}

/** What the headers of a request say; `user` is who sends none. */
export function credentialsOf(headers: Headers, user: UserInfo): Credentials {
  const authorization = headers.get('Authorization')
  const [, token] = /^bearer +(\S+) *$/i.exec(authorization ?? '') ?? []
  const impersonate = impersonationOf(headers)
  return {
    ...(authorization === null ? { user } : {}),
    ...(token === undefined ? {} : { token }),
    ...(impersonate ? { impersonate } : {}),
  }
}

const EXTRA = 'impersonate-extra-'

function impersonationOf(headers: Headers): Impersonation | undefined {
  const user = headers.get('Impersonate-User') ?? ''
  const uid = headers.get('Impersonate-Uid') ?? ''
  // `Headers` joins what was sent several times.
  const groups = headers.get('Impersonate-Group')?.split(', ') ?? []
  const extra: Record<string, string[]> = {}
  headers.forEach((value, name) => {
    if (name.startsWith(EXTRA)) extra[unescaped(name.slice(EXTRA.length))] = value.split(', ')
  })
  if (user === '' && uid === '' && groups.length === 0 && Object.keys(extra).length === 0) return undefined
  return { user, uid, groups, extra }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
