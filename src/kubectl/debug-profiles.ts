// What the profiles of kubectl debug change in a pod (k8s.io/kubectl/pkg/cmd/debug/profiles.go, v1.33).

import type { Container, Pod, SecurityContext } from '../kinds/index.ts'
import { CommandError } from './errors.ts'

/** What is debugged: a pod, by a container in it or by a copy, or a node. */
export type DebugStyle = 'ephemeral' | 'copy' | 'node'

/** What a copy keeps of its pod. */
export interface Kept {
  readonly labels: boolean
  readonly annotations: boolean
  readonly liveness: boolean
  readonly readiness: boolean
  readonly startup: boolean
  readonly initContainers: boolean
}

type Profile = (pod: Pod, container: string, style: DebugStyle, kept: Kept) => Pod

const profiles: Readonly<Record<string, Profile>> = {
  legacy(pod, container, style) {
    if (style === 'node') return onHost(withRootMounted(pod, container))
    return style === 'copy' ? withoutMetadata(pod, 'labels') : pod
  },
  general(pod, container, style, kept) {
    if (style === 'node') return onHost(secure(withRootMounted(pod, container), container, () => undefined))
    const traced = secure(pod, container, withCapabilities('SYS_PTRACE'))
    return style === 'copy' ? reduced(traced, kept) : traced
  },
  baseline(pod, container, style, kept) {
    const changed = secure(pod, container, () => undefined)
    return style === 'copy' ? reduced(changed, kept) : changed
  },
  restricted(pod, container, style, kept) {
    const changed = secure(pod, container, () => ({
      capabilities: { drop: ['ALL'] },
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      seccompProfile: { type: 'RuntimeDefault' },
    }))
    return style === 'copy' ? reduced(changed, kept) : changed
  },
  netadmin(pod, container, style, kept) {
    const changed = secure(pod, container, withCapabilities('NET_ADMIN', 'NET_RAW'))
    if (style === 'node') return onHost(changed)
    return style === 'copy' ? reduced(changed, kept) : changed
  },
  sysadmin(pod, container, style, kept) {
    const changed = secure(pod, container, (context) => ({ ...context, privileged: true }))
    if (style === 'node') return onHost(withRootMounted(changed, container))
    return style === 'copy' ? reduced(changed, kept) : changed
  },
}

export function profileOf(name: string): Profile {
  const found = Object.hasOwn(profiles, name) ? profiles[name] : undefined
  if (!found) throw new CommandError(`unknown profile: ${name}`)
  return found
}

const withSpec = (pod: Pod, spec: Partial<Pod['spec'] & object>): Pod => ({
  ...pod,
  spec: { containers: [], ...pod.spec, ...spec },
})

/** Changes the container of that name in whichever list it is. */
export function withContainer(pod: Pod, name: string, change: (container: Container) => Container): Pod {
  const list = (containers: readonly Container[] | undefined) =>
    containers?.map((one) => (one.name === name ? change(one) : one))
  const { containers = [], initContainers, ephemeralContainers } = pod.spec ?? {}
  return withSpec(pod, {
    containers: list(containers) ?? [],
    ...(initContainers ? { initContainers: list(initContainers) ?? [] } : {}),
    ...(ephemeralContainers ? { ephemeralContainers: list(ephemeralContainers) ?? [] } : {}),
  })
}

function secure(
  pod: Pod,
  name: string,
  change: (context: SecurityContext | undefined) => SecurityContext | undefined,
): Pod {
  return withContainer(pod, name, ({ securityContext, ...container }) => {
    const changed = change(securityContext)
    return changed ? { ...container, securityContext: changed } : container
  })
}

const withCapabilities =
  (...added: readonly string[]) =>
  (context: SecurityContext | undefined): SecurityContext => ({
    ...context,
    capabilities: { ...context?.capabilities, add: [...(context?.capabilities?.add ?? []), ...added] },
  })

const onHost = (pod: Pod): Pod => withSpec(pod, { hostNetwork: true, hostPID: true, hostIPC: true })

function withRootMounted(pod: Pod, container: string): Pod {
  const name = 'host-root'
  const mounted = withContainer(pod, container, (one) => ({
    ...one,
    volumeMounts: [...(one.volumeMounts ?? []), { mountPath: '/host', name }],
  }))
  return withSpec(mounted, { volumes: [...(pod.spec?.volumes ?? []), { name, hostPath: { path: '/' } }] })
}

function withoutMetadata(pod: Pod, field: 'labels' | 'annotations'): Pod {
  const { [field]: _, ...metadata } = pod.metadata
  return { ...pod, metadata } as Pod
}

/** A copy without what would make it take part in the pod's work. */
function reduced(pod: Pod, kept: Kept): Pod {
  let copy = pod
  if (!kept.labels) copy = withoutMetadata(copy, 'labels')
  if (!kept.annotations) copy = withoutMetadata(copy, 'annotations')
  const containers = (copy.spec?.containers ?? []).map(({ livenessProbe, readinessProbe, startupProbe, ...rest }) => ({
    ...rest,
    ...(kept.liveness && livenessProbe ? { livenessProbe } : {}),
    ...(kept.readiness && readinessProbe ? { readinessProbe } : {}),
    ...(kept.startup && startupProbe ? { startupProbe } : {}),
  }))
  const { initContainers, ...spec } = copy.spec ?? { containers }
  return {
    ...copy,
    spec: {
      ...spec,
      ...(kept.initContainers && initContainers ? { initContainers } : {}),
      containers,
      shareProcessNamespace: spec.shareProcessNamespace ?? true,
    },
  }
}
