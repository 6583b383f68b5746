// Pods that only show what a kubelet runs from a file on its node: nobody else may change them.

import type { KubeObject } from '../api/index.ts'

/** Carries what the kubelet knows the pod by. */
export const MIRROR = 'kubernetes.io/config.mirror'

export const isMirror = ({ metadata }: Pick<KubeObject, 'metadata'>): boolean =>
  metadata.annotations?.[MIRROR] !== undefined
