// The structure of the API's types as data: what strict decoding, strategic merge, printing in the order of the
// fields, OpenAPI, protobuf and completion work from. The data itself is in `kinds/structure*.json`.

/** One field of a definition, in the order in which upstream declares them. */
export interface FieldSchema {
  /** The JSON name; '' for an inlined type such as TypeMeta. */
  readonly name: string
  /**
   * 'string' | 'boolean' | 'int32' | 'int64' | 'double' | 'bytes' | 'Quantity' | 'IntOrString' | 'Time' | 'MicroTime' |
   * 'FieldsV1' | 'RawExtension' | 'JSON' and its like (any JSON), or the name of a definition ('core.v1.PodSpec'); '[]T' lists, 'map[string]T' maps.
   */
  readonly type: string
  /** The protobuf field number. */
  readonly tag?: number
  /** Written even when empty (no `omitempty` upstream), as `creationTimestamp: null` or `status: {}`. */
  readonly always?: true
  /** A pointer or slice upstream: absent and zero differ; `always` then prints null. */
  readonly pointer?: true
  /** `+optional` is absent and no default: OpenAPI lists it as required. */
  readonly required?: true
  /** What whoever made the kind says of the field; the built-in kinds say nothing here. */
  readonly description?: string
  readonly mergeKey?: string
  /** 'merge', 'replace', 'retainKeys', comma-joined as upstream. */
  readonly strategy?: string
  readonly listType?: 'atomic' | 'set' | 'map'
  readonly listMapKeys?: readonly string[]
  /** Of a map or struct, where it differs from its type's: whether it has one owner, or each of its fields has. */
  readonly mapType?: 'atomic' | 'granular'
  /** `+default` of a text: what stands for an absent key of a list of type map. */
  readonly default?: string
}

export interface DefinitionSchema {
  /** Upstream's Go type: 'PodSpec'. */
  readonly goName: string
  /** `+structType=atomic`: owned as a whole. */
  readonly atomic?: true
  readonly description?: string
  readonly fields: readonly FieldSchema[]
}

/** All definitions by name: 'core.v1.Pod', 'apps.v1.Deployment', 'meta.v1.ObjectMeta'. */
export interface Schema {
  readonly definitions: Readonly<Record<string, DefinitionSchema>>
  /** The definition of a kind: 'v1/Pod' or 'apps/v1/Deployment' to its name. */
  readonly kinds: Readonly<Record<string, string>>
  /** The values of enumerations: 'core.v1.PodSpec.restartPolicy' to its values, sorted. */
  readonly enums?: Readonly<Record<string, readonly string[]>>
}

const joined = new WeakMap<Schema, WeakMap<Schema, Schema>>()

/** Both as one. The same two give the same one, so that what was made from it serves every server. */
export function joinSchemas(first: Schema, second: Schema): Schema {
  let known = joined.get(first)
  if (!known) {
    known = new WeakMap()
    joined.set(first, known)
  }
  let schema = known.get(second)
  if (!schema) {
    schema = {
      definitions: { ...first.definitions, ...second.definitions },
      kinds: { ...first.kinds, ...second.kinds },
      enums: { ...first.enums, ...second.enums },
    }
    known.set(second, schema)
  }
  return schema
}
