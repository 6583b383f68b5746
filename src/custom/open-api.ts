// The published schema of a custom resource: apiextensions-apiserver pkg/controller/openapi/builder (v1.33).
// What all objects say of apiVersion, kind and metadata is added where it is shown.

import type { CustomResourceDefinition, CustomResourceDefinitionVersion } from '../kinds/index.ts'
import type { JsonSchema } from './json-schema.ts'

export function openApiOf(
  crd: CustomResourceDefinition,
  version: CustomResourceDefinitionVersion,
  schema: JsonSchema,
): object {
  const { group, names } = crd.spec
  return {
    ...schema,
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      ...schema.properties,
      metadata: { allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }] },
    },
    'x-kubernetes-group-version-kind': [{ group, version: version.name, kind: names.kind }],
  }
}
