// Which rules others do not cover, combination by combination (k8s.io/component-helpers/auth/rbac/validation/
// policy_comparator.go, v1.33).

import type { AccessRule } from './access.ts'

/** What `rules` allow and `own` do not. */
export const missingRules = (own: readonly AccessRule[], rules: readonly AccessRule[]): AccessRule[] =>
  rules.flatMap(single).filter((rule) => !own.some((one) => covers(one, rule)))

/** A rule for each combination. */
function single({
  verbs,
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: AccessRule): AccessRule[] {
  const parts: AccessRule[] = []
  for (const group of apiGroups)
    for (const resource of resources)
      for (const verb of verbs) {
        const part = { apiGroups: [group], resources: [resource], verbs: [verb] }
        if (resourceNames.length === 0) parts.push(part)
        else for (const name of resourceNames) parts.push({ ...part, resourceNames: [name] })
      }
  for (const url of nonResourceURLs) for (const verb of verbs) parts.push({ nonResourceURLs: [url], verbs: [verb] })
  return parts
}

function covers(own: AccessRule, part: AccessRule): boolean {
  const all = (have: readonly string[] = [], need: readonly string[] = []): boolean =>
    have.includes('*') || need.every((one) => have.includes(one))
  const names = own.resourceNames ?? []
  return (
    all(own.verbs, part.verbs) &&
    all(own.apiGroups, part.apiGroups) &&
    (part.resources ?? []).every((one) => coversResource(own.resources ?? [], one)) &&
    (part.nonResourceURLs ?? []).every((url) => (own.nonResourceURLs ?? []).some((one) => coversUrl(one, url))) &&
    (names.length === 0 || (part.resourceNames !== undefined && all(names, part.resourceNames)))
  )
}

function coversResource(own: readonly string[], wanted: string): boolean {
  if (own.includes('*') || own.includes(wanted)) return true
  const slash = wanted.indexOf('/')
  return slash >= 0 && own.includes(`*${wanted.slice(slash)}`)
}

const coversUrl = (own: string, wanted: string): boolean =>
  own === wanted || (own.endsWith('*') && wanted.startsWith(own.replace(/\*+$/, '')))
