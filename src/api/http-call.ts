// What the parts of the HTTP door know of one request.

import type { Attributes } from './access.ts'
import type { Client, UserInfo } from './client.ts'
import type { Descriptions } from './descriptions.ts'
import { jsonResponse } from './http-answer.ts'
import type { DoorClock } from './http-watch.ts'

export interface HttpDoorOptions {
  /** Virtual time, for `timeoutSeconds` and bookmarks of watches; without it they do not end by themselves. */
  readonly clock?: DoorClock
  /** What is said of the types, for OpenAPI; without it, or when it has none, the documents say nothing. */
  readonly descriptions?: () => Promise<Descriptions | undefined>
  /** 'host:port', for the plain discovery document. */
  readonly serverAddress?: string
  /** Called after each request that may have changed something. */
  readonly afterWrite?: () => void
  /** Who asks; throws `ApiError` (401) for who must not. Default: everybody is the administrator. */
  readonly authenticate?: (request: Request) => UserInfo
  /** Throws `ApiError` (403) when that user may not do this. Default: everybody may everything. */
  readonly authorize?: (user: UserInfo, asked: Attributes) => void
}

/** The user of a kubeadm cluster's admin.conf. */
export const admin: UserInfo = {
  username: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:authenticated'],
}

export interface Call {
  readonly client: Client
  readonly options: HttpDoorOptions
  readonly request: Request
  readonly query: URLSearchParams
  /** Of the answer. */
  readonly headers: Headers
  readonly pretty: boolean
  readonly user: UserInfo
}

export const answer = ({ headers, pretty }: Call, code: number, value: unknown): Response =>
  jsonResponse(code, value, headers, pretty)
