// DaemonSet: one pod on every node. Models pkg/registry/apps/daemonset/strategy.go and
// pkg/apis/apps/{v1/defaults.go,v1/conversion.go,validation/validation.go} (v1.33).

import { type Draft, equalValues, type ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, labelsText, nameColumn, selectorText } from './columns.ts'
import { defaultPodTemplate } from './pod-defaults.ts'
import { templateColumns } from './pod-template-columns.ts'
import type { DaemonSet } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const daemonSet: ResourceDefinition<DaemonSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  resource: 'daemonsets',
  singular: 'daemonset',
  shortNames: ['ds'],
  categories: ['all'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  defaults({ spec }) {
    if (!spec) return
    spec.updateStrategy ??= {}
    const { updateStrategy } = spec
    updateStrategy.type ||= 'RollingUpdate'
    if (updateStrategy.type === 'RollingUpdate') {
      updateStrategy.rollingUpdate = { maxUnavailable: 1, maxSurge: 0, ...updateStrategy.rollingUpdate }
    }
    spec.revisionHistoryLimit ??= 10
    spec.template ??= {}
    defaultPodTemplate(spec.template)
  },
  prepareCreate(draft) {
    draft.status = { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 }
    setTemplateGeneration(draft, Math.max(1, templateGeneration(draft)))
  },
  prepareUpdate(draft, old) {
    const changed = !equalValues(draft.spec?.template, old.spec?.template)
    setTemplateGeneration(draft, templateGeneration(old) + (changed ? 1 : 0))
  },
  columns: [
    nameColumn,
    column('Desired', ({ status }) => status?.desiredNumberScheduled ?? 0, { type: 'integer' }),
    column('Current', ({ status }) => status?.currentNumberScheduled ?? 0, { type: 'integer' }),
    column('Ready', ({ status }) => status?.numberReady ?? 0, { type: 'integer' }),
    column('Up-to-date', ({ status }) => status?.updatedNumberScheduled ?? 0, { type: 'integer' }),
    column('Available', ({ status }) => status?.numberAvailable ?? 0, { type: 'integer' }),
    column('Node Selector', ({ spec }) => labelsText(spec?.template?.spec?.nodeSelector)),
    ageColumn,
    ...templateColumns,
    column('Selector', ({ spec }) => selectorText(spec?.selector) || '<none>', { wide: true }),
  ],
}

/** How often the template has changed: a field of old versions of the API, which v1 shows as an annotation. */
const generationAnnotation = 'deprecated.daemonset.template.generation'

function templateGeneration({ metadata }: DaemonSet | Draft<DaemonSet>): number {
  return Number(metadata.annotations?.[generationAnnotation] ?? 0) || 0
}

function setTemplateGeneration({ metadata }: Draft<DaemonSet>, generation: number): void {
  metadata.annotations = { ...metadata.annotations, [generationAnnotation]: String(generation) }
}
