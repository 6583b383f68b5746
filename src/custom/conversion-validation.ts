// How versions are converted: apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go (v1.33).
// Leaves out: what is in a CA bundle.

import {
  type FieldError,
  forbiddenField,
  invalidField,
  requiredField,
  serviceNameFaults,
  unsupportedField,
} from '../api/index.ts'
import type { CustomResourceConversion } from '../kinds/index.ts'

const PATH = 'spec.conversion'

export function conversionFaults(conversion: CustomResourceConversion | undefined, preserves: boolean): FieldError[] {
  if (!conversion) return []
  const errors: FieldError[] = []
  const { strategy, webhook } = conversion
  const versions = webhook?.conversionReviewVersions ?? []
  const client = webhook?.clientConfig
  if (strategy !== 'None' && preserves)
    errors.push(invalidField(`${PATH}.strategy`, strategy, 'must be None if spec.preserveUnknownFields is true'))
  if (!strategy) errors.push(requiredField(`${PATH}.strategy`))
  else if (strategy !== 'None' && strategy !== 'Webhook')
    errors.push(unsupportedField(`${PATH}.strategy`, strategy, ['None', 'Webhook']))
  if (strategy === 'Webhook') {
    if (!client) errors.push(requiredField(`${PATH}.webhookClientConfig`, 'required when strategy is set to Webhook'))
    else if ((client.url === undefined) === (client.service === undefined))
      errors.push(requiredField(`${PATH}.webhookClientConfig`, 'exactly one of url or service is required'))
    return [...errors, ...reviewVersionFaults(versions)]
  }
  if (client)
    errors.push(forbiddenField(`${PATH}.webhookClientConfig`, 'should not be set when strategy is not set to Webhook'))
  if (versions.length > 0)
    errors.push(
      forbiddenField(`${PATH}.conversionReviewVersions`, 'should not be set when strategy is not set to Webhook'),
    )
  return errors
}

function reviewVersionFaults(versions: readonly string[]): FieldError[] {
  const path = `${PATH}.conversionReviewVersions`
  if (versions.length === 0) return [requiredField(path)]
  const errors = versions.flatMap((version, at) => {
    if (versions.indexOf(version) < at) return [invalidField(`${path}[${at}]`, version, 'duplicate version')]
    return serviceNameFaults(version).map((text) => invalidField(`${path}[${at}]`, version, text))
  })
  if (!versions.some((version) => version === 'v1' || version === 'v1beta1'))
    errors.push(invalidField(path, versions, 'must include at least one of v1, v1beta1'))
  return errors
}
