// Services, endpoints, slices, leases and events: pkg/apis/core/validation/{validation,events}.go, pkg/apis/discovery/
// validation/validation.go, pkg/apis/coordination/validation/validation.go, pkg/api/service/warnings.go,
// pkg/registry/{core/service/storage/alloc.go,discovery/endpointslice/strategy.go} (v1.33).
import { describe, expect, test } from 'vitest'
import { create, createFaults, faults, newServer, refOf, updateFaults, warningsOf, whole } from './b-server.ts'

const port = { port: 80 }
const selector = { app: 'web' }
const badBlock = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'
const badAddress = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'

describe('services', () => {
  const balancer = { type: 'LoadBalancer', ports: [port] }
  const sources = 'service.beta.kubernetes.io/load-balancer-source-ranges'
  test.each<[string, object, string]>([
    [
      "the kubelet's port",
      { spec: { type: 'LoadBalancer', ports: [{ port: 10250 }] } },
      'spec.ports[0]: Invalid value: 10250: may not expose port 10250 externally since it is used by kubelet',
    ],
    ["the kubelet's port inside", { spec: { ports: [{ port: 10250 }] } }, ''],
    [
      'two ports without names and one name twice',
      { spec: { ports: [port, { name: 'a', port: 81 }, { name: 'a', port: 82 }, { port: 83 }] } },
      '[spec.ports[0].name: Required value, spec.ports[2].name: Duplicate value: "a", spec.ports[3].name: Required value]',
    ],
    [
      'source ranges of another type',
      { spec: { ports: [port], loadBalancerSourceRanges: ['10.0.0.0'] } },
      `[spec.LoadBalancerSourceRanges: Forbidden: may only be used when \`type\` is 'LoadBalancer', spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.0": ${badBlock}]`,
    ],
    [
      'padded source ranges, and those that new fields do not take',
      { spec: { ...balancer, loadBalancerSourceRanges: [' 010.0.1.0/8 '] } },
      '',
    ],
    [
      'source ranges in an annotation',
      { metadata: { annotations: { [sources]: '10.0.0.0/8, all' } }, spec: balancer },
      `metadata.annotations[${sources}]: Invalid value: "all": ${badBlock}`,
    ],
    [
      'external addresses',
      {
        spec: {
          ports: [port],
          externalIPs: ['a', '127.0.0.1', '169.254.1.1', '224.0.0.1', '0.0.0.0', '::1', 'fe80::1'],
        },
      },
      `[${[
        `[0]: Invalid value: "a": ${badAddress}`,
        '[1]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
        '[2]: Invalid value: "169.254.1.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
        '[3]: Invalid value: "224.0.0.1": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
        '[4]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)',
        '[5]: Invalid value: "::1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
        '[6]: Invalid value: "fe80::1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
      ]
        .map((text) => `spec.externalIPs${text}`)
        .join(', ')}]`,
    ],
    [
      'a class for another type',
      { spec: { ports: [port], loadBalancerClass: 'a/b' } },
      "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ],
    [
      'traffic',
      {
        spec: {
          ports: [port],
          externalTrafficPolicy: 'Local',
          internalTrafficPolicy: 'Any',
          trafficDistribution: 'Fair',
        },
      },
      '[spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services, spec.internalTrafficPolicy: Unsupported value: "Any": supported values: "Cluster", "Local", spec.trafficDistribution: Unsupported value: "Fair": supported values: "PreferClose"]',
    ],
    [
      'two families on a cluster of one',
      { spec: { ports: [port], ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] } },
      'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    ],
    [
      'addresses and families of ExternalName',
      {
        spec: {
          type: 'ExternalName',
          externalName: 'a.example.com',
          clusterIPs: ['10.96.0.9'],
          clusterIP: '10.96.0.9',
          ipFamilies: ['IPv4'],
        },
      },
      '[spec.clusterIPs: Forbidden: may not be set for ExternalName services, spec.ipFamilies: Forbidden: may not be set for ExternalName services]',
    ],
  ])('%s', (_, fields, expected) => {
    expect(createFaults('services', fields)).toBe(expected)
  })

  test('node ports outside the range and taken ones', () => {
    const client = newServer()
    const node = (name: string, nodePort: number) => ({
      metadata: { name },
      spec: { type: 'NodePort', ports: [{ port: 80, nodePort }] },
    })
    create(client, 'services', node('a', 30080))
    expect(faults(() => create(client, 'services', node('b', 30080)))).toBe(
      'spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    )
    expect(faults(() => create(client, 'services', node('c', 80)))).toBe(
      'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    )
  })

  test('an address stays', () => {
    expect(
      updateFaults(
        'services',
        { spec: { ports: [port] } },
        { spec: { ports: [port], clusterIP: '10.96.7.7', clusterIPs: ['10.96.7.7'] } },
      ),
    ).toBe('spec.clusterIPs[0]: Invalid value: []string{"10.96.7.7"}: may not change once set')
    expect(
      updateFaults(
        'services',
        { spec: { clusterIP: 'None', selector } },
        { spec: { ports: [port], clusterIP: '10.96.7.7', clusterIPs: ['10.96.7.7'], selector } },
      ),
    ).toBe('spec.clusterIPs[0]: Invalid value: []string{"10.96.7.7"}: may not change once set')
  })

  test('status', () => {
    const ingress = (...list: object[]) => ({ status: { loadBalancer: { ingress: list } } })
    expect(updateFaults('services', { spec: { ports: [port] } }, ingress({ ip: '1.2.3.4' }), 'status')).toBe(
      'status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is "LoadBalancer"',
    )
    const wrong = ingress(
      { ip: '1.2.3' },
      { hostname: '1.2.3.4' },
      { ip: '1.2.3.4', ipMode: 'NAT' },
      { hostname: 'a', ipMode: 'VIP' },
    )
    expect(updateFaults('services', { spec: balancer }, wrong, 'status')).toBe(
      `[${[
        `[0].ip: Invalid value: "1.2.3": ${badAddress}`,
        '[1].hostname: Invalid value: "1.2.3.4": must be a DNS name, not an IP address',
        '[2].ipMode: Unsupported value: "NAT": supported values: "Proxy", "VIP"',
        '[3].ipMode: Forbidden: may not be specified when `ip` is not set',
      ]
        .map((text) => `status.loadBalancer.ingress${text}`)
        .join(', ')}]`,
    )
    const client = newServer()
    create(client, 'services', { spec: balancer })
    const target = { ...refOf('services'), name: 'x', subresource: 'status' }
    expect(client.update(target, whole('services', ingress({ ip: '1.2.3.4' })))).toMatchObject(
      ingress({ ip: '1.2.3.4', ipMode: 'VIP' }),
    )
  })

  test('warnings', () => {
    const annotations = { 'service.kubernetes.io/topology-aware-hints': 'auto' }
    const externalIPs = ['010.1.2.3', '2001:DB8::1']
    const spec = {
      ...balancer,
      externalIPs,
      loadBalancerIP: '::ffff:1.2.3.4',
      loadBalancerSourceRanges: ['2001:DB8::/32'],
      externalName: 'a',
    }
    expect(warningsOf('services', { metadata: { annotations }, spec })).toEqual([
      'annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead',
      'spec.externalIPs[0]: non-standard IP address "010.1.2.3" will be considered invalid in a future Kubernetes release: use "10.1.2.3"',
      'spec.externalIPs[1]: IPv6 address "2001:DB8::1" should be in RFC 5952 canonical format ("2001:db8::1")',
      'spec.loadBalancerIP: non-standard IP address "::ffff:1.2.3.4" will be considered invalid in a future Kubernetes release: use "1.2.3.4"',
      'spec.loadBalancerSourceRanges[0]: IPv6 CIDR value "2001:DB8::/32" should be in RFC 5952 canonical format ("2001:db8::/32")',
      'spec.externalName is ignored when spec.type is not "ExternalName"',
    ])
  })
})

describe('endpoints', () => {
  test.each<[string, object[], string]>([
    ['nothing in a subset', [{}], 'subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`'],
    [
      'addresses',
      [{ addresses: [{ ip: 'x', hostname: 'A.b', nodeName: 'N' }, { ip: '127.0.0.1' }] }],
      `[${[
        `[0].ip: Invalid value: "x": ${badAddress}`,
        "[0].hostname: Invalid value: \"A.b\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
        "[0].nodeName: Invalid value: \"N\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        '[0].ip: Invalid value: "x": must be a valid IP address',
        '[1].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
      ]
        .map((text) => `subsets[0].addresses${text}`)
        .join(', ')}]`,
    ],
    [
      'ports',
      [{ notReadyAddresses: [{ ip: '10.0.0.1' }], ports: [{ port: 0 }, { name: 'a', port: 80, protocol: 'HTTP' }] }],
      '[subsets[0].ports[0].name: Required value, subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive, subsets[0].ports[1].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"]',
    ],
  ])('%s', (_, subsets, expected) => {
    expect(createFaults('endpoints', { subsets })).toBe(expected)
  })
})

describe('endpoint slices', () => {
  const slice = (more: object, addressType = 'IPv4') => ({ addressType, endpoints: [], ...more })
  const endpoint = (more: object) => slice({ endpoints: [{ addresses: ['10.0.0.1'], ...more }] })
  test.each<[string, object, string]>([
    ['nothing', {}, 'addressType: Required value'],
    ['another type', slice({}, 'IP'), 'addressType: Unsupported value: "IP": supported values: "FQDN", "IPv4", "IPv6"'],
    ['a port that is none, which nobody looks at', slice({ ports: [{ port: 70000 }] }), ''],
    [
      'ports before endpoints',
      slice({ ports: [{ name: 'A' }, { name: 'b' }, { name: 'b' }], endpoints: [{}] }),
      `[ports[0].name: Invalid value: "A": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?'), ports[2].name: Duplicate value: "b", endpoints[0].addresses: Required value: must contain at least 1 address]`,
    ],
    [
      'too many endpoints',
      slice({ endpoints: Array.from({ length: 1001 }, () => ({ addresses: ['10.0.0.1'] })) }),
      'endpoints: Too many: 1001: must have at most 1000 items',
    ],
    [
      'addresses',
      slice({ endpoints: [{ addresses: ['x', '::1', '169.254.0.1'] }] }),
      `[endpoints[0].addresses[0]: Invalid value: "x": ${badAddress}, endpoints[0].addresses[1]: Invalid value: "::1": must be an IPv4 address, endpoints[0].addresses[1]: Invalid value: "::1": may not be in the loopback range (127.0.0.0/8, ::1/128), endpoints[0].addresses[2]: Invalid value: "169.254.0.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)]`,
    ],
    [
      'names of domains',
      slice({ endpoints: [{ addresses: ['example', 'a.example.com.', ''] }] }, 'FQDN'),
      '[endpoints[0].addresses[0]: Invalid value: "example": should be a domain with at least two segments separated by dots, endpoints[0].addresses[2]: Required value]',
    ],
    [
      'zones',
      endpoint({ hints: { forZones: [{ name: 'a' }, { name: 'a' }] } }),
      'endpoints[0].hints.forZones[1].name: Duplicate value: "a"',
    ],
    [
      'too many zones',
      endpoint({ hints: { forZones: Array.from({ length: 9 }, (_, i) => ({ name: `z${i}` })) } }),
      'endpoints[0].hints.forZones: Too many: 9: must have at most 8 items',
    ],
  ])('%s', (_, fields, expected) => {
    expect(createFaults('endpointslices', fields)).toBe(expected)
  })

  test('the type stays; labels count as changes; what v1 does not take is dropped', () => {
    expect(updateFaults('endpointslices', slice({}), slice({}, 'IPv6'))).toBe(
      'addressType: Invalid value: "IPv6": field is immutable',
    )
    const client = newServer()
    const made = create(
      client,
      'endpointslices',
      endpoint({ deprecatedTopology: { a: 'b' }, hints: { forNodes: [{ name: 'n' }] } }),
    )
    expect(made).not.toHaveProperty('endpoints.0.deprecatedTopology')
    expect(made).not.toHaveProperty('endpoints.0.hints.forNodes')
    const labelled = client.patch({ ...refOf('endpointslices'), name: 'x' }, 'merge', {
      metadata: { labels: { a: 'b' } },
    })
    expect(labelled.metadata.generation).toBe(2)
    expect(warningsOf('endpointslices', slice({}, 'FQDN'))).toEqual(['spec.addressType: FQDN endpoints are deprecated'])
  })
})

describe('leases', () => {
  test('numbers, and what is behind a gate', () => {
    expect(createFaults('leases', { spec: { leaseDurationSeconds: 0, leaseTransitions: -1 } })).toBe(
      '[spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0, spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0]',
    )
    const made = create(newServer(), 'leases', { spec: { holderIdentity: 'a', strategy: 'Any', preferredHolder: 'b' } })
    expect(Object(made).spec).toEqual({ holderIdentity: 'a' })
  })
})

describe('events', () => {
  const about = { kind: 'Pod', name: 'web', namespace: 'default' }
  const eventTime = '2025-01-01T11:00:00.000000Z'
  const good = {
    eventTime,
    regarding: about,
    reportingController: 'a',
    reportingInstance: 'a-0',
    action: 'Look',
    reason: 'Looked',
    type: 'Normal',
  }
  const long = (name: string, most = 128) => `${name}: Invalid value: "": can have at most ${most} characters`
  test.each<[string, string, object, string]>([
    ['events.', 'old ones', { metadata: { name: 'Web.1' }, involvedObject: about }, ''],
    [
      'events.',
      'of another namespace',
      { involvedObject: { namespace: 'other' } },
      'involvedObject.namespace: Invalid value: "other": does not match event.namespace',
    ],
    [
      'events.',
      'new ones without all that they need',
      { eventTime, involvedObject: about },
      "[reportingComponent: Required value, reportingComponent: Invalid value: \"\": name part must be non-empty, reportingComponent: Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), reportingInstance: Required value, action: Required value, reason: Required value]",
    ],
    ['events.events.k8s.io', 'a good one', good, ''],
    [
      'events.events.k8s.io',
      'too long',
      {
        ...good,
        reportingInstance: 'é'.repeat(65),
        action: 'a'.repeat(129),
        reason: 'a'.repeat(129),
        note: 'a'.repeat(1025),
      },
      `[${[long('reportingInstance'), long('action'), long('reason'), long('message', 1024)].join(', ')}]`,
    ],
    [
      'events.events.k8s.io',
      'the old way',
      {
        regarding: about,
        type: 'Bad',
        deprecatedFirstTimestamp: '2025-01-01T11:00:00Z',
        deprecatedCount: 1,
        deprecatedSource: { component: 'a' },
        series: { count: 1 },
      },
      `[${[
        'series.count: Invalid value: "": should be at least 2',
        'series.lastObservedTime: Required value',
        'eventTime: Required value',
        'type: Invalid value: "": has invalid value: Bad',
        'firstTimestamp: Invalid value: "": needs to be unset',
        'count: Invalid value: "": needs to be unset',
        'source: Invalid value: "": needs to be unset',
      ].join(', ')}]`,
    ],
  ])('%s %s', (resource, _, fields, expected) => {
    expect(createFaults(resource, fields)).toBe(expected)
  })

  test('only the series of a new one changes', () => {
    const series = { count: 2, lastObservedTime: '2025-01-01T11:00:01.000000Z' }
    expect(updateFaults('events.events.k8s.io', good, { ...good, series })).toBe('')
    expect(
      updateFaults('events.events.k8s.io', good, { ...good, reason: 'Saw', regarding: { ...about, name: 'db' } }),
    ).toBe(
      '[involvedObject: Invalid value: core.ObjectReference{Kind:"Pod", Namespace:"default", Name:"db", UID:"", APIVersion:"", ResourceVersion:"", FieldPath:""}: field is immutable, reason: Invalid value: "Saw": field is immutable]',
    )
  })

  test('fields have two names', () => {
    const client = newServer()
    create(client, 'events.events.k8s.io', good)
    const found = (fieldSelector: string) => client.list(refOf('events.events.k8s.io'), { fieldSelector }).items.length
    expect(['regarding.name=web,type=Normal', 'regarding.name=db', 'reportingController=a'].map(found)).toEqual([
      1, 0, 1,
    ])
  })
})
