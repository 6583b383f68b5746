// Keeps a lab's state in the browser: in IndexedDB, else in localStorage, else not at all, and says which. What comes back
// is checked by whoever reads it; here it is only `unknown`.

import { createStore } from 'idb-keyval'
import { breathe } from './breath.ts'
import { Records } from './records.ts'

export type SaveProblem = 'save.refused' | 'save.full'

export interface Storage {
  load(): Promise<unknown>
  /** Undefined when it was kept. In parts, but when the page is being left: nothing that waits would still be done. */
  save(texts: readonly string[], how?: { readonly atOnce: boolean }): Promise<SaveProblem | undefined>
  clear(): Promise<void>
}

const PREFIX = 'kubarium:'

export function createStorage(name: string): Storage {
  const key = `${PREFIX}${name}`
  let records: Records | undefined
  let database = true
  const open = (): Records => {
    records ??= new Records(key, createStore('kubarium', 'labs'))
    return records
  }
  return {
    async load() {
      try {
        const value = await open().load()
        if (value !== undefined) return value
      } catch {
        database = false
      }
      try {
        const text = localStorage.getItem(key)
        return text === null ? undefined : parse(text)
      } catch {
        return undefined
      }
    },
    async save(texts, { atOnce = false } = { atOnce: false }) {
      if (database) {
        try {
          await open().save(texts, atOnce ? undefined : breathe)
          return undefined
        } catch (error) {
          if (isFull(error)) return 'save.full'
          database = false
        }
      }
      try {
        localStorage.setItem(key, JSON.stringify(texts))
        return undefined
      } catch (error) {
        return isFull(error) ? 'save.full' : 'save.refused'
      }
    },
    async clear() {
      try {
        localStorage.removeItem(key)
        await open().clear()
      } catch {
        // What cannot be reached holds nothing.
      }
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError'
}
