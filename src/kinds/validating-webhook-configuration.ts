// ValidatingWebhookConfiguration: who may refuse objects on their way in. Models pkg/registry/admissionregistration/validatingwebhookconfiguration/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { ValidatingWebhookConfiguration } from './types.generated.ts'
import { allVerbs } from './verbs.ts'
import { defaultWebhooks, validateWebhooks } from './webhook-validation.ts'

export const validatingWebhookConfiguration: ResourceDefinition<ValidatingWebhookConfiguration> = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingWebhookConfiguration',
  resource: 'validatingwebhookconfigurations',
  singular: 'validatingwebhookconfiguration',
  categories: ['api-extensions'],
  namespaced: false,
  put: { needsVersion: true },
  verbs: allVerbs,
  generation: true,
  columns: [nameColumn, column('Webhooks', ({ webhooks }) => webhooks?.length ?? 0, { type: 'integer' }), ageColumn],
  defaults: ({ webhooks }) => defaultWebhooks(webhooks, false),
  validate: ({ webhooks }) => validateWebhooks(webhooks),
}
