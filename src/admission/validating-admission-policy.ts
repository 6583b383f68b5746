// Asks the policies that the cluster's users have written, in CEL (k8s.io/apiserver/pkg/admission/plugin/policy/validating/
// dispatcher.go and generic/policy_dispatcher.go, v1.33). Differs: upstream asks policies in no order; here by name.
// Missing: warnings of type checking in a policy's status.

import {
  type AdmissionContext,
  type AdmissionPlugin,
  type AdmissionRequest,
  ApiError,
  type KubeObject,
  labelSelectorOf,
  matchesLabels,
  newRefusal,
  type StatusReason,
  warnCaller,
} from '../api/index.ts'
import type {
  ValidatingAdmissionPolicyBinding as Binding,
  ValidatingAdmissionPolicy as Policy,
} from '../kinds/index.ts'
import { type Decision, decisionsOf, valuesOf } from './policy-evaluation.ts'
import { matchesRequest } from './policy-matching.ts'

const policies = 'admissionregistration.k8s.io/validatingadmissionpolicies'
const bindings = 'admissionregistration.k8s.io/validatingadmissionpolicybindings'
const exempt = new Set(['admissionregistration.k8s.io', 'authentication.k8s.io', 'authorization.k8s.io'])

export const validatingAdmissionPolicy: AdmissionPlugin = {
  name: 'ValidatingAdmissionPolicy',
  handles: ({ definition }) => !exempt.has(definition.group),
  validate(request, context) {
    // The usual case: there are none.
    if (context.objects.count(bindings) === 0 && context.objects.count(policies) === 0) return
    const all = context.objects.list(bindings) as readonly Binding[]
    let denial: Denial | undefined
    for (const policy of context.objects.list(policies) as readonly Policy[]) {
      const own = all.filter(({ spec }) => spec?.policyName === policy.metadata.name)
      const constraints = policy.spec?.matchConstraints
      if (own.length === 0 || !constraints || !matchesRequest(constraints, request, context)) continue
      denial ??= ask(policy, own, request, context)
    }
    if (denial) throw refusal(request, denial)
  },
}

interface Denial extends Decision {
  readonly policy: string
  readonly binding?: string
}

/** A fault of the policy itself, which does not depend on what is asked. */
class ConfigurationFault extends Error {}

/** Warns of what is to be warned of; the first reason to refuse. */
function ask(
  policy: Policy,
  own: readonly Binding[],
  request: AdmissionRequest,
  context: AdmissionContext,
): Denial | undefined {
  const { name } = policy.metadata
  const fails = policy.spec?.failurePolicy !== 'Ignore'
  const values = valuesOf(request, context)
  let first: Denial | undefined
  let kind: ParamKind | undefined
  try {
    kind = paramKindOf(policy, context)
  } catch (error) {
    if (!(error instanceof ConfigurationFault)) throw error
    return fails
      ? { policy: name, message: `failed to configure policy: ${error.message}`, reason: 'Invalid' }
      : undefined
  }
  for (const binding of own) {
    const { matchResources, validationActions = [] } = binding.spec ?? {}
    if (matchResources && !matchesRequest(matchResources, request, context)) continue
    const about = { policy: name, binding: binding.metadata.name }
    try {
      for (const params of paramsOf(kind, binding, request, context)) {
        for (const decision of decisionsOf(policy, values, params)) {
          if (decision.always || validationActions.includes('Deny')) first ??= { ...about, ...decision }
          if (decision.always || !validationActions.includes('Warn')) continue
          const where = `ValidatingAdmissionPolicy '${name}' with binding '${about.binding}'`
          warnCaller(request, `Validation failed for ${where}: ${decision.message}`)
        }
      }
    } catch (error) {
      if (!(error instanceof ConfigurationFault)) throw error
      if (fails) first ??= { ...about, message: `failed to configure binding: ${error.message}`, reason: 'Invalid' }
    }
  }
  return first
}

interface ParamKind {
  readonly collection: string
  readonly namespaced: boolean
}

function paramKindOf({ spec }: Policy, { client }: AdmissionContext): ParamKind | undefined {
  const wanted = spec?.paramKind
  if (!wanted) return undefined
  const { apiVersion = '', kind = '' } = wanted
  const found = client
    .resources()
    .find(
      (each) =>
        (each.group === '' ? each.version : `${each.group}/${each.version}`) === apiVersion && each.kind === kind,
    )
  if (found) return { collection: `${found.group}/${found.resource}`, namespaced: found.namespaced }
  const text = `${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`
  throw new ConfigurationFault(`failed to find resource referenced by paramKind: '${text}'`)
}

/** Once for each; once without any where the policy or its binding wants none. */
function paramsOf(
  kind: ParamKind | undefined,
  { spec }: Binding,
  request: AdmissionRequest,
  { objects }: AdmissionContext,
): readonly (KubeObject | undefined)[] {
  const { paramRef } = spec ?? {}
  if (!kind || !paramRef) return [undefined]
  const home = kind.namespaced ? paramRef.namespace || request.namespace : undefined
  if (kind.namespaced && !home) {
    throw new ConfigurationFault(
      'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources',
    )
  }
  if (!kind.namespaced && paramRef.namespace) {
    throw new ConfigurationFault('paramRef.namespace must not be provided for a cluster-scoped `paramKind`')
  }
  const selector = labelSelectorOf(paramRef.selector)
  const named = paramRef.name
    ? objects.get(kind.collection, home === undefined ? paramRef.name : `${home}/${paramRef.name}`)
    : undefined
  const found = selector
    ? objects.list(kind.collection, home).filter(({ metadata }) => matchesLabels(selector, metadata.labels))
    : named
      ? [named]
      : []
  if (found.length === 0 && paramRef.parameterNotFoundAction === 'Deny') {
    throw new ConfigurationFault('no params found for policy binding with `Deny` parameterNotFoundAction')
  }
  return found
}

const codes: Readonly<Record<string, number>> = { Forbidden: 403, Unauthorized: 401, RequestEntityTooLarge: 413 }

function refusal(request: AdmissionRequest, { policy, binding, message, reason }: Denial): ApiError {
  const who = `ValidatingAdmissionPolicy '${policy}'${binding === undefined ? '' : ` with binding '${binding}'`}`
  const text = `${who} denied request: ${message}`
  const { status } = newRefusal(request, text)
  return new ApiError(codes[reason] ?? 422, reason as StatusReason, status.message ?? '', {
    ...status.details,
    causes: [{ message: text }],
  })
}
