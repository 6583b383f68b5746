// Jobs. Models ValidateJob and ValidateJobUpdate of pkg/apis/batch/validation/validation.go (v1.33).
// Missing: what controllers must not write into a job's status.

import {
  duplicateField,
  equalValues,
  type FieldError,
  goQuote,
  invalidField,
  labelFaults,
  omittedValue,
  requiredField,
  subdomainFaults,
  tooLongField,
  tooManyField,
} from '../api/index.ts'
import {
  faultsOf,
  goList,
  goMap,
  goSelector,
  immutable,
  labelSelectorRule,
  nonNegative,
  nonNegatives,
  oneOf,
  qualifiedRule,
  supported,
} from './field-rules.ts'
import { validatePodTemplate } from './pod-validation.ts'
import type { Job, JobSpec, PodFailurePolicyRule, PodTemplateSpec, SuccessPolicyRule } from './types.generated.ts'
import { mismatch, selects } from './workload-validation.ts'

const mostIndexes = 100_000
const mostIndexesOfMany = 10_000

/** What the server writes into the labels of a job's pods, and which label it then selects them by. */
export function jobLabels({ name, uid = '' }: Job['metadata']): Readonly<Record<string, string>> {
  return {
    'controller-uid': uid,
    'job-name': name,
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
  }
}

export function validateJob(job: Job): FieldError[] {
  const { spec, metadata } = job
  if (!spec) return []
  const errors = [...validateGenerated(job, spec), ...validateJobSpec(spec, 'spec')]
  if (!spec.selector) errors.push(requiredField('spec.selector'))
  else errors.push(...labelSelectorRule('spec.selector', spec.selector))
  if (selects(spec.selector, spec.template) === false) errors.push(mismatch(spec.template, 'spec.template'))
  const { completions = 0 } = spec
  if (spec.completionMode === 'Indexed' && completions > 0) {
    const longest = `${metadata.name}-${completions - 1}`
    if (labelFaults(longest).length > 0) {
      const why = `will not able to create pod with invalid DNS label: ${longest}`
      errors.push(invalidField('metadata.name', metadata.name, why))
    }
  }
  return errors
}

/** Labels and selector must be the server's own, unless the job asks for a manual one. */
function validateGenerated({ metadata }: Job, { manualSelector, selector, template }: JobSpec): FieldError[] {
  if (manualSelector || !selector) return []
  const labels = template?.metadata?.labels
  const expected = jobLabels(metadata)
  const errors: FieldError[] = []
  for (const [key, value] of Object.entries(expected)) {
    const field = `spec.template.metadata.labels[${key}]`
    if (labels?.[key] === undefined) errors.push(requiredField(field, `must be '${value}'`))
    else if (labels[key] !== value) errors.push(invalidField(field, goMap(labels), `must be '${value}'`))
  }
  if (selects(selector, { metadata: { labels: expected } } as PodTemplateSpec) === false) {
    errors.push(invalidField('spec.selector', goSelector(selector), '`selector` not auto-generated'))
  }
  return errors
}

/** Without the selector, which the job of a cron job does not have yet. */
export function validateJobSpec(spec: JobSpec, path: string): FieldError[] {
  const { podFailurePolicy, successPolicy, completionMode, podReplacementPolicy } = spec
  const errors = nonNegatives(path, spec, [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
  ])
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    errors.push(requiredField(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified'))
  }
  errors.push(...validateManager(spec.managedBy, `${path}.managedBy`))
  errors.push(...supported(`${path}.completionMode`, completionMode, ['NonIndexed', 'Indexed']))
  errors.push(...validateIndexed(spec, path))
  const rules = podFailurePolicy?.rules ?? []
  if (rules.length > 20) errors.push(tooManyField(`${path}.podFailurePolicy.rules`, rules.length, 20))
  for (const [i, rule] of rules.entries()) {
    errors.push(...validateFailureRule(rule, spec, `${path}.podFailurePolicy.rules[${i}]`))
  }
  if (successPolicy) {
    const field = `${path}.successPolicy`
    if (completionMode !== 'Indexed') {
      errors.push(invalidField(field, successPolicy, 'requires indexed completion mode'))
    } else {
      const { rules = [] } = successPolicy
      const why = 'at least one rules must be specified when the successPolicy is specified'
      if (rules.length === 0) errors.push(requiredField(`${field}.rules`, why))
      if (rules.length > 20) errors.push(tooManyField(`${field}.rules`, rules.length, 20))
      for (const [i, rule] of rules.entries()) {
        errors.push(...validateSuccessRule(rule, spec.completions ?? 0, `${field}.rules[${i}]`))
      }
    }
  }
  const replacements = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed']
  errors.push(...supported(`${path}.podReplacementPolicy`, podReplacementPolicy, replacements))
  errors.push(...validatePodTemplate(spec.template ?? {}, `${path}.template`))
  return [...errors, ...validateRestart(spec, `${path}.template.spec.restartPolicy`)]
}

function validateManager(manager: string | undefined, field: string): FieldError[] {
  if (manager === undefined) return []
  if (manager === '') return [requiredField(field)]
  const [, host = '', path = ''] = /^([^/]+)\/(.+)$/s.exec(manager) ?? []
  if (host === '') return [invalidField(field, manager, 'must be a domain-prefixed path (such as "acme.io/foo")')]
  const errors = faultsOf(field, host, subdomainFaults(host))
  const format = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+"
  if (!new RegExp(`^${format}$`).test(path)) {
    errors.push(invalidField(field, path, `Invalid path (regex used for validation is '${format}')`))
  }
  return manager.length > 63 ? [...errors, tooLongField(field, 63)] : errors
}

function validateIndexed(spec: JobSpec, path: string): FieldError[] {
  const { completions, parallelism = 0, maxFailedIndexes, backoffLimitPerIndex } = spec
  const errors: FieldError[] = []
  const atMost = (field: string, value: number, limit: string) =>
    errors.push(invalidField(`${path}.${field}`, value, `must be less than or equal to ${limit}`))
  if ((spec.completionMode ?? 'NonIndexed') === 'NonIndexed') {
    const both = { backoffLimitPerIndex, maxFailedIndexes }
    for (const [field, value] of Object.entries(both)) {
      if (value === undefined) continue
      errors.push(invalidField(`${path}.${field}`, value, 'requires indexed completion mode'))
    }
  }
  if (spec.completionMode !== 'Indexed') return errors
  if (completions === undefined) {
    errors.push(requiredField(`${path}.completions`, 'when completion mode is Indexed'))
  }
  if (parallelism > mostIndexes) atMost('parallelism', parallelism, `${mostIndexes} when completion mode is Indexed`)
  const failed = maxFailedIndexes ?? 0
  if (completions !== undefined && failed > completions) atMost('maxFailedIndexes', failed, 'completions')
  if (failed > mostIndexes) atMost('maxFailedIndexes', failed, String(mostIndexes))
  if ((completions ?? 0) <= mostIndexes || backoffLimitPerIndex === undefined) return errors
  if (maxFailedIndexes === undefined) {
    const why = `must be specified when completions is above ${mostIndexes}`
    errors.push(requiredField(`${path}.maxFailedIndexes`, why))
  }
  const limit = `${mostIndexesOfMany} when completions are above ${mostIndexes} and used with backoff limit per index`
  if (parallelism > mostIndexesOfMany) atMost('parallelism', parallelism, limit)
  if (failed > mostIndexesOfMany) atMost('maxFailedIndexes', failed, limit)
  return errors
}

/** Required, and the message names what there is. */
function named(field: string, value: string | undefined, values: readonly string[]): FieldError[] {
  if (value) return supported(field, value, values)
  return [requiredField(field, `valid values: [${values.map(goQuote).join(' ')}]`)]
}

function validateFailureRule(rule: PodFailurePolicyRule, spec: JobSpec, path: string): FieldError[] {
  const { action, onExitCodes, onPodConditions = [] } = rule
  const errors = named(`${path}.action`, action, ['Count', 'FailIndex', 'FailJob', 'Ignore'])
  if (action === 'FailIndex' && spec.backoffLimitPerIndex === undefined) {
    errors.push(invalidField(`${path}.action`, action, 'requires the backoffLimitPerIndex to be set'))
  }
  if (onExitCodes) errors.push(...validateExitCodes(onExitCodes, spec, `${path}.onExitCodes`))
  const field = `${path}.onPodConditions`
  if (onPodConditions.length > 20) errors.push(tooManyField(field, onPodConditions.length, 20))
  for (const [i, { type = '', status }] of onPodConditions.entries()) {
    errors.push(...qualifiedRule(`${field}[${i}].type`, type))
    errors.push(...named(`${field}[${i}].status`, status, ['False', 'True', 'Unknown']))
  }
  if (Boolean(onExitCodes) === onPodConditions.length > 0) {
    const why = onExitCodes
      ? 'specifying both OnExitCodes and OnPodConditions is not supported'
      : 'specifying one of OnExitCodes and OnPodConditions is required'
    errors.push(invalidField(path, omittedValue, why))
  }
  return errors
}

function validateExitCodes(
  { operator, containerName, values = [] }: NonNullable<PodFailurePolicyRule['onExitCodes']>,
  { template }: JobSpec,
  path: string,
): FieldError[] {
  const errors = named(`${path}.operator`, operator, ['In', 'NotIn'])
  const containers = [...(template?.spec?.containers ?? []), ...(template?.spec?.initContainers ?? [])]
  if (containerName !== undefined && !containers.some(({ name }) => name === containerName)) {
    const why = 'must be one of the container or initContainer names in the pod template'
    errors.push(invalidField(`${path}.containerName`, containerName, why))
  }
  const field = `${path}.values`
  const shown = goList('int32', values)
  if (values.length === 0) errors.push(invalidField(field, shown, 'at least one value is required'))
  if (values.length > 255) errors.push(tooManyField(field, values.length, 255))
  for (const [i, value] of values.entries()) {
    if (operator === 'In' && value === 0) {
      errors.push(invalidField(`${field}[${i}]`, value, 'must not be 0 for the In operator'))
    }
    if (values.indexOf(value) < i) errors.push(duplicateField(`${field}[${i}]`, value))
  }
  const ordered = values.every((value, i) => i === 0 || (values[i - 1] ?? 0) <= value)
  return ordered ? errors : [...errors, invalidField(field, shown, 'must be ordered')]
}

function validateSuccessRule(rule: SuccessPolicyRule, completions: number, path: string): FieldError[] {
  const { succeededCount: count, succeededIndexes: indexes } = rule
  const errors: FieldError[] = []
  if (count === undefined && indexes === undefined) {
    errors.push(requiredField(path, 'at least one of succeededCount or succeededIndexes must be specified'))
  }
  let total = 0
  if (indexes !== undefined) {
    const field = `${path}.succeededIndexes`
    if (indexes.length > 65_536) errors.push(tooLongField(field, 65_536))
    const counted = countIndexes(indexes, completions)
    if (typeof counted === 'number') total = counted
    else errors.push(invalidField(field, indexes, `error parsing succeededIndexes: ${counted}`))
  }
  if (count === undefined) return errors
  const field = `${path}.succeededCount`
  errors.push(...nonNegative(field, count))
  const atMost = (limit: number, what: string) =>
    errors.push(invalidField(field, count, `must be less than or equal to ${limit} (the number of ${what})`))
  if (count > completions) atMost(completions, 'specified completions')
  if (indexes !== undefined && count > total) atMost(total, 'indexes in the specified succeededIndexes field')
  return errors
}

/** How many indexes '1,3-5' holds, or what is wrong with it. */
function countIndexes(text: string, completions: number): number | string {
  if (text === '') return 0
  let total = 0
  let last = -1
  for (const interval of text.split(',')) {
    const limits = interval.split('-')
    if (limits.length > 2) {
      return `the fragment ${goQuote(interval)} violates the requirement that an index interval can have at most two parts separated by '-'`
    }
    for (const limit of limits) {
      if (!/^[+]?[0-9]+$/.test(limit)) return `cannot convert string to integer for index: ${goQuote(limit)}`
      if (Number(limit) >= completions) return `too large index: ${goQuote(limit)}`
    }
    const [from = 0, to] = limits.map(Number)
    if (to !== undefined && from >= to) return `non-increasing order, previous: ${from}, current: ${to}`
    if (last >= from) return `non-increasing order, previous: ${last}, current: ${from}`
    last = to ?? from
    total += last - from + 1
  }
  return total
}

function validateRestart({ template, podFailurePolicy }: JobSpec, field: string): FieldError[] {
  const policy = template?.spec?.restartPolicy ?? ''
  if (policy === 'Always' || policy === '') return [requiredField(field, 'valid values: "OnFailure", "Never"')]
  const errors = oneOf(field, policy, ['OnFailure', 'Never'])
  if (errors.length > 0 || !podFailurePolicy || policy === 'Never') return errors
  return [invalidField(field, policy, 'only "Never" is supported when podFailurePolicy is specified')]
}

export function validateJobUpdate(job: Job, before: Job): FieldError[] {
  const { spec } = job
  const { spec: old } = before
  if (!spec || !old) return []
  const errors: FieldError[] = []
  if (spec.completionMode !== 'Indexed') {
    errors.push(...immutable('spec.completions', spec.completions, old.completions))
  } else if (![undefined, old.completions, spec.parallelism].includes(spec.completions)) {
    const why = 'can only be modified in tandem with spec.parallelism'
    errors.push(invalidField('spec.completions', spec.completions, why))
  }
  errors.push(...immutable('spec.selector', spec.selector, old.selector, goSelector(spec.selector)))
  const mayMove = old.suspend === true && !before.status?.startTime
  const template = mayMove ? withScheduling(old.template, spec.template) : old.template
  errors.push(...immutable('spec.template', spec.template, template))
  for (const name of [
    'completionMode',
    'podFailurePolicy',
    'backoffLimitPerIndex',
    'managedBy',
    'successPolicy',
  ] as const) {
    errors.push(...immutable(`spec.${name}`, spec[name], old[name]))
  }
  return errors
}

/** `old` with what may change of the template of a suspended job that never ran. */
function withScheduling(old: PodTemplateSpec, now: PodTemplateSpec): PodTemplateSpec {
  const { labels, annotations } = now.metadata ?? {}
  const { nodeSelector, tolerations, schedulingGates, affinity } = now.spec ?? {}
  const both = { ...old.spec?.affinity, nodeAffinity: affinity?.nodeAffinity }
  const isEmpty = equalValues(both, {})
  const spec = {
    ...old.spec,
    nodeSelector,
    tolerations,
    schedulingGates,
    affinity: isEmpty && !affinity ? undefined : both,
  }
  return { ...old, metadata: { ...old.metadata, labels, annotations }, spec } as PodTemplateSpec
}
