// The kinds of the first door with the rules for what may be written into them, and its warnings. They come with kubectl:
// what a cluster itself writes before that is its own and keeps the rules.

import { type FieldError, IMMUTABLE, invalidField, type KubeObject, type ResourceDefinition } from '../api/index.ts'
import { configMap } from './config-map.ts'
import { daemonSet } from './daemon-set.ts'
import { validateDaemonSet } from './daemon-set-validation.ts'
import { validateConfigMap, validateImmutableData, validateSecret } from './data-validation.ts'
import { deployment } from './deployment.ts'
import { validateDeployment } from './deployment-validation.ts'
import { endpointSlice } from './endpoint-slice.ts'
import {
  endpointSliceWarnings,
  endpointsWarnings,
  validateEndpointSlice,
  validateEndpointSliceUpdate,
  validateEndpoints,
} from './endpoint-validation.ts'
import { endpoints } from './endpoints.ts'
import { event } from './event.ts'
import { validateEvent } from './event-validation.ts'
import { withFinalizerRule } from './finalizer-rule.ts'
import { lease } from './lease.ts'
import { validateLease } from './lease-validation.ts'
import { namespace } from './namespace.ts'
import { validateNamespace } from './namespace-validation.ts'
import { node } from './node.ts'
import { validateNode, validateNodeUpdate } from './node-validation.ts'
import { pod } from './pod.ts'
import { ephemeralContainers, resize } from './pod-partial-updates.ts'
import { validatePodUpdate } from './pod-update-validation.ts'
import { validateNewPod, validatePod } from './pod-validation.ts'
import { nameWarnings, podWarnings, templateWarnings } from './pod-warnings.ts'
import { replicaSet } from './replica-set.ts'
import { secret } from './secret.ts'
import { serviceWith } from './service.ts'
import { serviceAccount } from './service-account.ts'
import { tokenSubresource } from './service-account-token.ts'
import { defaultBalancerStatus, serviceWarnings, validateServiceStatus } from './service-status.ts'
import { validateClusterIps, validateService, validateServiceUpdate } from './service-validation.ts'
import type { Deployment, PodTemplateSpec, ReplicaSet, Secret, Service } from './types.generated.ts'
import { immutableSelector, isChanged, validateReplicaSet } from './workload-validation.ts'

const ruledConfigMap: typeof configMap = {
  ...configMap,
  validate: validateConfigMap,
  validateUpdate: (object, old) => validateImmutableData(object, old, ['data', 'binaryData']),
}

const ruledSecret: typeof secret = {
  ...secret,
  validate: validateSecret,
  validateUpdate: (object, old) => [...immutableType(object, old), ...validateImmutableData(object, old, ['data'])],
}

function immutableType({ type = '' }: Secret, old: Secret): FieldError[] {
  return type === (old.type ?? '') ? [] : [invalidField('type', type, IMMUTABLE)]
}

const ruledEndpointSlice: typeof endpointSlice = {
  ...endpointSlice,
  validate: validateEndpointSlice,
  validateUpdate: validateEndpointSliceUpdate,
  warnings: endpointSliceWarnings,
}

const ruledPod: typeof pod = {
  ...pod,
  parts: { ephemeralcontainers: ephemeralContainers, resize },
  validate: (object) =>
    object.metadata.resourceVersion ? validatePod(object) : [...validatePod(object), ...validateNewPod(object)],
  validateUpdate: validatePodUpdate,
  // Upstream looks at pods only when they are made.
  warnings: ({ metadata, spec }, old) =>
    old ? [] : [...nameWarnings(metadata.name, "the Pod's hostname"), ...podWarnings(metadata.annotations, spec, '')],
}

const ruledService: ResourceDefinition<Service> = {
  ...serviceWith(validateClusterIps),
  parts: { status: { prepare: defaultBalancerStatus, validate: validateServiceStatus } },
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  warnings: serviceWarnings,
}

const ruledDaemonSet: typeof daemonSet = {
  ...daemonSet,
  validate: validateDaemonSet,
  validateUpdate: immutableSelector,
  warnings: (object, old) => (isChanged(object, old) ? templateWarnings(object.spec?.template, 'spec.template.') : []),
}

/** Of deployments and replica sets. */
function workloadWarnings(
  { metadata, spec }: KubeObject & { readonly spec?: { readonly template?: PodTemplateSpec } },
  old: KubeObject | undefined,
): string[] {
  if (old && old.metadata.generation === metadata.generation) return []
  return [...(old ? [] : nameWarnings(metadata.name)), ...templateWarnings(spec?.template, 'spec.template.')]
}

const selectorRules = { validateUpdate: immutableSelector, warnings: workloadWarnings } satisfies Partial<
  ResourceDefinition<Deployment> & ResourceDefinition<ReplicaSet>
>

/** Each takes the place of its namesake in `kinds`. */
export const ruledKinds: readonly ResourceDefinition[] = [
  ruledConfigMap,
  { ...endpoints, validate: validateEndpoints, warnings: endpointsWarnings } as typeof endpoints,
  { ...event, validate: (object) => validateEvent(object) } as typeof event,
  { ...namespace, validate: validateNamespace } as typeof namespace,
  { ...node, validate: validateNode, validateUpdate: validateNodeUpdate } as typeof node,
  ruledPod,
  ruledSecret,
  { ...serviceAccount, subresources: [tokenSubresource] } as typeof serviceAccount,
  ruledService,
  ruledDaemonSet,
  { ...deployment, ...selectorRules, validate: validateDeployment } as typeof deployment,
  { ...replicaSet, ...selectorRules, validate: validateReplicaSet } as typeof replicaSet,
  { ...lease, validate: validateLease } as typeof lease,
  ruledEndpointSlice,
].map(withFinalizerRule)
