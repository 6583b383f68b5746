// The rules for the schema in a definition: its keywords, list types, defaults and expressions. Models
// apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go and pkg/apiserver/schema/defaulting (v1.33).
// Members are looked at in the order of their names. Missing: the estimate of what expressions cost at worst.

import {
  copyValue,
  equalValues,
  type FieldError,
  forbiddenField,
  GoSyntax,
  goQuote,
  invalidField,
  requiredField,
  unsupportedField,
} from '../api/index.ts'
import type { CelType } from '../cel/index.ts'
import { celType } from './cel-type.ts'
import { embeddedFaults } from './embedded.ts'
import { fieldPathOf } from './field-path.ts'
import { goSyntax } from './go-syntax.ts'
import { additionalOf, isEmbedded, type JsonSchema, keepsUnknown, type ValidationRule } from './json-schema.ts'
import { listSchemaFaults } from './list-schema-rules.ts'
import { compileRules, ruleFaults, ruleTree } from './rules.ts'
import { schemaFaults } from './schema-validation.ts'
import { structuralFaults } from './structural-rules.ts'
import { isFields, prune } from './structure.ts'

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string']
const META = new Set(['metadata', 'kind', 'apiVersion'])
const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired']
const UNSUPPORTED = ['id', '$schema', '$ref', 'patternProperties', 'dependencies', 'additionalItems', 'definitions']
/** With a status subresource the root says no more than this, so that nothing is lost when the status is taken by itself. */
const AT_ROOT =
  'Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations'
const AT_ROOT_KEYS = new Set(
  'description type format title maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems multipleOf required items properties externalDocs example x-kubernetes-preserve-unknown-fields x-kubernetes-validations'.split(
    ' ',
  ),
)

export function definitionSchemaFaults(schema: JsonSchema, hasStatus: boolean, path: string): FieldError[] {
  const errors: FieldError[] = []
  if (hasStatus) {
    const odd = Object.keys(schema).find((key) => (key === 'type' ? schema.type !== 'object' : !AT_ROOT_KEYS.has(key)))
    if (odd === 'type') {
      const detail =
        'only "object" is allowed as the type at the root of the schema if the status subresource is enabled'
      errors.push(invalidField(`${path}.type`, schema.type, detail))
    } else if (odd !== undefined) {
      const detail = `only [${AT_ROOT}] fields are allowed at the root of the schema if the status subresource is enabled`
      errors.push(invalidField(path, schema, detail))
    }
  }
  if (schema.nullable) errors.push(forbiddenField(`${path}.nullable`, 'nullable cannot be true at the root'))
  const unsupported = unsupportedKeyword(schema)
  const structural = unsupported === undefined ? structuralFaults(schema, path) : []
  const defaults = unsupported === undefined && structural.length === 0 ? defaultFaults(schema, path) : []
  errors.push(...structural, ...defaults)
  const checksRules = unsupported === undefined && structural.length === 0 && defaults.length === 0
  const found = walk(schema, path, {
    isRoot: true,
    insideMeta: false,
    noDefaults: undefined,
    unrelated: undefined,
    rules: checksRules,
  })
  errors.push(...found.schema, ...found.rules)
  if (errors.length === 0 && unsupported !== undefined)
    errors.push(invalidField(path, '', `OpenAPIV3Schema '${unsupported}' is not supported`))
  return errors
}

function unsupportedKeyword(schema: JsonSchema): string | undefined {
  const own = UNSUPPORTED.find((key) => {
    const value: unknown = Reflect.get(schema, key)
    return value !== undefined && value !== '' && !(isFields(value) && Object.keys(value).length === 0)
  })
  if (own !== undefined) return own
  for (const [, child] of childrenOf(schema)) {
    const found = unsupportedKeyword(child)
    if (found !== undefined) return found
  }
  return undefined
}

function childrenOf(schema: JsonSchema): [string, JsonSchema][] {
  const { items, properties = {}, not, allOf = [], anyOf = [], oneOf = [] } = schema
  const more = additionalOf(schema)
  return [
    ...(more ? [['additionalProperties', more] as [string, JsonSchema]] : []),
    ...Object.entries(properties)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, property]): [string, JsonSchema] => [`properties[${name}]`, property]),
    ...(not ? [['not', not] as [string, JsonSchema]] : []),
    ...allOf.map((part, at): [string, JsonSchema] => [`allOf[${at}]`, part]),
    ...oneOf.map((part, at): [string, JsonSchema] => [`oneOf[${at}]`, part]),
    ...anyOf.map((part, at): [string, JsonSchema] => [`anyOf[${at}]`, part]),
    ...(items && !Array.isArray(items) ? [['items', items] as [string, JsonSchema]] : []),
  ]
}

interface Place {
  readonly isRoot: boolean
  readonly insideMeta: boolean
  /** Why there may be no defaults. */
  readonly noDefaults: string | undefined
  /** The place above where old and new cannot be told to belong together. */
  readonly unrelated: string | undefined
  readonly rules: boolean
}

interface Found {
  readonly schema: FieldError[]
  readonly rules: FieldError[]
}

function walk(schema: JsonSchema, path: string, place: Place): Found {
  const found: Found = { schema: keywordFaults(schema, path, place), rules: [] }
  if (schema.uniqueItems) {
    const detail = 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic'
    found.schema.push(forbiddenField(`${path}.uniqueItems`, detail))
  }
  const hasProperties = Object.keys(schema.properties ?? {}).length > 0
  if (hasProperties && schema.additionalProperties !== undefined && schema.additionalProperties !== true)
    found.schema.push(
      forbiddenField(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'),
    )
  for (const [step, child] of childrenOf(schema)) {
    const inner = walk(child, `${path}.${step}`, placeBelow(schema, step, path, place))
    found.schema.push(...inner.schema)
    found.rules.push(...inner.rules)
  }
  if (schema['x-kubernetes-preserve-unknown-fields'] === false)
    found.schema.push(invalidField(`${path}.x-kubernetes-preserve-unknown-fields`, false, 'must be true or undefined'))
  found.schema.push(...listSchemaFaults(schema, path))
  const rules = schema['x-kubernetes-validations'] ?? []
  for (const [at, rule] of rules.entries())
    found.schema.push(...ruleWordFaults(schema, rule, `${path}.x-kubernetes-validations[${at}]`))
  // What is wrong with the schema comes first: with that in the way, expressions are told of wrongly.
  if (rules.length > 0 && found.schema.length === 0 && place.rules) {
    const type = celType(schema, place.isRoot || isEmbedded(schema))
    if (type) found.rules.push(...expressionFaults(schema, type, path, place))
  }
  return found
}

function placeBelow(schema: JsonSchema, step: string, path: string, place: Place): Place {
  const below = { ...place, isRoot: false }
  const [, property] = /^properties\[(.*)\]$/.exec(step) ?? []
  if (property !== undefined) {
    const isMeta = (place.isRoot || isEmbedded(schema)) && META.has(property)
    return {
      ...below,
      insideMeta: place.insideMeta || isMeta,
      noDefaults: isMeta && place.isRoot ? `in top-level ${property}` : place.noDefaults,
    }
  }
  if (step === 'additionalProperties')
    return {
      ...below,
      noDefaults: place.insideMeta ? 'inside additionalProperties applying to object metadata' : place.noDefaults,
    }
  if (step === 'items') {
    const related = schema['x-kubernetes-list-type'] === 'map'
    return { ...below, unrelated: place.unrelated ?? (related ? undefined : path) }
  }
  // Under a junctor there are no rules.
  return { ...below, rules: false }
}

function keywordFaults(schema: JsonSchema, path: string, { noDefaults, insideMeta }: Place): FieldError[] {
  const errors: FieldError[] = []
  const { type } = schema
  if (type && !TYPES.includes(type)) errors.push(unsupportedField(`${path}.type`, type, TYPES))
  if (schema.default !== undefined && noDefaults !== undefined)
    errors.push(forbiddenField(`${path}.default`, `must not be set ${noDefaults}`))
  const has = (key: string): boolean => {
    const value: unknown = Reflect.get(schema, key)
    return value !== undefined && value !== '' && !(isFields(value) && Object.keys(value).length === 0)
  }
  for (const key of ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'])
    if (has(key)) errors.push(forbiddenField(`${path}.${key}`, `${key} is not supported`))
  if (type === 'null')
    errors.push(forbiddenField(`${path}.type`, 'type cannot be set to null, use nullable as an alternative'))
  if (Array.isArray(schema.items))
    errors.push(forbiddenField(`${path}.items`, 'items must be a schema object and not an array'))
  if (insideMeta && isEmbedded(schema))
    errors.push(forbiddenField(`${path}.x-kubernetes-embedded-resource`, 'must not be used inside of resource meta'))
  return errors
}

function ruleWordFaults(schema: JsonSchema, rule: ValidationRule, path: string): FieldError[] {
  const errors: FieldError[] = []
  const { message = '', messageExpression = '', reason, fieldPath = '' } = rule
  const hasLines = (text: string): boolean => /[\n\r]/.test(text)
  const text = (rule.rule ?? '').trim()
  if (text === '') errors.push(requiredField(`${path}.rule`, 'rule is not specified'))
  else if (message !== '' && message.trim() === '')
    errors.push(invalidField(`${path}.message`, message, 'message must be non-empty if specified'))
  else if (hasLines(message.trim()))
    errors.push(invalidField(`${path}.message`, message, 'message must not contain line breaks'))
  else if (hasLines(text) && message.trim() === '')
    errors.push(requiredField(`${path}.message`, 'message must be specified if rule contains line breaks'))
  if (messageExpression !== '' && messageExpression.trim() === '')
    errors.push(requiredField(`${path}.messageExpression`, 'messageExpression must be non-empty if specified'))
  if (reason !== undefined && !REASONS.includes(reason))
    errors.push(unsupportedField(`${path}.reason`, reason, REASONS))
  if (fieldPath !== '') {
    if (fieldPath.trim() === '')
      errors.push(invalidField(`${path}.fieldPath`, fieldPath, 'fieldPath must be non-empty if specified'))
    if (hasLines(fieldPath))
      errors.push(invalidField(`${path}.fieldPath`, fieldPath, 'fieldPath must not contain line breaks'))
    if ('fault' in fieldPathOf(schema, fieldPath))
      errors.push(invalidField(`${path}.fieldPath`, fieldPath, 'fieldPath must be a valid path'))
  }
  return errors
}

function expressionFaults(schema: JsonSchema, type: CelType, path: string, { unrelated }: Place): FieldError[] {
  return compileRules(schema, type).flatMap(({ rule, usesOld, fault, messageFault }, at) => {
    const place = `${path}.x-kubernetes-validations[${at}]`
    const errors: FieldError[] = []
    if (fault !== undefined) errors.push(invalidField(`${place}.rule`, ruleSyntax(rule), fault))
    if (messageFault !== undefined)
      errors.push(invalidField(`${place}.messageExpression`, ruleSyntax(rule), messageFault))
    if (usesOld && unrelated !== undefined) {
      const detail = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${unrelated}`
      errors.push(invalidField(`${place}.rule`, rule.rule, detail))
    }
    if (!usesOld && fault === undefined && rule.optionalOldSelf !== undefined)
      errors.push(
        invalidField(`${place}.optionalOldSelf`, rule.optionalOldSelf, 'may not be set if oldSelf is not used in rule'),
      )
    return errors
  })
}

/** As Go prints the rule. Differs: pointers are addresses upstream, which nobody can foretell. */
function ruleSyntax({
  rule,
  message = '',
  messageExpression = '',
  reason,
  fieldPath = '',
  optionalOldSelf,
}: ValidationRule): GoSyntax {
  const pointer = (value: unknown, type: string): string => `(*${type})(${value === undefined ? 'nil' : '0x0'})`
  const parts = [
    `Rule:${goQuote(rule)}`,
    `Message:${goQuote(message)}`,
    `MessageExpression:${goQuote(messageExpression)}`,
    `Reason:${pointer(reason, 'apiextensions.FieldValueErrorReason')}`,
    `FieldPath:${goQuote(fieldPath)}`,
    `OptionalOldSelf:${pointer(optionalOldSelf, 'bool')}`,
  ]
  return new GoSyntax(`apiextensions.ValidationRule{${parts.join(', ')}}`)
}

/** Defaults keep the rules that they are part of. */
function defaultFaults(schema: JsonSchema, path: string): FieldError[] {
  const errors: FieldError[] = []
  const { default: value, items, properties = {} } = schema
  if (value !== undefined) {
    const at = `${path}.default`
    if (isFields(value) && !keepsUnknown(schema)) {
      const pruned = copyValue(value)
      prune({ value: pruned }, { type: 'object', properties: { value: schema } }, [])
      if (!equalValues(pruned, value)) errors.push(invalidField(at, goSyntax(value), 'must not have unknown fields'))
    }
    const faults = [...embeddedFaults(value, schema, at), ...schemaFaults(value, schema, at)]
    errors.push(...faults)
    const rules = faults.length === 0 ? ruleTree(schema, false) : undefined
    if (rules)
      errors.push(
        ...ruleFaults(rules, value).map((fault) => ({
          ...fault,
          field: fault.field === '<nil>' ? at : `${at}.${fault.field}`,
        })),
      )
  }
  if (items) errors.push(...defaultFaults(items, `${path}.items`))
  for (const [name, property] of Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)))
    errors.push(...defaultFaults(property, `${path}.properties[${name}]`))
  return errors
}
