// Label selectors as objects (matchLabels and matchExpressions), as k8s.io/apimachinery/pkg/labels/selector.go (v1.33).

import type { LabelSelector, LabelSelectorRequirement } from '../kinds/index.ts'

type Labels = Readonly<Record<string, string>> | undefined

/** Every pair is there. */
export function hasLabels(labels: Labels, wanted: Readonly<Record<string, string>>): boolean {
  for (const name in wanted) if (labels?.[name] !== wanted[name]) return false
  return true
}

/** A selector that selects nothing when it is absent, and everything when it is empty. */
export function selects(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (!selector || !hasLabels(labels, selector.matchLabels ?? {})) return false
  return (selector.matchExpressions ?? []).every((requirement) => meets(requirement, labels))
}

/** One requirement; node selectors have the same form, and two operators more. */
export function meets(requirement: LabelSelectorRequirement, labels: Labels): boolean {
  const value = labels?.[requirement.key]
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && (requirement.values ?? []).includes(value)
    case 'NotIn':
      return value === undefined || !(requirement.values ?? []).includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    case 'Gt':
      return value !== undefined && Number(value) > Number(requirement.values?.[0])
    case 'Lt':
      return value !== undefined && Number(value) < Number(requirement.values?.[0])
    default:
      return false
  }
}
