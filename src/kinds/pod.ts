// Pod: containers that live together on a node. Models pkg/registry/core/pod and pkg/apis/core (v1.33).

import type { Draft, ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { podCells } from './pod-cells.ts'
import { defaultPod } from './pod-defaults.ts'
import { qosClass } from './pod-quality.ts'
import { podSubresources } from './pod-subresources.ts'
import type { Pod } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const pod: ResourceDefinition<Pod> = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  resource: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  columns: [
    nameColumn,
    column('Ready', (object, nowMs) => podCells(object, nowMs).ready),
    column('Status', (object, nowMs) => podCells(object, nowMs).status),
    column('Restarts', (object, nowMs) => podCells(object, nowMs).restarts),
    ageColumn,
    column('IP', ({ status }) => status?.podIPs?.[0]?.ip || '<none>', { wide: true }),
    column('Node', ({ spec }) => spec?.nodeName || '<none>', { wide: true }),
    column('Nominated Node', ({ status }) => status?.nominatedNodeName || '<none>', { wide: true }),
    column('Readiness Gates', readinessGates, { wide: true }),
  ],
  fieldSelectors: {
    'spec.nodeName': ({ spec }) => spec?.nodeName ?? '',
    'spec.restartPolicy': ({ spec }) => spec?.restartPolicy ?? '',
    'spec.schedulerName': ({ spec }) => spec?.schedulerName ?? '',
    'spec.serviceAccountName': ({ spec }) => spec?.serviceAccountName ?? '',
    'spec.hostNetwork': ({ spec }) => String(spec?.hostNetwork ?? false),
    'status.phase': ({ status }) => status?.phase ?? '',
    'status.podIP': ({ status }) => status?.podIPs?.[0]?.ip ?? '',
    'status.nominatedNodeName': ({ status }) => status?.nominatedNodeName ?? '',
  },
  subresources: podSubresources,
  defaults: defaultPod,
  prepareCreate(draft) {
    selectByOwnLabels(draft)
    const gated = (draft.spec?.schedulingGates ?? []).length > 0
    draft.status = {
      phase: 'Pending',
      ...(gated ? { conditions: [gatedCondition] } : {}),
      qosClass: qosClass(draft.spec),
    }
  },
  gracePeriodSeconds({ spec, status }) {
    // A pod that no kubelet has, or that has ended, has nothing to wait for.
    if (!spec?.nodeName || status?.phase === 'Succeeded' || status?.phase === 'Failed') return 0
    return spec.terminationGracePeriodSeconds ?? 30
  },
}

const gatedCondition = {
  type: 'PodScheduled',
  status: 'False',
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
}

function readinessGates({ spec, status }: Pod): string {
  const gates = spec?.readinessGates ?? []
  if (gates.length === 0) return '<none>'
  const isTrue = (type: string) => status?.conditions?.find((c) => c.type === type)?.status === 'True'
  return `${gates.filter(({ conditionType }) => isTrue(conditionType)).length}/${gates.length}`
}

/** Affinity terms may name labels whose values are the pod's own: they become part of the selectors. */
function selectByOwnLabels({ spec, metadata }: Draft<Pod>): void {
  for (const affinity of [spec?.affinity?.podAffinity, spec?.affinity?.podAntiAffinity]) {
    const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
    const required = affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
    for (const term of [...required, ...preferred.map(({ podAffinityTerm }) => podAffinityTerm)]) {
      const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term
      if (!labelSelector) continue
      for (const [operator, keys] of Object.entries({ In: matchLabelKeys, NotIn: mismatchLabelKeys })) {
        for (const key of keys) {
          const value = metadata.labels?.[key]
          if (value === undefined) continue
          labelSelector.matchExpressions = [
            ...(labelSelector.matchExpressions ?? []),
            { key, operator, values: [value] },
          ]
        }
      }
    }
  }
}
