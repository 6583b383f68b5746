// Ingress: routes HTTP from outside to services. Models pkg/registry/networking/ingress/strategy.go (v1.33).

import { type FieldError, invalidField, type ResourceDefinition } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { validateIngress, validateIngressStatus } from './ingress-validation.ts'
import type { Ingress } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

const MOST_HOSTS = 3

export const ingress: ResourceDefinition<Ingress> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'Ingress',
  resource: 'ingresses',
  singular: 'ingress',
  shortNames: ['ing'],
  namespaced: true,
  verbs: allVerbs,
  status: true,
  columns: [
    nameColumn,
    column('Class', ({ spec }) => spec?.ingressClassName ?? '<none>'),
    column('Hosts', hostsText),
    column('Address', addressText),
    column('Ports', ({ spec }) => (spec?.tls?.length ? '80, 443' : '80')),
    ageColumn,
  ],
  validate: (object) =>
    object.metadata.resourceVersion
      ? validateIngress(object)
      : [...validateIngress(object), ...validateClasses(object)],
  parts: { status: { validate: validateIngressStatus } },
  warnings: ({ metadata }, old) =>
    old || metadata.annotations?.[classAnnotation] === undefined
      ? []
      : [`annotation ${JSON.stringify(classAnnotation)} is deprecated, please use 'spec.ingressClassName' instead`],
}

/** At most three hosts; what follows them is counted, with or without a host. */
function hostsText({ spec }: Ingress): string {
  const rules = spec?.rules ?? []
  const hosts: string[] = []
  let more = false
  for (const { host } of rules) {
    if (hosts.length === MOST_HOSTS) more = true
    else if (host) hosts.push(host)
  }
  if (hosts.length === 0) return '*'
  return more ? `${hosts.join(',')} + ${rules.length - MOST_HOSTS} more...` : hosts.join(',')
}

function addressText({ status }: Ingress): string {
  const addresses = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '')
  return [...new Set(addresses.filter((address) => address !== ''))].sort().join(',')
}

const classAnnotation = 'kubernetes.io/ingress.class'

/** Both ways to name the class, when the ingress is made. */
function validateClasses({ metadata, spec }: Ingress): FieldError[] {
  const annotated = metadata.annotations?.[classAnnotation]
  const named = spec?.ingressClassName
  if (annotated === undefined || named === undefined || annotated === named) return []
  const why = 'must match `ingressClassName` when both are specified'
  return [invalidField(`annotations.${classAnnotation}`, annotated, why)]
}
