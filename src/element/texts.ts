// A large value as a list of JSON texts, made and read in small parts: what the browser's storage copies is then text, which
// costs next to nothing, and the page breathes in between. Objects that are frozen are written only once.
// The first text is the value with its lists empty, and says where they belong; the others hold their items.

import { inSlices } from './breath.ts'

/** Characters of one text, roughly. */
const TEXT_LENGTH = 16_384
/** Lists of fewer items stay where they are. */
const FEW = 8
/** Nothing long lies deeper. */
const DEPTH = 8

interface List {
  readonly path: readonly (string | number)[]
  readonly texts: string[]
}

interface Head {
  readonly value: unknown
  readonly lists: readonly { readonly path: readonly (string | number)[]; readonly texts: number }[]
}

const written = new WeakMap<object, string>()

export function* toTexts(value: unknown): Generator<void, readonly string[]> {
  const lists: List[] = []
  const head: Head = {
    value: yield* withoutLists(value, [], lists),
    lists: lists.map(({ path, texts }) => ({ path, texts: texts.length })),
  }
  return [JSON.stringify(head), ...lists.flatMap(({ texts }) => texts)]
}

/** Throws when the texts are not what `toTexts` made. */
export function* fromTexts(texts: readonly string[]): Generator<void, unknown> {
  const { value, lists } = JSON.parse(texts[0] ?? '') as Head
  let at = 1
  for (const { path, texts: count } of lists) {
    const list = path.reduce<unknown>((found, key) => (found as Record<string | number, unknown>)[key], value)
    if (!Array.isArray(list)) throw new TypeError('no list is there')
    for (let end = at + count; at < end; at++) {
      yield
      for (const item of JSON.parse(texts[at] ?? '') as readonly unknown[]) list.push(item)
    }
  }
  return value
}

function* withoutLists(value: unknown, path: List['path'], lists: List[]): Generator<void, unknown> {
  if (typeof value !== 'object' || value === null || path.length >= DEPTH || Object.isFrozen(value)) return value
  if (Array.isArray(value)) {
    if (value.length > FEW) {
      yield* takeOut(value, path, lists)
      return []
    }
    const items: unknown[] = []
    for (const [at, item] of value.entries()) items.push(yield* withoutLists(item, [...path, at], lists))
    return items
  }
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) copy[key] = yield* withoutLists(item, [...path, key], lists)
  return copy
}

function* takeOut(items: readonly unknown[], path: List['path'], lists: List[]): Generator<void, void> {
  const texts: string[] = []
  // Before the lists in its items: they are put back in this order.
  lists.push({ path, texts })
  let text = ''
  for (const [at, item] of items.entries()) {
    text += `${text === '' ? '[' : ','}${textOf(yield* withoutLists(item, [...path, at], lists))}`
    if (text.length < TEXT_LENGTH) continue
    texts.push(`${text}]`)
    text = ''
    yield
  }
  if (text !== '') texts.push(`${text}]`)
}

function textOf(item: unknown): string {
  if (typeof item !== 'object' || item === null || !Object.isFrozen(item)) return JSON.stringify(item) ?? 'null'
  let text = written.get(item)
  if (text === undefined) {
    text = JSON.stringify(item)
    written.set(item, text)
  }
  return text
}

/** What a storage gave back; as it is when it was never texts. */
export async function readTexts(stored: unknown): Promise<unknown> {
  if (!Array.isArray(stored)) return stored
  try {
    return await inSlices(fromTexts(stored.map(String)))
  } catch {
    return undefined
  }
}
