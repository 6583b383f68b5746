// Rules of a role taken apart into one resource and name each, verbs put together again, and sorted
// (k8s.io/kubectl/pkg/util/rbac/rbac.go, v1.33).

import type { PolicyRule } from '../../kinds/index.ts'
import { compareText } from './order.ts'

export interface CompactRule {
  readonly group?: string
  readonly resource?: string
  readonly resourceName?: string
  readonly url?: string
  readonly verbs: readonly string[]
}

/** In the order of their text, which begins with the verbs. */
export function compactRules(rules: readonly PolicyRule[]): CompactRule[] {
  const simple = new Map<string, CompactRule>()
  const urls: CompactRule[] = []
  for (const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [], verbs } of rules) {
    for (const group of apiGroups) {
      for (const resource of resources) {
        for (const resourceName of resourceNames.length > 0 ? resourceNames : [undefined]) {
          const key = JSON.stringify([group, resource, resourceName])
          const known = simple.get(key)?.verbs ?? []
          const all = [...new Set([...known, ...verbs])]
          if (all.length > 0) {
            simple.set(key, { group, resource, ...(resourceName === undefined ? {} : { resourceName }), verbs: all })
          }
        }
      }
    }
    for (const url of nonResourceURLs) for (const verb of verbs) urls.push({ url, verbs: [verb] })
  }
  return [...urls, ...simple.values()].sort((a, b) => compareText(ruleText(a), ruleText(b)))
}

/** As the generated Go type prints itself. */
function ruleText({ group, resource, resourceName, url, verbs }: CompactRule): string {
  const parts = [
    `Verbs:[${verbs.join(' ')}]`,
    `APIGroups:[${group ?? ''}]`,
    `Resources:[${resource ?? ''}]`,
    `ResourceNames:[${resourceName ?? ''}]`,
    `NonResourceURLs:[${url ?? ''}]`,
  ]
  return `&PolicyRule{${parts.join(',')},}`
}
