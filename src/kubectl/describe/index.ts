// Describers by kind, and the one question that the command asks. To add a kind: one file and one line here.

import type { KubeObject } from '../../api/index.ts'
import { configMap } from './config-map.ts'
import type { DescribeContext, Describer } from './context.ts'
import { deployment } from './deployment.ts'
import { endpointSlice } from './endpoint-slice.ts'
import { endpoints } from './endpoints.ts'
import { describeGeneric } from './generic.ts'
import { namespace } from './namespace.ts'
import { node } from './node.ts'
import { pod } from './pod.ts'
import { replicaSet } from './replica-set.ts'
import { secret } from './secret.ts'
import { service } from './service.ts'
import { serviceAccount } from './service-account.ts'

export const describers: readonly Describer[] = [
  namespace,
  node,
  pod,
  service,
  endpoints,
  endpointSlice,
  replicaSet,
  deployment,
  configMap,
  secret,
  serviceAccount,
]

/** The text of `kubectl describe` for one object; kinds without a describer get every field. */
export function describeObject(object: KubeObject, context: DescribeContext): string {
  const slash = object.apiVersion.indexOf('/')
  const group = slash < 0 ? '' : object.apiVersion.slice(0, slash)
  const own = describers.find((describer) => describer.group === group && describer.kind === object.kind)
  return own ? own.describe(object, context) : describeGeneric(object, context)
}

export type { DescribeContext, Describer } from './context.ts'
