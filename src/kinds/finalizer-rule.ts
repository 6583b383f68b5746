// Finalizers of the kinds that Kubernetes itself brings: names without a slash must be its own. Models ValidateObjectMeta,
// ValidateObjectMetaUpdate and validateKubeFinalizerName of pkg/apis/core/validation/validation.go (v1.33).

import { type FieldError, invalidField, type ResourceDefinition } from '../api/index.ts'

const standard = new Set(['kubernetes', 'orphan', 'foregroundDeletion'])

export function standardFinalizer(field: string, name: string): FieldError[] {
  if (name.includes('/') || standard.has(name)) return []
  return [invalidField(field, name, 'name is neither a standard finalizer name nor is it fully qualified')]
}

/** Groups that live outside of pkg/apis, and kinds whose metadata only the registry looks at. */
const others = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'coordination.k8s.io',
  'events',
  'poddisruptionbudgets',
])

/** The kind with the rule, if it is one that has it. */
export function withFinalizerRule(definition: ResourceDefinition): ResourceDefinition {
  if (others.has(definition.group) || others.has(definition.resource)) return definition
  return {
    ...definition,
    validate: (object, context, old) => [
      ...(object.metadata.finalizers ?? []).flatMap((name, i) => standardFinalizer(`metadata.finalizers[${i}]`, name)),
      ...(definition.validate?.(object, context, old) ?? []),
    ],
  }
}
