// Webhook configurations. Models pkg/apis/admissionregistration/{v1/defaults.go,validation/validation.go} and
// k8s.io/apiserver/pkg/util/webhook/validation.go (v1.33).

import {
  type Draft,
  duplicateField,
  type FieldError,
  goQuote,
  invalidField,
  portNumberFaults,
  requiredField,
  serviceNameFaults,
  subdomainFaults,
} from '../api/index.ts'
import {
  defaultRules,
  failurePolicies,
  matchPolicies,
  validateMatchConditions,
  validateRulesWithOperations,
} from './admission-rules.ts'
import { faultsOf, labelSelectorRule, supported } from './field-rules.ts'
import type { MutatingWebhook, ServiceReference, ValidatingWebhook } from './types.generated.ts'

type Webhook = ValidatingWebhook & Pick<MutatingWebhook, 'reinvocationPolicy'>

export function defaultWebhooks(webhooks: Draft<Webhook>[] | undefined, mutating: boolean): void {
  for (const webhook of webhooks ?? []) {
    webhook.failurePolicy ??= 'Fail'
    webhook.matchPolicy ??= 'Equivalent'
    webhook.namespaceSelector ??= {}
    webhook.objectSelector ??= {}
    webhook.timeoutSeconds ??= 10
    if (mutating) webhook.reinvocationPolicy ??= 'Never'
    if (webhook.clientConfig?.service) webhook.clientConfig.service.port ??= 443
    defaultRules(webhook.rules)
  }
}

export function validateWebhooks(webhooks: readonly Webhook[] = []): FieldError[] {
  const errors: FieldError[] = []
  const names = new Set<string>()
  for (const [i, webhook] of webhooks.entries()) {
    const path = `webhooks[${i}]`
    errors.push(...webhookFaults(path, webhook))
    errors.push(...reviewVersionsRule(`${path}.admissionReviewVersions`, webhook.admissionReviewVersions ?? []))
    if (webhook.name && names.has(webhook.name)) errors.push(duplicateField(`${path}.name`, webhook.name))
    names.add(webhook.name)
  }
  return errors
}

function webhookFaults(path: string, webhook: Webhook): FieldError[] {
  const { clientConfig, sideEffects, timeoutSeconds = 10 } = webhook
  const errors = [
    ...fullNameRule(`${path}.name`, webhook.name ?? ''),
    ...validateRulesWithOperations(`${path}.rules`, webhook.rules),
    ...supported(`${path}.failurePolicy`, webhook.failurePolicy, failurePolicies),
    ...supported(`${path}.matchPolicy`, webhook.matchPolicy, matchPolicies),
  ]
  const harmless = ['None', 'NoneOnDryRun']
  // A pointer upstream, but one that is always written: null is what was not given.
  if (sideEffects === undefined || sideEffects === null) {
    errors.push(requiredField(`${path}.sideEffects`, `must specify one of ${harmless.join(', ')}`))
  } else errors.push(...supported(`${path}.sideEffects`, sideEffects, harmless))
  if (timeoutSeconds < 1 || timeoutSeconds > 30) {
    const why = 'the timeout value must be between 1 and 30 seconds'
    errors.push(invalidField(`${path}.timeoutSeconds`, timeoutSeconds, why))
  }
  errors.push(
    ...labelSelectorRule(`${path}.namespaceSelector`, webhook.namespaceSelector),
    ...labelSelectorRule(`${path}.objectSelector`, webhook.objectSelector),
    ...supported(`${path}.reinvocationPolicy`, webhook.reinvocationPolicy, ['IfNeeded', 'Never']),
  )
  const { url, service } = clientConfig ?? {}
  const field = `${path}.clientConfig`
  if ((url === undefined) === (service === undefined)) {
    errors.push(requiredField(field, 'exactly one of url or service is required'))
  } else if (url !== undefined) errors.push(...urlRule(`${field}.url`, url))
  else if (service) errors.push(...serviceRule(`${field}.service`, service))
  return [...errors, ...validateMatchConditions(`${path}.matchConditions`, webhook.matchConditions)]
}

function fullNameRule(field: string, name: string): FieldError[] {
  if (name === '') return [requiredField(field)]
  const faults = subdomainFaults(name)
  if (faults.length > 0) return [invalidField(field, name, faults.join(','))]
  if (name.split('.').length >= 3) return []
  return [invalidField(field, name, 'should be a domain with at least three segments separated by dots')]
}

const knownVersions = ['v1', 'v1beta1']

function reviewVersionsRule(field: string, versions: readonly string[]): FieldError[] {
  if (versions.length === 0) return [requiredField(field, `must specify one of ${knownVersions.join(', ')}`)]
  const errors: FieldError[] = []
  for (const [i, version] of versions.entries()) {
    if (versions.indexOf(version) < i) errors.push(invalidField(`${field}[${i}]`, version, 'duplicate version'))
    else errors.push(...faultsOf(`${field}[${i}]`, version, serviceNameFaults(version)))
  }
  if (!versions.some((version) => knownVersions.includes(version))) {
    errors.push(invalidField(field, versions, `must include at least one of ${knownVersions.join(', ')}`))
  }
  return errors
}

/**
 * Go's url.Parse, as far as it tells apart what is refused here. Differs: of the texts that it does not parse at all, only
 * control characters, a blank scheme and a blank host are known.
 */
function urlRule(field: string, text: string): FieldError[] {
  const form = '; desired format: https://host[/path]'
  const unparsed = (why: string) => [
    requiredField(field, `url must be a valid URL: parse ${goQuote(text)}: ${why}${form}`),
  ]
  if ([...text].some((character) => character < ' ' || character === '\x7f')) {
    return unparsed('net/url: invalid control character in URL')
  }
  if (text.startsWith(':')) return unparsed('missing protocol scheme')
  const [, fragment = ''] = /#(.*)$/.exec(text) ?? []
  const [, query = ''] = /^[^#?]*\?([^#]*)/.exec(text) ?? []
  const [, scheme = '', rest = ''] = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?([^#?]*)/.exec(text) ?? []
  const [, authority = ''] = /^\/\/([^/]*)/.exec(rest) ?? []
  const at = authority.lastIndexOf('@')
  const host = authority.slice(at + 1)
  if (host.includes(' ')) return unparsed(`invalid character " " in host name`)
  const errors: FieldError[] = []
  const refuse = (value: string, why: string) => errors.push(invalidField(field, value, why))
  if (scheme.toLowerCase() !== 'https') {
    refuse(scheme.toLowerCase(), `'https' is the only allowed URL scheme${form}`)
  }
  if (host === '') refuse(host, `host must be specified${form}`)
  if (at >= 0) refuse(authority.slice(0, at), 'user information is not permitted in the URL')
  if (fragment !== '') refuse(fragment, 'fragments are not permitted in the URL')
  if (query !== '') refuse(query, 'query parameters are not permitted in the URL')
  return errors
}

function serviceRule(field: string, { name, namespace, path = '', port = 443 }: ServiceReference): FieldError[] {
  const errors: FieldError[] = []
  // Upstream hands name and namespace over in the other order: the names of the fields are the wrong way round.
  if (!namespace) errors.push(requiredField(`${field}.name`, 'service name is required'))
  if (!name) errors.push(requiredField(`${field}.namespace`, 'service namespace is required'))
  const faults = portNumberFaults(port)
  if (faults.length > 0) errors.push(invalidField(`${field}.port`, port, `port is not valid: ${faults.join(', ')}`))
  if (path === '' || path === '/') return errors
  const refuse = (why: string) => errors.push(invalidField(`${field}.path`, path, why))
  if (path === '//') {
    refuse('segment[0] may not be empty')
    return errors
  }
  if (!path.startsWith('/')) refuse("must start with a '/'")
  for (const [i, step] of path.slice(1).replace(/\/$/, '').split('/').entries()) {
    if (step === '') refuse(`segment[${i}] may not be empty`)
    else for (const fault of subdomainFaults(step)) refuse(`segment[${i}]: ${fault}`)
  }
  return errors
}
