// FlowSchema: which requests share a priority level. Models pkg/registry/flowcontrol/flowschema/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { validateConditionTypes, validateFlowSchema } from './flow-schema-validation.ts'
import type { FlowSchema } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const flowSchema: ResourceDefinition<FlowSchema> = {
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'FlowSchema',
  resource: 'flowschemas',
  singular: 'flowschema',
  namespaced: false,
  verbs: allVerbs,
  status: true,
  /** As requests meet them: pkg/util/apihelpers, FlowSchemaSequence. */
  rowOrder: (a, b) =>
    (a.spec?.matchingPrecedence ?? 0) - (b.spec?.matchingPrecedence ?? 0) ||
    (a.metadata.name < b.metadata.name ? -1 : 1),
  columns: [
    nameColumn,
    column('PriorityLevel', ({ spec }) => spec?.priorityLevelConfiguration?.name ?? ''),
    column('MatchingPrecedence', ({ spec }) => spec?.matchingPrecedence ?? 0),
    column('DistinguisherMethod', ({ spec }) => spec?.distinguisherMethod?.type ?? '<none>'),
    ageColumn,
    column('MissingPL', ({ status }) => status?.conditions?.find(({ type }) => type === 'Dangling')?.status ?? '?'),
  ],
  defaults({ spec }) {
    if (spec) spec.matchingPrecedence ||= 1000
  },
  validate: validateFlowSchema,
  parts: { status: { validate: ({ status }) => validateConditionTypes(status?.conditions) } },
}
