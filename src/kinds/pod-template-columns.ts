// The wide columns of everything that holds a pod template: CONTAINERS and IMAGES.

import type { Column, KubeObject } from '../api/index.ts'
import { column } from './columns.ts'
import type { PodTemplateSpec } from './types.generated.ts'

type WithTemplate = KubeObject & { readonly spec?: { readonly template?: PodTemplateSpec } }
type Container = NonNullable<PodTemplateSpec['spec']>['containers'][number]

/** For a template that lies elsewhere than in `spec.template`. */
export function containerColumns<T>(
  templateOf: (object: T) => PodTemplateSpec | undefined,
  options?: { readonly wide?: boolean },
): readonly Column<T>[] {
  const joined = (object: T, text: (container: Container) => string): string =>
    (templateOf(object)?.spec?.containers ?? []).map(text).join(',')
  return [
    column<T>('Containers', (object) => joined(object, ({ name }) => name), options),
    column<T>('Images', (object) => joined(object, ({ image }) => image ?? ''), options),
  ]
}

export const templateColumns = containerColumns<WithTemplate>(({ spec }) => spec?.template, { wide: true })
