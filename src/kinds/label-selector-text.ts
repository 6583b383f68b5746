// A label selector as one line of text: 'app=web,tier in (a,b),!x'. Models LabelSelectorAsSelector and String of
// k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go and pkg/labels/selector.go (v1.33).

import type { LabelSelector } from './types.generated.ts'

/** Requirements sorted by key; '' for an empty or missing selector. */
export function labelSelectorText(selector: LabelSelector | undefined): string {
  const requirements: { key: string; text: string }[] = []
  for (const [key, value] of Object.entries(selector?.matchLabels ?? {})) {
    requirements.push({ key, text: `${key}=${value}` })
  }
  for (const { key, operator, values } of selector?.matchExpressions ?? []) {
    const set = `(${[...(values ?? [])].sort().join(',')})`
    if (operator === 'In') requirements.push({ key, text: `${key} in ${set}` })
    else if (operator === 'NotIn') requirements.push({ key, text: `${key} notin ${set}` })
    else if (operator === 'Exists') requirements.push({ key, text: key })
    else if (operator === 'DoesNotExist') requirements.push({ key, text: `!${key}` })
  }
  return requirements
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ text }) => text)
    .join(',')
}
