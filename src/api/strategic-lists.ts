// Lists in strategic merge patches: finding, ordering and partitioning items by their merge key.
// Models the list functions of k8s.io/apimachinery/pkg/util/strategicpatch/patch.go (v1.33).

import { goPrint } from './go-text.ts'
import { badArgument, badElementOrder, goKind, noListOfLists, noMergeKey, PatchError } from './patch-meta.ts'
import { type Fields, isFields } from './value.ts'

export const DIRECTIVE = '$patch'
export const DELETE_FROM = '$deleteFromPrimitiveList'
export const ELEMENT_ORDER = '$setElementOrder'
export const RETAIN_KEYS = '$retainKeys'

export function requireFields(value: unknown): Fields {
  if (!isFields(value)) throw badArgument({}, value)
  return value
}

export function requireList(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw badArgument([], value)
  return value
}

export function mergeKeyOf(item: unknown, mergeKey: string): unknown {
  const fields = requireFields(item)
  if (!Object.hasOwn(fields, mergeKey)) throw noMergeKey(fields, mergeKey)
  return fields[mergeKey]
}

/** The kind that all items share; upstream refuses mixed lists and lists of lists. */
export function itemKind(...lists: readonly (readonly unknown[])[]): string {
  let kind: string | undefined
  for (const list of lists) {
    for (const item of list) {
      const own = goKind(item)
      if (own === 'slice') throw noListOfLists()
      kind ??= own
      if (kind !== own) throw new PatchError('internal', `list element types are not identical: ${goPrint(lists)}`)
    }
  }
  if (kind === undefined) throw new PatchError('internal', 'no elements in any of the given slices')
  return kind
}

export function findByKey(list: readonly unknown[], mergeKey: string, value: unknown): number {
  return list.findIndex((item, at) => {
    if (!isFields(item)) throw new PatchError('internal', `value for key ${at} is not a map`)
    return Object.hasOwn(item, mergeKey) && item[mergeKey] === value
  })
}

const identity = (item: unknown, mergeKey: string, kind: string): unknown =>
  kind === 'map' ? (isFields(item) ? item[mergeKey] : undefined) : item

const indexIn = (list: readonly unknown[], item: unknown, mergeKey: string, kind: string): number => {
  const wanted = identity(item, mergeKey, kind)
  return list.findIndex((other) => identity(other, mergeKey, kind) === wanted)
}

/** Sorts `list` as `order` has its items; items to delete go last. */
export function sortByOrder(
  list: readonly unknown[],
  order: readonly unknown[],
  mergeKey: string,
  kind: string,
): unknown[] {
  let kept = [...list]
  let deleted: unknown[] = []
  if (kind === 'map') {
    for (const item of [...list, ...order]) mergeKeyOf(item, mergeKey)
    deleted = kept.filter((item) => isFields(item) && item[DIRECTIVE] === 'delete')
    kept = kept.filter((item) => !deleted.includes(item))
  }
  const places = new Map(kept.map((item) => [item, indexIn(order, item, mergeKey, kind)]))
  const place = (item: unknown): number => places.get(item) ?? -1
  // Upstream's comparison calls an item that `order` does not have less than all others: it moves to the front.
  for (let i = 1; i < kept.length; i++) {
    for (let j = i; j > 0; j--) {
      const left = place(kept[j - 1])
      const right = place(kept[j])
      if (left >= 0 && right >= 0 && right >= left) break
      const swapped = kept[j]
      kept[j] = kept[j - 1]
      kept[j - 1] = swapped
    }
  }
  return [...kept, ...deleted]
}

/** Splits into the items that `by` has too, and the others. */
export function partition(
  list: readonly unknown[],
  by: readonly unknown[],
  mergeKey: string,
): { readonly shared: unknown[]; readonly own: unknown[] } {
  const shared: unknown[] = []
  const own: unknown[] = []
  for (const item of list) {
    const found = mergeKey === '' ? by.includes(item) : findByKey(by, mergeKey, mergeKeyOf(item, mergeKey)) >= 0
    if (found) shared.push(item)
    else own.push(item)
  }
  return { shared, own }
}

/** Merges the patch's items and the server's own, keeping the order within each, by the live list as far as it says. */
export function interleave(
  patch: readonly unknown[],
  server: readonly unknown[],
  patchOrder: readonly unknown[],
  serverOrder: readonly unknown[],
  mergeKey: string,
  kind: string,
): unknown[] {
  const right = sortByOrder(patch, patchOrder, mergeKey, kind)
  const left = sortByOrder(server, serverOrder, mergeKey, kind)
  const merged: unknown[] = []
  let i = 0
  let j = 0
  while (i < left.length || j < right.length) {
    let takeLeft = j >= right.length
    if (!takeLeft && i < left.length) {
      const leftAt = indexIn(serverOrder, left[i], mergeKey, kind)
      const rightAt = indexIn(serverOrder, right[j], mergeKey, kind)
      takeLeft = leftAt >= 0 && rightAt >= 0 && leftAt < rightAt
    }
    merged.push(takeLeft ? left[i++] : right[j++])
  }
  return merged
}

/** Keeps the first of equal items; like upstream, fills gaps from the end. */
export function withoutDuplicates(list: readonly unknown[]): unknown[] {
  const items = [...list]
  for (let i = 0; i < items.length - 1; i++) {
    for (let j = i + 1; j < items.length; j++) {
      if (items[i] !== items[j]) continue
      const last = items.pop()
      if (j < items.length) items[j] = last
      j--
    }
  }
  return items
}

const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const sortScalars = (list: readonly unknown[]): unknown[] =>
  [...list].sort((a, b) => textOrder(goPrint(a), goPrint(b)))

export function sortByKey(list: readonly unknown[], mergeKey: string): unknown[] {
  if (list.length === 0 || itemKind(list) !== 'map') return sortScalars(withoutDuplicates(list))
  const text = (item: unknown): string => goPrint(isFields(item) ? item[mergeKey] : undefined)
  return [...list].sort((a, b) => textOrder(text(a), text(b)))
}

/** A patch's list may hold only items that its $setElementOrder list has, in the same order. */
export function checkElementOrder(patch: readonly unknown[], order: readonly unknown[], mergeKey: string): void {
  if (patch.length === 0 || order.length === 0) return
  const items = mergeKey === '' ? patch : patch.filter((item) => requireFields(item)[DIRECTIVE] !== 'delete')
  let at = 0
  for (const wanted of order) {
    while (at < items.length && isFields(items[at]) && Object.hasOwn(requireFields(items[at]), DIRECTIVE)) at++
    if (at >= items.length) return
    const same =
      mergeKey === '' ? items[at] === wanted : mergeKeyOf(items[at], mergeKey) === mergeKeyOf(wanted, mergeKey)
    if (same) at++
  }
  if (at >= items.length) return
  const why = `The order in patch list:\n${goPrint(patch)}\n doesn't match ${ELEMENT_ORDER} list:\n${goPrint(order)}\n`
  throw new PatchError('internal', why)
}

/** 'ports' of '$setElementOrder/ports'. */
export function listNameOf(key: string, prefix: string): string {
  const slash = key.indexOf('/')
  if (slash < 0 || key.slice(0, slash) !== prefix) {
    throw prefix === ELEMENT_ORDER
      ? badElementOrder()
      : new PatchError('bad-request', 'invalid patch format of primitive list')
  }
  return key.slice(slash + 1)
}
