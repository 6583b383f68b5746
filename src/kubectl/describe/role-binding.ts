// describe rolebinding and clusterrolebinding (k8s.io/kubectl/pkg/describe/describe.go, RoleBindingDescriber and
// ClusterRoleBindingDescriber, v1.33).

import type { ClusterRoleBinding, RoleBinding } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { DescribeWriter } from './writer.ts'

export const roleBinding = describer<RoleBinding>('rbac.authorization.k8s.io', 'RoleBinding', bindingText)
export const clusterRoleBinding = describer<ClusterRoleBinding>(
  'rbac.authorization.k8s.io',
  'ClusterRoleBinding',
  bindingText,
)

function bindingText({ metadata, roleRef, subjects }: RoleBinding | ClusterRoleBinding): string {
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.write(0, 'Role:\n')
  w.field(1, 'Kind', roleRef.kind ?? '')
  w.field(1, 'Name', roleRef.name)
  w.write(0, 'Subjects:\n')
  w.write(1, 'Kind\tName\tNamespace\n')
  w.write(1, '----\t----\t---------\n')
  for (const { kind = '', name, namespace = '' } of subjects ?? []) w.write(1, `${kind}\t${name}\t${namespace}\n`)
  return w.text
}
