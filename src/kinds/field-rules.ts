// Small rules that many validations share, each giving the faults of one field. Texts from
// k8s.io/apimachinery/pkg/{util/validation,api/validation,apis/meta/v1/validation} (v1.33).

import {
  equalValues,
  type FieldError,
  forbiddenField,
  GoSyntax,
  goQuote,
  goValue,
  IMMUTABLE,
  invalidField,
  labelFaults,
  labelValueFaults,
  pathNameFaults,
  patternText,
  portNameFaults,
  portNumberFaults,
  qualifiedNameFaults,
  readQuantity,
  requiredField,
  subdomainFaults,
  unsupportedField,
  validateLabels,
} from '../api/index.ts'
import { readAddress } from './ip-rules.ts'
import { parseAddress } from './network-range.ts'
import type { LabelSelector } from './types.generated.ts'

/** One fault for each text. */
export function faultsOf(field: string, value: unknown, texts: readonly string[]): FieldError[] {
  return texts.map((text) => invalidField(field, value, text))
}

export const labelRule = (field: string, value: string) => faultsOf(field, value, labelFaults(value))
export const subdomainRule = (field: string, value: string) => faultsOf(field, value, subdomainFaults(value))
export const qualifiedRule = (field: string, value: string) => faultsOf(field, value, qualifiedNameFaults(value))

export function nonNegative(field: string, value: number | undefined): FieldError[] {
  return (value ?? 0) < 0 ? [invalidField(field, value, 'must be greater than or equal to 0')] : []
}

/** `nonNegative` of several fields of one object, in the given order. */
export function nonNegatives<T extends object>(path: string, object: T, names: readonly (keyof T & string)[]) {
  return names.flatMap((name) => nonNegative(`${path}.${name}`, object[name] as number | undefined))
}

export function positive(field: string, value: number | undefined): FieldError[] {
  return (value ?? 0) > 0 ? [] : [invalidField(field, value ?? 0, 'must be greater than zero')]
}

export function present(field: string, value: unknown, detail?: string): FieldError[] {
  return value ? [] : [requiredField(field, detail)]
}

/** A value that may be missing, but not another one. */
export function supported(field: string, value: unknown, values: readonly unknown[]): FieldError[] {
  return value === undefined || values.includes(value)
    ? []
    : [unsupportedField(field, value, values as readonly string[])]
}

/** A field that needs one of the given values. */
export function oneOf(field: string, value: string | undefined, values: readonly string[]): FieldError[] {
  return value ? supported(field, value, values) : [requiredField(field)]
}

/** `shown` is how a message shows the new value, where that is not as it is. */
export function immutable(field: string, now: unknown, old: unknown, shown: unknown = now): FieldError[] {
  return equalValues(now ?? null, old ?? null) ? [] : [invalidField(field, shown ?? null, IMMUTABLE)]
}

/** A number, or a percentage. */
export function countOrPercent(field: string, value: number | string): FieldError[] {
  if (typeof value === 'number') return nonNegative(field, value)
  if (/^[0-9]+%$/.test(value)) return []
  const why = "a valid percent string must be a numeric string followed by an ending '%'"
  return [invalidField(field, goIntOrString(value), patternText(why, '[0-9]+%', '1%', '93%'))]
}

export function atMost100Percent(field: string, value: number | string): FieldError[] {
  if (!/^[0-9]+%$/.test(String(value)) || Number.parseInt(String(value), 10) <= 100) return []
  return [invalidField(field, goIntOrString(value), 'must not be greater than 100%')]
}

/** A port by number or by name. */
export function portRule(field: string, port: number | string | undefined): FieldError[] {
  if (typeof port === 'string') return faultsOf(field, port, portNameFaults(port))
  return faultsOf(field, port ?? 0, portNumberFaults(port ?? 0))
}

export function addressRule(field: string, value: string): FieldError[] {
  // Most addresses are plain IPv4.
  if (parseAddress(value) !== undefined || readAddress(value)) return []
  return [invalidField(field, value, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')]
}

export function isIpv6(value: string): boolean {
  return readAddress(value)?.isIpv6 ?? false
}

/** A value of a Go struct or slice in a message: 'rbac.RoleRef{APIGroup:"", Kind:"Role", Name:"x"}'. */
export function goStruct(type: string, fields: Readonly<Record<string, unknown>>): GoSyntax {
  const parts = Object.entries(fields).map(([name, value]) => `${name}:${goValue(value)}`)
  return new GoSyntax(`${type}{${parts.join(', ')}}`)
}

export function goList(type: string, items: readonly unknown[] | undefined): GoSyntax {
  return new GoSyntax(items ? `[]${type}{${items.map(goValue).join(', ')}}` : `[]${type}(nil)`)
}

export const pathNameRule = (field: string, value: string) => faultsOf(field, value, pathNameFaults(value))

/** A name that must be there and fit into a path. */
export function requiredPathName(field: string, value: string | undefined): FieldError[] {
  return value ? pathNameRule(field, value) : [requiredField(field)]
}

/** 'map[string]string{"a":"b"}', as Go shows a map in a message. */
export function goMap(map: Readonly<Record<string, string>> | undefined): GoSyntax {
  if (!map) return new GoSyntax('map[string]string(nil)')
  const entries = Object.keys(map)
    .sort()
    .map((key) => `${goQuote(key)}:${goQuote(map[key] ?? '')}`)
  return new GoSyntax(`map[string]string{${entries.join(', ')}}`)
}

/** A label selector as Go shows it in a message; null when it is missing. */
export function goSelector(selector: LabelSelector | undefined): GoSyntax | null {
  if (!selector) return null
  const strings = (values: readonly string[] | undefined) =>
    values ? `[]string{${values.map(goQuote).join(', ')}}` : '[]string(nil)'
  const expressions = selector.matchExpressions
    ? `[]v1.LabelSelectorRequirement{${selector.matchExpressions
        .map(
          (each) =>
            `v1.LabelSelectorRequirement{Key:${goQuote(each.key)}, Operator:${goQuote(each.operator)}, Values:${strings(each.values)}}`,
        )
        .join(', ')}}`
    : '[]v1.LabelSelectorRequirement(nil)'
  return new GoSyntax(
    `v1.LabelSelector{MatchLabels:${goMap(selector.matchLabels).text}, MatchExpressions:${expressions}}`,
  )
}

export function goIntOrString(value: number | string | undefined): GoSyntax {
  return typeof value === 'string'
    ? new GoSyntax(`intstr.IntOrString{Type:1, IntVal:0, StrVal:${goQuote(value)}}`)
    : new GoSyntax(`intstr.IntOrString{Type:0, IntVal:${value ?? 0}, StrVal:""}`)
}

/** A quantity as Go shows its insides. Differs: the text as it was sent is not known any more. */
export function goQuantity(text: string): GoSyntax {
  const { mantissa, exponent, format } = readQuantity(text) ?? { mantissa: 0n, exponent: 0, format: 'DecimalSI' }
  const amount = `i:resource.int64Amount{value:${mantissa}, scale:${exponent}}`
  const decimal = 'd:resource.infDecAmount{Dec:(*inf.Dec)(nil)}'
  return new GoSyntax(`resource.Quantity{${amount}, ${decimal}, s:${goQuote(text)}, Format:${goQuote(format)}}`)
}

export function labelSelectorRule(field: string, selector: LabelSelector | undefined): FieldError[] {
  const errors = validateLabels(selector?.matchLabels, `${field}.matchLabels`)
  for (const [i, { key, operator, values = [] }] of (selector?.matchExpressions ?? []).entries()) {
    const path = `${field}.matchExpressions[${i}]`
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) {
        errors.push(requiredField(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"))
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        errors.push(
          forbiddenField(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
        )
      }
    } else errors.push(invalidField(`${path}.operator`, operator ?? '', 'not a valid selector operator'))
    errors.push(...qualifiedRule(`${path}.key`, key ?? ''))
    for (const [j, value] of values.entries()) {
      errors.push(...faultsOf(`${path}.values[${j}]`, value, labelValueFaults(value)))
    }
  }
  return errors
}
