// The door of custom resources: the kind of their definitions, and the kinds that follow from those. Loaded with the later
// kinds; the server does the rest (`Extension`).

import type { Extension, KubeObject } from '../api/index.ts'
import type { CustomResourceDefinition } from '../kinds/index.ts'
import { definitionKind } from './definition-kind.ts'
import { COLLECTION, settleDefinitions } from './definition-status.ts'
import { kindsOf } from './resource.ts'

export const customResources: Extension = {
  definitions: [definitionKind],
  derived: {
    collection: COLLECTION,
    definitions: (objects: readonly KubeObject[]) =>
      (objects as readonly CustomResourceDefinition[]).flatMap((crd) => kindsOf(crd)),
    settle: settleDefinitions,
  },
}
