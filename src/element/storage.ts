// Keeps a lab's state in the browser: in IndexedDB, else in localStorage, else not at all, and says which. What comes back
// is checked by whoever reads it; here it is only `unknown`.

import { createStore, del, get, set, type UseStore } from 'idb-keyval'

export type SaveProblem = 'save.refused' | 'save.full'

export interface Storage {
  load(): Promise<unknown>
  /** Undefined when it was kept. */
  save(value: unknown): Promise<SaveProblem | undefined>
  clear(): Promise<void>
}

const PREFIX = 'kubarium:'

export function createStorage(name: string): Storage {
  const key = `${PREFIX}${name}`
  let store: UseStore | undefined
  let database = true
  const open = () => {
    store ??= createStore('kubarium', 'labs')
    return store
  }
  return {
    async load() {
      try {
        const value: unknown = await get(key, open())
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
    async save(value) {
      if (database) {
        try {
          await set(key, value, open())
          return undefined
        } catch (error) {
          if (isFull(error)) return 'save.full'
          database = false
        }
      }
      try {
        localStorage.setItem(key, JSON.stringify(value))
        return undefined
      } catch (error) {
        return isFull(error) ? 'save.full' : 'save.refused'
      }
    },
    async clear() {
      await del(key, open()).catch(() => {})
      try {
        localStorage.removeItem(key)
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
