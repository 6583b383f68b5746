// Custom resources: what a schema does to objects, what definitions may say, and what becomes of both.
import { describe, expect, it } from 'vitest'
import type { KubeObject, Table } from '../../src/api/index.ts'
import { createLab } from '../../src/lab/index.ts'
import { definition, definitions, faults, object, thing, things, withSpec, world } from './world.ts'

const UNCHECKED =
  '<nil>: Invalid value: "null": some validation rules were not checked because the object was invalid; correct the existing errors to complete validation'

/** The schema of spec, a spec, and what is wrong with it. */
const values: readonly (readonly [string, object, unknown, ...string[]])[] = [
  ['a type', { type: 'integer' }, 'x', 'spec: Invalid value: "string": spec in body must be of type integer: "string"'],
  [
    'a whole number',
    { type: 'integer' },
    1.5,
    'spec: Invalid value: "number": spec in body must be of type integer: "number"',
  ],
  ['a number that is whole', { type: 'number' }, 1],
  [
    'a boolean',
    { type: 'boolean' },
    0,
    'spec: Invalid value: "integer": spec in body must be of type boolean: "integer"',
  ],
  [
    'a list',
    { type: 'array', items: { type: 'string' } },
    {},
    'spec: Invalid value: "object": spec in body must be of type array: "object"',
  ],
  [
    'an item',
    { type: 'array', items: { type: 'string' } },
    ['a', 1],
    'spec[1]: Invalid value: "integer": spec[1] in body must be of type string: "integer"',
  ],
  [
    'a number or a text',
    { 'x-kubernetes-int-or-string': true },
    true,
    'spec: Invalid value: "boolean": spec in body must be of type integer,string: "boolean"',
  ],
  ['a null that may be', { type: 'string', nullable: true }, null],
  [
    'at least',
    { type: 'integer', minimum: 2 },
    1,
    'spec: Invalid value: 1: spec in body should be greater than or equal to 2',
  ],
  [
    'more than',
    { type: 'integer', minimum: 2, exclusiveMinimum: true },
    2,
    'spec: Invalid value: 2: spec in body should be greater than 2',
  ],
  [
    'at most',
    { type: 'number', maximum: 2.5 },
    2.75,
    'spec: Invalid value: 2.75: spec in body should be less than or equal to 2.5',
  ],
  [
    'less than',
    { type: 'integer', maximum: 2, exclusiveMaximum: true },
    2,
    'spec: Invalid value: 2: spec in body should be less than 2',
  ],
  [
    'a multiple',
    { type: 'integer', multipleOf: 5 },
    7,
    'spec: Invalid value: 7: spec in body should be a multiple of 5',
  ],
  ['too long', { type: 'string', maxLength: 2 }, 'äöü', 'spec: Too long: may not be more than 2 bytes'],
  [
    'too short',
    { type: 'string', minLength: 2 },
    'a',
    'spec: Invalid value: "a": spec in body should be at least 2 chars long',
  ],
  [
    'a pattern',
    { type: 'string', pattern: '^[a-z]+$' },
    'A',
    'spec: Invalid value: "A": spec in body should match \'^[a-z]+$\'',
  ],
  [
    'an enumeration',
    { type: 'string', enum: ['a', 'b'] },
    'c',
    'spec: Unsupported value: "c": supported values: "a", "b"',
  ],
  [
    'an enumeration of numbers',
    { type: 'integer', enum: [1, 2] },
    3,
    'spec: Unsupported value: 3: supported values: "1", "2"',
  ],
  [
    'too many items',
    { type: 'array', maxItems: 1, items: { type: 'integer' } },
    [1, 2],
    'spec: Too many: 2: must have at most 1 items',
  ],
  [
    'too few items',
    { type: 'array', minItems: 2, items: { type: 'integer' } },
    [1],
    'spec: Invalid value: 1: spec in body should have at least 2 items',
  ],
  [
    'a set',
    { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
    ['a', 'b', 'a', 'a'],
    'spec[2]: Duplicate value: "a"',
  ],
  [
    'a map by keys',
    {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['p', 'q'],
      items: {
        type: 'object',
        required: ['p'],
        properties: { p: { type: 'string' }, q: { type: 'integer', default: 1 } },
      },
    },
    [{ p: 'a' }, { p: 'a', q: 2 }, { p: 'a', q: 1 }],
    'spec[2]: Duplicate value: map[string]interface {}{"p":"a", "q":1}',
  ],
  [
    'what is required',
    { type: 'object', required: ['a', 'b'], properties: { a: { type: 'string' }, b: { type: 'string' } } },
    { a: '' },
    'spec.b: Required value',
  ],
  [
    'too many properties',
    { type: 'object', maxProperties: 1, additionalProperties: { type: 'integer' } },
    { a: 1, b: 2 },
    'spec: Too many: 2: must have at most 1 items',
  ],
  [
    'too few properties',
    { type: 'object', minProperties: 1, additionalProperties: { type: 'integer' } },
    {},
    'spec: Invalid value: 0: spec in body should have at least 1 properties',
  ],
  [
    'other properties',
    { type: 'object', additionalProperties: { type: 'integer' } },
    { a: 'x' },
    'spec.a: Invalid value: "string": spec.a in body must be of type integer: "string"',
  ],
  [
    'a time',
    { type: 'string', format: 'date-time' },
    '2026-01-01',
    'spec: Invalid value: "2026-01-01": spec in body must be of type date-time: "2026-01-01"',
  ],
  ['a time that is one', { type: 'string', format: 'date-time' }, '2026-01-01T00:00:00Z'],
  [
    'a number for a time',
    { type: 'string', format: 'date-time' },
    5,
    'spec: Invalid value: "int64": spec in body must be of type date-time: "int64"',
  ],
  [
    'an address',
    { type: 'string', format: 'ipv4' },
    '1.2.3',
    'spec: Invalid value: "1.2.3": spec in body must be of type ipv4: "1.2.3"',
  ],
  ['a network', { type: 'string', format: 'cidr' }, '10.0.0.0/8'],
  [
    'a name',
    { type: 'string', format: 'uuid' },
    'x',
    'spec: Invalid value: "x": spec in body must be of type uuid: "x"',
  ],
  [
    'base64',
    { type: 'string', format: 'byte' },
    'a',
    'spec: Invalid value: "a": spec in body must be of type byte: "a"',
  ],
  [
    'a length of time',
    { type: 'string', format: 'duration' },
    '1 year',
    'spec: Invalid value: "1 year": spec in body must be of type duration: "1 year"',
  ],
  ['a format nobody knows', { type: 'string', format: 'colour' }, 'x'],
  [
    'one of several',
    {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    {},
    '<nil>: Invalid value: "": "spec" must validate one and only one schema (oneOf). Found none valid',
    'spec.a: Required value',
  ],
  [
    'two of one',
    {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    { a: '', b: '' },
    '<nil>: Invalid value: "": "spec" must validate one and only one schema (oneOf). Found 2 valid alternatives',
  ],
  [
    'any of several',
    { type: 'integer', anyOf: [{ minimum: 5 }, { maximum: 2 }] },
    3,
    '<nil>: Invalid value: "": "spec" must validate at least one schema (anyOf)',
    'spec: Invalid value: 3: spec in body should be greater than or equal to 5',
  ],
  [
    'all of several',
    { type: 'integer', allOf: [{ minimum: 5 }, { maximum: 9 }] },
    3,
    'spec: Invalid value: 3: spec in body should be greater than or equal to 5',
    '<nil>: Invalid value: "": "spec" must validate all the schemas (allOf)',
  ],
  [
    'what is not',
    { type: 'integer', not: { enum: [3] } },
    3,
    '<nil>: Invalid value: "": "spec" must not validate the schema (not)',
  ],
  [
    'an object inside',
    { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
    { kind: 'X', metadata: { name: 'No' } },
    'spec.apiVersion: Required value: must not be empty',
    `spec.metadata.name: Invalid value: "No": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
  ],
]

const rule = (rule: string, more: object = {}): object => ({ 'x-kubernetes-validations': [{ rule, ...more }] })
const numbers = {
  type: 'object',
  properties: { n: { type: 'integer' }, m: { type: 'integer' }, s: { type: 'string', maxLength: 3 } },
}

/** Rules: the schema of spec, a spec, the spec before, and what is wrong. */
const rules: readonly (readonly [string, object, unknown, unknown, ...string[]])[] = [
  ['one that holds', { ...numbers, ...rule('self.n < self.m') }, { n: 1, m: 2 }, undefined],
  [
    'one that does not',
    { ...numbers, ...rule('self.n < self.m') },
    { n: 2, m: 2 },
    undefined,
    'spec: Invalid value: "object": failed rule: self.n < self.m',
  ],
  [
    'a message',
    { ...numbers, ...rule('self.n < 2', { message: ' too large ' }) },
    { n: 2 },
    undefined,
    'spec: Invalid value: "object": too large',
  ],
  [
    'a message that is computed',
    { ...numbers, ...rule('self.n < 2', { messageExpression: '"n is " + string(self.n)' }) },
    { n: 2 },
    undefined,
    'spec: Invalid value: "object": n is 2',
  ],
  [
    'one that cannot be computed',
    { ...numbers, ...rule('self.n < 2', { message: 'm', messageExpression: 'string(self.m)' }) },
    { n: 2 },
    undefined,
    'spec: Invalid value: "object": m',
  ],
  [
    'a reason and a field',
    { ...numbers, ...rule('has(self.m)', { message: 'say m', reason: 'FieldValueRequired', fieldPath: '.m' }) },
    {},
    undefined,
    'spec.m: Required value: say m',
  ],
  [
    'another reason',
    { ...numbers, ...rule('self.n < 2', { message: 'no', reason: 'FieldValueForbidden' }) },
    { n: 2 },
    undefined,
    'spec: Forbidden: no',
  ],
  [
    'a field that is missing',
    { ...numbers, ...rule('self.n < 2') },
    {},
    undefined,
    'spec: Invalid value: "object": no such key: n evaluating rule: self.n < 2',
  ],
  [
    'one of a field',
    { type: 'object', properties: { n: { type: 'integer', ...rule('self % 2 == 0', { message: 'even' }) } } },
    { n: 3 },
    undefined,
    'spec.n: Invalid value: "integer": even',
  ],
  [
    'one of each item',
    { type: 'array', items: { type: 'string', ...rule('self != ""', { message: 'say something' }) } },
    ['a', ''],
    undefined,
    'spec[1]: Invalid value: "string": say something',
  ],
  [
    'one of each member',
    { type: 'object', additionalProperties: { type: 'integer', ...rule('self > 0', { message: 'positive' }) } },
    { a: 1, b: 0 },
    undefined,
    'spec[b]: Invalid value: "integer": positive',
  ],
  [
    'a transition',
    { ...numbers, ...rule('self.n >= oldSelf.n', { message: 'n only grows' }) },
    { n: 1 },
    { n: 2 },
    'spec: Invalid value: "object": n only grows',
  ],
  ['a transition at first', { ...numbers, ...rule('self.n >= oldSelf.n') }, { n: 1 }, undefined],
  [
    'a transition that may be the first',
    { ...numbers, ...rule('oldSelf.hasValue() || self.n == 1', { optionalOldSelf: true, message: 'begin with 1' }) },
    { n: 2 },
    undefined,
    'spec: Invalid value: "object": begin with 1',
  ],
  [
    'a transition of an item',
    {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['k'],
      items: {
        type: 'object',
        required: ['k'],
        properties: { k: { type: 'string' }, v: { type: 'integer', ...rule('self == oldSelf', { message: 'stays' }) } },
      },
    },
    [
      { k: 'b', v: 9 },
      { k: 'a', v: 2 },
    ],
    [{ k: 'a', v: 1 }],
    'spec[1].v: Invalid value: "integer": stays',
  ],
  ['what was wrong before', { ...numbers, ...rule('self.n < 2') }, { n: 5 }, 'unchecked'],
  [
    'names that cannot be said',
    {
      type: 'object',
      properties: { 'a-b': { type: 'integer' }, namespace: { type: 'string' } },
      ...rule('self.a__dash__b == 1 && self.__namespace__ == "x"'),
    },
    { 'a-b': 1, namespace: 'x' },
    undefined,
  ],
  [
    'times',
    {
      type: 'object',
      properties: { t: { type: 'string', format: 'date-time' }, d: { type: 'string', format: 'duration' } },
      ...rule('self.t + self.d > timestamp("2026-01-01T00:30:00Z")'),
    },
    { t: '2026-01-01T00:00:00Z', d: '1h' },
    undefined,
  ],
  [
    'a number or a text',
    {
      'x-kubernetes-int-or-string': true,
      ...rule('type(self) == int ? self < 5 : self.endsWith("%")', { message: 'a few, or a part' }),
    },
    '5',
    undefined,
    'spec: Invalid value: "": a few, or a part',
  ],
  [
    'none when the shape is wrong',
    { ...numbers, ...rule('self.n < 2') },
    { n: 5, s: 'long' },
    undefined,
    'spec.s: Too long: may not be more than 3 bytes',
    UNCHECKED,
  ],
]

/** What a spec becomes: the schema of spec, what is sent, what is kept, and the warnings. */
const shapes: readonly (readonly [string, object, unknown, unknown, ...string[]])[] = [
  [
    'unknown fields',
    { type: 'object', properties: { a: { type: 'string' } } },
    { a: 'x', b: 1 },
    { a: 'x' },
    'unknown field "spec.b"',
  ],
  [
    'unknown fields of items',
    { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } },
    [{ a: 'x', b: 1 }],
    [{ a: 'x' }],
    'unknown field "spec[0].b"',
  ],
  [
    'anything',
    {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
      properties: { a: { type: 'object', properties: {} } },
    },
    { b: { c: 1 }, a: { d: 1 } },
    { b: { c: 1 }, a: {} },
    'unknown field "spec.a.d"',
  ],
  [
    'members of a map',
    { type: 'object', additionalProperties: { type: 'object', properties: { x: { type: 'integer' } } } },
    { a: { x: 1, y: 2 } },
    { a: { x: 1 } },
    'unknown field "spec.a.y"',
  ],
  [
    'defaults',
    {
      type: 'object',
      properties: {
        a: { type: 'integer', default: 1 },
        b: { type: 'object', default: {}, properties: { c: { type: 'string', default: 'x' } } },
      },
    },
    {},
    { a: 1, b: { c: 'x' } },
  ],
  [
    'a default in place of null',
    { type: 'object', properties: { a: { type: 'integer', default: 1 } } },
    { a: null },
    { a: 1 },
  ],
  ['a null without a default', { type: 'object', properties: { a: { type: 'integer' } } }, { a: null }, {}],
  [
    'a null that may be',
    { type: 'object', properties: { a: { type: 'integer', nullable: true, default: 1 } } },
    { a: null },
    { a: null },
  ],
  [
    'defaults of items',
    { type: 'array', items: { type: 'object', properties: { a: { type: 'string', default: 'x' } } } },
    [{}, { a: 'y' }],
    [{ a: 'x' }, { a: 'y' }],
  ],
  [
    'metadata of an object inside',
    { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { spec: { type: 'object' } } },
    { apiVersion: 'v1', kind: 'X', metadata: { name: 'x' }, more: 1 },
    { apiVersion: 'v1', kind: 'X', metadata: { name: 'x' } },
    'unknown field "spec.more"',
  ],
]

/** Definitions that are refused: a schema and the faults below `spec.validation.openAPIV3Schema`. */
const schemas: readonly (readonly [string, object, ...string[]])[] = [
  ['no type at the root', {}, '.type: Required value: must not be empty at the root'],
  [
    'a list at the root',
    { type: 'array', items: { type: 'string' } },
    '.type: Invalid value: "array": must be object at the root',
  ],
  [
    'no type of a field',
    withSpec({}),
    '.properties[spec].type: Required value: must not be empty for specified object fields',
  ],
  ['no items', withSpec({ type: 'array' }), '.properties[spec].items: Required value: must be specified'],
  [
    'no type of items',
    withSpec({ type: 'array', items: {} }),
    '.properties[spec].items.type: Required value: must not be empty for specified array items',
  ],
  [
    'a type that is none',
    withSpec({ type: 'text' }),
    '.properties[spec].type: Unsupported value: "text": supported values: "array", "boolean", "integer", "number", "object", "string"',
  ],
  [
    'additional properties at the root',
    { type: 'object', additionalProperties: { type: 'string' } },
    '.additionalProperties: Forbidden: must not be used at the root',
  ],
  [
    'both kinds of properties',
    withSpec({ type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'string' } }),
    '.properties[spec].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive',
  ],
  [
    'a pattern that is none',
    withSpec({ type: 'string', pattern: '[' }),
    '.properties[spec].pattern: Invalid value: "[": must be a valid regular expression, but isn\'t: error parsing regexp: missing closing ]: `[`',
  ],
  [
    'a default of another type',
    withSpec({ type: 'integer', default: 'x' }),
    '.properties[spec].default: Invalid value: "string": .properties[spec].default in body must be of type integer: "string"',
  ],
  [
    'a default with unknown fields',
    withSpec({ type: 'object', default: { a: 1 } }),
    '.properties[spec].default: Invalid value: map[string]interface {}{"a":1}: must not have unknown fields',
  ],
  [
    'types below anyOf',
    withSpec({ type: 'string', anyOf: [{ type: 'string' }] }),
    '.properties[spec].anyOf[0].type: Forbidden: must be empty to be structural',
  ],
  [
    'unique items',
    withSpec({ type: 'array', uniqueItems: true, items: { type: 'string' } }),
    '.properties[spec].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
  ],
  [
    'metadata',
    { type: 'object', properties: { metadata: { type: 'object', properties: { labels: { type: 'object' } } } } },
    '.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified',
  ],
  [
    'a map without keys',
    withSpec({ type: 'array', 'x-kubernetes-list-type': 'map', items: { type: 'object' } }),
    '.properties[spec].x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map',
  ],
  [
    'keys that may be missing',
    withSpec({
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['a'],
      items: { type: 'object', properties: { a: { type: 'string' } } },
    }),
    '.properties[spec].items.properties[a].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
  ],
  [
    'a list type that is none',
    withSpec({ type: 'array', 'x-kubernetes-list-type': 'bag', items: { type: 'string' } }),
    '.properties[spec].x-kubernetes-list-type: Unsupported value: "bag": supported values: "atomic", "set", "map"',
  ],
  [
    'nullable at the root',
    { type: 'object', nullable: true },
    '.nullable: Forbidden: nullable cannot be true at the root',
  ],
  [
    'a rule without words',
    withSpec({ type: 'object', ...rule(' ') }),
    '.properties[spec].x-kubernetes-validations[0].rule: Required value: rule is not specified',
  ],
  [
    'a rule that cannot be compiled',
    withSpec({ type: 'object', ...rule('self.x') }),
    `.properties[spec].x-kubernetes-validations[0].rule: Invalid value: apiextensions.ValidationRule{Rule:"self.x", Message:"", MessageExpression:"", Reason:(*apiextensions.FieldValueErrorReason)(nil), FieldPath:"", OptionalOldSelf:(*bool)(nil)}: compilation failed: ERROR: <input>:1:5: undefined field 'x'\n | self.x\n | ....^`,
  ],
  [
    'a rule that is no condition',
    withSpec({ type: 'integer', ...rule('self + 1') }),
    '.properties[spec].x-kubernetes-validations[0].rule: Invalid value: apiextensions.ValidationRule{Rule:"self + 1", Message:"", MessageExpression:"", Reason:(*apiextensions.FieldValueErrorReason)(nil), FieldPath:"", OptionalOldSelf:(*bool)(nil)}: cel expression must evaluate to a bool',
  ],
  [
    'a reason that is none',
    withSpec({ type: 'integer', ...rule('self > 0', { reason: 'Mood' }) }),
    '.properties[spec].x-kubernetes-validations[0].reason: Unsupported value: "Mood": supported values: "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"',
  ],
  [
    'a path that leads nowhere',
    withSpec({ type: 'object', properties: { a: { type: 'string' } }, ...rule('true', { fieldPath: '.b' }) }),
    '.properties[spec].x-kubernetes-validations[0].fieldPath: Invalid value: ".b": fieldPath must be a valid path',
  ],
  [
    'an old item that cannot be found',
    withSpec({ type: 'array', items: { type: 'integer', ...rule('self >= oldSelf') } }),
    '.properties[spec].items.x-kubernetes-validations[0].rule: Invalid value: "self >= oldSelf": oldSelf cannot be used on the uncorrelatable portion of the schema within spec.validation.openAPIV3Schema.properties[spec]',
  ],
]

const anything = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }

/** Definitions that are refused for other reasons. */
const refused: readonly (readonly [string, KubeObject, ...string[]])[] = [
  [
    'another name',
    definition(anything, { metadata: { name: 'x.example.com' } }),
    'metadata.name: Invalid value: "x.example.com": must be spec.names.plural+"."+spec.group',
  ],
  [
    'no schema',
    definition(anything, { version: { schema: undefined } }),
    'spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required',
  ],
  [
    'a scope that is none',
    definition(anything, { spec: { scope: 'World' } }),
    'spec.scope: Unsupported value: "World": supported values: "Cluster", "Namespaced"',
  ],
  [
    'kind and list alike',
    definition(anything, { names: { listKind: 'Thing' } }),
    'spec.names.listKind: Invalid value: "Thing": kind and listKind may not be the same',
  ],
  [
    'a column without a type',
    definition(anything, { version: { additionalPrinterColumns: [{ name: 'A', jsonPath: 'spec.a' }] } }),
    'spec.additionalPrinterColumns[0].type: Required value: must be one of boolean,date,integer,number,string',
    'spec.additionalPrinterColumns[0].JSONPath: Invalid value: "spec.a": must be a simple json path starting with .',
  ],
  [
    'replicas elsewhere',
    definition(anything, {
      version: { subresources: { scale: { specReplicasPath: '.status.n', statusReplicasPath: '.status.n' } } },
    }),
    'spec.subresources.scale.specReplicasPath: Invalid value: ".status.n": should be a json path under .spec',
  ],
  [
    'fields that cannot be selected',
    definition(withSpec({ type: 'object', properties: { a: { type: 'object' } } }), {
      version: { selectableFields: [{ jsonPath: '.spec.a' }, { jsonPath: '.spec.b' }] },
    }),
    'spec.selectableFields[0].jsonPath: Invalid value: ".spec.a": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.',
    'spec.selectableFields[1].jsonPath: Invalid value: ".spec.b": is an invalid path: does not refer to a valid field',
  ],
  [
    'a warning without deprecation',
    definition(anything, { version: { deprecationWarning: 'x' } }),
    'spec.versions[0].deprecationWarning: Invalid value: "x": can only be set for deprecated versions',
  ],
  [
    'a webhook without an address',
    definition(anything, {
      spec: { conversion: { strategy: 'Webhook', webhook: { conversionReviewVersions: ['v9'] } } },
    }),
    'spec.conversion.webhookClientConfig: Required value: required when strategy is set to Webhook',
    'spec.conversion.conversionReviewVersions: Invalid value: []string{"v9"}: must include at least one of v1, v1beta1',
  ],
  [
    'a protected group',
    definition(anything, { metadata: { name: 'things.x.k8s.io' }, spec: { group: 'x.k8s.io' } }),
    'metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
  ],
]

describe('objects of a custom resource', () => {
  for (const [name, spec, value, ...wanted] of values)
    it(`${name}`, () => {
      const { client } = world()
      client.create(definitions, definition(withSpec(spec)))
      expect(faults(() => client.create(things, thing(value)))).toEqual(wanted)
    })

  for (const [name, spec, value, before, ...wanted] of rules)
    it(`rules: ${name}`, () => {
      const { client } = world()
      const at = { ...things, name: 'a' }
      if (before === 'unchecked') {
        client.create(definitions, definition(withSpec(anything)))
        client.create(things, thing(value))
        client.update(
          { ...definitions, name: 'things.example.com' },
          redefined(client.get({ ...definitions, name: 'things.example.com' }), spec),
        )
        expect(
          faults(() =>
            client.update(
              at,
              object({ ...client.get(at), metadata: { ...client.get(at).metadata, labels: { a: 'b' } } }),
            ),
          ),
        ).toEqual(wanted)
        return
      }
      client.create(definitions, definition(withSpec(spec)))
      if (before === undefined) expect(faults(() => client.create(things, thing(value)))).toEqual(wanted)
      else {
        client.create(things, thing(before))
        expect(faults(() => client.update(at, object({ ...client.get(at), spec: value })))).toEqual(wanted)
      }
    })

  for (const [name, spec, sent, kept, ...wanted] of shapes)
    it(`keeps ${name}`, () => {
      const { client } = world()
      client.create(definitions, definition(withSpec(spec)))
      const warnings: string[] = []
      const stored = client.create(things, thing(sent), {
        fieldValidation: 'Warn',
        onWarning: (text) => warnings.push(text),
      })
      expect(Reflect.get(stored, 'spec')).toEqual(kept)
      expect(warnings).toEqual(wanted)
      if (wanted.length === 0) return
      const strict = faults(() =>
        client.create(things, thing(sent, { metadata: { name: 'b' } }), { fieldValidation: 'Strict' }),
      )
      expect(strict).toEqual([
        `400 Thing in version "v1" cannot be handled as a Thing: strict decoding error: ${wanted.join(', ')}`,
      ])
    })

  it('are shown in the columns that their definition asks for', () => {
    const { client, loop } = world()
    const columns = [
      { name: 'Text', type: 'string', jsonPath: '.spec.text' },
      { name: 'Count', type: 'integer', jsonPath: '.spec.count' },
      { name: 'Part', type: 'number', jsonPath: '.spec.part', priority: 1 },
      { name: 'On', type: 'boolean', jsonPath: '.spec.on' },
      { name: 'When', type: 'date', jsonPath: '.metadata.creationTimestamp' },
      { name: 'Ready', type: 'string', jsonPath: '.spec.conditions[?(@.type=="Ready")].status' },
      { name: 'First', type: 'string', jsonPath: '.spec.list[0]' },
      { name: 'Object', type: 'string', jsonPath: '.spec.object' },
      { name: 'Missing', type: 'string', jsonPath: '.spec.nothing' },
      { name: 'Odd', type: 'integer', jsonPath: '.spec.text' },
      { name: 'Label', type: 'string', jsonPath: ".metadata.labels['a/b']" },
    ]
    client.create(definitions, definition(anything, { version: { additionalPrinterColumns: columns } }))
    client.create(
      things,
      thing(
        {
          text: 'x',
          count: 2,
          part: 0.5,
          on: true,
          conditions: [
            { type: 'New', status: 'no' },
            { type: 'Ready', status: 'yes' },
          ],
          list: ['first'],
          object: { a: 1 },
        },
        { metadata: { name: 'a', labels: { 'a/b': 'c' } } },
      ),
    )
    loop.advance(90_000)
    const table: Table = client.list(things, { as: 'Table' })
    expect(table.rows[0]?.cells).toEqual(['a', 'x', 2, 0.5, true, '90s', 'yes', 'first', '{"a":1}', null, null, 'c'])
  })

  it('have a status that only /status changes, and a generation', () => {
    const { client } = world()
    const schema = { type: 'object', properties: { spec: anything, status: anything } }
    client.create(definitions, definition(schema, { version: { subresources: { status: {} } } }))
    const at = { ...things, name: 'a' }
    const created = client.create(things, thing({ n: 1 }, { status: { ready: true } }))
    expect([created.metadata.generation, Reflect.get(created, 'status')]).toEqual([1, undefined])
    const told = client.update(
      { ...at, subresource: 'status' },
      object({ ...created, spec: { n: 2 }, status: { ready: true } }),
    )
    expect([told.metadata.generation, Reflect.get(told, 'spec'), Reflect.get(told, 'status')]).toEqual([
      1,
      { n: 1 },
      { ready: true },
    ])
    const changed = client.update(at, object({ ...told, spec: { n: 2 }, status: {} }))
    expect([changed.metadata.generation, Reflect.get(changed, 'status')]).toEqual([2, { ready: true }])
  })

  it('without a status of its own count every change', () => {
    const { client } = world()
    client.create(definitions, definition({ type: 'object', properties: { status: anything } }))
    const created = client.create(things, thing(undefined, { status: { a: 1 } }))
    const changed = client.update({ ...things, name: 'a' }, object({ ...created, status: { a: 2 } }))
    expect([created.metadata.generation, changed.metadata.generation]).toEqual([1, 2])
  })

  it('can be selected by the fields that the definition names', () => {
    const { client } = world()
    const schema = withSpec({ type: 'object', properties: { colour: { type: 'string' } } })
    client.create(definitions, definition(schema, { version: { selectableFields: [{ jsonPath: '.spec.colour' }] } }))
    for (const name of ['red', 'blue']) client.create(things, thing({ colour: name }, { metadata: { name } }))
    const found = client.list(things, { fieldSelector: 'spec.colour=red' }).items
    expect(found.map(({ metadata }) => metadata.name)).toEqual(['red'])
    expect(faults(() => client.list(things, { fieldSelector: 'spec.size=1' }))).toEqual([
      '400 field label not supported: spec.size',
    ])
  })
})

const redefined = (crd: KubeObject, spec: object): KubeObject => {
  const asked = definition(withSpec(spec))
  return object({ ...crd, spec: Reflect.get(asked, 'spec') })
}

describe('bad input', () => {
  const many = (length: number): number[] => Array.from({ length }, (_, at) => at)

  it('of any size is checked in time that grows with it', () => {
    const { client } = world()
    const item = { type: 'object', required: ['k'], properties: { k: { type: 'integer', maximum: 5 } } }
    const schema = {
      type: 'object',
      properties: {
        set: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'integer' } },
        map: { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'], items: item },
        text: { type: 'string', pattern: '^(a+)+$' },
      },
    }
    client.create(definitions, definition(withSpec(schema)))
    client.create(things, thing({ set: many(30_000) }))
    const at = { ...things, name: 'a' }
    client.update(at, object({ ...client.get(at), spec: { set: many(30_000), text: 'a'.repeat(100) } }))
    const found = faults(() =>
      client.create(things, thing({ map: many(20_000).map((k) => ({ k })) }, { metadata: { name: 'b' } })),
    )
    expect(found).toHaveLength(20_000 - 6)
    expect(
      faults(() => client.create(things, thing({ text: `${'a'.repeat(10_000)}b` }, { metadata: { name: 'c' } }))),
    ).toHaveLength(1)
  })

  it('of any depth is refused', () => {
    const { client } = world()
    let deep: object = { type: 'object' }
    for (let at = 0; at < 20_000; at++) deep = { type: 'object', properties: { a: deep } }
    expect(faults(() => client.create(definitions, definition(deep)))).toEqual(['400 exceeded max depth'])
  })

  it.each([
    ['__proto__', JSON.parse('{"__proto__": {"x": 1}, "constructor": 1, "toString": 2}') as object],
    ['lists', []],
    ['texts', 'spec'],
    ['nothing', null],
  ])('of odd shape: %s', (_, spec) => {
    const { client } = world()
    client.create(
      definitions,
      definition(withSpec({ type: 'object', properties: { n: { type: 'integer', default: 1 } } })),
    )
    const found = faults(() => client.create(things, thing(spec)))
    expect(found.length).toBeLessThan(2)
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })
})

describe('versions', () => {
  const version = (name: string, spec: object, more: object = {}) => ({
    name,
    served: true,
    storage: false,
    schema: { openAPIV3Schema: withSpec(spec) },
    ...more,
  })
  const two = (): KubeObject =>
    definition(anything, {
      spec: {
        versions: [
          version('v1', { type: 'object', properties: { a: { type: 'integer', default: 1 } } }, { storage: true }),
          version(
            'v1beta1',
            { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'string', default: 'x' } } },
            { deprecated: true },
          ),
        ],
      },
    })

  it('show the same objects, each by its schema', () => {
    const { client } = world()
    client.create(definitions, two())
    const beta = { ...things, version: 'v1beta1' }
    const warnings: string[] = []
    client.create(beta, object({ ...thing({ b: 'y' }), apiVersion: 'example.com/v1beta1' }), {
      onWarning: (text) => warnings.push(text),
    })
    expect(warnings).toEqual(['example.com/v1beta1 Thing is deprecated; use example.com/v1 Thing'])
    expect(client.get({ ...things, name: 'a' })).toMatchObject({ apiVersion: 'example.com/v1', spec: { a: 1 } })
    expect(client.get({ ...beta, name: 'a' })).toMatchObject({ apiVersion: 'example.com/v1beta1', spec: { b: 'y' } })
    expect(client.list(beta).items).toHaveLength(1)
  })

  it('come and go with their definition, and watches of those that go end', () => {
    const { client } = world()
    const at = { ...definitions, name: 'things.example.com' }
    client.create(definitions, two())
    const served = () => client.resources().flatMap(({ group, version }) => (group === 'example.com' ? [version] : []))
    expect(served()).toEqual(['v1', 'v1beta1'])
    const watch = client.watch({ ...things, version: 'v1beta1' })
    client.patch(at, 'json', [{ op: 'replace', path: '/spec/versions/1/served', value: false }])
    expect(served()).toEqual(['v1'])
    expect(watch.stopped).toBe(true)
    client.patch(at, 'json', [
      { op: 'replace', path: '/spec/versions/0/storage', value: false },
      { op: 'replace', path: '/spec/versions/1/storage', value: true },
    ])
    expect(client.get(at)).toMatchObject({ status: { storedVersions: ['v1', 'v1beta1'] } })
  })

  it('give new defaults to what was stored before', () => {
    const { client } = world()
    client.create(definitions, definition(withSpec({ type: 'object', properties: {} })))
    client.create(things, thing({}))
    const at = { ...definitions, name: 'things.example.com' }
    client.update(at, redefined(client.get(at), { type: 'object', properties: { n: { type: 'integer', default: 7 } } }))
    expect(client.get({ ...things, name: 'a' })).toMatchObject({ spec: { n: 7 } })
  })
})

describe('definitions', () => {
  for (const [name, schema, ...wanted] of schemas)
    it(`are refused with ${name}`, () => {
      const { client } = world()
      const path = 'spec.validation.openAPIV3Schema'
      const found = faults(() => client.create(definitions, definition(schema)))
      expect(
        found.map((text) => text.replaceAll(`${path}.properties[spec].default in`, '.properties[spec].default in')),
      ).toEqual(wanted.map((text) => `${path}${text}`))
    })

  for (const [name, crd, ...wanted] of refused)
    it(`are refused with ${name}`, () => {
      expect(faults(() => world().client.create(definitions, crd))).toEqual(wanted)
    })

  it('wait for names that others have', () => {
    const { client } = world()
    const other = { ...definitions, name: 'others.example.com' }
    client.create(definitions, definition(anything, { names: { shortNames: ['t'] } }))
    client.create(
      definitions,
      definition(anything, {
        metadata: { name: 'others.example.com' },
        names: { plural: 'others', kind: 'Other', shortNames: ['t', 'o'] },
      }),
    )
    expect(client.get(other)).toMatchObject({
      status: {
        conditions: [
          { type: 'NamesAccepted', status: 'False', reason: 'ShortNamesConflict', message: '"t" is already in use' },
          { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' },
        ],
      },
    })
    expect(faults(() => client.list({ group: 'example.com', version: 'v1', resource: 'others' }))).toEqual([
      '404 the server could not find the requested resource',
    ])
    client.delete({ ...definitions, name: 'things.example.com' })
    expect(client.get(other)).toMatchObject({ status: { conditions: [{ status: 'True' }, { status: 'True' }] } })
    expect(client.list({ group: 'example.com', version: 'v1', resource: 'others' }).items).toEqual([])
  })

  it('take their objects with them, and wait for those that are held', () => {
    const { client } = world()
    const at = { ...definitions, name: 'things.example.com' }
    client.create(definitions, definition(anything))
    client.create(things, thing({}))
    client.create(things, thing({}, { metadata: { name: 'held', finalizers: ['example.com/hold'] } }))
    client.delete(at)
    expect(client.list(things).items.map(({ metadata }) => metadata.name)).toEqual(['held'])
    expect(faults(() => client.create(things, thing({})))).toEqual([
      '405 create not allowed while custom resource definition is terminating',
    ])
    client.patch({ ...things, name: 'held' }, 'merge', { metadata: { finalizers: null } })
    expect(faults(() => client.get(at))).toEqual([
      '404 customresourcedefinitions.apiextensions.k8s.io "things.example.com" not found',
    ])
    expect(faults(() => client.list(things))).toEqual(['404 the server could not find the requested resource'])
  })

  it('do not change what makes the objects theirs', () => {
    const { client } = world()
    client.create(definitions, definition(anything))
    const at = { ...definitions, name: 'things.example.com' }
    const change = (spec: object) => faults(() => client.patch(at, 'merge', { spec } as never))
    expect(change({ scope: 'Cluster' })).toEqual(['spec.scope: Invalid value: "Cluster": field is immutable'])
    expect(change({ names: { kind: 'Thong' } })).toEqual([
      'spec.names.kind: Invalid value: "Thong": field is immutable',
    ])
  })
})

describe('a snapshot', () => {
  it('brings custom resources back, and the same future', async () => {
    const crd = JSON.stringify(
      definition(
        withSpec({ type: 'object', properties: { n: { type: 'integer', default: 3 } }, ...rule('self.n < 9') }),
      ),
    )
    const first = createLab({ seed: 3 })
    await first.run(`echo '${crd}' | kubectl apply -f -`)
    await first.run(
      `echo '{"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"a"}, "spec":{}}' | kubectl apply -f -`,
    )
    const second = createLab({ seed: 4 })
    second.restore(JSON.parse(JSON.stringify(first.snapshot())))
    const third = createLab({ seed: 5 })
    await third.load()
    third.restore(JSON.parse(JSON.stringify(first.snapshot())))
    const lines = [
      'kubectl get things,crd',
      `kubectl patch thing a --type=merge -p '{"spec":{"n":10}}'`,
      `kubectl create -f - <<< '{"apiVersion":"example.com/v1","kind":"Thing","metadata":{"generateName":"b-"},"spec":{}}'`,
      'kubectl get things -o yaml',
      'kubectl delete crd things.example.com',
      'kubectl get crd',
    ]
    for (const line of lines) {
      const wanted = await first.run(line)
      expect(await second.run(line)).toEqual(wanted)
      expect(await third.run(line)).toEqual(wanted)
    }
    expect(JSON.stringify(second.snapshot())).toBe(JSON.stringify(first.snapshot()))
    // Restored to a time before the definition, the kind is not served.
    const empty = createLab({ seed: 3 }).snapshot()
    await first.run(`echo '${crd}' | kubectl apply -f -`)
    first.restore(empty)
    expect((await first.run('kubectl get things')).stderr).toContain(`the server doesn't have a resource type "things"`)
  })
})
