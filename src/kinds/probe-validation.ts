// Probes and life-cycle hooks of containers. Models pkg/apis/core/validation/validation.go (v1.33).

import {
  type FieldError,
  forbiddenField,
  invalidField,
  patternText,
  requiredField,
  unsupportedField,
} from '../api/index.ts'
import { nonNegative, portRule } from './field-rules.ts'
import type { Container, LifecycleHandler, Probe } from './types.generated.ts'

/** Life cycle and probes, which only containers that stay running may have. */
export function validateLiveness(container: Container, grace: number | undefined, path: string): FieldError[] {
  const { lifecycle, livenessProbe, readinessProbe, startupProbe } = container
  const errors: FieldError[] = []
  if (lifecycle?.postStart) errors.push(...validateHandler(lifecycle.postStart, grace, `${path}.lifecycle.postStart`))
  if (lifecycle?.preStop) errors.push(...validateHandler(lifecycle.preStop, grace, `${path}.lifecycle.preStop`))
  if (livenessProbe) errors.push(...validateOnceProbe(livenessProbe, grace, `${path}.livenessProbe`))
  if (readinessProbe) {
    const field = `${path}.readinessProbe`
    errors.push(...validateProbe(readinessProbe, grace, field))
    const seconds = readinessProbe.terminationGracePeriodSeconds
    if (seconds !== undefined) {
      errors.push(
        invalidField(`${field}.terminationGracePeriodSeconds`, seconds, 'must not be set for readinessProbes'),
      )
    }
  }
  if (startupProbe) errors.push(...validateOnceProbe(startupProbe, grace, `${path}.startupProbe`))
  return errors
}

/** A probe for which one success is enough. */
function validateOnceProbe(probe: Probe, grace: number | undefined, path: string): FieldError[] {
  const errors = validateProbe(probe, grace, path)
  if (probe.successThreshold !== 1) {
    errors.push(invalidField(`${path}.successThreshold`, probe.successThreshold ?? 0, 'must be 1'))
  }
  return errors
}

function validateProbe(probe: Probe, grace: number | undefined, path: string): FieldError[] {
  const errors = validateHandler(probe, grace, path)
  const numbers = [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ] as const
  for (const field of numbers) errors.push(...nonNegative(`${path}.${field}`, probe[field]))
  const seconds = probe.terminationGracePeriodSeconds
  if (seconds !== undefined && seconds <= 0) {
    errors.push(invalidField(`${path}.terminationGracePeriodSeconds`, seconds, 'must be greater than 0'))
  }
  return errors
}

function validateHandler(handler: Probe & LifecycleHandler, grace: number | undefined, path: string): FieldError[] {
  const errors: FieldError[] = []
  const present = (['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const).filter((kind) => handler[kind])
  const [first, ...others] = present
  if (first === undefined) return [requiredField(path, 'must specify a handler type')]
  errors.push(...validateAction(handler, first, grace, `${path}.${first}`))
  for (const kind of others) errors.push(forbiddenField(`${path}.${kind}`, 'may not specify more than 1 handler type'))
  return errors
}

function validateAction(
  { exec, httpGet, tcpSocket, grpc, sleep }: Probe & LifecycleHandler,
  kind: 'exec' | 'httpGet' | 'tcpSocket' | 'grpc' | 'sleep',
  grace: number | undefined,
  path: string,
): FieldError[] {
  switch (kind) {
    case 'exec':
      return exec?.command?.length ? [] : [requiredField(`${path}.command`)]
    case 'httpGet': {
      const errors: FieldError[] = httpGet?.path ? [] : [requiredField(`${path}.path`)]
      errors.push(...portRule(`${path}.port`, httpGet?.port))
      if (httpGet?.scheme !== 'HTTP' && httpGet?.scheme !== 'HTTPS') {
        errors.push(unsupportedField(`${path}.scheme`, httpGet?.scheme ?? '', ['HTTP', 'HTTPS']))
      }
      for (const { name } of httpGet?.httpHeaders ?? []) {
        if (/^[-A-Za-z0-9]+$/.test(name)) continue
        const why = "a valid HTTP header must consist of alphanumeric characters or '-'"
        errors.push(invalidField(`${path}.httpHeaders`, name, patternText(why, '[-A-Za-z0-9]+', 'X-Header-Name')))
      }
      return errors
    }
    case 'tcpSocket':
      return portRule(`${path}.port`, tcpSocket?.port)
    case 'grpc':
      return portRule(`${path}.port`, grpc?.port)
    case 'sleep': {
      const seconds = sleep?.seconds ?? 0
      if (grace === undefined || (seconds >= 0 && seconds <= grace)) return []
      return [
        invalidField(path, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${grace})`),
      ]
    }
  }
}
