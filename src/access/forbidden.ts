// The words of a refusal (k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go, v1.33).

import { ApiError, type Attributes, goQuote, newForbidden, type UserInfo } from '../api/index.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

export function forbidden({ username }: UserInfo, asked: Attributes, reason: string): ApiError {
  const who = `User ${goQuote(username)} cannot ${asked.verb}`
  const because = reason === '' ? '' : `: ${reason}`
  if ('path' in asked) {
    const what = sanitized(`${who} path ${goQuote(asked.path)}`)
    return new ApiError(403, 'Forbidden', `forbidden: ${what}${because}`, {})
  }
  const { group, resource, subresource, namespace, name = '' } = asked
  const full = subresource ? `${resource}/${subresource}` : resource
  const where = namespace ? `in the namespace ${goQuote(namespace)}` : 'at the cluster scope'
  const what = sanitized(`${who} resource ${goQuote(full)} in API group ${goQuote(group)} ${where}`)
  return newForbidden({ group, resource }, name, what + because)
}

const sanitized = (text: string): string => text.replace(/[&<>]/g, (character) => escapes[character] ?? '')

export const unauthorized = (): ApiError => new ApiError(401, 'Unauthorized', 'Unauthorized')
