// An OpenAPI v3 schema, as custom resources publish it, in the form in which `explain` reads the structure of kinds.

import type { DefinitionSchema, FieldSchema, Schema } from '../../api/index.ts'

interface OpenApi {
  readonly type?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, OpenApi>>
  readonly items?: OpenApi
  readonly additionalProperties?: OpenApi | boolean
  readonly allOf?: readonly OpenApi[]
  readonly required?: readonly string[]
  readonly enum?: readonly unknown[]
  readonly $ref?: string
  readonly 'x-kubernetes-int-or-string'?: boolean
}

const scalars: Readonly<Record<string, string>> = {
  string: 'string',
  boolean: 'boolean',
  integer: 'int64',
  number: 'double',
}

/** The definitions of a kind's objects, which have no names of their own: all are called Object. */
export function structureOf(openApi: object, known: Schema): { readonly schema: Schema; readonly type: string } {
  const definitions: Record<string, DefinitionSchema> = { ...known.definitions }
  const enums: Record<string, readonly string[]> = { ...known.enums }
  let count = 0

  const typeOf = (schema: OpenApi): string => {
    if (schema.items) return `[]${typeOf(schema.items)}`
    if (typeof schema.additionalProperties === 'object') return `map[string]${typeOf(schema.additionalProperties)}`
    const reference = schema.$ref ?? schema.allOf?.[0]?.$ref
    if (reference !== undefined && !schema.properties)
      return reference
        .split('.')
        .slice(-3)
        .join('.')
        .replace(/^apis\./, '')
    const scalar = schema['x-kubernetes-int-or-string'] ? undefined : scalars[schema.type ?? '']
    return scalar ?? define(schema)
  }
  const define = (schema: OpenApi): string => {
    const name = `custom.${count++}.Object`
    const fields = Object.entries(schema.properties ?? {}).map(([field, property]): FieldSchema => {
      const values = property.enum?.map(String)
      if (values) enums[`${name}.${field}`] = values
      return {
        name: field,
        type: typeOf(property),
        ...(property.description === undefined ? {} : { description: property.description }),
        ...(schema.required?.includes(field) ? { required: true } : {}),
      }
    })
    definitions[name] = { goName: 'Object', fields }
    return name
  }

  const { description, ...root } = openApi as OpenApi
  const type = define(root)
  const defined = definitions[type]
  if (defined && description !== undefined) definitions[type] = { ...defined, description }
  return { schema: { ...known, definitions, enums }, type }
}
