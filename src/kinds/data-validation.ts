// Keys, sizes and immutability of what ConfigMaps and Secrets hold. Models pkg/apis/core/validation/validation.go (v1.33).

import {
  configKeyFaults,
  equalValues,
  type FieldError,
  forbiddenField,
  invalidField,
  requiredField,
  tooLongField,
} from '../api/index.ts'
import { base64Length } from './base64.ts'
import { faultsOf } from './field-rules.ts'
import type { ConfigMap, Secret } from './types.generated.ts'

const mostBytes = 1024 * 1024

export function validateConfigMap({ data = {}, binaryData = {} }: ConfigMap): FieldError[] {
  const errors: FieldError[] = []
  let bytes = 0
  for (const key of Object.keys(data).sort()) {
    errors.push(...faultsOf(`data[${key}]`, key, configKeyFaults(key)))
    if (Object.hasOwn(binaryData, key)) {
      errors.push(invalidField(`data[${key}]`, key, 'duplicate of key present in binaryData'))
    }
    bytes += new TextEncoder().encode(data[key] ?? '').length
  }
  for (const key of Object.keys(binaryData).sort()) {
    errors.push(...faultsOf(`binaryData[${key}]`, key, configKeyFaults(key)))
    bytes += base64Length(binaryData[key] ?? '') ?? 0
  }
  if (bytes > mostBytes) errors.push(tooLongField('[]', mostBytes))
  return errors
}

export function validateSecret({ data = {}, type = '', metadata }: Secret): FieldError[] {
  const errors: FieldError[] = []
  let bytes = 0
  for (const key of Object.keys(data).sort()) {
    errors.push(...faultsOf(`data[${key}]`, key, configKeyFaults(key)))
    bytes += base64Length(data[key] ?? '') ?? 0
  }
  if (bytes > mostBytes) errors.push(tooLongField('data', mostBytes))
  const missing = (...keys: string[]) =>
    keys.filter((key) => data[key] === undefined).map((key) => requiredField(`data[${key}]`))
  switch (type) {
    case 'kubernetes.io/service-account-token': {
      const key = 'kubernetes.io/service-account.name'
      if (!metadata.annotations?.[key]) errors.push(requiredField(`metadata.annotations[${key}]`))
      break
    }
    case 'kubernetes.io/dockercfg':
      errors.push(...missing('.dockercfg'), ...wellFormed(data, '.dockercfg'))
      break
    case 'kubernetes.io/dockerconfigjson':
      errors.push(...missing('.dockerconfigjson'), ...wellFormed(data, '.dockerconfigjson'))
      break
    case 'kubernetes.io/basic-auth': {
      const both = missing('username', 'password')
      if (both.length === 2) errors.push(...both)
      break
    }
    case 'kubernetes.io/ssh-auth':
      if (!data['ssh-privatekey']) errors.push(requiredField('data[ssh-privatekey]'))
      break
    case 'kubernetes.io/tls':
      errors.push(...missing('tls.crt', 'tls.key'))
      break
  }
  return errors
}

/** A registry's credentials must be a JSON object. */
function wellFormed(data: Readonly<Record<string, string>>, key: string): FieldError[] {
  const value = data[key]
  if (value === undefined) return []
  const why = jsonFault(value)
  return why === '' ? [] : [invalidField(`data[${key}]`, '<secret contents redacted>', why)]
}

/** Go's words for what is wrong with a JSON text. Differs: only the two commonest faults have their own words. */
function jsonFault(base64: string): string {
  let text = ''
  try {
    text = new TextDecoder().decode(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)))
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && !Array.isArray(value)) return ''
    const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
    return `json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`
  } catch {
    const first = text.trimStart()[0]
    if (first === undefined || first === '{' || first === '[') return 'unexpected end of JSON input'
    return `invalid character '${first}' looking for beginning of value`
  }
}

/** What an immutable object keeps. */
export function validateImmutableData<T extends { readonly immutable?: boolean }>(
  object: T,
  old: T,
  fields: readonly (keyof T & string)[],
): FieldError[] {
  if (!old.immutable) return []
  const why = 'field is immutable when `immutable` is set'
  const errors = object.immutable ? [] : [forbiddenField('immutable', why)]
  for (const field of fields) {
    if (!equalValues(object[field] ?? {}, old[field] ?? {})) errors.push(forbiddenField(field, why))
  }
  return errors
}
