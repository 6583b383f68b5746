// Paths in manifests that name a field of a schema: ".spec.replicas", ".spec['a.b']". Models ValidFieldPath of
// apiextensions-apiserver pkg/apiserver/schema/cel/validation.go (v1.33).

import { additionalOf, childPath, type JsonSchema, keyPath, propertyOf } from './json-schema.ts'

export function fieldPathOf(
  schema: JsonSchema,
  source: string,
  allowBrackets = true,
): { readonly path: string; readonly schema: JsonSchema } | { readonly fault: string } {
  let path = ''
  let at: JsonSchema = schema
  const tokens = source.match(/'(?:\\.|[^'])*'|[.[\]]|[^.[\]]+/g) ?? []
  const step = (name: string): string | undefined => {
    if (at.properties) {
      const found = propertyOf(at, name)
      if (!found) return 'does not refer to a valid field'
      path = childPath(path, name)
      at = found
      return undefined
    }
    const found = additionalOf(at)
    if (!found) return 'does not refer to a valid field'
    path = keyPath(path, name)
    at = found
    return undefined
  }
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? ''
    if (token !== '.' && token !== '[') return { fault: `expected [ or . but got: ${token}` }
    if (token === '[' && !allowBrackets) return { fault: 'array notation is not allowed' }
    const next = tokens[++i]
    if (next === undefined) return { fault: 'unexpected end of JSON path' }
    if (token === '.') {
      const fault = step(next)
      if (fault !== undefined) return { fault }
      continue
    }
    if (!/^'.*'$/s.test(next) || next.length < 2) return { fault: `expected single quoted string but got ${next}` }
    const fault = step(next.slice(1, -1).replace(/\\(.)/g, '$1'))
    if (fault !== undefined) return { fault }
    const close = tokens[++i]
    if (close === undefined) return { fault: 'unexpected end of JSON path' }
    if (close !== ']') return { fault: `expected ] but got ${close}` }
  }
  return { path, schema: at }
}
