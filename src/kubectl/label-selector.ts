// Label selectors against objects of files; those against the server are the server's (apimachinery/pkg/labels, v1.33).

import { isMap } from './manifest-data.ts'

export interface Requirement {
  readonly key: string
  readonly operator: '=' | '!=' | 'in' | 'notin' | 'exists' | '!'
  readonly values: readonly string[]
}

export function parseLabelSelector(selector: string): readonly Requirement[] {
  const requirements: Requirement[] = []
  for (const part of selector.match(/(?:[^,(]|\([^)]*\))+/g) ?? []) {
    const term = part.trim()
    const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(term)
    const equal = /^([^!=\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(term)
    if (set) {
      const values = (set[3] ?? '').split(',').map((value) => value.trim())
      requirements.push({ key: set[1] ?? '', operator: set[2] === 'in' ? 'in' : 'notin', values })
    } else if (equal) {
      requirements.push({ key: equal[1] ?? '', operator: equal[2] === '!=' ? '!=' : '=', values: [equal[3] ?? ''] })
    } else if (term.startsWith('!')) requirements.push({ key: term.slice(1).trim(), operator: '!', values: [] })
    else if (term !== '') requirements.push({ key: term, operator: 'exists', values: [] })
  }
  return requirements
}

export function matchesLabels(requirements: readonly Requirement[], labels: unknown): boolean {
  const map = isMap(labels) ? labels : {}
  return requirements.every(({ key, operator, values }) => {
    const value = map[key]
    const among = typeof value === 'string' && values.includes(value)
    if (operator === '=' || operator === 'in') return among
    if (operator === 'exists') return value !== undefined
    if (operator === '!') return value === undefined
    return !among
  })
}
