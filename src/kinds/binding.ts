// Binding: ties a pod to a node when it is created, and is not kept. Models pkg/registry/core/pod/storage (LegacyBindingREST) (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { createdColumn, nameColumn } from './columns.ts'
import type { Binding } from './types.generated.ts'

export const binding: ResourceDefinition<Binding> = {
  group: '',
  version: 'v1',
  kind: 'Binding',
  resource: 'bindings',
  singular: 'binding',
  namespaced: true,
  verbs: ['create'],
  columns: [nameColumn, createdColumn],
  answer: (body, { client }) =>
    client.create(
      {
        group: '',
        version: 'v1',
        resource: 'pods',
        namespace: body.metadata.namespace,
        name: body.metadata.name,
        subresource: 'binding',
      },
      body,
    ),
}
