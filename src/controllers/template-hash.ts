// The pod-template-hash: FNV-1a over the template, in the letters that names may safely have
// (pkg/controller/controller_utils.go ComputeHash and k8s.io/apimachinery/pkg/util/rand, v1.33).
// Differs: upstream hashes Go's own dump of the struct, which no other language prints; ours hashes sorted JSON.

import type { PodTemplateSpec } from '../kinds/index.ts'

const SAFE = 'bcdfghjklmnpqrstvwxz2456789'

export function templateHash(template: PodTemplateSpec, collisionCount: number | undefined): string {
  let hash = 0x811c9dc5
  const text = canonical(template) + (collisionCount === undefined ? '' : String(collisionCount))
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193) >>> 0
  }
  return [...String(hash)].map((digit) => SAFE[digit.charCodeAt(0) % SAFE.length]).join('')
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
