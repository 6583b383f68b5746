// RuntimeClass: a way to run containers. Models pkg/registry/node/runtimeclass/strategy.go (v1.33).

import { duplicateField, type FieldError, GoSyntax, type ResourceDefinition, validateLabels } from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { goStruct, immutable, labelRule } from './field-rules.ts'
import { deprecatedNodeLabel } from './node-labels.ts'
import { validateResources } from './resource-validation.ts'
import { validateTolerations } from './scheduling-validation.ts'
import type { RuntimeClass, Scheduling } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const runtimeClass: ResourceDefinition<RuntimeClass> = {
  group: 'node.k8s.io',
  version: 'v1',
  kind: 'RuntimeClass',
  resource: 'runtimeclasses',
  singular: 'runtimeclass',
  namespaced: false,
  put: { needsVersion: true },
  verbs: allVerbs,
  columns: [nameColumn, column('Handler', ({ handler }) => handler), ageColumn],
  validate: ({ handler = '', overhead, scheduling }) => [
    ...labelRule('handler', handler),
    ...(overhead ? validateResources({ limits: overhead.podFixed ?? {} }, 'overhead') : []),
    ...(scheduling ? schedulingRule('scheduling', scheduling) : []),
  ],
  validateUpdate: ({ handler }, old) => immutable('handler', handler, old.handler),
  warnings({ scheduling }) {
    return Object.keys(scheduling?.nodeSelector ?? {}).flatMap((key) => {
      const text = deprecatedNodeLabel(key)
      return text ? [`scheduling.nodeSelector: ${text}`] : []
    })
  },
}

function schedulingRule(path: string, { nodeSelector, tolerations = [] }: Scheduling): FieldError[] {
  const field = `${path}.tolerations`
  const errors = [...validateLabels(nodeSelector, `${path}.nodeSelector`), ...validateTolerations(tolerations, field)]
  const seen = new Set<string>()
  for (const [i, { key = '', operator = '', value = '', effect = '', tolerationSeconds }] of tolerations.entries()) {
    const id = [key, operator, value, effect].join('\0')
    // Differs: where Go would print the address of the seconds, there is 0xc000000000.
    const seconds = new GoSyntax(`(*int64)(${tolerationSeconds === undefined ? 'nil' : '0xc000000000'})`)
    const shown = { Key: key, Operator: operator, Value: value, Effect: effect, TolerationSeconds: seconds }
    if (seen.has(id)) errors.push(duplicateField(`${field}[${i}]`, goStruct('core.Toleration', shown)))
    seen.add(id)
  }
  return errors
}
