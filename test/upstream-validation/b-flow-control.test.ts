// Flow control: pkg/apis/flowcontrol/{validation/validation.go,v1/defaults.go} and
// k8s.io/apiserver/pkg/apis/flowcontrol/bootstrap/default.go (v1.33).
import { describe, expect, test } from 'vitest'
import { create, createFaults, newServer, updateFaults } from './b-server.ts'

const level = { priorityLevelConfiguration: { name: 'global-default' } }
const subjects = [{ kind: 'Group', group: { name: 'system:authenticated' } }]
const everything = {
  resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], clusterScope: true, namespaces: ['*'] }],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
}
const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch']
  .map((verb) => `"${verb}"`)
  .join(', ')

describe('flow schemas', () => {
  const at = 'spec.rules[0]'
  const resourceRule = (more: object) => ({
    ...level,
    rules: [
      {
        subjects,
        resourceRules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'], namespaces: ['default'], ...more }],
      },
    ],
  })
  const paths = (...nonResourceURLs: string[]) => ({
    ...level,
    rules: [{ subjects, nonResourceRules: [{ verbs: ['get'], nonResourceURLs }] }],
  })
  const about = (...subjects: object[]) => ({ ...level, rules: [{ subjects, ...everything }] })
  test.each<[string, object, string]>([
    ['nothing', {}, 'spec.priorityLevelConfiguration.name: Required value: must reference a priority level'],
    ['a level', level, ''],
    [
      'negative precedence',
      { ...level, matchingPrecedence: -1 },
      'spec.matchingPrecedence: Invalid value: -1: must be a positive value',
    ],
    [
      'too much precedence, an unknown method',
      { ...level, matchingPrecedence: 10001, distinguisherMethod: { type: 'ByMood' } },
      '[spec.matchingPrecedence: Invalid value: 10001: must not be greater than 10000, spec.distinguisherMethod.type: Unsupported value: flowcontrol.FlowDistinguisherMethod{Type:"ByMood"}: supported values: "ByNamespace", "ByUser"]',
    ],
    [
      'the first place',
      { ...level, matchingPrecedence: 1 },
      "spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1",
    ],
    [
      'an empty rule',
      { ...level, rules: [{}] },
      `[${at}.subjects: Required value: subjects must contain at least one value, ${at}: Required value: at least one of resourceRules and nonResourceRules has to be non-empty]`,
    ],
    [
      'subjects',
      about(
        { kind: 'ServiceAccount', user: { name: 'jane' } },
        { kind: 'User', user: {}, group: { name: 'g' } },
        { kind: 'ServiceAccount', serviceAccount: { name: '*' } },
        { kind: 'Robot' },
      ),
      `[${[
        "subjects[0].serviceAccount: Required value: serviceAccount is required when subject kind is 'ServiceAccount'",
        "subjects[0].user: Forbidden: user is forbidden when subject kind is not 'User'",
        'subjects[1].user.name: Required value',
        "subjects[1].group: Forbidden: group is forbidden when subject kind is not 'Group'",
        'subjects[2].serviceAccount.namespace: Required value: must specify namespace for service account',
        'subjects[3].kind: Unsupported value: "Robot": supported values: "Group", "ServiceAccount", "User"',
      ]
        .map((text) => `${at}.${text}`)
        .join(', ')}]`,
    ],
    [
      'an empty resource rule',
      { ...level, rules: [{ subjects, resourceRules: [{}] }] },
      `[${[
        'verbs: Required value: verbs must contain at least one value',
        'apiGroups: Required value: resource rules must supply at least one api group',
        'resources: Required value: resource rules must supply at least one resource',
        'namespaces: Required value: resource rules that are not cluster scoped must supply at least one namespace',
      ]
        .map((text) => `${at}.resourceRules[0].${text}`)
        .join(', ')}]`,
    ],
    [
      'stars beside others, a verb that is none, a namespace that is none',
      resourceRule({ verbs: ['get', 'eat'], apiGroups: ['*', ''], resources: ['*', 'pods'], namespaces: ['A.b'] }),
      `[${[
        `verbs: Unsupported value: []string{"get", "eat"}: supported values: ${verbs}`,
        `apiGroups: Invalid value: []string{"*", ""}: if '*' is present, must not specify other api groups`,
        `resources: Invalid value: []string{"*", "pods"}: if '*' is present, must not specify other resources`,
        `namespaces[0]: Invalid value: "A.b": each member of this list must be '*' or a DNS-1123 label; a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
      ]
        .map((text) => `${at}.resourceRules[0].${text}`)
        .join(', ')}]`,
    ],
    [
      'paths',
      paths('', '/', 'a', '/a b', '/a//b', '/*a', '/a/*'),
      `[${[
        '[0]: Invalid value: "": must not be empty',
        '[2]: Invalid value: "a": must start with slash',
        '[3]: Invalid value: "/a b": must not contain white-space',
        '[4]: Invalid value: "/a//b": must not contain double slash',
        '[5]: Invalid value: "/*a": wildcard can only do suffix matching',
      ]
        .map((text) => `${at}.nonResourceRules[0].nonResourceURLs${text}`)
        .join(', ')}]`,
    ],
  ])('%s', (_, spec, expected) => {
    expect(createFaults('flowschemas', { spec })).toBe(expected)
  })

  test('those that must be there are as they are', () => {
    const exempt = {
      metadata: { name: 'exempt' },
      spec: {
        priorityLevelConfiguration: { name: 'exempt' },
        matchingPrecedence: 1,
        rules: [{ subjects: [{ kind: 'Group', group: { name: 'system:masters' } }], ...everything }],
      },
    }
    expect(createFaults('flowschemas', exempt)).toBe('')
    expect(updateFaults('flowschemas', exempt, { spec: { ...exempt.spec, matchingPrecedence: 2 } })).toMatch(
      /^spec: Invalid value: .*: spec of 'exempt' must equal the fixed value$/,
    )
  })

  test('conditions, defaults', () => {
    const status = { conditions: [{ type: 'Dangling' }, {}, { type: 'Dangling' }] }
    expect(updateFaults('flowschemas', { spec: level }, { status }, 'status')).toBe(
      '[status.conditions[1].type: Required value: must not be empty, status.conditions[2].type: Duplicate value: "Dangling"]',
    )
    expect(create(newServer(), 'flowschemas', { spec: level })).toMatchObject({ spec: { matchingPrecedence: 1000 } })
  })
})

describe('priority levels', () => {
  const limited = (limitResponse: object, more: object = {}) => ({
    type: 'Limited',
    limited: { limitResponse, ...more },
  })
  const queue = (queuing: object) => limited({ type: 'Queue', queuing })
  const at = 'spec.limited'
  test.each<[string, object, string]>([
    ['nothing', {}, 'spec.type: Unsupported value: "": supported values: "Exempt", "Limited"'],
    [
      'exempt by type only',
      { type: 'Exempt', limited: {} },
      `[spec.type: Invalid value: "Exempt": type must be 'Exempt' if and only if name is 'exempt', spec.limited: Forbidden: must be nil if the type is not Limited]`,
    ],
    ['no limits', { type: 'Limited' }, 'spec.limited: Required value: must not be empty when type is Limited'],
    [
      'limits and exemption',
      { ...limited({ type: 'Reject' }), exempt: {} },
      'spec.exempt: Forbidden: must be nil if the type is Limited',
    ],
    [
      'numbers',
      limited({ type: 'Drop' }, { nominalConcurrencyShares: -1, lendablePercent: 101, borrowingLimitPercent: -5 }),
      `[${[
        'nominalConcurrencyShares: Invalid value: -1: must be a non-negative integer',
        'limitResponse.type: Unsupported value: "Drop": supported values: "Queue", "Reject"',
        'lendablePercent: Invalid value: 101: must be between 0 and 100, inclusive',
        'borrowingLimitPercent: Invalid value: -5: if specified, must be a non-negative integer',
      ]
        .map((text) => `${at}.${text}`)
        .join(', ')}]`,
    ],
    ['no shares', limited({ type: 'Reject' }, { nominalConcurrencyShares: 0 }), ''],
    [
      'a queue for the rejected',
      limited({ type: 'Reject', queuing: {} }),
      `${at}.limitResponse.queuing: Forbidden: must be nil if limited.limitResponse.type is not Limited`,
    ],
    [
      'no queue',
      limited({ type: 'Queue' }),
      `${at}.limitResponse.queuing: Required value: must not be empty if limited.limitResponse.type is Limited`,
    ],
    [
      'a negative queue',
      queue({ queues: -1, handSize: -1, queueLengthLimit: -1 }),
      `[${['queueLengthLimit', 'queues', 'handSize']
        .map((name) => `${at}.limitResponse.queuing.${name}: Invalid value: -1: must be positive`)
        .join(', ')}]`,
    ],
    [
      'a hand larger than the deck',
      queue({ queues: 4 }),
      `${at}.limitResponse.queuing.handSize: Invalid value: 8: should not be greater than queues (4)`,
    ],
    [
      'too many queues',
      queue({ queues: 10000001, handSize: 1 }),
      `${at}.limitResponse.queuing.queues: Invalid value: 10000001: must not be greater than 10000000`,
    ],
    [
      'too many bits',
      queue({ queues: 512, handSize: 8 }),
      `${at}.limitResponse.queuing.handSize: Invalid value: 8: required entropy bits of deckSize 512 and handSize 8 should not be greater than 60`,
    ],
  ])('%s', (_, spec, expected) => {
    expect(createFaults('prioritylevelconfigurations', { spec })).toBe(expected)
  })

  test('exempt may lend, and nothing else', () => {
    const exempt = { metadata: { name: 'exempt' }, spec: { type: 'Exempt', exempt: {} } }
    expect(
      updateFaults('prioritylevelconfigurations', exempt, {
        spec: { type: 'Exempt', exempt: { lendablePercent: 50 } },
      }),
    ).toBe('')
    expect(
      updateFaults('prioritylevelconfigurations', exempt, {
        spec: { type: 'Exempt', exempt: { lendablePercent: 101 } },
      }),
    ).toBe('spec.exempt.lendablePercent: Invalid value: 101: must be between 0 and 100, inclusive')
    expect(updateFaults('prioritylevelconfigurations', exempt, { spec: limited({ type: 'Reject' }) })).toMatch(
      /^\[spec\.type: Invalid value: "Limited": type must be 'Exempt' if and only if name is 'exempt', spec: Invalid value: .*: spec of 'exempt' except the 'spec\.exempt' field must equal the fixed value\]$/,
    )
  })

  test('defaults', () => {
    expect(create(newServer(), 'prioritylevelconfigurations', { spec: queue({}) })).toMatchObject({
      metadata: { generation: 1 },
      spec: {
        limited: {
          nominalConcurrencyShares: 30,
          lendablePercent: 0,
          limitResponse: { queuing: { queues: 64, handSize: 8, queueLengthLimit: 50 } },
        },
      },
    })
  })
})
