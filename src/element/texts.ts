// A large value as a list of JSON texts, made and read in small parts: what the browser's storage copies is then text, which
// costs next to nothing, and the page breathes in between. Objects that are frozen are written only once.
// The first text is the value with its lists empty, and says where they belong; the others hold their items.

import { inSlices } from './breath.ts'

/** Characters of one text, roughly. */
const TEXT_LENGTH = 16_384
/** Lists of fewer items stay where they are. */
const FEW = 8
/** Objects deeper than this are written as they are; lists in lists are looked through. */
const DEPTH = 5

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
    value: isLarge(value, 0) ? yield* withoutLists(value, [], lists) : value,
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

/** There may be long lists in it. A check before each descent: a generator for every number and text would be slow. */
function isLarge(value: unknown, depth: number): value is object {
  if (typeof value !== 'object' || value === null) return false
  return Array.isArray(value) || (depth < DEPTH && !Object.isFrozen(value))
}

function* withoutLists(value: object, path: List['path'], lists: List[]): Generator<void, unknown> {
  if (Array.isArray(value)) {
    if (value.length > FEW) {
      yield* takeOut(value, path, lists)
      return []
    }
    const items: unknown[] = []
    for (const [at, item] of value.entries())
      items.push(isLarge(item, path.length + 1) ? yield* withoutLists(item, [...path, at], lists) : item)
    return items
  }
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value))
    copy[key] = isLarge(item, path.length + 1) ? yield* withoutLists(item, [...path, key], lists) : item
  return copy
}

function* takeOut(items: readonly unknown[], path: List['path'], lists: List[]): Generator<void, void> {
  const texts: string[] = []
  // Before the lists in its items: they are put back in this order.
  lists.push({ path, texts })
  let text = ''
  for (const [at, item] of items.entries()) {
    const rest = isLarge(item, path.length + 1) ? yield* withoutLists(item, [...path, at], lists) : item
    text += `${text === '' ? '[' : ','}${textOf(rest)}`
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
