// The environment of a container (k8s.io/kubectl/pkg/describe/describe.go, describeContainerEnvVars, v1.33).

import type { Container, EnvFromSource, EnvVar, Pod } from '../../kinds/index.ts'
import { containerResourceText } from './resource-reference.ts'
import type { DescribeWriter } from './writer.ts'

/** `pod` is where field references are read from; without one they stay empty. */
export function writeEnvironment(w: DescribeWriter, container: Container, pod: Pod | undefined): void {
  const sources = container.envFrom ?? []
  if (sources.length > 0) w.write(2, 'Environment Variables from:\n')
  for (const source of sources) writeSource(w, source)
  const variables = container.env ?? []
  w.write(2, `Environment:${variables.length === 0 ? '\t<none>' : ''}\n`)
  for (const variable of variables) writeVariable(w, variable, container, pod)
}

function writeSource(w: DescribeWriter, { configMapRef, secretRef, prefix }: EnvFromSource): void {
  const from = configMapRef ? 'ConfigMap' : secretRef ? 'Secret' : ''
  const { name = '', optional = false } = configMapRef ?? secretRef ?? {}
  w.write(3, `${name}\t${from}${prefix ? ` with prefix '${prefix}'` : ''}\tOptional: ${optional}\n`)
}

function writeVariable(
  w: DescribeWriter,
  { name, value = '', valueFrom }: EnvVar,
  container: Container,
  pod?: Pod,
): void {
  if (!valueFrom) {
    value.split('\n').forEach((line, i) => {
      w.write(3, `${i === 0 ? `${name}:` : ''}\t${line}\n`)
    })
    return
  }
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom
  if (fieldRef) {
    const text = pod ? fieldText(pod, fieldRef.fieldPath) : ''
    w.write(3, `${name}:\t${text} (${fieldRef.apiVersion ?? ''}:${fieldRef.fieldPath})\n`)
  } else if (resourceFieldRef) {
    const { resource } = resourceFieldRef
    const text = containerResourceText(resourceFieldRef, container)
    const unlimited = text === '0' && (resource === 'limits.cpu' || resource === 'limits.memory')
    w.write(3, `${name}:\t${unlimited ? 'node allocatable' : text} (${resource})\n`)
  } else if (secretKeyRef) {
    const { key, name: secret = '', optional = false } = secretKeyRef
    w.write(3, `${name}:\t<set to the key '${key}' in secret '${secret}'>\tOptional: ${optional}\n`)
  } else if (configMapKeyRef) {
    const { key, name: map = '', optional = false } = configMapKeyRef
    w.write(3, `${name}:\t<set to the key '${key}' of config map '${map}'>\tOptional: ${optional}\n`)
  }
}

/** kubectl itself resolves only these two paths; the others stay empty, as upstream. */
function fieldText({ metadata }: Pod, path: string): string {
  if (path === 'metadata.name') return metadata.name
  return path === 'metadata.namespace' ? (metadata.namespace ?? '') : ''
}
