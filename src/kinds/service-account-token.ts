// Tokens of service accounts. Models pkg/registry/core/serviceaccount/storage/token.go and pkg/apis/authentication/
// validation/validation.go (v1.33).

import {
  ApiError,
  type FieldError,
  invalidField,
  type KindContext,
  type KubeObject,
  newBadRequest,
  newConflict,
  newInvalid,
  type SubresourceDefinition,
  timeText,
} from '../api/index.ts'
import type { BoundObjectReference, Pod, TokenRequest } from './types.generated.ts'

const DEFAULT_SECONDS = 3600
const SHORTEST_SECONDS = 600
const LONGEST_SECONDS = 2 ** 32
const resources: Readonly<Record<string, string>> = { Pod: 'pods', Secret: 'secrets', Node: 'nodes' }

export const tokenSubresource: SubresourceDefinition = {
  name: 'token',
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'TokenRequest',
  verbs: ['create'],
  create: issue,
}

function issue(account: KubeObject, body: KubeObject, context: KindContext): KubeObject {
  const { access, nowMs } = context
  if (!access) throw new ApiError(501, '', 'this server has nobody who issues tokens')
  const { name, namespace = '' } = account.metadata
  const { spec } = body as TokenRequest
  const seconds = spec.expirationSeconds ?? DEFAULT_SECONDS
  const errors: FieldError[] = []
  const wrong = (why: string) => errors.push(invalidField('spec.expirationSeconds', seconds, why))
  if (seconds < SHORTEST_SECONDS) wrong('may not specify a duration less than 10 minutes')
  if (seconds > LONGEST_SECONDS) wrong('may not specify a duration larger than 2^32 seconds')
  if (errors.length > 0) throw newInvalid({ group: 'authentication.k8s.io', kind: 'TokenRequest' }, '', errors)
  const { boundObjectRef: ref } = spec
  const bound = ref && boundObject(ref, account, context)
  const nodeName = (bound as Pod | undefined)?.spec?.nodeName
  const node = bound?.kind === 'Node' ? bound : nodeName ? nodeOf(nodeName, context) : undefined
  const audiences = (spec.audiences ?? []).length > 0 ? spec.audiences : [access.issuer]
  const token = access.issueToken({ account, bound, node, audiences, seconds })
  const expires = Math.floor(nowMs / 1000) * 1000 + seconds * 1000
  return {
    ...body,
    metadata: { name, namespace, creationTimestamp: timeText(nowMs) },
    spec: { audiences, expirationSeconds: seconds, boundObjectRef: ref ?? null },
    status: { token, expirationTimestamp: timeText(expires) },
  } as unknown as KubeObject
}

function boundObject(ref: BoundObjectReference, account: KubeObject, { client }: KindContext): KubeObject {
  const { kind = '', apiVersion = '', name = '', uid } = ref
  const { namespace } = account.metadata
  const resource = resources[kind]
  if (resource === undefined || apiVersion !== 'v1') {
    const slash = apiVersion.indexOf('/')
    const [group, version] = slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)]
    throw newBadRequest(`cannot bind token to object of type ${group}/${version}, Kind=${kind}`)
  }
  const place = kind === 'Node' ? {} : { namespace }
  const found = client.get({ group: '', version: 'v1', resource, name, ...place })
  const runsAs = kind === 'Pod' ? ((found as Pod).spec?.serviceAccountName ?? '') : account.metadata.name
  if (runsAs !== account.metadata.name)
    throw newBadRequest(
      `cannot bind token for serviceaccount ${JSON.stringify(account.metadata.name)} to pod running with serviceaccount ${JSON.stringify(runsAs)}`,
    )
  if (uid && uid !== found.metadata.uid)
    throw newConflict(
      { group: '', resource: kind },
      name,
      `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`,
    )
  return found
}

function nodeOf(name: string, { client }: KindContext): KubeObject | undefined {
  const { items } = client.list(
    { group: '', version: 'v1', resource: 'nodes' },
    { fieldSelector: `metadata.name=${name}` },
  )
  return items[0]
}
