// The expressions of a policy, compiled once, and what they say of a request. Models k8s.io/apiserver/pkg/admission/plugin/
// {policy/validating/{plugin,validator}.go,cel/{condition,composition,activation}.go} (v1.33).
// Missing: what audit annotations say goes nowhere, for there is no audit log; /scale is seen as the object that it scales.

import type { AdmissionContext, AdmissionRequest, KubeObject } from '../api/index.ts'
import {
  type AdmissionScope,
  Budget,
  CelError,
  type CelProgram,
  type CelType,
  CostExceeded,
  celValue,
  compileForAdmission,
  dyn,
  RUNTIME_BUDGET,
} from '../cel/index.ts'
import type { Namespace, ValidatingAdmissionPolicy } from '../kinds/index.ts'

interface Expression {
  readonly source: string
  /** Undefined when it does not compile: then `fault` says why. */
  readonly program: CelProgram | undefined
  readonly fault: string
}

interface Compiled {
  readonly variables: readonly (Expression & { readonly name: string })[]
  readonly conditions: readonly Expression[]
  readonly validations: readonly (Expression & {
    readonly message: string
    readonly messageExpression: Expression | undefined
    readonly reason: string
  })[]
  readonly annotations: readonly Expression[]
}

export interface Decision {
  readonly message: string
  /** Of the Status. */
  readonly reason: string
  /** An expression of an audit annotation failed: that is refused whatever a binding's actions are. */
  readonly always?: boolean
}

/** celconfig.RuntimeCELCostBudgetMatchConditions */
const CONDITIONS_BUDGET = 2_500_000
const MOST_MESSAGE_BYTES = 5 * 1024
const SPENT = 'validation failed due to running out of cost budget, no further validation rules will be run'

const known = new WeakMap<ValidatingAdmissionPolicy, Compiled>()

function compiledOf(policy: ValidatingAdmissionPolicy): Compiled {
  let compiled = known.get(policy)
  if (!compiled) {
    compiled = compilePolicy(policy)
    known.set(policy, compiled)
  }
  return compiled
}

function compilePolicy({ spec = {} }: ValidatingAdmissionPolicy): Compiled {
  const types: Record<string, CelType> = {}
  const compile = (source: string, result: AdmissionScope['result']): Expression => {
    const program = compileForAdmission(source, { hasParams: spec.paramKind !== undefined, variables: types, result })
    return 'fault' in program ? { source, program: undefined, fault: program.fault } : { source, program, fault: '' }
  }
  const variables = (spec.variables ?? []).map(({ name, expression }) => {
    const compiled = compile(expression, 'any')
    types[name] = compiled.program?.type ?? dyn
    return { ...compiled, name }
  })
  return {
    variables,
    conditions: (spec.matchConditions ?? []).map(({ expression }) => compile(expression, 'bool')),
    validations: (spec.validations ?? []).map(({ expression, message = '', messageExpression = '', reason }) => ({
      ...compile(expression, 'bool'),
      message: message.trim(),
      messageExpression: messageExpression === '' ? undefined : compile(messageExpression, 'string'),
      reason: reason ?? 'Invalid',
    })),
    annotations: (spec.auditAnnotations ?? []).map(({ valueExpression }) => compile(valueExpression, 'string or null')),
  }
}

/** What evaluating failed with; the budget being spent ends everything. */
class Failure extends Error {}
class Spent extends Error {}

/** Why the policy is against the request; nothing when it is not, or does not look at it. */
export function decisionsOf(
  policy: ValidatingAdmissionPolicy,
  values: Readonly<Record<string, unknown>>,
  params: KubeObject | undefined,
): Decision[] {
  const compiled = compiledOf(policy)
  const ignores = policy.spec?.failurePolicy === 'Ignore'
  const failed = (message: string): Decision[] => (ignores ? [] : [{ message, reason: 'Invalid' }])
  const all = { ...values, params: celValue(params, dyn) }
  const met = conditionsMet(compiled, all)
  if (typeof met === 'string') return failed(met)
  if (!met) return []
  const budget = new Budget(RUNTIME_BUDGET)
  const scope = withVariables(compiled, all, budget)
  try {
    const decisions = compiled.validations.flatMap((validation) => {
      try {
        if (evaluate(validation, scope, budget) === true) return []
      } catch (error) {
        if (error instanceof Failure) return failed(error.message)
        throw error
      }
      const said = validation.messageExpression && messageOf(validation.messageExpression, scope, budget)
      const message = said || validation.message || `failed expression: ${validation.source.trim()}`
      return [{ message, reason: validation.reason }]
    })
    return [...decisions, ...annotationFaults(compiled, all, ignores)]
  } catch (error) {
    if (error instanceof Spent) return failed(SPENT)
    throw error
  }
}

/** False when one says no; the errors when none does and some fail. */
function conditionsMet(compiled: Compiled, values: Readonly<Record<string, unknown>>): boolean | string {
  const budget = new Budget(CONDITIONS_BUDGET)
  const scope = withVariables(compiled, { ...values, namespaceObject: null }, budget)
  const errors = new Set<string>()
  for (const condition of compiled.conditions) {
    try {
      if (evaluate(condition, scope, budget) === false) return false
    } catch (error) {
      if (error instanceof Spent) return SPENT
      if (!(error instanceof Failure)) throw error
      errors.add(error.message)
    }
  }
  if (errors.size === 0) return true
  const [first = ''] = errors
  return errors.size === 1 ? first : `[${[...errors].join(', ')}]`
}

function evaluate({ source, program, fault }: Expression, scope: Record<string, unknown>, budget: Budget): unknown {
  if (!program) throw new Failure(`compilation error: ${fault}`)
  try {
    return program.run(scope, budget)
  } catch (error) {
    if (!(error instanceof CelError)) throw error
    if (error instanceof CostExceeded && budget.remaining <= 0) throw new Spent()
    throw new Failure(`expression '${source}' resulted in error: ${error.message}`)
  }
}

/** A variable is evaluated when it is read first, and once. */
function withVariables(
  compiled: Compiled,
  values: Readonly<Record<string, unknown>>,
  budget: Budget,
): Record<string, unknown> {
  const variables = {}
  const scope = { ...values, variables }
  for (const { name, program, fault } of compiled.variables) {
    let outcome: { readonly value: unknown } | { readonly error: CelError } | undefined
    const evaluateOnce = () => {
      if (!program) return { error: new CelError(`composited variable "${name}" fails to compile: ${fault}`) }
      try {
        return { value: program.run(scope, budget) }
      } catch (error) {
        if (!(error instanceof CelError) || error instanceof CostExceeded) throw error
        return { error: new CelError(`composited variable "${name}" fails to evaluate: ${error.message}`) }
      }
    }
    Object.defineProperty(variables, name, {
      enumerable: true,
      get() {
        outcome ??= evaluateOnce()
        if ('error' in outcome) throw outcome.error
        return outcome.value
      },
    })
  }
  return scope
}

/** One line of a bearable length, or nothing. */
function messageOf(expression: Expression, scope: Record<string, unknown>, budget: Budget): string {
  try {
    const said = evaluate(expression, scope, budget)
    const message = typeof said === 'string' ? said.trim() : ''
    return message.includes('\n') || message.length > MOST_MESSAGE_BYTES ? '' : message
  } catch (error) {
    if (error instanceof Failure) return ''
    throw error
  }
}

function annotationFaults(compiled: Compiled, values: Readonly<Record<string, unknown>>, ignores: boolean): Decision[] {
  if (ignores || compiled.annotations.length === 0) return []
  const budget = new Budget(RUNTIME_BUDGET)
  const scope = withVariables(compiled, values, budget)
  return compiled.annotations.flatMap((annotation) => {
    try {
      evaluate(annotation, scope, budget)
      return []
    } catch (error) {
      if (error instanceof Failure) return [{ message: error.message, reason: 'Invalid', always: true }]
      throw error
    }
  })
}

/** What expressions see of a request, but for the parameters. */
export function valuesOf(request: AdmissionRequest, { objects }: AdmissionContext): Record<string, unknown> {
  const { definition, subresource, operation, namespace, options } = request
  const { group, version, kind, resource } = definition
  const user = options.user ?? administrator
  // The request for a namespace that is there is one in that namespace.
  const isNamespace = group === '' && resource === 'namespaces'
  const place = isNamespace && operation !== 'CREATE' ? request.name : namespace
  const home = namespace === undefined || isNamespace ? undefined : objects.get('/namespaces', namespace)
  return {
    object: celValue(request.object, dyn),
    oldObject: celValue(request.old, dyn),
    request: {
      kind: { group, version, kind },
      resource: { group, version, resource },
      ...(subresource === '' ? {} : { subResource: subresource, requestSubResource: subresource }),
      requestKind: { group, version, kind },
      requestResource: { group, version, resource },
      name: request.name,
      ...(place === undefined ? {} : { namespace: place }),
      operation,
      userInfo: {
        username: user.username,
        groups: [...user.groups],
        ...(user.uid === undefined ? {} : { uid: user.uid }),
      },
      dryRun: options.dryRun ?? false,
      options: optionsOf(request),
    },
    namespaceObject: home ? namespaceValue(home as Namespace) : null,
  }
}

const administrator = {
  username: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:authenticated'],
  uid: undefined,
}

function optionsOf({ operation, options }: AdmissionRequest): Record<string, unknown> {
  const kind = { CREATE: 'CreateOptions', UPDATE: 'UpdateOptions', DELETE: 'DeleteOptions' }[operation]
  const manager = 'fieldManager' in options ? options.fieldManager : undefined
  return {
    kind,
    apiVersion: 'meta.k8s.io/v1',
    ...(options.dryRun ? { dryRun: ['All'] } : {}),
    ...(manager === undefined ? {} : { fieldManager: manager }),
  }
}

function namespaceValue({ metadata, spec, status }: Namespace): Record<string, unknown> {
  const { managedFields: _, ownerReferences: __, creationTimestamp, deletionTimestamp, ...rest } = metadata
  return {
    metadata: {
      ...(celValue(rest, dyn) as object),
      ...(creationTimestamp ? { creationTimestamp: new Date(creationTimestamp) } : {}),
      ...(deletionTimestamp ? { deletionTimestamp: new Date(deletionTimestamp) } : {}),
    },
    spec: celValue(spec ?? {}, dyn),
    status: celValue(status ?? {}, dyn),
  }
}
