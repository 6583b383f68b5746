// The subresources of pods. Models pkg/registry/core/pod/storage/{storage,eviction}.go (v1.33).
// Missing: portforward, proxy and ephemeralcontainers; they are only named for discovery.

import type { SubresourceDefinition } from '../api/index.ts'

export const podSubresources: readonly SubresourceDefinition[] = [
  { name: 'attach', version: 'v1', kind: 'PodAttachOptions', verbs: ['create', 'get'] },
  { name: 'binding', version: 'v1', kind: 'Binding', verbs: ['create'] },
  { name: 'ephemeralcontainers', verbs: ['get', 'patch', 'update'] },
  { name: 'eviction', group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] },
  { name: 'exec', version: 'v1', kind: 'PodExecOptions', verbs: ['create', 'get'] },
  { name: 'log', verbs: ['get'] },
  { name: 'portforward', version: 'v1', kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
  { name: 'proxy', version: 'v1', kind: 'PodProxyOptions', verbs: ['create', 'delete', 'get', 'patch', 'update'] },
  { name: 'resize', verbs: ['get', 'patch', 'update'] },
]
