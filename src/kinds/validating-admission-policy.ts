// ValidatingAdmissionPolicy: rules in CEL for objects on their way in. Models pkg/registry/admissionregistration/validatingadmissionpolicy/strategy.go (v1.33).

import { type FieldError, type ResourceDefinition, requiredField } from '../api/index.ts'
import { validatePolicy } from './admission-policy-validation.ts'
import { defaultMatchResources } from './admission-rules.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import type { ExpressionWarning, ValidatingAdmissionPolicy } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const validatingAdmissionPolicy: ResourceDefinition<ValidatingAdmissionPolicy> = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingAdmissionPolicy',
  resource: 'validatingadmissionpolicies',
  singular: 'validatingadmissionpolicy',
  categories: ['api-extensions'],
  namespaced: false,
  put: { needsVersion: true },
  verbs: allVerbs,
  status: true,
  columns: [
    nameColumn,
    column('Validations', ({ spec }) => spec?.validations?.length ?? 0, { type: 'integer' }),
    column('ParamKind', ({ spec }) =>
      spec?.paramKind ? `${spec.paramKind.apiVersion ?? ''}/${spec.paramKind.kind ?? ''}` : '<unset>',
    ),
    ageColumn,
  ],
  defaults({ spec }) {
    if (!spec) return
    spec.failurePolicy ??= 'Fail'
    defaultMatchResources(spec.matchConstraints)
  },
  validate: validatePolicy,
  parts: { status: { validate: ({ status }) => warningsFaults(status?.typeChecking?.expressionWarnings) } },
}

// Missing: whether a field reference is a JSON path, and the rules of conditions.
function warningsFaults(warnings: readonly ExpressionWarning[] = []): FieldError[] {
  return warnings.flatMap(({ warning, fieldRef }, i) => {
    const field = `status.typeChecking.expressionWarnings[${i}]`
    return [
      ...(warning ? [] : [requiredField(`${field}.warning`)]),
      ...(fieldRef?.trim() ? [] : [requiredField(`${field}.fieldRef`)]),
    ]
  })
}
