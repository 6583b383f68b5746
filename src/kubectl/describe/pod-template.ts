// A pod template, as deployments, replica sets and rollout history print it
// (k8s.io/kubectl/pkg/describe/describe.go, DescribePodTemplate, v1.33).

import type { PodTemplateSpec } from '../../kinds/index.ts'
import type { VersionFacts } from '../versions.ts'
import { writeContainers } from './containers.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { writeTolerations, writeTopologySpread } from './tolerations.ts'
import { writeVolumes } from './volumes.ts'
import { DescribeWriter } from './writer.ts'

export function writePodTemplate(
  w: DescribeWriter,
  template: PodTemplateSpec | undefined,
  version: VersionFacts,
): void {
  w.write(0, 'Pod Template:\n')
  if (!template) {
    w.write(1, '<unset>')
    return
  }
  const { labels, annotations } = template.metadata ?? {}
  const spec = template.spec
  writeLabels(w, '  Labels', labels)
  if (annotations && Object.keys(annotations).length > 0) writeAnnotations(w, '  Annotations', annotations)
  if (spec?.serviceAccountName) w.field(1, 'Service Account', spec.serviceAccountName)
  const initContainers = spec?.initContainers ?? []
  if (initContainers.length > 0) {
    writeContainers(w, { label: 'Init Containers', containers: initContainers, indent: '  ' })
  }
  writeContainers(w, { label: 'Containers', containers: spec?.containers ?? [], indent: '  ' })
  writeVolumes(w, spec?.volumes, '  ', version)
  writeTopologySpread(w, spec?.topologySpreadConstraints, '  ')
  if (spec?.priorityClassName) w.field(1, 'Priority Class Name', spec.priorityClassName)
  if (!version.has('describesTemplateScheduling')) return
  writeLabels(w, '  Node-Selectors', spec?.nodeSelector)
  writeTolerations(w, '  Tolerations', spec?.tolerations)
}

/** A template alone, with tabs between its cells, as `rollout history --revision` prints it. */
export function podTemplateText(template: PodTemplateSpec | undefined, version: VersionFacts): string {
  const w = new DescribeWriter()
  writePodTemplate(w, template, version)
  return w.tabbedText
}
