// Jobs and cron jobs: pkg/apis/batch/validation/validation.go, pkg/registry/batch/{job,cronjob}/strategy.go,
// pkg/api/job/warnings.go and github.com/robfig/cron/v3/parser.go (v1.33).
import { describe, expect, test } from 'vitest'
import type { CronJob, Job } from '../../src/kinds/index.ts'
import { container, create, labelText, qualified, stored, update, warned } from './a-cases.ts'

const template = (spec: object = {}) => ({ spec: { restartPolicy: 'Never', containers: [container], ...spec } })
const job = (spec: object = {}) => ({ spec: { template: template(), ...spec } })
const indexed = (spec: object = {}) => job({ completionMode: 'Indexed', completions: 3, ...spec })
const nonNegative = 'must be greater than or equal to 0'
const failure = (rule: object, spec: object = {}) => job({ podFailurePolicy: { rules: [rule] }, ...spec })
const success = (rule: object) => indexed({ successPolicy: { rules: [rule] } })

describe('jobs', () => {
  test.each<[string, object, string]>([
    ['right', job(), ''],
    [
      'restart policy by default',
      { spec: { template: { spec: { containers: [container] } } } },
      'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ],
    [
      'restart policy Always',
      job({ template: template({ restartPolicy: 'Always' }) }),
      'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ],
    [
      'unknown restart policy',
      job({ template: template({ restartPolicy: 'Maybe' }) }),
      '[spec.template.spec.restartPolicy: Unsupported value: "Maybe": supported values: "Always", "OnFailure", "Never", spec.template.spec.restartPolicy: Unsupported value: "Maybe": supported values: "OnFailure", "Never"]',
    ],
    [
      'nothing at all',
      { spec: {} },
      '[spec.template.spec.containers: Required value, spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"]',
    ],
    ...['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished'].map(
      (field): [string, object, string] => [
        `negative ${field}`,
        job({ [field]: -1 }),
        `spec.${field}: Invalid value: -1: ${nonNegative}`,
      ],
    ),
    [
      'several, in order',
      job({ parallelism: -1, completions: -2, backoffLimit: -3 }),
      `[spec.parallelism: Invalid value: -1: ${nonNegative}, spec.completions: Invalid value: -2: ${nonNegative}, spec.backoffLimit: Invalid value: -3: ${nonNegative}]`,
    ],
    [
      'limit per index without indexes',
      job({ backoffLimitPerIndex: 1, maxFailedIndexes: 1 }),
      '[spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode, spec.maxFailedIndexes: Invalid value: 1: requires indexed completion mode]',
    ],
    [
      'failed indexes without a limit per index',
      indexed({ maxFailedIndexes: 1 }),
      'spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified',
    ],
    [
      'more failed indexes than completions',
      indexed({ maxFailedIndexes: 4, backoffLimitPerIndex: 1 }),
      'spec.maxFailedIndexes: Invalid value: 4: must be less than or equal to completions',
    ],
    [
      'indexed without completions',
      job({ completionMode: 'Indexed', parallelism: 1 }),
      'spec.completions: Required value: when completion mode is Indexed',
    ],
    [
      'too many indexes at once',
      indexed({ completions: 100_001, parallelism: 100_001 }),
      'spec.parallelism: Invalid value: 100001: must be less than or equal to 100000 when completion mode is Indexed',
    ],
    [
      'very many indexes with a limit per index',
      indexed({ completions: 100_001, parallelism: 10_001, backoffLimitPerIndex: 1 }),
      '[spec.maxFailedIndexes: Required value: must be specified when completions is above 100000, spec.parallelism: Invalid value: 10001: must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index]',
    ],
    [
      'completion mode',
      job({ completionMode: 'Odd' }),
      'spec.completionMode: Unsupported value: "Odd": supported values: "NonIndexed", "Indexed"',
    ],
    [
      'manager without a domain',
      job({ managedBy: 'me' }),
      'spec.managedBy: Invalid value: "me": must be a domain-prefixed path (such as "acme.io/foo")',
    ],
    ['no manager', job({ managedBy: '' }), 'spec.managedBy: Required value'],
    [
      'replacement policy',
      job({ podReplacementPolicy: 'Never' }),
      'spec.podReplacementPolicy: Unsupported value: "Never": supported values: "Failed", "TerminatingOrFailed"',
    ],
    [
      'replacement policy beside a failure policy',
      failure({ action: 'Ignore', onPodConditions: [{ type: 'A' }] }, { podReplacementPolicy: 'TerminatingOrFailed' }),
      'spec.podReplacementPolicy: Unsupported value: "TerminatingOrFailed": supported values: "Failed"',
    ],
    [
      'failure policy with OnFailure',
      failure(
        { action: 'Ignore', onPodConditions: [{ type: 'A' }] },
        { template: template({ restartPolicy: 'OnFailure' }) },
      ),
      'spec.template.spec.restartPolicy: Invalid value: "OnFailure": only "Never" is supported when podFailurePolicy is specified',
    ],
    [
      'rule without anything',
      failure({}),
      '[spec.podFailurePolicy.rules[0].action: Required value: valid values: ["Count" "FailIndex" "FailJob" "Ignore"], spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required]',
    ],
    [
      'rule with both',
      failure({
        action: 'Count',
        onPodConditions: [{ type: 'A' }],
        onExitCodes: { operator: 'In', values: [1] },
      }),
      'spec.podFailurePolicy.rules[0]: Invalid value: specifying both OnExitCodes and OnPodConditions is not supported',
    ],
    [
      'action',
      failure({ action: 'Stop', onPodConditions: [{ type: 'A' }] }),
      'spec.podFailurePolicy.rules[0].action: Unsupported value: "Stop": supported values: "Count", "FailIndex", "FailJob", "Ignore"',
    ],
    [
      'action of indexes',
      failure({ action: 'FailIndex', onPodConditions: [{ type: 'A' }] }),
      'spec.podFailurePolicy.rules[0].action: Invalid value: "FailIndex": requires the backoffLimitPerIndex to be set',
    ],
    [
      'exit codes out of order, twice and zero',
      failure({ action: 'FailJob', onExitCodes: { operator: 'In', values: [2, 2, 0] } }),
      '[spec.podFailurePolicy.rules[0].onExitCodes.values[1]: Duplicate value: 2, spec.podFailurePolicy.rules[0].onExitCodes.values[2]: Invalid value: 0: must not be 0 for the In operator, spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: []int32{2, 2, 0}: must be ordered]',
    ],
    [
      'exit codes of another container',
      failure({ action: 'FailJob', onExitCodes: { operator: 'Is', containerName: 'b', values: [] } }),
      '[spec.podFailurePolicy.rules[0].onExitCodes.operator: Unsupported value: "Is": supported values: "In", "NotIn", spec.podFailurePolicy.rules[0].onExitCodes.containerName: Invalid value: "b": must be one of the container or initContainer names in the pod template, spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: []int32{}: at least one value is required]',
    ],
    [
      'pod condition',
      failure({ action: 'Ignore', onPodConditions: [{ type: 'a b', status: 'Perhaps' }] }),
      `[spec.podFailurePolicy.rules[0].onPodConditions[0].type: Invalid value: "a b": name part ${qualified}, spec.podFailurePolicy.rules[0].onPodConditions[0].status: Unsupported value: "Perhaps": supported values: "False", "True", "Unknown"]`,
    ],
    [
      'success policy without rules',
      indexed({ successPolicy: { rules: [] } }),
      'spec.successPolicy.rules: Required value: at least one rules must be specified when the successPolicy is specified',
    ],
    [
      'success rule without anything',
      success({}),
      'spec.successPolicy.rules[0]: Required value: at least one of succeededCount or succeededIndexes must be specified',
    ],
    [
      'success count',
      success({ succeededCount: 4 }),
      'spec.successPolicy.rules[0].succeededCount: Invalid value: 4: must be less than or equal to 3 (the number of specified completions)',
    ],
    [
      'success count beside indexes',
      success({ succeededCount: 3, succeededIndexes: '0-1' }),
      'spec.successPolicy.rules[0].succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of indexes in the specified succeededIndexes field)',
    ],
    ...(
      [
        ['a', 'cannot convert string to integer for index: "a"'],
        ['5', 'too large index: "5"'],
        ['2,1', 'non-increasing order, previous: 2, current: 1'],
        ['1-1', 'non-increasing order, previous: 1, current: 1'],
        [
          '0-1-2',
          'the fragment "0-1-2" violates the requirement that an index interval can have at most two parts separated by \'-\'',
        ],
      ] as const
    ).map(([indexes, why]): [string, object, string] => [
      `success indexes ${indexes}`,
      success({ succeededIndexes: indexes }),
      `spec.successPolicy.rules[0].succeededIndexes: Invalid value: "${indexes}": error parsing succeededIndexes: ${why}`,
    ]),
    [
      'name too long for the pods of an indexed job',
      { ...indexed(), metadata: { name: `x${'y'.repeat(61)}` } },
      `Job.batch "x${'y'.repeat(61)}" is invalid: metadata.name: Invalid value: "x${'y'.repeat(61)}": will not able to create pod with invalid DNS label: x${'y'.repeat(61)}-2`,
    ],
    [
      'a selector of its own that the template does not match',
      job({ manualSelector: true, selector: { matchLabels: { a: 'b' } } }),
      'spec.template.metadata.labels: Invalid value: map[string]string(nil): `selector` does not match template `labels`',
    ],
    [
      'manual without a selector',
      job({ manualSelector: true }),
      '[spec.selector: Required value, spec.template.metadata.labels: Invalid value: map[string]string(nil): `selector` does not match template `labels`]',
    ],
  ])('%s', (_, fields, message) => {
    expect(create('jobs', fields)).toBe(message)
  })

  test('labels that the server gives', () => {
    const message = create('jobs', job({ template: { metadata: { labels: { 'job-name': 'y' } }, ...template() } }))
    expect(message.replaceAll(/[0-9a-f-]{36}/g, 'UID')).toBe(
      'spec.template.metadata.labels[job-name]: Invalid value: map[string]string{"batch.kubernetes.io/controller-uid":"UID", "batch.kubernetes.io/job-name":"x", "controller-uid":"UID", "job-name":"y"}: must be \'x\'',
    )
  })

  test.each<[string, object, object, string, object?]>([
    ['parallelism', job(), { spec: { parallelism: 5 } }, ''],
    ['suspension', job(), { spec: { suspend: true } }, ''],
    ['completions', job(), { spec: { completions: 2 } }, 'spec.completions: Invalid value: 2: field is immutable'],
    [
      'completions of an indexed job',
      indexed({ parallelism: 3 }),
      { spec: { completions: 4 } },
      'spec.completions: Invalid value: 4: can only be modified in tandem with spec.parallelism',
    ],
    ['completions with parallelism', indexed({ parallelism: 3 }), { spec: { completions: 4, parallelism: 4 } }, ''],
    [
      'backoff limit per index',
      indexed({ backoffLimitPerIndex: 1 }),
      { spec: { backoffLimitPerIndex: 2 } },
      'spec.backoffLimitPerIndex: Invalid value: 2: field is immutable',
    ],
    [
      'completion mode',
      job({ completions: 1 }),
      { spec: { completionMode: 'Indexed' } },
      'spec.completionMode: Invalid value: "Indexed": field is immutable',
    ],
    ['manager', job(), { spec: { managedBy: 'a.b/c' } }, 'spec.managedBy: Invalid value: "a.b/c": field is immutable'],
    [
      'node selector of a suspended job',
      job({ suspend: true }),
      { spec: { template: { spec: { nodeSelector: { a: 'b' } } } } },
      '',
    ],
  ])('update of %s', (_, fields, patch, message) => {
    expect(update('jobs', fields, patch)).toBe(message)
  })

  test('the template stays', () => {
    const image = { spec: { template: { spec: { containers: [{ name: 'a', image: 'other' }] } } } }
    expect(update('jobs', job(), image)).toMatch(/^spec\.template: Invalid value: .*: field is immutable$/)
  })

  test('what is filled in', () => {
    const { spec, status, metadata } = stored<Job>('jobs', job())
    const uid = metadata.uid ?? ''
    const labels = {
      'batch.kubernetes.io/controller-uid': uid,
      'batch.kubernetes.io/job-name': 'x',
      'controller-uid': uid,
      'job-name': 'x',
    }
    const { template: made, ...rest } = spec ?? { template: {} }
    expect(rest).toEqual({
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      completions: 1,
      manualSelector: false,
      parallelism: 1,
      podReplacementPolicy: 'TerminatingOrFailed',
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      suspend: false,
    })
    expect([made.metadata?.labels, metadata.labels, metadata.generation, status]).toEqual([labels, labels, 1, {}])
  })

  test.each<[string, object, object]>([
    ['parallelism alone', { parallelism: 2 }, { parallelism: 2, backoffLimit: 6 }],
    [
      'a limit per index',
      { completionMode: 'Indexed', completions: 1, backoffLimitPerIndex: 1 },
      { backoffLimit: 2_147_483_647 },
    ],
    [
      'a failure policy',
      { podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'A' }] }] } },
      {
        podReplacementPolicy: 'Failed',
        podFailurePolicy: { rules: [{ onPodConditions: [{ type: 'A', status: 'True' }] }] },
      },
    ],
  ])('defaults with %s', (_, spec, expected) => {
    expect(stored<Job>('jobs', job(spec)).spec).toMatchObject(expected)
  })

  test('warnings', () => {
    expect(warned('jobs', indexed({ completions: 100_001, parallelism: 10_001 }))).toEqual([
      'spec: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail',
    ])
    expect(warned('jobs', { ...job(), metadata: { name: 'a.b' } })).toEqual([
      'metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]',
    ])
  })
})

const cron = (spec: object = {}) => ({
  spec: { schedule: '* * * * *', jobTemplate: { spec: { template: template() } }, ...spec },
})
const inSchedule = (schedule: string, why: string): [string, string] => [
  schedule,
  `spec.schedule: Invalid value: ${JSON.stringify(schedule)}: ${why}`,
]

describe('schedules', () => {
  test.each([
    ['* * * * *', ''],
    ['*/5 0-23/2 1,15 JAN-dec mon-FRI', ''],
    ['0 0 ? * ?', ''],
    ['@hourly', ''],
    ['@every 1h30m', ''],
    ['@every 1.5s', ''],
    ['*/61 * * * *', ''],
    inSchedule('* * * *', 'expected exactly 5 fields, found 4: [* * * *]'),
    inSchedule('* * * * * *', 'expected exactly 5 fields, found 6: [* * * * * *]'),
    inSchedule('60 * * * *', 'end of range (60) above maximum (59): 60'),
    inSchedule('* 24 * * *', 'end of range (24) above maximum (23): 24'),
    inSchedule('* * 0 * *', 'beginning of range (0) below minimum (1): 0'),
    inSchedule('* * * 13 *', 'end of range (13) above maximum (12): 13'),
    inSchedule('* * * * 7', 'end of range (7) above maximum (6): 7'),
    inSchedule('30-10 * * * *', 'beginning of range (30) beyond end of range (10): 30-10'),
    inSchedule('1-2-3 * * * *', 'too many hyphens: 1-2-3'),
    inSchedule('1/2/3 * * * *', 'too many slashes: 1/2/3'),
    inSchedule('*/0 * * * *', 'step of range should be a positive number: */0'),
    inSchedule('x * * * *', 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'),
    inSchedule('* * * * SUNDAY', 'failed to parse int from SUNDAY: strconv.Atoi: parsing "SUNDAY": invalid syntax'),
    inSchedule('-5 * * * *', 'failed to parse int from : strconv.Atoi: parsing "": invalid syntax'),
    inSchedule('@fortnightly', 'unrecognized descriptor: @fortnightly'),
    inSchedule('@every 5', 'failed to parse duration @every 5: time: missing unit in duration "5"'),
    inSchedule('@every 5x', 'failed to parse duration @every 5x: time: unknown unit "x" in duration "5x"'),
    inSchedule('@every soon', 'failed to parse duration @every soon: time: invalid duration "soon"'),
  ])('%s', (schedule, message) => {
    expect(create('cronjobs', cron({ schedule }))).toBe(message)
  })
})

describe('cron jobs', () => {
  const zone = (timeZone: string, why: string): [string, object, string] => [
    `time zone ${JSON.stringify(timeZone)}`,
    cron({ timeZone }),
    why && `spec.timeZone: Invalid value: ${JSON.stringify(timeZone)}: ${why}`,
  ]
  test.each<[string, object, string]>([
    ['right', cron(), ''],
    ['no schedule', cron({ schedule: undefined }), 'spec.schedule: Required value'],
    zone('Europe/Berlin', ''),
    zone('Etc/UTC', ''),
    zone('', 'timeZone must be nil or non-empty string'),
    zone('Europe/Berln', 'unknown time zone Europe/Berln'),
    zone('europe/berlin', 'unknown time zone europe/berlin'),
    zone('../etc', 'unknown time zone ../etc'),
    zone('Local', 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones'),
    [
      'zone in the schedule',
      cron({ schedule: 'CRON_TZ=Europe/Berlin * * * * *' }),
      'spec.schedule: Invalid value: "CRON_TZ=Europe/Berlin * * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
    ],
    [
      'unknown zone in the schedule',
      cron({ schedule: 'TZ=Mars * * * * *' }),
      '[spec.schedule: Invalid value: "TZ=Mars * * * * *": provided bad location Mars: unknown time zone Mars, spec.schedule: Invalid value: "TZ=Mars * * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead]',
    ],
    [
      'policy',
      cron({ concurrencyPolicy: 'Queue' }),
      'spec.concurrencyPolicy: Unsupported value: "Queue": supported values: "Allow", "Forbid", "Replace"',
    ],
    [
      'many, in order',
      cron({
        schedule: 'x',
        startingDeadlineSeconds: -1,
        concurrencyPolicy: 'Queue',
        successfulJobsHistoryLimit: -1,
        failedJobsHistoryLimit: -2,
      }),
      `[spec.schedule: Invalid value: "x": expected exactly 5 fields, found 1: [x], spec.startingDeadlineSeconds: Invalid value: -1: ${nonNegative}, spec.concurrencyPolicy: Unsupported value: "Queue": supported values: "Allow", "Forbid", "Replace", spec.successfulJobsHistoryLimit: Invalid value: -1: ${nonNegative}, spec.failedJobsHistoryLimit: Invalid value: -2: ${nonNegative}]`,
    ],
    [
      'selector of the job',
      cron({ jobTemplate: { spec: { selector: { matchLabels: { a: 'b' } }, template: template() } } }),
      'spec.jobTemplate.spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"a":"b"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: `selector` will be auto-generated',
    ],
    [
      'manual selector of the job',
      cron({ jobTemplate: { spec: { manualSelector: true, template: template() } } }),
      'spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", "false"',
    ],
    [
      'container of the job',
      cron({ jobTemplate: { spec: { template: template({ containers: [{ name: 'A', image: 'i' }] }) } } }),
      `spec.jobTemplate.spec.template.spec.containers[0].name: Invalid value: "A": ${labelText}`,
    ],
    [
      'name too long',
      { ...cron(), metadata: { name: 'x'.repeat(53) } },
      `CronJob.batch "${'x'.repeat(53)}" is invalid: metadata.name: Invalid value: "${'x'.repeat(53)}": must be no more than 52 characters`,
    ],
  ])('%s', (_, fields, message) => {
    expect(create('cronjobs', fields)).toBe(message)
  })

  test('update', () => {
    expect(update('cronjobs', cron(), { spec: { schedule: '61 * * * *' } })).toBe(
      'spec.schedule: Invalid value: "61 * * * *": end of range (61) above maximum (59): 61',
    )
    expect(update('cronjobs', cron(), { spec: { suspend: true } })).toBe('')
  })

  test('what is filled in', () => {
    expect(stored<CronJob>('cronjobs', cron()).spec).toMatchObject({
      concurrencyPolicy: 'Allow',
      failedJobsHistoryLimit: 1,
      successfulJobsHistoryLimit: 3,
      suspend: false,
      jobTemplate: { spec: { template: { spec: { dnsPolicy: 'ClusterFirst', schedulerName: 'default-scheduler' } } } },
    })
  })
})
