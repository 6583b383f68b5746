// IngressClass: who serves ingresses. Models pkg/registry/networking/ingressclass/strategy.go (v1.33).

import {
  type FieldError,
  forbiddenField,
  invalidField,
  patternText,
  type ResourceDefinition,
  requiredField,
  tooLongField,
} from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { faultsOf, immutable, labelRule, requiredPathName, subdomainRule, supported } from './field-rules.ts'
import type { IngressClass, IngressClassParametersReference } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const ingressClass: ResourceDefinition<IngressClass> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IngressClass',
  resource: 'ingressclasses',
  singular: 'ingressclass',
  namespaced: false,
  verbs: allVerbs,
  generation: true,
  columns: [
    nameColumn,
    column('Controller', ({ spec }) => spec?.controller ?? ''),
    column('Parameters', parametersText),
    ageColumn,
  ],
  defaults({ spec }) {
    if (spec?.parameters) spec.parameters.scope ??= 'Cluster'
  },
  validate: ({ spec = {} }) => [
    ...controllerRule('spec.controller', spec.controller),
    ...parametersRule(spec.parameters),
  ],
  validateUpdate: ({ spec }, { spec: old }) =>
    immutable('spec.controller', spec?.controller ?? '', old?.controller ?? ''),
}

/** 'Kind.group/name' */
function parametersText({ spec }: IngressClass): string {
  if (!spec?.parameters) return '<none>'
  const { kind, apiGroup, name } = spec.parameters
  return `${apiGroup === undefined ? kind : `${kind}.${apiGroup}`}/${name}`
}

const pathFormat = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+"

/** 'example.com/controller' */
function controllerRule(field: string, controller = ''): FieldError[] {
  if (controller === '') return [requiredField(field)]
  const errors = controller.length > 250 ? [tooLongField(field, 250)] : []
  const slash = controller.indexOf('/')
  const host = controller.slice(0, slash)
  const path = controller.slice(slash + 1)
  if (slash < 1 || path === '') {
    return [...errors, invalidField(field, controller, 'must be a domain-prefixed path (such as "acme.io/foo")')]
  }
  errors.push(...subdomainRule(field, host))
  const fits = new RegExp(`^${pathFormat}$`).test(path)
  return [...errors, ...faultsOf(field, path, fits ? [] : [patternText('Invalid path', pathFormat)])]
}

function parametersRule(parameters: IngressClassParametersReference | undefined): FieldError[] {
  if (!parameters) return []
  const { apiGroup, kind, name, scope, namespace } = parameters
  const path = 'spec.parameters'
  const errors = [
    ...(apiGroup === undefined ? [] : subdomainRule(`${path}.apiGroup`, apiGroup)),
    ...requiredPathName(`${path}.kind`, kind),
    ...requiredPathName(`${path}.name`, name),
    ...supported(`${path}.scope`, scope, ['Cluster', 'Namespace']),
  ]
  const field = `${path}.namespace`
  if (scope === 'Namespace') {
    if (namespace === undefined) errors.push(requiredField(field, "`parameters.scope` is set to 'Namespace'"))
    else errors.push(...labelRule(field, namespace))
  } else if (scope === 'Cluster' && namespace !== undefined) {
    errors.push(forbiddenField(field, "`parameters.scope` is set to 'Cluster'"))
  }
  return errors
}
