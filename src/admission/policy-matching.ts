// Which requests a policy or its binding is for. Models k8s.io/apiserver/pkg/admission/plugin/{policy/matching,
// webhook/predicates} (v1.33). Missing: rules that name another version of a kind (matchPolicy Equivalent).

import {
  type AdmissionContext,
  type AdmissionRequest,
  type LabelSelectorFields,
  labelSelectorOf,
  matchesLabels,
} from '../api/index.ts'
import type { MatchResources, NamedRuleWithOperations } from '../kinds/index.ts'

export function matchesRequest(match: MatchResources, request: AdmissionRequest, context: AdmissionContext): boolean {
  return (
    selects(match.namespaceSelector, () => labelsOfNamespace(request, context)) &&
    (selects(match.objectSelector, () => request.object?.metadata?.labels ?? {}, request.object !== undefined) ||
      selects(match.objectSelector, () => request.old?.metadata.labels ?? {}, request.old !== undefined)) &&
    !(match.excludeResourceRules ?? []).some((rule) => matchesRule(rule, request)) &&
    ((match.resourceRules ?? []).length === 0 || (match.resourceRules ?? []).some((rule) => matchesRule(rule, request)))
  )
}

function selects(
  selector: LabelSelectorFields | undefined,
  labels: () => Readonly<Record<string, string>> | undefined,
  isThere = true,
): boolean {
  // A selector that is not there selects nothing, but defaults have made it an empty one.
  const parsed = labelSelectorOf(selector) ?? []
  if (parsed.length === 0) return true
  if (!isThere) return false
  const found = labels()
  return found === undefined || matchesLabels(parsed, found)
}

/** Undefined for what is in no namespace: no selector keeps it out. */
function labelsOfNamespace(
  { definition, operation, object, old, namespace }: AdmissionRequest,
  { objects }: AdmissionContext,
): Readonly<Record<string, string>> | undefined {
  if (isNamespaces(definition)) return (operation === 'DELETE' ? old : object)?.metadata.labels ?? {}
  return namespace === undefined ? undefined : (objects.get('/namespaces', namespace)?.metadata.labels ?? {})
}

const isNamespaces = ({ group, resource }: AdmissionRequest['definition']): boolean =>
  group === '' && resource === 'namespaces'

const names = (items: readonly string[] | undefined, wanted: string): boolean =>
  (items ?? []).some((item) => item === '*' || item === wanted)

function matchesRule(rule: NamedRuleWithOperations, request: AdmissionRequest): boolean {
  const { definition, operation, subresource, name } = request
  const { scope = '*', resourceNames = [] } = rule
  const isNamespaced = definition.namespaced && !isNamespaces(definition)
  if (scope !== '*' && (scope === 'Namespaced') !== isNamespaced) return false
  if (!names(rule.operations, operation) || !names(rule.apiGroups, definition.group)) return false
  if (!names(rule.apiVersions, definition.version)) return false
  const matches = (rule.resources ?? []).some((text) => {
    const [resource = '', part = ''] = text.split('/')
    return (resource === '*' || resource === definition.resource) && (part === '*' || part === subresource)
  })
  return matches && (resourceNames.length === 0 || resourceNames.includes(name))
}
