// What Kubernetes v1.33 says of its types: made by scripts/descriptions.ts when the project is installed, loaded when
// somebody asks for it. Where it was not made, nothing is said.

import type { Descriptions } from '../api/index.ts'

export async function loadDescriptions(): Promise<Descriptions | undefined> {
  try {
    // The file is not there when types are checked.
    const { default: descriptions }: { readonly default: Descriptions } = await import('./descriptions.json' as string)
    return descriptions
  } catch {
    return undefined
  }
}
