// PriorityLevelConfigurations. Models pkg/apis/flowcontrol/{v1/defaults.go,validation/validation.go} (v1.33).

import { type Draft, equalValues, type FieldError, forbiddenField, invalidField, requiredField } from '../api/index.ts'
import { supported } from './field-rules.ts'
import type {
  LimitedPriorityLevelConfiguration,
  PriorityLevelConfiguration,
  PriorityLevelConfigurationSpec,
  QueuingConfiguration,
} from './types.generated.ts'

export function defaultPriorityLevel({ spec }: Draft<PriorityLevelConfiguration>): void {
  if (spec?.exempt) {
    spec.exempt.nominalConcurrencyShares ??= 0
    spec.exempt.lendablePercent ??= 0
  }
  if (!spec?.limited) return
  spec.limited.nominalConcurrencyShares ??= 30
  spec.limited.lendablePercent ??= 0
  const queuing = spec.limited.limitResponse?.queuing
  if (!queuing) return
  queuing.handSize ||= 8
  queuing.queues ||= 64
  queuing.queueLengthLimit ||= 50
}

export function validatePriorityLevel({ metadata, spec }: PriorityLevelConfiguration): FieldError[] {
  const { name } = metadata
  const { type = '', limited, exempt } = spec ?? { type: '' }
  const errors: FieldError[] = []
  if ((name === 'exempt') !== (type === 'Exempt')) {
    errors.push(invalidField('spec.type', type, "type must be 'Exempt' if and only if name is 'exempt'"))
  }
  if (type === 'Exempt') {
    if (limited) errors.push(forbiddenField('spec.limited', 'must be nil if the type is not Limited'))
    if (exempt) errors.push(...sharesRule('spec.exempt', exempt), ...lendableRule('spec.exempt', exempt))
  } else if (type === 'Limited') {
    if (exempt) errors.push(forbiddenField('spec.exempt', 'must be nil if the type is Limited'))
    if (limited) errors.push(...limitedFaults('spec.limited', limited))
    else errors.push(requiredField('spec.limited', 'must not be empty when type is Limited'))
  } else errors.push(...supported('spec.type', type, ['Exempt', 'Limited']))
  if (name === 'exempt' && (type !== 'Exempt' || limited)) {
    const why = "spec of 'exempt' except the 'spec.exempt' field must equal the fixed value"
    errors.push(invalidField('spec', spec, why))
  } else if (name === 'catch-all' && !equalValues(spec, catchAll)) {
    errors.push(invalidField('spec', spec, "spec of 'catch-all' must equal the fixed value"))
  }
  return errors
}

/** k8s.io/apiserver/pkg/apis/flowcontrol/bootstrap/default.go */
const catchAll: PriorityLevelConfigurationSpec = {
  type: 'Limited',
  limited: { nominalConcurrencyShares: 5, lendablePercent: 0, limitResponse: { type: 'Reject' } },
}

type Shares = Pick<LimitedPriorityLevelConfiguration, 'nominalConcurrencyShares' | 'lendablePercent'>

function sharesRule(path: string, { nominalConcurrencyShares: shares = 0 }: Shares): FieldError[] {
  if (shares >= 0) return []
  return [invalidField(`${path}.nominalConcurrencyShares`, shares, 'must be a non-negative integer')]
}

function lendableRule(path: string, { lendablePercent: percent = 0 }: Shares): FieldError[] {
  if (percent >= 0 && percent <= 100) return []
  return [invalidField(`${path}.lendablePercent`, percent, 'must be between 0 and 100, inclusive')]
}

function limitedFaults(path: string, limited: LimitedPriorityLevelConfiguration): FieldError[] {
  const { limitResponse, borrowingLimitPercent: borrowed = 0 } = limited
  const { type = '', queuing } = limitResponse ?? {}
  const errors = sharesRule(path, limited)
  const field = `${path}.limitResponse`
  if (type === 'Reject') {
    const why = 'must be nil if limited.limitResponse.type is not Limited'
    if (queuing) errors.push(forbiddenField(`${field}.queuing`, why))
  } else if (type === 'Queue') {
    const why = 'must not be empty if limited.limitResponse.type is Limited'
    if (queuing) errors.push(...queuingFaults(`${field}.queuing`, queuing))
    else errors.push(requiredField(`${field}.queuing`, why))
  } else errors.push(...supported(`${field}.type`, type, ['Queue', 'Reject']))
  errors.push(...lendableRule(path, limited))
  if (borrowed < 0) {
    const why = 'if specified, must be a non-negative integer'
    errors.push(invalidField(`${path}.borrowingLimitPercent`, borrowed, why))
  }
  return errors
}

const mostQueues = 10_000_000
const mostEntropyBits = 60

function queuingFaults(path: string, queuing: QueuingConfiguration): FieldError[] {
  const { queues = 0, handSize = 0, queueLengthLimit = 0 } = queuing
  const errors: FieldError[] = []
  const refuse = (name: keyof QueuingConfiguration, why: string) =>
    errors.push(invalidField(`${path}.${name}`, queuing[name] ?? 0, why))
  if (queueLengthLimit <= 0) refuse('queueLengthLimit', 'must be positive')
  if (queues <= 0) refuse('queues', 'must be positive')
  else if (queues > mostQueues) refuse('queues', `must not be greater than ${mostQueues}`)
  if (handSize <= 0) refuse('handSize', 'must be positive')
  else if (handSize > queues) refuse('handSize', `should not be greater than queues (${queues})`)
  else if (Math.ceil(Math.log2(queues) * handSize) > mostEntropyBits) {
    const why = `required entropy bits of deckSize ${queues} and handSize ${handSize} should not be greater than ${mostEntropyBits}`
    refuse('handSize', why)
  }
  return errors
}
