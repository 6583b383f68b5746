// What is said of the types and their fields, apart from their structure, and both as one: the texts that kube-apiserver
// v1.33 has in its OpenAPI documents and that `kubectl explain` prints. The data is made when the project is installed.
// Missing: what is said of Quantity, which no package has.

import type { FieldSchema, Schema } from './schema.ts'

export interface Descriptions {
  /** Each text once. */
  readonly texts: readonly string[]
  /** The name of a definition to the numbers of its fields' texts; '' is the definition itself. */
  readonly of: Readonly<Record<string, Readonly<Record<string, number>>>>
}

const described = new WeakMap<Schema, WeakMap<Descriptions, Schema>>()

/**
 * The schema with descriptions. The same two give the same one. Types that have no structure of their own ('Time') are
 * definitions without fields in it.
 */
export function describedSchema(schema: Schema, descriptions: Descriptions | undefined): Schema {
  if (!descriptions) return schema
  let known = described.get(schema)
  if (!known) {
    known = new WeakMap()
    described.set(schema, known)
  }
  let made = known.get(descriptions)
  if (!made) {
    made = describe(schema, descriptions)
    known.set(descriptions, made)
  }
  return made
}

function describe(schema: Schema, { texts, of }: Descriptions): Schema {
  const definitions = { ...schema.definitions }
  for (const [name, numbers] of Object.entries(of)) {
    const saying = (field: string): { readonly description?: string } => {
      const text = Object.hasOwn(numbers, field) ? texts[numbers[field] ?? -1] : undefined
      return text === undefined ? {} : { description: text }
    }
    const known = definitions[name]
    // A kind that the server does not serve yet, or a type without fields.
    const fields = known?.fields ?? namesOnly(Object.keys(numbers))
    definitions[name] = {
      ...(known ?? { goName: name.slice(name.lastIndexOf('.') + 1) }),
      ...saying(''),
      fields: fields.map((field) => ({ ...field, ...saying(field.name) })),
    }
  }
  return { ...schema, definitions }
}

const namesOnly = (names: readonly string[]): FieldSchema[] =>
  names.filter((name) => name !== '').map((name) => ({ name, type: 'string' }))

/** The published structure of a custom resource with what is said of the fields that all objects have. */
export function describedObject(openApi: object, schema: Schema): object {
  const common = schema.definitions['meta.v1.PartialObjectMetadata']?.fields ?? []
  if (common.length === 0) return openApi
  const { properties = {} } = openApi as { readonly properties?: Readonly<Record<string, object>> }
  const said = common.map(({ name, description }) => [name, { ...properties[name], description }])
  return { ...openApi, properties: { ...properties, ...Object.fromEntries(said) } }
}
