// The wide columns of everything that holds a pod template: CONTAINERS and IMAGES.

import type { KubeObject } from '../api/index.ts'
import { column } from './columns.ts'
import type { PodTemplateSpec } from './types.generated.ts'

type WithTemplate = KubeObject & { readonly spec?: { readonly template?: PodTemplateSpec } }

export const templateColumns = [
  column<WithTemplate>('Containers', (object) => joined(object, ({ name }) => name), { wide: true }),
  column<WithTemplate>('Images', (object) => joined(object, ({ image }) => image ?? ''), { wide: true }),
]

type Container = NonNullable<PodTemplateSpec['spec']>['containers'][number]

function joined({ spec }: WithTemplate, text: (container: Container) => string): string {
  return (spec?.template?.spec?.containers ?? []).map(text).join(',')
}
