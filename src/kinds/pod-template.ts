// PodTemplate: a pod to be made, kept for itself. Models pkg/registry/core/podtemplate/strategy.go (v1.33).

import type { ResourceDefinition } from '../api/index.ts'
import { equalValues } from '../api/index.ts'
import { column, labelsText, nameColumn } from './columns.ts'
import { defaultPodTemplate } from './pod-defaults.ts'
import { containerColumns } from './pod-template-columns.ts'
import { validatePodTemplate } from './pod-validation.ts'
import { templateWarnings } from './pod-warnings.ts'
import type { PodTemplate } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const podTemplate: ResourceDefinition<PodTemplate> = {
  group: '',
  version: 'v1',
  kind: 'PodTemplate',
  resource: 'podtemplates',
  singular: 'podtemplate',
  namespaced: true,
  verbs: allVerbs,
  generation: true,
  defaults(draft) {
    draft.template ??= {}
    defaultPodTemplate(draft.template)
  },
  validate: ({ template }) => validatePodTemplate(template ?? {}, 'template'),
  warnings: ({ template }, old) =>
    old && equalValues(template, old.template) ? [] : templateWarnings(template, 'template.'),
  columns: [
    nameColumn,
    ...containerColumns<PodTemplate>(({ template }) => template),
    column('Pod Labels', ({ template }) => labelsText(template?.metadata?.labels)),
  ],
}
