// ValidatingAdmissionPolicies and their bindings. Models pkg/apis/admissionregistration/validation/validation.go (v1.33).
// Missing: whether the caller may read the parameters.

import {
  duplicateField,
  type FieldError,
  forbiddenField,
  invalidField,
  requiredField,
  serviceNameFaults,
  subdomainFaults,
} from '../api/index.ts'
import type { AdmissionScope, CelType } from '../cel/index.ts'
import { failurePolicies, requiredOneOf, validateMatchConditions, validateMatchResources } from './admission-rules.ts'
import { expressionRule, variableType } from './expression-rule.ts'
import {
  goList,
  goStruct,
  labelSelectorRule,
  pathNameRule,
  qualifiedRule,
  subdomainRule,
  supported,
} from './field-rules.ts'
import type {
  ParamKind,
  ParamRef,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
  Validation,
} from './types.generated.ts'

const mostAnnotations = 20
const mostExpressionBytes = 5 * 1024

export function validatePolicy({ metadata, spec = {} }: ValidatingAdmissionPolicy): FieldError[] {
  const { paramKind, matchConstraints, validations = [], auditAnnotations = [], variables = [] } = spec
  const hasParams = paramKind !== undefined
  const types: Record<string, CelType> = {}
  const scope: AdmissionScope = { hasParams, variables: types, result: 'bool' }
  const errors = requiredOneOf('spec.failurePolicy', spec.failurePolicy, failurePolicies)
  if (paramKind) errors.push(...paramKindRule('spec.paramKind', paramKind))
  if (matchConstraints) {
    errors.push(...validateMatchResources('spec.matchConstraints', matchConstraints))
    if (!matchConstraints.resourceRules?.length) errors.push(requiredField('spec.matchConstraints.resourceRules'))
  } else errors.push(requiredField('spec.matchConstraints'))
  errors.push(...validateMatchConditions('spec.matchConditions', spec.matchConditions, hasParams))
  for (const [i, { name = '', expression = '' }] of variables.entries()) {
    const field = `spec.variables[${i}]`
    if (name.trim() === '') errors.push(requiredField(`${field}.name`, 'name is not specified'))
    else if (!isIdentifier(name)) {
      errors.push(invalidField(`${field}.name`, name, 'name is not a valid CEL identifier'))
    }
    if (expression.trim() === '') errors.push(requiredField(`${field}.expression`, 'expression is not specified'))
    else {
      const before: AdmissionScope = { hasParams, variables: { ...types }, result: 'any' }
      errors.push(...expressionRule(`${field}.expression`, expression, before))
      types[name] = variableType(expression, before)
    }
  }
  if (validations.length === 0 && auditAnnotations.length === 0) {
    const why = 'validations or auditAnnotations must contain at least one item'
    return [...errors, requiredField('spec.validations', why), requiredField('spec.auditAnnotations', why)]
  }
  for (const [i, validation] of validations.entries()) {
    errors.push(...validationFaults(`spec.validations[${i}]`, validation, scope))
  }
  if (auditAnnotations.length > mostAnnotations) {
    const shown = goList(
      'admissionregistration.AuditAnnotation',
      auditAnnotations.map(({ key, valueExpression }) =>
        goStruct('admissionregistration.AuditAnnotation', { Key: key, ValueExpression: valueExpression }),
      ),
    )
    const why = `must not have more than ${mostAnnotations} auditAnnotations`
    errors.push(invalidField('spec.auditAnnotations', shown, why))
  }
  for (const [i, { key = '', valueExpression = '' }] of auditAnnotations.entries()) {
    const field = `spec.auditAnnotations[${i}]`
    errors.push(...qualifiedRule(`${field}.key`, `${metadata.name}/${key}`))
    const trimmed = valueExpression.trim()
    if (trimmed === '') errors.push(requiredField(`${field}.valueExpression`, 'valueExpression is not specified'))
    else if (trimmed.length > mostExpressionBytes) {
      errors.push(requiredField(`${field}.valueExpression`, `must not exceed ${mostExpressionBytes} bytes in length`))
    } else errors.push(...expressionRule(`${field}.valueExpression`, trimmed, { ...scope, result: 'string or null' }))
    if (auditAnnotations.findIndex((other) => (other.key ?? '') === key) < i) {
      errors.push(duplicateField(`${field}.key`, key))
    }
  }
  return errors
}

const reasons = ['Forbidden', 'Invalid', 'RequestEntityTooLarge']

function validationFaults(
  field: string,
  { expression = '', message = '', messageExpression = '', reason }: Validation,
  scope: AdmissionScope,
): FieldError[] {
  const errors: FieldError[] = []
  if (expression.trim() === '') errors.push(requiredField(`${field}.expression`, 'expression is not specified'))
  else errors.push(...expressionRule(`${field}.expression`, expression, scope))
  if (messageExpression !== '') {
    const path = `${field}.messageExpression`
    if (messageExpression.trim() === '') {
      errors.push(invalidField(path, messageExpression, 'must be non-empty if specified'))
    } else errors.push(...expressionRule(path, messageExpression, { ...scope, result: 'string' }))
  }
  if (message !== '' && message.trim() === '') {
    errors.push(invalidField(`${field}.message`, message, 'message must be non-empty if specified'))
  } else if (/[\n\r]/.test(message.trim())) {
    errors.push(invalidField(`${field}.message`, message, 'message must not contain line breaks'))
  }
  return [...errors, ...supported(`${field}.reason`, reason, reasons)]
}

function paramKindRule(field: string, { apiVersion = '', kind = '' }: ParamKind): FieldError[] {
  const errors: FieldError[] = []
  const refuse = (value: string, why: string) => errors.push(invalidField(`${field}.apiVersion`, value, why))
  const parts = apiVersion === '/' ? ['', ''] : apiVersion.split('/')
  if (apiVersion === '') errors.push(requiredField(`${field}.apiVersion`))
  else if (parts.length > 2) refuse(apiVersion, `unexpected GroupVersion string: ${apiVersion}`)
  else {
    const version = parts.at(-1) ?? ''
    const group = parts.length === 2 ? (parts[0] ?? '') : ''
    const groupFaults = group === '' ? [] : subdomainFaults(group)
    if (groupFaults.length > 0) refuse(group, groupFaults.join(','))
    const versionFaults = version === '' ? [] : serviceNameFaults(version)
    if (version === '') refuse(apiVersion, 'version must be specified')
    else if (versionFaults.length > 0) refuse(version, versionFaults.join(','))
  }
  if (kind === '') return [...errors, requiredField(`${field}.kind`)]
  const faults = serviceNameFaults(kind.toLowerCase())
  if (faults.length === 0) return errors
  const why = `may have mixed case, but should otherwise match: ${faults.join(',')}`
  return [...errors, invalidField(`${field}.kind`, kind, why)]
}

const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
)
const isIdentifier = (name: string): boolean => /^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name) && !reserved.has(name)

export function validatePolicyBinding({ spec = {} }: ValidatingAdmissionPolicyBinding): FieldError[] {
  const { policyName, paramRef, matchResources, validationActions } = spec
  return [
    ...(policyName ? subdomainRule('spec.policyName', policyName) : [requiredField('spec.policyName')]),
    ...(paramRef ? paramRefRule('spec.paramRef', paramRef) : []),
    ...validateMatchResources('spec.matchResources', matchResources),
    ...actionsRule('spec.validationActions', validationActions ?? []),
  ]
}

function paramRefRule(field: string, { name = '', selector, parameterNotFoundAction }: ParamRef): FieldError[] {
  const why = 'name and selector are mutually exclusive'
  const both = name !== '' && selector !== undefined
  const errors: FieldError[] = []
  if (name) errors.push(...pathNameRule(`${field}.name`, name))
  if (both) errors.push(forbiddenField(`${field}.name`, why))
  errors.push(...labelSelectorRule(`${field}.selector`, selector))
  if (both) errors.push(forbiddenField(`${field}.selector`, why))
  if (name === '' && !selector) errors.push(requiredField(field, 'one of name or selector must be specified'))
  const path = `${field}.parameterNotFoundAction`
  if (!parameterNotFoundAction) return [...errors, requiredField(path)]
  return [...errors, ...supported(path, parameterNotFoundAction, ['Deny', 'Allow'])]
}

function actionsRule(field: string, actions: readonly string[]): FieldError[] {
  const errors: FieldError[] = []
  for (const [i, action] of actions.entries()) {
    errors.push(...supported(`${field}[${i}]`, action, ['Audit', 'Deny', 'Warn']))
    if (actions.indexOf(action) < i) errors.push(duplicateField(`${field}[${i}]`, action))
  }
  if (actions.includes('Deny') && actions.includes('Warn')) {
    const why =
      'must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)'
    errors.push(invalidField(field, goList('admissionregistration.ValidationAction', actions), why))
  }
  if (actions.length === 0) errors.push(requiredField(field, 'at least one validation action is required'))
  return errors
}
