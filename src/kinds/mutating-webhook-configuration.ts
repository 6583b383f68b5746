// MutatingWebhookConfiguration: who may change objects on their way in. Models pkg/registry/admissionregistration/mutatingwebhookconfiguration/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { MutatingWebhookConfiguration } from './types.generated.ts'
import { allVerbs } from './verbs.ts'
import { defaultWebhooks, validateWebhooks } from './webhook-validation.ts'

export const mutatingWebhookConfiguration: ResourceDefinition<MutatingWebhookConfiguration> = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'MutatingWebhookConfiguration',
  resource: 'mutatingwebhookconfigurations',
  singular: 'mutatingwebhookconfiguration',
  categories: ['api-extensions'],
  namespaced: false,
  put: { needsVersion: true },
  verbs: allVerbs,
  generation: true,
  columns: [nameColumn, column('Webhooks', ({ webhooks }) => webhooks?.length ?? 0, { type: 'integer' }), ageColumn],
  defaults: ({ webhooks }) => defaultWebhooks(webhooks, true),
  validate: ({ webhooks }) => validateWebhooks(webhooks),
}
