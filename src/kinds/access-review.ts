// What the reviews share: who answers them, and the rules for their questions. Models pkg/registry/authorization and
// pkg/apis/authorization/validation/validation.go (v1.33).
// Missing: fieldSelector and labelSelector of resourceAttributes are kept and have no effect, as no rule can name them.
// Differs: of metadata that should be empty the message names nothing.

import {
  type Access,
  ApiError,
  type Attributes,
  type Decision,
  type FieldError,
  GoSyntax,
  invalidField,
  type KindContext,
  type KubeObject,
  newInvalid,
  type UserInfo,
} from '../api/index.ts'
import { goStruct } from './field-rules.ts'
import type { SubjectAccessReviewSpec } from './types.generated.ts'

type Question = Pick<SubjectAccessReviewSpec, 'resourceAttributes' | 'nonResourceAttributes'>

interface Review extends KubeObject {
  readonly spec: Question
}

export function accessFor({ access }: KindContext): Access {
  if (access) return access
  // Missing: a server without an authorizer allows everything, and has nobody to ask.
  throw new ApiError(501, '', 'this server has no authorizer')
}

/** Reviews are answered as they came: nothing was made that has an identity or an age. */
export const unmade = { creationTimestamp: null } as unknown as KubeObject['metadata']

const made = new Set(['uid', 'creationTimestamp', 'managedFields', 'namespace'])

/** Throws what is wrong with the question. */
export function checkReview(body: Review, more: readonly FieldError[] = [], last: readonly FieldError[] = []): void {
  const { spec, metadata } = body
  const errors: FieldError[] = []
  const { resourceAttributes, nonResourceAttributes } = spec
  if (resourceAttributes && nonResourceAttributes) {
    const why = 'cannot be specified in combination with resourceAttributes'
    errors.push(invalidField('spec.nonResourceAttributes', shown(nonResourceAttributes), why))
  }
  if (!resourceAttributes && !nonResourceAttributes) {
    const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified'
    errors.push(invalidField('spec.resourceAttributes', 'null', why))
  }
  errors.push(...more)
  if (Object.keys(metadata).some((key) => !made.has(key))) {
    const why = metadata.namespace === undefined ? 'must be empty' : 'must be empty except for namespace'
    errors.push(invalidField('metadata', new GoSyntax('v1.ObjectMeta{…}'), why))
  }
  errors.push(...last)
  if (errors.length > 0) throw newInvalid({ group: 'authorization.k8s.io', kind: body.kind }, '', errors)
}

export const shown = ({ path = '', verb = '' }: NonNullable<Question['nonResourceAttributes']>): GoSyntax =>
  goStruct('authorization.NonResourceAttributes', { Path: path, Verb: verb })

/** Whoever asks about somebody says about whom. */
export const subjectFaults = ({ user = '', groups = [] }: SubjectAccessReviewSpec): FieldError[] =>
  user === '' && groups.length === 0
    ? [invalidField('spec.user', user, 'at least one of user or group must be specified')]
    : []

export const subjectOf = ({ user = '', groups = [], uid, extra }: SubjectAccessReviewSpec): UserInfo => ({
  username: user,
  groups,
  ...(uid === undefined ? {} : { uid }),
  ...(extra === undefined ? {} : { extra }),
})

export function decideFor<T extends Review>(review: T, user: UserInfo, context: KindContext): T {
  const { allowed, reason }: Decision = accessFor(context).decide(user, attributesOf(review.spec))
  return { ...review, metadata: metadataOf(review), status: { allowed, ...(reason === '' ? {} : { reason }) } }
}

const metadataOf = ({ metadata }: KubeObject): KubeObject['metadata'] =>
  metadata.namespace === undefined ? unmade : { ...unmade, namespace: metadata.namespace }

function attributesOf({ resourceAttributes, nonResourceAttributes }: Question): Attributes {
  if (!resourceAttributes) return { verb: nonResourceAttributes?.verb ?? '', path: nonResourceAttributes?.path ?? '' }
  const { verb = '', group = '', resource = '', subresource, name, namespace } = resourceAttributes
  return { verb, group, resource, subresource, name, namespace }
}
