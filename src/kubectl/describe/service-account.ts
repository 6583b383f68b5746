// describe serviceaccount (k8s.io/kubectl/pkg/describe/describe.go, ServiceAccountDescriber, v1.33).

import { asApiError } from '../../api/index.ts'
import type { Secret, ServiceAccount } from '../../kinds/index.ts'
import { type DescribeContext, describer } from './context.ts'
import { findEvents, subjectOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { DescribeWriter } from './writer.ts'

export const serviceAccount = describer<ServiceAccount>('', 'ServiceAccount', (object, context) => {
  const { metadata } = object
  const secrets = findSecrets(object, context)
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  w.field(0, 'Namespace', metadata.namespace ?? '')
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  const write = (header: string, names: readonly (string | undefined)[]) => {
    if (names.length === 0) w.write(0, `${header}\t<none>\n`)
    names.forEach((name = '', i) => {
      const missing = secrets && !secrets.some((secret) => secret.metadata.name === name)
      w.write(0, `${i === 0 ? header : ' '.repeat(header.length)}\t${name}${missing ? ' (not found)' : ''}\n`)
    })
  }
  const names = (references: readonly { readonly name?: string }[] | undefined) =>
    (references ?? []).map(({ name }) => name)
  write('Image pull secrets:', names(object.imagePullSecrets))
  write('Mountable secrets: ', names(object.secrets))
  const tokens = (secrets ?? []).filter((secret) => isTokenOf(secret, object))
  write(
    'Tokens:            ',
    tokens.map((secret) => secret.metadata.name),
  )
  writeEvents(w, findEvents(context, subjectOf(object)), context.nowMs)
  return w.text
})

/** Undefined when they may not be read: then none counts as missing. */
function findSecrets({ metadata }: ServiceAccount, { client }: DescribeContext): readonly Secret[] | undefined {
  try {
    const target = { group: '', version: 'v1', resource: 'secrets', namespace: metadata.namespace }
    return client.list<Secret>(target).items
  } catch (error) {
    asApiError(error)
    return undefined
  }
}

function isTokenOf({ type, metadata }: Secret, account: ServiceAccount): boolean {
  const { 'kubernetes.io/service-account.name': name, 'kubernetes.io/service-account.uid': uid } =
    metadata.annotations ?? {}
  const { metadata: owner } = account
  return type === 'kubernetes.io/service-account-token' && name === owner.name && uid === (owner.uid ?? '')
}
