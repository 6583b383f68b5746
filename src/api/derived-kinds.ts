// Kinds that follow from stored objects: served and withdrawn as those objects come, change and go, and put right after a
// restore. Nothing of it is state: it can always be made anew from the store.

import { collectionOf } from './core.ts'
import type { DerivedKinds, DerivingServer, ResourceDefinition } from './definition.ts'
import type { Change, Store } from './store.ts'

interface Following {
  readonly derived: DerivedKinds
  served: readonly ResourceDefinition[]
  collections: ReadonlySet<string>
}

export class Derivations {
  readonly #all: Following[] = []
  readonly #store: Store
  readonly #serve: (definitions: readonly ResourceDefinition[]) => void
  readonly #withdraw: (definitions: readonly ResourceDefinition[]) => void
  readonly #server: DerivingServer

  constructor(
    store: Store,
    serve: (definitions: readonly ResourceDefinition[]) => void,
    withdraw: (definitions: readonly ResourceDefinition[]) => void,
    server: DerivingServer,
  ) {
    this.#store = store
    this.#serve = serve
    this.#withdraw = withdraw
    this.#server = server
  }

  add(derived: DerivedKinds): void {
    const following = { derived, served: [], collections: new Set<string>() }
    this.#all.push(following)
    this.#follow(following)
  }

  refresh(): void {
    for (const following of this.#all) this.#follow(following)
  }

  follow(change: Change): void {
    for (const following of this.#all) {
      const { collection } = following.derived
      if (change.collection === collection) this.#follow(following)
      else if (!following.collections.has(change.collection)) continue
      following.derived.settle(change, this.#server)
    }
  }

  #follow(following: Following): void {
    const { derived, served } = following
    const wanted = derived.definitions(this.#store.list(derived.collection))
    const before = new Set(served)
    const after = new Set(wanted)
    // First away, then there: a kind that changed ends the watches of what it was.
    this.#withdraw(served.filter((definition) => !after.has(definition)))
    this.#serve(wanted.filter((definition) => !before.has(definition)))
    following.served = wanted
    following.collections = new Set(wanted.map(collectionOf))
  }
}
