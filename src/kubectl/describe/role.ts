// describe role and clusterrole (k8s.io/kubectl/pkg/describe/describe.go, RoleDescriber and ClusterRoleDescriber, v1.33).

import type { ClusterRole, Role } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { compactRules } from './policy-rules.ts'
import { DescribeWriter } from './writer.ts'

export const role = describer<Role>('rbac.authorization.k8s.io', 'Role', roleText)
export const clusterRole = describer<ClusterRole>('rbac.authorization.k8s.io', 'ClusterRole', roleText)

function roleText({ metadata, rules }: Role | ClusterRole): string {
  const w = new DescribeWriter()
  w.field(0, 'Name', metadata.name)
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.write(0, 'PolicyRule:\n')
  w.write(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs\n')
  w.write(1, '---------\t-----------------\t--------------\t-----\n')
  for (const { resource, group, url, resourceName, verbs } of compactRules(rules ?? [])) {
    const cells = [resourceText(resource, group), `[${url ?? ''}]`, `[${resourceName ?? ''}]`, `[${verbs.join(' ')}]`]
    w.write(1, `${cells.join('\t')}\n`)
  }
  return w.text
}

/** 'deployments.apps/scale' */
function resourceText(resource: string | undefined, group: string | undefined): string {
  if (resource === undefined) return ''
  const slash = resource.indexOf('/')
  const [name, subresource] = slash < 0 ? [resource, ''] : [resource.slice(0, slash), resource.slice(slash)]
  return `${name}${group ? `.${group}` : ''}${subresource}`
}
