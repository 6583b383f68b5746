// The door of permission: who asks, and what they may. Loaded with kubectl and with the HTTP door; until then nobody but
// the cluster itself speaks to its server.

import type { Client, Server, UserInfo } from '../api/index.ts'
import type { Loop } from '../sim/index.ts'
import { admit, type Credentials, type Gate } from './admit.ts'
import { certify, readCertificate } from './certificate.ts'
import { plantRoles } from './default-roles.ts'
import { forbidden } from './forbidden.ts'
import { rbacAuthorizer } from './rbac.ts'
import { sealOf } from './seal.ts'
import { issueToken, readToken } from './token.ts'
import { userClient } from './user-client.ts'

export { type Credentials, credentialsOf, type Impersonation } from './admit.ts'

export interface Entrance {
  /** Who that is; throws `ApiError` when nobody, or when he may not act as whom he says. */
  admit(credentials: Credentials): UserInfo
  readonly access: Gate
  /** A client that may what its user may; who that is, is asked anew for each call. */
  clientFor(client: Client, credentials: Credentials): Client
  /** Gives a cluster its first roles that has never had any: at once, and after a restore. */
  prepare(): void
}

export interface EntranceOptions {
  readonly server: Server
  readonly loop: Loop
  /** 'kubeadm', 'k3s': who installed the cluster. */
  readonly distribution: string
}

/** From now on the server knows its users. */
export function openEntrance({ server, loop, distribution }: EntranceOptions): Entrance {
  const { objects } = server
  const authorizer = rbacAuthorizer(objects)
  const seal = sealOf(() => objects.get('/namespaces', 'kube-system')?.metadata.uid ?? '')
  const tokens = { objects, loop, seal, issuer: 'https://kubernetes.default.svc.cluster.local' }
  const access: Gate = {
    ...authorizer,
    issuer: tokens.issuer,
    issueToken: (subject) => issueToken(tokens, subject),
    readToken: (token, audiences) => readToken(tokens, token, audiences),
    certify: (request, usages, fromMs, untilMs) => certify(seal, { request, usages, fromMs, untilMs }),
    readCertificate: (pem) => readCertificate(seal, pem, loop.nowMs),
    require(user, asked) {
      const { allowed, reason } = authorizer.decide(user, asked)
      if (!allowed) throw forbidden(user, asked, reason)
    },
  }
  server.setAccess(access)
  const entrance: Entrance = {
    access,
    admit: (credentials) => admit(access, credentials),
    clientFor: (client, credentials) => userClient(client, access, () => admit(access, credentials)),
    prepare: () => plantRoles(server, distribution),
  }
  entrance.prepare()
  return entrance
}
