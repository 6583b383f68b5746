// A long list of texts in IndexedDB: records of a few texts each and an index that names them. Only what has changed is
// written, a record at a time, since the browser copies a value while the page stands still; the index comes last, so that
// what is there is whole at any moment.

import { promisifyRequest, type UseStore } from 'idb-keyval'

/** Texts of one record. */
const RECORD = 4
/** Records that are compared between two pauses. */
const COMPARED = 4

const DAY_MS = 86_400_000

/** Of one length for as long as this code will live, so that they sort as times do. */
const stampOf = (ms: number): string => ms.toString(36).padStart(9, '0')

interface Index {
  readonly format: 'records'
  /** Another one than before with every save: who finds a strange one does not know the records. */
  readonly turn: string
  readonly records: readonly string[]
}

interface Kept {
  readonly id: string
  readonly texts: readonly string[]
}

export class Records {
  readonly #key: string
  readonly #store: UseStore
  #kept: readonly Kept[] = []
  #turn = ''
  #count = 0
  #attempt = 0
  /** Begins with the time, and no other page has it. */
  readonly #mark = `${stampOf(Date.now())}${Math.random().toString(36).slice(2)}`

  constructor(key: string, store: UseStore) {
    this.#key = key
    this.#store = store
  }

  /** The texts; undefined when there is nothing; what is no list of texts when it is damaged, or older than records. */
  async load(): Promise<unknown> {
    const index: unknown = await this.#store('readonly', (store) => promisifyRequest(store.get(this.#key)))
    if (!isIndex(index)) return index
    const found = await this.#store('readonly', (store) =>
      Promise.all(index.records.map((id) => promisifyRequest<unknown>(store.get(id)))),
    )
    if (!found.every(Array.isArray)) return 'incomplete'
    this.#kept = index.records.map((id, at) => ({ id, texts: found[at] ?? [] }))
    this.#turn = index.turn
    await this.#sweep(new Set(index.records))
    return found.flat()
  }

  /** Records of saves that never came to their index go, when no page can still be at them. */
  async #sweep(needed: ReadonlySet<string>): Promise<void> {
    const end = `${this.#key}/${stampOf(Date.now() - DAY_MS)}`
    await this.#store('readwrite', async (store) => {
      const old = await promisifyRequest(store.getAllKeys(IDBKeyRange.bound(`${this.#key}/`, end)))
      for (const id of old) if (typeof id === 'string' && !needed.has(id)) store.delete(id)
    })
  }

  /**
   * `pause` comes between records. Without one all is written, in one go, as when the page is being left: a save that is
   * still under way is older and gives up, and what it has changed so far does not matter.
   */
  async save(texts: readonly string[], pause?: () => Promise<void>): Promise<void> {
    const attempt = ++this.#attempt
    const known = new Map(pause ? this.#kept.map((kept) => [kept.texts[0], kept]) : [])
    const kept: Kept[] = []
    const changed: Kept[] = []
    for (let at = 0; at < texts.length; at += RECORD) {
      if (pause && at % (RECORD * COMPARED) === 0) await pause()
      if (attempt !== this.#attempt) return
      const part = texts.slice(at, at + RECORD)
      const before = known.get(part[0])
      if (before && isSame(before.texts, part)) kept.push(before)
      else {
        const record = { id: `${this.#key}/${this.#mark}-${++this.#count}`, texts: part }
        kept.push(record)
        changed.push(record)
      }
    }
    const turn = `${this.#mark}-${++this.#count}`
    const index: Index = { format: 'records', turn, records: kept.map(({ id }) => id) }
    if (pause) {
      for (const { id, texts: part } of changed) {
        await this.#store('readwrite', (store) => promisifyRequest(store.put(part, id)))
        await pause()
        if (attempt !== this.#attempt) return
      }
    }
    const isKnown = await this.#store('readwrite', async (store) => {
      if (!pause) for (const { id, texts: part } of changed) store.put(part, id)
      else if (this.#turn !== '') {
        const there = await promisifyRequest<unknown>(store.get(this.#key))
        if (!isIndex(there) || there.turn !== this.#turn) return false
      }
      store.put(index, this.#key)
      const needed = new Set(index.records)
      for (const { id } of this.#kept) if (!needed.has(id)) store.delete(id)
      const written = promisifyRequest(store.transaction)
      // A page that is being left will not be there to let it end by itself.
      if (!pause) store.transaction.commit()
      await written
      return true
    })
    if (attempt !== this.#attempt) return
    if (isKnown) {
      this.#kept = kept
      this.#turn = turn
      return
    }
    // Another page has written meanwhile, or all was cleared: nothing of before is sure to be there.
    this.#kept = []
    this.#turn = ''
    await this.save(texts, pause)
  }

  /** Removes it all, what other pages left behind as well; a save that is under way gives up. */
  async clear(): Promise<void> {
    this.#attempt++
    this.#kept = []
    this.#turn = ''
    await this.#store('readwrite', (store) => {
      store.delete(this.#key)
      store.delete(IDBKeyRange.bound(`${this.#key}/`, `${this.#key}0`))
      return promisifyRequest(store.transaction)
    })
  }
}

function isIndex(value: unknown): value is Index {
  if (typeof value !== 'object' || value === null) return false
  const { format, records } = value as Partial<Index>
  return format === 'records' && Array.isArray(records) && records.every((id) => typeof id === 'string')
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, i) => text === b[i])
