// A pod stays on a node that is not ready, or cannot be reached, for five minutes when it does not say otherwise
// (plugin/pkg/admission/defaulttolerationseconds, v1.33).

import { type AdmissionPlugin, type Draft, isAbout } from '../api/index.ts'
import type { Pod, PodSpec } from '../kinds/index.ts'

export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  handles: (requests) => requests.operation !== 'DELETE' && isAbout(requests, '/pods'),
  mutate({ object }) {
    const { spec } = object as Draft<Pod>
    if (!spec) return
    addToleration(spec, 'node.kubernetes.io/not-ready')
    addToleration(spec, 'node.kubernetes.io/unreachable')
  },
}

function addToleration(spec: Draft<PodSpec>, key: string): void {
  const tolerated = spec.tolerations?.some(
    (toleration) =>
      (!toleration.key || toleration.key === key) && (!toleration.effect || toleration.effect === 'NoExecute'),
  )
  if (tolerated) return
  const added = { key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }
  spec.tolerations = [...(spec.tolerations ?? []), added]
}
