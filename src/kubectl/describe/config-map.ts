// describe configmap (k8s.io/kubectl/pkg/describe/describe.go, ConfigMapDescriber, v1.33).
// Differs: upstream prints the keys in the random order of Go's maps (sorted since 1.34); here they are sorted.

import type { ConfigMap } from '../../kinds/index.ts'
import { base64Length } from './base64-length.ts'
import { describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { sortedKeys, writeAnnotations, writeLabels } from './labels.ts'
import { DescribeWriter } from './writer.ts'

export const configMap = describer<ConfigMap>('', 'ConfigMap', (object, context) => {
  const { metadata, data, binaryData } = object
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  w.field(0, 'Namespace', metadata.namespace ?? '')
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.write(0, '\nData\n====\n')
  for (const key of sortedKeys(data)) {
    w.write(0, `${key}:\n----\n${data?.[key] ?? ''}\n`)
    if (context.version.has('describesConfigMapBlankLine')) w.write(0, '\n')
  }
  w.write(0, '\nBinaryData\n====\n')
  for (const key of sortedKeys(binaryData)) w.write(0, `${key}: ${base64Length(binaryData?.[key] ?? '')} bytes\n`)
  w.write(0, '\n')
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})
