// APIService: who serves a group and version. Models k8s.io/kube-aggregator/pkg/registry/apiservice/strategy.go (v1.33).

import {
  type FieldError,
  goQuote,
  invalidField,
  pathNameFaults,
  portNumberFaults,
  type ResourceDefinition,
  requiredField,
  serviceNameFaults,
  timeText,
} from '../api/index.ts'
import { base64Length } from './base64.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { faultsOf, subdomainRule, supported } from './field-rules.ts'
import type { APIService, APIServiceSpec } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const apiService: ResourceDefinition<APIService> = {
  group: 'apiregistration.k8s.io',
  version: 'v1',
  kind: 'APIService',
  resource: 'apiservices',
  singular: 'apiservice',
  categories: ['api-extensions'],
  namespaced: false,
  put: { needsVersion: true },
  verbs: allVerbs,
  status: true,
  generation: false,
  columns: [
    nameColumn,
    column('Service', ({ spec }) =>
      spec?.service ? `${spec.service.namespace ?? ''}/${spec.service.name ?? ''}` : 'Local',
    ),
    column('Available', availableText),
    ageColumn,
  ],
  nameRule(name, { spec }) {
    const faults = pathNameFaults(name)
    const needed = `${spec?.version ?? ''}.${spec?.group ?? ''}`
    if (faults.length > 0 || name === needed) return faults
    return [`must be \`spec.version+"."+spec.group\`: ${goQuote(needed)}`]
  },
  defaults({ spec }) {
    if (spec?.service) spec.service.port ??= 443
  },
  prepareCreate(draft, { nowMs }) {
    draft.status = {}
    if (draft.spec?.service) return
    const message = 'Local APIServices are always available'
    const lastTransitionTime = timeText(nowMs)
    draft.status = {
      conditions: [{ type: 'Available', status: 'True', lastTransitionTime, reason: 'Local', message }],
    }
  },
  validate: ({ spec }) => (spec ? specFaults(spec) : []),
  parts: {
    status: {
      validate: ({ status }) =>
        (status?.conditions ?? []).flatMap((condition, i) =>
          supported(`status.conditions[${i}].status`, condition.status ?? '', ['True', 'False', 'Unknown']),
        ),
    },
  },
}

function availableText({ status }: APIService): string {
  const found = status?.conditions?.find(({ type }) => type === 'Available')
  if (!found) return 'Unknown'
  return found.status !== 'True' && found.reason ? `${found.status} (${found.reason})` : found.status
}

const priorities = { groupPriorityMinimum: 20_000, versionPriority: 1000 } as const

function specFaults(spec: APIServiceSpec): FieldError[] {
  const { group = '', version = '', service, caBundle = '', insecureSkipTLSVerify = false } = spec
  const errors: FieldError[] = []
  const refuse = (field: string, value: unknown, why: string) => errors.push(invalidField(`spec.${field}`, value, why))
  if (group) errors.push(...subdomainRule('spec.group', group))
  else if (version !== 'v1') {
    errors.push(requiredField('spec.group', 'only v1 may have an empty group and it better be legacy kube'))
  }
  errors.push(...faultsOf('spec.version', version, serviceNameFaults(version)))
  for (const name of ['groupPriorityMinimum', 'versionPriority'] as const) {
    const most = priorities[name]
    if (spec[name] <= 0 || spec[name] > most) refuse(name, spec[name], `must be positive and less than ${most}`)
  }
  if (!service) {
    const bytes = base64Length(caBundle) ?? 0
    if (bytes > 0) refuse('caBundle', `${bytes} bytes`, 'local APIServices may not have a caBundle')
    if (insecureSkipTLSVerify) {
      refuse('insecureSkipTLSVerify', true, 'local APIServices may not have insecureSkipTLSVerify')
    }
    return errors
  }
  if (!service.namespace) errors.push(requiredField('spec.service.namespace'))
  if (!service.name) errors.push(requiredField('spec.service.name'))
  const faults = portNumberFaults(service.port ?? 0)
  if (faults.length > 0) refuse('service.port', service.port ?? 0, `port is not valid: ${faults.join(', ')}`)
  if (insecureSkipTLSVerify && caBundle) refuse('insecureSkipTLSVerify', true, 'may not be true if caBundle is present')
  return errors
}
