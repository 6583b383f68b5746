// Webhooks and admission policies: pkg/apis/admissionregistration/{validation/validation.go,v1/defaults.go} and
// k8s.io/apiserver/pkg/util/webhook/validation.go (v1.33).
import { describe, expect, test } from 'vitest'
import { create, createFaults, newServer, updateFaults } from './b-server.ts'

const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
const dns1035 =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"

const hook = {
  name: 'pods.example.com',
  clientConfig: { url: 'https://example.com/check' },
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
}
const rule = { operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }
const one = (more: object) => ({ webhooks: [{ ...hook, ...more }] })
const ruled = (more: object) => one({ rules: [{ ...rule, ...more }] })
const called = (clientConfig: object) => one({ clientConfig })
const at = 'webhooks[0]'
const form = '; desired format: https://host[/path]'

describe('webhooks', () => {
  test.each<[string, object, string]>([
    ['none', {}, ''],
    ['one', ruled({ scope: 'Namespaced' }), ''],
    [
      'an empty one',
      { webhooks: [{}] },
      `[${[
        'name: Required value',
        'sideEffects: Required value: must specify one of None, NoneOnDryRun',
        'clientConfig: Required value: exactly one of url or service is required',
        'admissionReviewVersions: Required value: must specify one of v1, v1beta1',
      ]
        .map((text) => `${at}.${text}`)
        .join(', ')}]`,
    ],
    [
      'a short name',
      one({ name: 'a.b' }),
      `${at}.name: Invalid value: "a.b": should be a domain with at least three segments separated by dots`,
    ],
    ['a name that is none', one({ name: 'A.b.c' }), `${at}.name: Invalid value: "A.b.c": ${subdomain}`],
    ['the same name twice', { webhooks: [hook, hook] }, 'webhooks[1].name: Duplicate value: "pods.example.com"'],
    [
      'policies',
      one({ failurePolicy: 'Try', matchPolicy: 'Some', sideEffects: 'Unknown', timeoutSeconds: 31 }),
      `[${[
        'failurePolicy: Unsupported value: "Try": supported values: "Fail", "Ignore"',
        'matchPolicy: Unsupported value: "Some": supported values: "Equivalent", "Exact"',
        'sideEffects: Unsupported value: "Unknown": supported values: "None", "NoneOnDryRun"',
        'timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds',
      ]
        .map((text) => `${at}.${text}`)
        .join(', ')}]`,
    ],
    [
      'versions',
      one({ admissionReviewVersions: ['v2', 'v2', '2'] }),
      `[${at}.admissionReviewVersions[1]: Invalid value: "v2": duplicate version, ${at}.admissionReviewVersions[2]: Invalid value: "2": ${dns1035}, ${at}.admissionReviewVersions: Invalid value: []string{"v2", "v2", "2"}: must include at least one of v1, v1beta1]`,
    ],
    [
      'an empty rule',
      one({ rules: [{}] }),
      `[${['operations', 'apiGroups', 'apiVersions', 'resources']
        .map((name) => `${at}.rules[0].${name}: Required value`)
        .join(', ')}]`,
    ],
    [
      'stars beside others',
      ruled({
        operations: ['*', 'CREATE'],
        apiGroups: ['*', 'apps'],
        apiVersions: ['*', ''],
        resources: ['*', 'pods'],
        scope: 'All',
      }),
      `[${[
        `operations: Invalid value: []admissionregistration.OperationType{"*", "CREATE"}: if '*' is present, must not specify other operations`,
        `apiGroups: Invalid value: []string{"*", "apps"}: if '*' is present, must not specify other API groups`,
        `apiVersions: Invalid value: []string{"*", ""}: if '*' is present, must not specify other API versions`,
        'apiVersions[1]: Required value',
        `resources: Invalid value: []string{"*", "pods"}: if '*' is present, must not specify other resources without subresources`,
        'scope: Unsupported value: "All": supported values: "*", "Cluster", "Namespaced"',
      ]
        .map((text) => `${at}.rules[0].${text}`)
        .join(', ')}]`,
    ],
    [
      'an operation that is none',
      ruled({ operations: ['READ'] }),
      `${at}.rules[0].operations[0]: Unsupported value: "READ": supported values: "*", "CONNECT", "CREATE", "DELETE", "UPDATE"`,
    ],
    [
      'resources that cover others',
      ruled({ resources: ['pods/*', 'pods/log', '*/scale', 'deployments/scale', '*/*', ''] }),
      `[${[
        `resources[1]: Invalid value: "pods/log": if 'pods/*' is present, must not specify pods/log`,
        `resources[3]: Invalid value: "deployments/scale": if '*/scale' is present, must not specify deployments/scale`,
        'resources[5]: Required value',
        `resources: Invalid value: []string{"pods/*", "pods/log", "*/scale", "deployments/scale", "*/*", ""}: if '*/*' is present, must not specify other resources`,
      ]
        .map((text) => `${at}.rules[0].${text}`)
        .join(', ')}]`,
    ],
    [
      'both ways to call',
      called({ url: 'https://a', service: { name: 'a', namespace: 'b' } }),
      `${at}.clientConfig: Required value: exactly one of url or service is required`,
    ],
    [
      'not https',
      called({ url: 'http://user:pw@/a?b=c#d' }),
      `[${[
        `Invalid value: "http": 'https' is the only allowed URL scheme${form}`,
        `Invalid value: "": host must be specified${form}`,
        'Invalid value: "user:pw": user information is not permitted in the URL',
        'Invalid value: "d": fragments are not permitted in the URL',
        'Invalid value: "b=c": query parameters are not permitted in the URL',
      ]
        .map((text) => `${at}.clientConfig.url: ${text}`)
        .join(', ')}]`,
    ],
    [
      'no URL',
      called({ url: ':a' }),
      `${at}.clientConfig.url: Required value: url must be a valid URL: parse ":a": missing protocol scheme${form}`,
    ],
    [
      // Upstream swaps the two.
      'a service without a namespace, on a port that is none, with an odd path',
      called({ service: { name: 'a', port: 70000, path: 'A//b' } }),
      `[${[
        'name: Required value: service name is required',
        'port: Invalid value: 70000: port is not valid: must be between 1 and 65535, inclusive',
        `path: Invalid value: "A//b": must start with a '/'`,
        'path: Invalid value: "A//b": segment[0] may not be empty',
        'path: Invalid value: "A//b": segment[1] may not be empty',
      ]
        .map((text) => `${at}.clientConfig.service.${text}`)
        .join(', ')}]`,
    ],
    [
      'match conditions',
      one({
        matchConditions: [
          {},
          { name: 'a b', expression: 'true' },
          { name: 'c', expression: 'true' },
          { name: 'c', expression: 'true' },
        ],
      }),
      `[${[
        '[0].expression: Required value',
        '[0].name: Required value',
        "[1].name: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        '[3].name: Duplicate value: "c"',
      ]
        .map((text) => `${at}.matchConditions${text}`)
        .join(', ')}]`,
    ],
  ])('%s', (_, fields, expected) => {
    expect(createFaults('validatingwebhookconfigurations', fields)).toBe(expected)
    expect(createFaults('mutatingwebhookconfigurations', fields)).toBe(expected)
  })

  test('only mutating ones are called again', () => {
    expect(createFaults('mutatingwebhookconfigurations', one({ reinvocationPolicy: 'Twice' }))).toBe(
      `${at}.reinvocationPolicy: Unsupported value: "Twice": supported values: "IfNeeded", "Never"`,
    )
  })

  test('an update is looked at as well', () => {
    expect(updateFaults('validatingwebhookconfigurations', one({}), one({ timeoutSeconds: 0 }))).toBe(
      `${at}.timeoutSeconds: Invalid value: 0: the timeout value must be between 1 and 30 seconds`,
    )
  })

  test('defaults', () => {
    const fields = one({ clientConfig: { service: { name: 'a', namespace: 'b' } }, rules: [rule] })
    const expected = {
      failurePolicy: 'Fail',
      matchPolicy: 'Equivalent',
      namespaceSelector: {},
      objectSelector: {},
      timeoutSeconds: 10,
      clientConfig: { service: { port: 443 } },
      rules: [{ scope: '*' }],
    }
    expect(create(newServer(), 'validatingwebhookconfigurations', fields)).toMatchObject({
      metadata: { generation: 1 },
      webhooks: [expected],
    })
    expect(create(newServer(), 'mutatingwebhookconfigurations', fields)).toMatchObject({
      webhooks: [{ ...expected, reinvocationPolicy: 'Never' }],
    })
  })
})

describe('admission policies', () => {
  const match = { resourceRules: [rule] }
  const good = { matchConstraints: match, validations: [{ expression: 'true' }] }
  test.each<[string, object, string]>([
    [
      'nothing',
      {},
      '[spec.matchConstraints: Required value, spec.validations: Required value: validations or auditAnnotations must contain at least one item, spec.auditAnnotations: Required value: validations or auditAnnotations must contain at least one item]',
    ],
    ['a good one', good, ''],
    ['no rules', { ...good, matchConstraints: {} }, 'spec.matchConstraints.resourceRules: Required value'],
    [
      'policies',
      { ...good, failurePolicy: 'Maybe', matchConstraints: { ...match, matchPolicy: 'Some' } },
      '[spec.failurePolicy: Unsupported value: "Maybe": supported values: "Fail", "Ignore", spec.matchConstraints.matchPolicy: Unsupported value: "Some": supported values: "Equivalent", "Exact"]',
    ],
    [
      'names of resources',
      { ...good, matchConstraints: { resourceRules: [{ ...rule, resourceNames: ['a/b', 'c', 'c'] }] } },
      `[spec.matchConstraints.resourceRules[0].resourceNames[0]: Invalid value: "a/b": may not contain '/', spec.matchConstraints.resourceRules[0].resourceNames[2]: Duplicate value: "c"]`,
    ],
    [
      'an empty kind of parameters',
      { ...good, paramKind: {} },
      '[spec.paramKind.apiVersion: Required value, spec.paramKind.kind: Required value]',
    ],
    [
      'a kind of parameters',
      { ...good, paramKind: { apiVersion: 'a/b/c', kind: 'My_Kind' } },
      `[spec.paramKind.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c, spec.paramKind.kind: Invalid value: "My_Kind": may have mixed case, but should otherwise match: ${dns1035}]`,
    ],
    [
      'group and version of parameters',
      { ...good, paramKind: { apiVersion: 'A/1', kind: 'Kind' } },
      `[spec.paramKind.apiVersion: Invalid value: "A": ${subdomain}, spec.paramKind.apiVersion: Invalid value: "1": ${dns1035}]`,
    ],
    [
      'variables',
      {
        ...good,
        variables: [
          { name: ' ', expression: '1' },
          { name: 'in', expression: '' },
        ],
      },
      '[spec.variables[0].name: Required value: name is not specified, spec.variables[1].name: Invalid value: "in": name is not a valid CEL identifier, spec.variables[1].expression: Required value: expression is not specified]',
    ],
    [
      'validations',
      {
        ...good,
        validations: [
          { expression: ' ', message: ' ', messageExpression: ' ', reason: 'Bored' },
          { expression: 'true', message: 'a\nb' },
        ],
      },
      `[${[
        '[0].expression: Required value: expression is not specified',
        '[0].messageExpression: Invalid value: " ": must be non-empty if specified',
        '[0].message: Invalid value: " ": message must be non-empty if specified',
        '[0].reason: Unsupported value: "Bored": supported values: "Forbidden", "Invalid", "RequestEntityTooLarge"',
        '[1].message: Invalid value: "a\\nb": message must not contain line breaks',
      ]
        .map((text) => `spec.validations${text}`)
        .join(', ')}]`,
    ],
    [
      'annotations',
      {
        matchConstraints: match,
        auditAnnotations: [
          { key: 'a', valueExpression: '' },
          { key: 'a', valueExpression: 'x'.repeat(5121) },
        ],
      },
      '[spec.auditAnnotations[0].valueExpression: Required value: valueExpression is not specified, spec.auditAnnotations[1].valueExpression: Required value: must not exceed 5120 bytes in length, spec.auditAnnotations[1].key: Duplicate value: "a"]',
    ],
  ])('%s', (_, spec, expected) => {
    expect(createFaults('validatingadmissionpolicies', { spec })).toBe(expected)
  })

  test('defaults', () => {
    expect(create(newServer(), 'validatingadmissionpolicies', { spec: good })).toMatchObject({
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          matchPolicy: 'Equivalent',
          namespaceSelector: {},
          objectSelector: {},
          resourceRules: [{ scope: '*' }],
        },
      },
    })
  })

  test('status', () => {
    const status = { typeChecking: { expressionWarnings: [{}] } }
    expect(updateFaults('validatingadmissionpolicies', { spec: good }, { status }, 'status')).toBe(
      '[status.typeChecking.expressionWarnings[0].warning: Required value, status.typeChecking.expressionWarnings[0].fieldRef: Required value]',
    )
  })

  test.each<[string, object, string]>([
    [
      'nothing',
      {},
      '[spec.policyName: Required value, spec.validationActions: Required value: at least one validation action is required]',
    ],
    ['a good one', { policyName: 'a.b', validationActions: ['Deny'] }, ''],
    [
      'parameters',
      { policyName: 'A', paramRef: { name: 'a', selector: {} }, validationActions: ['Deny'] },
      `[spec.policyName: Invalid value: "A": ${subdomain}, spec.paramRef.name: Forbidden: name and selector are mutually exclusive, spec.paramRef.selector: Forbidden: name and selector are mutually exclusive, spec.paramRef.parameterNotFoundAction: Required value]`,
    ],
    [
      'no parameters',
      {
        policyName: 'a',
        paramRef: { parameterNotFoundAction: 'Cry' },
        validationActions: ['Warn', 'Warn', 'Deny', 'Shout'],
      },
      `[${[
        'spec.paramRef: Required value: one of name or selector must be specified',
        'spec.paramRef.parameterNotFoundAction: Unsupported value: "Cry": supported values: "Deny", "Allow"',
        'spec.validationActions[1]: Duplicate value: "Warn"',
        'spec.validationActions[3]: Unsupported value: "Shout": supported values: "Audit", "Deny", "Warn"',
        'spec.validationActions: Invalid value: []admissionregistration.ValidationAction{"Warn", "Warn", "Deny", "Shout"}: must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)',
      ].join(', ')}]`,
    ],
  ])('binding: %s', (_, spec, expected) => {
    expect(createFaults('validatingadmissionpolicybindings', { spec })).toBe(expected)
  })
})
