// Whether a rule allows a request (plugin/pkg/auth/authorizer/rbac/rbac.go and pkg/apis/rbac/v1/evaluation_helpers.go, v1.33).

import type { AccessRule, Attributes } from '../api/index.ts'

const includes = (list: readonly string[] | undefined, value: string): boolean =>
  list !== undefined && (list.includes(value) || list.includes('*'))

export function ruleAllows(rule: AccessRule, asked: Attributes): boolean {
  if (!includes(rule.verbs, asked.verb)) return false
  if ('path' in asked) return (rule.nonResourceURLs ?? []).some((url) => urlMatches(url, asked.path))
  const { resourceNames = [] } = rule
  return (
    includes(rule.apiGroups, asked.group) &&
    (rule.resources ?? []).some((resource) => resourceMatches(resource, asked.resource, asked.subresource ?? '')) &&
    (resourceNames.length === 0 || resourceNames.includes(asked.name ?? ''))
  )
}

function resourceMatches(rule: string, resource: string, subresource: string): boolean {
  if (rule === '*') return true
  if (subresource === '') return rule === resource
  return rule === `${resource}/${subresource}` || rule === `*/${subresource}`
}

export function urlMatches(rule: string, path: string): boolean {
  if (rule === '*' || rule === path) return true
  return rule.endsWith('*') && path.startsWith(rule.replace(/\*+$/, ''))
}
