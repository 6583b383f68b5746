// ValidatingAdmissionPolicies: what is matched, evaluated, refused and warned of, and what their writer is told.
import { describe, expect, it } from 'vitest'
import { refusal, type World, world } from './world.ts'

const rules = (more: object = {}) => ({
  resourceRules: [
    { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['configmaps'], ...more },
  ],
})

interface Setting {
  readonly policy?: object
  readonly match?: object
  readonly binding?: object
}

function setUp({ policy, match, binding }: Setting): World {
  const made = world()
  made.create('ValidatingAdmissionPolicy', {
    metadata: { name: 'p' },
    spec: { matchConstraints: match ?? rules(), validations: [{ expression: 'false' }], ...policy },
  })
  made.create('ValidatingAdmissionPolicyBinding', {
    metadata: { name: 'b' },
    spec: { policyName: 'p', validationActions: ['Deny'], ...binding },
  })
  return made
}

const denied = (why: string, code = '422 Invalid', who = "ValidatingAdmissionPolicy 'p' with binding 'b'") =>
  why === '' ? '' : `${code} configmaps "x" is forbidden: ${who} denied request: ${why}`
const data = { data: { size: '3' } }

describe('what is said', () => {
  it.each<[string, object, string, string?]>([
    [
      'the expression',
      { validations: [{ expression: 'object.data.size == "4"' }] },
      'failed expression: object.data.size == "4"',
    ],
    ['true', { validations: [{ expression: 'object.data.size == "3"' }] }, ''],
    ['a message', { validations: [{ expression: 'false', message: ' no ' }] }, 'no'],
    ['a reason', { validations: [{ expression: 'false', message: 'no', reason: 'Forbidden' }] }, 'no', '403 Forbidden'],
    [
      'a computed message',
      { validations: [{ expression: 'false', message: 'no', messageExpression: "'size ' + object.data.size" }] },
      'size 3',
    ],
    [
      'a computed message that fails',
      { validations: [{ expression: 'false', message: 'no', messageExpression: 'object.data.nothing' + ' + "x"' }] },
      'no',
    ],
    ['several lines', { validations: [{ expression: 'false', message: 'no', messageExpression: "'a\\nb'" }] }, 'no'],
    [
      'the first of several',
      {
        validations: [
          { expression: 'true' },
          { expression: 'false', message: 'a' },
          { expression: 'false', message: 'b' },
        ],
      },
      'a',
    ],
    [
      'an error',
      { validations: [{ expression: 'object.data.no == "x"' }] },
      'expression \'object.data.no == "x"\' resulted in error: no such key: no',
    ],
    [
      'an error that is ignored',
      { failurePolicy: 'Ignore', validations: [{ expression: 'object.data.no == "x"' }] },
      '',
    ],
    ['a denial is not ignored', { failurePolicy: 'Ignore' }, 'failed expression: false'],
    [
      'a variable',
      {
        variables: [{ name: 'size', expression: 'int(object.data.size)' }],
        validations: [{ expression: 'variables.size > 3' }],
      },
      'failed expression: variables.size > 3',
    ],
    [
      'a variable of a variable',
      {
        variables: [
          { name: 'a', expression: '2' },
          { name: 'b', expression: 'variables.a + 1' },
        ],
        validations: [{ expression: 'variables.b == int(object.data.size)' }],
      },
      '',
    ],
    [
      'a variable that fails',
      {
        variables: [{ name: 'a', expression: 'int(object.data.no)' }],
        validations: [{ expression: 'variables.a == 1' }],
      },
      'expression \'variables.a == 1\' resulted in error: composited variable "a" fails to evaluate: no such key: no',
    ],
    [
      'a variable that nobody reads',
      { variables: [{ name: 'a', expression: 'int(object.data.no)' }], validations: [{ expression: 'true' }] },
      '',
    ],
    [
      'the request',
      {
        validations: [
          {
            expression:
              "request.operation == 'CREATE' && request.namespace == 'default' && request.name == 'x' && request.resource.resource == 'configmaps' && !request.dryRun && oldObject == null",
          },
        ],
      },
      '',
    ],
    [
      'the namespace',
      {
        validations: [
          { expression: "namespaceObject.metadata.name == 'default' && namespaceObject.status.phase == 'Active'" },
        ],
      },
      '',
    ],
    [
      'the user',
      {
        validations: [
          {
            expression:
              "request.userInfo.username == 'kubernetes-admin' && 'system:authenticated' in request.userInfo.groups",
          },
        ],
      },
      '',
    ],
    [
      'an annotation that fails',
      {
        auditAnnotations: [{ key: 'k', valueExpression: 'object.data.no + "x"' }],
        validations: [{ expression: 'true' }],
      },
      'expression \'object.data.no + "x"\' resulted in error: no such key: no',
    ],
    [
      'too much work',
      {
        validations: [
          {
            expression:
              '[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d, [1,2,3,4,5,6,7,8,9,10].all(e, [1,2,3,4,5,6,7,8,9,10].all(f, true))))))',
            message: 'no',
          },
        ],
      },
      "expression '[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d, [1,2,3,4,5,6,7,8,9,10].all(e, [1,2,3,4,5,6,7,8,9,10].all(f, true))))))' resulted in error: operation cancelled: actual cost limit exceeded",
    ],
  ])('%s', (_, policy, why, code) => {
    const { create } = setUp({ policy })
    expect(refusal(() => create('ConfigMap', data))).toBe(denied(why, code))
  })
})

describe('what is matched', () => {
  it.each<[string, Setting, boolean]>([
    ['all', { match: rules({ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }) }, true],
    ['another kind', { match: rules({ resources: ['secrets'] }) }, false],
    ['a part of it', { match: rules({ resources: ['configmaps/status'] }) }, false],
    ['all parts', { match: rules({ resources: ['*/*'] }) }, true],
    ['another group', { match: rules({ apiGroups: ['apps'] }) }, false],
    ['another operation', { match: rules({ operations: ['UPDATE'] }) }, false],
    ['its name', { match: rules({ resourceNames: ['y', 'x'] }) }, true],
    ['another name', { match: rules({ resourceNames: ['y'] }) }, false],
    ['its scope', { match: rules({ scope: 'Namespaced' }) }, true],
    ['another scope', { match: rules({ scope: 'Cluster' }) }, false],
    [
      'what is excluded',
      { match: { ...rules(), excludeResourceRules: rules({ resourceNames: ['x'] }).resourceRules } },
      false,
    ],
    [
      'its namespace',
      { match: { ...rules(), namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'default' } } } },
      true,
    ],
    [
      'another namespace',
      { match: { ...rules(), namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } } },
      false,
    ],
    ['its labels', { match: { ...rules(), objectSelector: { matchLabels: { a: 'b' } } } }, true],
    [
      'other labels',
      { match: { ...rules(), objectSelector: { matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] } } },
      false,
    ],
    [
      'what the binding says',
      { binding: { matchResources: { namespaceSelector: { matchLabels: { no: 'no' } } } } },
      false,
    ],
    ['no binding of its own', { binding: { policyName: 'other' } }, false],
    ['a condition', { policy: { matchConditions: [{ name: 'c', expression: "request.name == 'x'" }] } }, true],
    [
      'a condition that does not hold',
      { policy: { matchConditions: [{ name: 'c', expression: "request.name == 'y'" }] } },
      false,
    ],
  ])('%s', (_, setting, isAsked) => {
    const { create } = setUp(setting)
    const made = () => create('ConfigMap', { metadata: { labels: { a: 'b' } }, ...data })
    expect(refusal(made)).toBe(denied(isAsked ? 'failed expression: false' : ''))
  })

  it('a condition that fails refuses, unless another says no', () => {
    const bad = { name: 'a', expression: 'object.data.no == "x"' }
    const no = { name: 'b', expression: 'false' }
    expect(refusal(() => setUp({ policy: { matchConditions: [bad] } }).create('ConfigMap', data))).toBe(
      denied('expression \'object.data.no == "x"\' resulted in error: no such key: no'),
    )
    expect(refusal(() => setUp({ policy: { matchConditions: [bad, no] } }).create('ConfigMap', data))).toBe('')
  })

  it('what goes, and what it was', () => {
    const policy = { validations: [{ expression: "object == null && oldObject.data.size != '3'", message: 'stays' }] }
    const { create, remove } = setUp({ policy, match: rules({ operations: ['DELETE'] }) })
    create('ConfigMap', data)
    expect(refusal(() => remove('ConfigMap', 'x'))).toBe(denied('stays'))
  })
})

describe('parameters', () => {
  const kind = { apiVersion: 'v1', kind: 'ConfigMap' }
  const policy = {
    paramKind: kind,
    validations: [{ expression: 'params == null || object.data.size == params.data.size' }],
  }
  const failed = `failed expression: ${policy.validations[0]?.expression}`
  const named = (more: object = {}) => ({ paramRef: { name: 'limits', parameterNotFoundAction: 'Deny', ...more } })

  it.each<[string, Setting, string, string?]>([
    ['the same', { policy, binding: named() }, ''],
    ['another', { policy, binding: named({ name: 'more', namespace: 'other' }) }, failed],
    [
      'by label',
      { policy, binding: { paramRef: { selector: { matchLabels: { of: 'p' } }, parameterNotFoundAction: 'Deny' } } },
      failed,
    ],
    [
      'none is there',
      { policy, binding: named({ name: 'no' }) },
      'failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction',
    ],
    ['none is needed', { policy, binding: named({ name: 'no', parameterNotFoundAction: 'Allow' }) }, ''],
    ['none is asked for', { policy }, ''],
    [
      'no such kind',
      { policy: { ...policy, paramKind: { apiVersion: 'a.b/v1', kind: 'No' } }, binding: named() },
      "failed to configure policy: failed to find resource referenced by paramKind: 'a.b/v1, Kind=No'",
      "ValidatingAdmissionPolicy 'p'",
    ],
  ])('%s', (_, setting, why, who) => {
    const { create } = world()
    create('ConfigMap', { metadata: { name: 'limits' }, ...data })
    const all = setUp({ ...setting, match: rules({ resourceNames: ['x'] }) })
    all.create('ConfigMap', { metadata: { name: 'limits' }, ...data })
    all.create('ConfigMap', { metadata: { name: 'more', namespace: 'other' }, data: { size: '9' } })
    all.create('ConfigMap', { metadata: { name: 'labelled', labels: { of: 'p' } }, data: { size: '9' } })
    expect(refusal(() => all.create('ConfigMap', data))).toBe(denied(why, undefined, who))
  })
})

it('warns of what it does not deny', () => {
  const { create, warnings } = setUp({ binding: { validationActions: ['Warn', 'Audit'] } })
  create('ConfigMap', data)
  expect(warnings).toEqual([
    "Validation failed for ValidatingAdmissionPolicy 'p' with binding 'b': failed expression: false",
  ])
})

describe('what its writer is told', () => {
  it.each<[object, string]>([
    [
      { validations: [{ expression: 'nothing == 1' }] },
      "spec.validations[0].expression: Invalid value: \"nothing == 1\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'nothing' (in container '')\n | nothing == 1\n | ^",
    ],
    [
      { validations: [{ expression: '1 + 1' }] },
      'spec.validations[0].expression: Invalid value: "1 + 1": must evaluate to bool but got int',
    ],
    [
      { validations: [{ expression: 'object.spec.x' }] },
      'spec.validations[0].expression: Invalid value: "object.spec.x": must evaluate to bool but got dyn',
    ],
    [
      { validations: [{ expression: 'true', messageExpression: 'null' }] },
      'spec.validations[0].messageExpression: Invalid value: "null": must evaluate to string but got null_type',
    ],
    [
      { auditAnnotations: [{ key: 'k', valueExpression: '1' }] },
      'spec.auditAnnotations[0].valueExpression: Invalid value: "1": must evaluate to one of [string null_type] but got int',
    ],
    [
      { validations: [{ expression: 'params.x == 1' }] },
      "spec.validations[0].expression: Invalid value: \"params.x == 1\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n | params.x == 1\n | ^",
    ],
    [
      { variables: [{ name: 'a', expression: "'x'" }], validations: [{ expression: 'variables.a == 1' }] },
      "spec.validations[0].expression: Invalid value: \"variables.a == 1\": compilation failed: ERROR: <input>:1:13: found no matching overload for '_==_' applied to '(string, int)'\n | variables.a == 1\n | ............^",
    ],
    [
      { matchConditions: [{ name: 'c', expression: 'request.nothing' }] },
      'spec.matchConditions[0].expression: Invalid value: "request.nothing": compilation failed: ERROR: <input>:1:8: undefined field \'nothing\'\n | request.nothing\n | .......^',
    ],
  ])('%j', (policy, fault) => {
    const expected = `422 Invalid ValidatingAdmissionPolicy.admissionregistration.k8s.io "p" is invalid: ${fault}`
    expect(refusal(() => setUp({ policy }))).toBe(expected)
  })
})
