// describe secret (k8s.io/kubectl/pkg/describe/describe.go, describeSecret, v1.33): sizes, never values, but for the
// token of a service account.
// Differs: upstream prints the keys in the random order of Go's maps (sorted since 1.34); here they are sorted.

import type { Secret } from '../../kinds/index.ts'
import { base64Length } from './base64-length.ts'
import { describer } from './context.ts'
import { sortedKeys, writeAnnotations, writeLabels } from './labels.ts'
import { DescribeWriter } from './writer.ts'

export const secret = describer<Secret>('', 'Secret', ({ metadata, data, type = '' }) => {
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  w.field(0, 'Namespace', metadata.namespace ?? '')
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.write(0, `\nType:\t${type}\n`)
  w.write(0, '\nData\n====\n')
  for (const key of sortedKeys(data)) {
    const value = data?.[key] ?? ''
    const open = key === 'token' && type === 'kubernetes.io/service-account-token'
    w.field(0, key, open ? decode(value) : `${base64Length(value)} bytes`)
  }
  return w.text
})

function decode(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)))
}
