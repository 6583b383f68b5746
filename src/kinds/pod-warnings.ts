// What the server warns of in pods and pod templates that it takes. Models pkg/api/pod/warnings.go (v1.33).
// Missing: deprecated labels and annotations, removed volume plugins, and duplicate paths of projected volumes.

import { quantityMilliValue, readQuantity } from '../api/index.ts'
import type { Container, ContainerPort, PodSpec } from './types.generated.ts'

/** `path` is '' for a pod, 'spec.template.' for a template. */
export function podWarnings(spec: PodSpec | undefined, path: string): string[] {
  if (!spec) return []
  const warnings: string[] = []
  const root = `${path}spec`
  for (const [i, { labelSelector }] of (spec.topologySpreadConstraints ?? []).entries()) {
    if (labelSelector) continue
    const field = `${root}.topologySpreadConstraints[${i}].labelSelector`
    warnings.push(`${field}: a null labelSelector results in matching no pod`)
  }
  const addresses = new Set<string>()
  for (const [i, { ip }] of (spec.hostAliases ?? []).entries()) {
    if (addresses.has(ip)) warnings.push(`${root}.hostAliases[${i}].ip: duplicate ip "${ip}"`)
    addresses.add(ip)
  }
  const secrets = new Set<string>()
  for (const [i, { name = '' }] of (spec.imagePullSecrets ?? []).entries()) {
    if (secrets.has(name)) warnings.push(`${root}.imagePullSecrets[${i}].name: duplicate name "${name}"`)
    else if (name === '') warnings.push(`${root}.imagePullSecrets[${i}].name: invalid empty name ""`)
    secrets.add(name)
  }
  const all = [
    ...(spec.initContainers ?? []).map((container, i) => ({ container, field: `${root}.initContainers[${i}]` })),
    ...(spec.containers ?? []).map((container, i) => ({ container, field: `${root}.containers[${i}]` })),
  ]
  for (const { container, field } of all) warnings.push(...containerWarnings(container, field))
  warnings.push(...portWarnings(all))
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) {
    const why = 'must be >= 0; negative values are invalid and will be treated as 1.'
    warnings.push(`${root}.terminationGracePeriodSeconds: ${why}`)
  }
  return warnings
}

function containerWarnings({ resources, env = [] }: Container, path: string): string[] {
  const warnings: string[] = []
  for (const name of ['memory', 'ephemeral-storage']) {
    for (const list of ['limits', 'requests'] as const) {
      const quantity = readQuantity(String(resources?.[list]?.[name] ?? '0'))
      if (!quantity || quantityMilliValue(quantity) % 1000 === 0) continue
      const why = `fractional byte value "${quantity.text}" is invalid, must be an integer`
      warnings.push(`${path}.resources.${list}[${name}]: ${why}`)
    }
  }
  const names = new Set<string>()
  for (const [i, { name, value = '', valueFrom }] of env.entries()) {
    const reference = `$(${name})`
    // Building on the earlier value is no mistake.
    if (names.has(name) && (valueFrom || value === reference || !value.includes(reference))) {
      const why = `hides previous definition of "${name}", which may be dropped when using apply`
      warnings.push(`${path}.env[${i}]: ${why}`)
    }
    names.add(name)
  }
  return warnings
}

function portWarnings(all: readonly { readonly container: Container; readonly field: string }[]): string[] {
  const warnings: string[] = []
  const known = new Map<string, { readonly field: string; readonly port: ContainerPort }[]>()
  for (const { container, field } of all) {
    for (const [i, port] of (container.ports ?? []).entries()) {
      const here = `${field}.ports[${i}]`
      const key = `${port.containerPort}/${port.protocol ?? 'TCP'}`
      const others = known.get(key) ?? []
      for (const other of others) {
        const sameHost = (port.hostIP ?? '') === (other.port.hostIP ?? '')
        const hostPort = port.hostPort ?? 0
        const otherHostPort = other.port.hostPort ?? 0
        if (sameHost && hostPort === otherHostPort) {
          warnings.push(`${here}: duplicate port definition with ${other.field}`)
        } else if (hostPort === 0 || otherHostPort === 0) {
          warnings.push(`${here}: overlapping port definition with ${other.field}`)
        }
      }
      known.set(key, [...others, { field: here, port }])
    }
  }
  return warnings
}
