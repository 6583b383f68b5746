// Who may do what, as the server sees it: the questions, and whoever answers them. Models the interfaces of
// k8s.io/apiserver/pkg/authorization/authorizer (v1.33). A caller without a user is a part of the cluster and may do
// everything; so is everybody while nobody answers.

import type { UserInfo } from './client.ts'
import type { KubeObject } from './object.ts'

export interface ResourceAttributes {
  readonly verb: string
  readonly group: string
  readonly version?: string
  readonly resource: string
  readonly subresource?: string | undefined
  readonly name?: string | undefined
  readonly namespace?: string | undefined
}

export interface PathAttributes {
  readonly verb: string
  readonly path: string
}

export type Attributes = ResourceAttributes | PathAttributes

export interface Decision {
  readonly allowed: boolean
  /** Which rule allows it, or what kept the server from finding one; may be ''. */
  readonly reason: string
}

/** rbac.authorization.k8s.io/v1 PolicyRule. */
export interface AccessRule {
  readonly verbs: readonly string[]
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
}

export interface AccessRules {
  readonly rules: readonly AccessRule[]
  /** Roles that bindings name and nobody has made. */
  readonly errors: readonly string[]
}

export interface TokenSubject {
  readonly account: KubeObject
  /** The token ends with this object. */
  readonly bound?: KubeObject | undefined
  /** Where the bound pod runs. */
  readonly node?: KubeObject | undefined
  readonly audiences: readonly string[]
  readonly seconds: number
}

/** Whose a token is, or why it is nobody's. */
export type TokenReading =
  | { readonly user: UserInfo; readonly audiences: readonly string[] }
  | { readonly fault: string }

export interface Access {
  decide(user: UserInfo, attributes: Attributes): Decision
  /** Throws the server's Forbidden when nothing allows it. */
  require(user: UserInfo, attributes: Attributes): void
  rulesFor(user: UserInfo, namespace: string | undefined): AccessRules
  /** Who the server itself is: the audience of tokens that name none. */
  readonly issuer: string
  issueToken(subject: TokenSubject): string
  readToken(token: string, audiences: readonly string[]): TokenReading
  /** A PEM certificate for a PEM request, good until then. */
  certify(request: string, usages: readonly string[], fromMs: number, untilMs: number): string
}
