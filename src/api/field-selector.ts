// Field selectors: the syntax, escapes and error texts of k8s.io/apimachinery/pkg/fields (v1.33), over the fields that
// each kind offers.

import type { ResourceDefinition } from './definition.ts'
import { SelectorError } from './label-selector.ts'
import type { KubeObject } from './object.ts'

export interface FieldRequirement {
  readonly field: string
  readonly equal: boolean
  readonly value: string
}

/** Reads 'status.phase=Running,metadata.name!=x'. Throws `SelectorError` with upstream's text. */
export function parseFieldSelector(text: string): readonly FieldRequirement[] {
  const requirements: FieldRequirement[] = []
  for (const term of (text.match(/(?:\\.|[^,\\])+|\\$/gs) ?? []).sort()) {
    const found = /^(.*?)(!=|==|=)(.*)$/s.exec(term)
    if (!found) throw new SelectorError(`invalid selector: '${text}'; can't understand '${term}'`)
    const [, field = '', operator, value = ''] = found
    requirements.push({ field, equal: operator !== '!=', value: unescapeValue(value) })
  }
  return requirements
}

function unescapeValue(text: string): string {
  let value = ''
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    if (character === '\\') {
      const next = text.charAt(++i)
      if (next !== '\\' && next !== ',' && next !== '=') {
        throw new SelectorError(`invalid field selector: invalid escape sequence: \\${next}`)
      }
      value += next
    } else if (character === '=' || character === ',') {
      const code = character.charCodeAt(0)
      throw new SelectorError(`invalid field selector: unescaped character in value: ${code}`)
    } else value += character
  }
  return value
}

/** The test that a field selector stands for. Throws `SelectorError` for a field that the kind does not offer. */
export function fieldTest(
  requirements: readonly FieldRequirement[],
  definition: ResourceDefinition,
): (object: KubeObject) => boolean {
  const tests = requirements.map(({ field, equal, value }) => {
    const read = readerOf(field, definition)
    return (object: KubeObject) => (read(object) === value) === equal
  })
  return (object) => tests.every((test) => test(object))
}

function readerOf(
  field: string,
  { fieldSelectors, namespaced, group }: ResourceDefinition,
): (object: KubeObject) => string {
  if (field === 'metadata.name') return (object) => object.metadata.name
  if (field === 'metadata.namespace' && (namespaced || group !== '')) return (object) => object.metadata.namespace ?? ''
  const read = fieldSelectors && Object.hasOwn(fieldSelectors, field) ? fieldSelectors[field] : undefined
  if (!read) throw new SelectorError(`field label not supported: ${field}`)
  return read
}
