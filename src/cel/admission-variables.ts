// What the expressions of admission can name, and what compiling one says when it is no good. Models
// k8s.io/apiserver/pkg/admission/plugin/cel/compile.go (v1.33). Missing: `authorizer` and what can be asked of it.

import { type CelProgram, compile } from './program.ts'
import { bool, type CelType, dyn, int, text, typeText } from './type.ts'

const list = (item: CelType): CelType => ({ kind: 'list', item })
const map = (item: CelType): CelType => ({ kind: 'map', key: text, item })
const struct = (name: string, fields: Readonly<Record<string, CelType>>): CelType => ({
  kind: 'object',
  name: `kubernetes.${name}`,
  fields,
})
const timestamp: CelType = { kind: 'timestamp' }

const groupVersionKind = struct('GroupVersionKind', { group: text, version: text, kind: text })
const groupVersionResource = struct('GroupVersionResource', { group: text, version: text, resource: text })

export const requestType = struct('AdmissionRequest', {
  kind: groupVersionKind,
  resource: groupVersionResource,
  subResource: text,
  requestKind: groupVersionKind,
  requestResource: groupVersionResource,
  requestSubResource: text,
  name: text,
  namespace: text,
  operation: text,
  userInfo: struct('UserInfo', { username: text, uid: text, groups: list(text), extra: map(list(text)) }),
  dryRun: bool,
  options: dyn,
})

export const namespaceType = struct('Namespace', {
  metadata: struct('NamespaceMetadata', {
    name: text,
    generateName: text,
    namespace: text,
    labels: map(text),
    annotations: map(text),
    UID: text,
    creationTimestamp: timestamp,
    deletionGracePeriodSeconds: int,
    deletionTimestamp: timestamp,
    generation: int,
    resourceVersion: text,
    finalizers: list(text),
  }),
  spec: struct('NamespaceSpec', { finalizers: list(text) }),
  status: struct('NamespaceStatus', {
    conditions: list(
      struct('NamespaceCondition', {
        status: text,
        type: text,
        lastTransitionTime: timestamp,
        message: text,
        reason: text,
      }),
    ),
    phase: text,
  }),
})

export interface AdmissionScope {
  readonly hasParams: boolean
  /** The variables that the policy has defined before, by name. */
  readonly variables: Readonly<Record<string, CelType>>
  /** What it must come to. */
  readonly result: 'bool' | 'string' | 'string or null' | 'any'
}

/** Ready to run, or what upstream says of it. */
export function compileForAdmission(
  source: string,
  { hasParams, variables, result }: AdmissionScope,
): CelProgram | { readonly fault: string } {
  const program = compile(source, {
    object: dyn,
    oldObject: dyn,
    request: requestType,
    namespaceObject: namespaceType,
    ...(hasParams ? { params: dyn } : {}),
    variables: struct('variables', variables),
  })
  if ('issues' in program) return { fault: `compilation failed: ${program.issues}` }
  const got = goType(program.type)
  if (result === 'any') return program
  if (result === 'string or null') {
    if (got === 'string' || got === 'null_type') return program
    return { fault: `must evaluate to one of [string null_type] but got ${got}` }
  }
  return got === result ? program : { fault: `must evaluate to ${result} but got ${got}` }
}

/** types.Type.String() of cel-go, which is not how its checker prints types. */
function goType(type: CelType): string {
  switch (type.kind) {
    case 'null':
      return 'null_type'
    case 'duration':
      return 'google.protobuf.Duration'
    case 'timestamp':
      return 'google.protobuf.Timestamp'
    default:
      return typeText(type)
  }
}
