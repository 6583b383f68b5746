// Networking: pkg/apis/networking/validation/validation.go, pkg/apis/networking/v1/defaults.go,
// pkg/registry/networking/*/strategy.go and k8s.io/apimachinery/pkg/util/validation/ip.go (v1.33).
import { describe, expect, test } from 'vitest'
import { create, createFaults, newServer, updateFaults, warningsOf } from './b-server.ts'

const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
const dns1035 =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
const wildcard =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

const backend = { service: { name: 'web', port: { number: 80 } } }
const path = (more: object) => ({ path: '/', pathType: 'Prefix', backend, ...more })
const rules = (...paths: object[]) => ({ spec: { rules: [{ http: { paths } }] } })

describe('ingresses', () => {
  test.each<[string, object, string]>([
    [
      'nothing',
      {},
      'spec: Invalid value: []networking.IngressRule(nil): either `defaultBackend` or `rules` must be specified',
    ],
    ['a rule without http', { spec: { rules: [{ host: 'a.example.com' }] } }, ''],
    ['no paths', { spec: { rules: [{ http: {} }] } }, 'spec.rules[0].http.paths: Required value'],
    [
      'no path type',
      rules({ path: '/', backend }),
      'spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified',
    ],
    [
      'unknown path type',
      rules(path({ pathType: 'Regex' })),
      'spec.rules[0].http.paths[0].pathType: Unsupported value: "Regex": supported values: "Exact", "ImplementationSpecific", "Prefix"',
    ],
    [
      'relative path',
      rules(path({ path: 'web' })),
      'spec.rules[0].http.paths[0].path: Invalid value: "web": must be an absolute path',
    ],
    [
      'any path that the controller understands',
      rules(path({ path: undefined, pathType: 'ImplementationSpecific' })),
      '',
    ],
    [
      'relative path that the controller understands',
      rules(path({ path: '(a|b)', pathType: 'ImplementationSpecific' })),
      'spec.rules[0].http.paths[0].path: Invalid value: "(a|b)": must be an absolute path',
    ],
    [
      'odd sequences',
      rules(path({ path: '//a/%2F/..' })),
      `[spec.rules[0].http.paths[0].path: Invalid value: "//a/%2F/..": must not contain '//', spec.rules[0].http.paths[0].path: Invalid value: "//a/%2F/..": must not contain '%2F', spec.rules[0].http.paths[0].path: Invalid value: "//a/%2F/..": cannot end with '/..']`,
    ],
    [
      'no backend',
      rules({ path: '/', pathType: 'Prefix' }),
      'spec.rules[0].http.paths[0].backend: Invalid value: "": resource or service backend is required',
    ],
    [
      'both backends',
      { spec: { defaultBackend: { ...backend, resource: { kind: 'Bucket', name: 'b' } } } },
      'spec.defaultBackend: Invalid value: "": cannot set both resource and service backends',
    ],
    [
      'a resource without a name, of a group that is no name',
      { spec: { defaultBackend: { resource: { apiGroup: 'A', kind: 'a/b' } } } },
      `[spec.defaultBackend.resource.apiGroup: Invalid value: "A": ${subdomain}, spec.defaultBackend.resource.kind: Invalid value: "a/b": may not contain '/', spec.defaultBackend.resource.name: Required value]`,
    ],
    [
      'no service name and no port',
      { spec: { defaultBackend: { service: {} } } },
      '[spec.defaultBackend.service.name: Required value, spec.defaultBackend: Required value: port name or number is required]',
    ],
    [
      'service name',
      { spec: { defaultBackend: { service: { name: '1web', port: { number: 80 } } } } },
      `spec.defaultBackend.service.name: Invalid value: "1web": ${dns1035}`,
    ],
    [
      'both ports',
      { spec: { defaultBackend: { service: { name: 'web', port: { name: 'http', number: 80 } } } } },
      'spec.defaultBackend: Invalid value: "": cannot set both port name & port number',
    ],
    [
      'port out of range',
      { spec: { defaultBackend: { service: { name: 'web', port: { number: 70000 } } } } },
      'spec.defaultBackend.service.port.number: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ],
    [
      'port name too long',
      { spec: { defaultBackend: { service: { name: 'web', port: { name: 'averylongportname' } } } } },
      'spec.defaultBackend.service.port.name: Invalid value: "averylongportname": must be no more than 15 characters',
    ],
    [
      'address for a host',
      { spec: { rules: [{ host: '10.0.0.1' }] } },
      'spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address',
    ],
    [
      'host in upper case',
      { spec: { rules: [{ host: 'Example.com' }] } },
      `spec.rules[0].host: Invalid value: "Example.com": ${subdomain}`,
    ],
    [
      'wildcard in the middle',
      { spec: { rules: [{ host: 'a.*.com' }] } },
      `spec.rules[0].host: Invalid value: "a.*.com": ${wildcard}`,
    ],
    ['wildcard', { spec: { rules: [{ host: '*.example.com' }] } }, ''],
    [
      'TLS hosts and secret',
      { spec: { defaultBackend: backend, tls: [{ hosts: ['*', 'A'], secretName: 'S' }] } },
      `[spec.tls[0].hosts[0]: Invalid value: "*": ${wildcard}, spec.tls[0].hosts[1]: Invalid value: "A": ${subdomain}, spec.tls[0].secretName: Invalid value: "S": ${subdomain}]`,
    ],
    [
      'class name',
      { spec: { defaultBackend: backend, ingressClassName: 'N' } },
      `spec.ingressClassName: Invalid value: "N": ${subdomain}`,
    ],
    [
      'two classes',
      {
        metadata: { annotations: { 'kubernetes.io/ingress.class': 'a' } },
        spec: { defaultBackend: backend, ingressClassName: 'b' },
      },
      'annotations.kubernetes.io/ingress.class: Invalid value: "a": must match `ingressClassName` when both are specified',
    ],
  ])('%s', (_, fields, expected) => {
    expect(createFaults('ingresses', fields)).toBe(expected)
  })

  test('the two classes may part later', () => {
    const annotations = { 'kubernetes.io/ingress.class': 'a' }
    const spec = { defaultBackend: backend, ingressClassName: 'a' }
    const later = { metadata: { annotations }, spec: { ...spec, ingressClassName: 'b' } }
    expect(updateFaults('ingresses', { metadata: { annotations }, spec }, later)).toBe('')
    expect(warningsOf('ingresses', { metadata: { annotations }, spec }, later)).toEqual([
      `annotation "kubernetes.io/ingress.class" is deprecated, please use 'spec.ingressClassName' instead`,
    ])
  })

  test('status', () => {
    const status = { loadBalancer: { ingress: [{ ip: '1.2.3' }, { hostname: '1.2.3.4' }] } }
    expect(updateFaults('ingresses', { spec: { defaultBackend: backend } }, { status }, 'status')).toBe(
      '[status.loadBalancer.ingress[0].ip: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff), status.loadBalancer.ingress[1].hostname: Invalid value: "1.2.3.4": must be a DNS name, not an IP address]',
    )
  })
})

describe('ingress classes', () => {
  const controller = 'example.com/web'
  test.each<[string, object, string]>([
    ['nothing', {}, 'spec.controller: Required value'],
    [
      'no path',
      { controller: 'example.com' },
      'spec.controller: Invalid value: "example.com": must be a domain-prefixed path (such as "acme.io/foo")',
    ],
    [
      'no domain',
      { controller: '/web' },
      'spec.controller: Invalid value: "/web": must be a domain-prefixed path (such as "acme.io/foo")',
    ],
    ['domain in upper case', { controller: 'A/web' }, `spec.controller: Invalid value: "A": ${subdomain}`],
    [
      'blank in the path',
      { controller: 'a.b/c d' },
      `spec.controller: Invalid value: "c d": Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')`,
    ],
    ['too long', { controller: `a/${'b'.repeat(250)}` }, 'spec.controller: Too long: may not be more than 250 bytes'],
    [
      'empty parameters',
      { controller, parameters: {} },
      '[spec.parameters.kind: Required value, spec.parameters.name: Required value]',
    ],
    [
      'unknown scope',
      { controller, parameters: { kind: 'K', name: 'n', scope: 'Galaxy' } },
      'spec.parameters.scope: Unsupported value: "Galaxy": supported values: "Cluster", "Namespace"',
    ],
    [
      'no namespace',
      { controller, parameters: { kind: 'K', name: 'n', scope: 'Namespace' } },
      "spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'",
    ],
    [
      'a namespace too many',
      { controller, parameters: { kind: 'K', name: 'n', namespace: 'default' } },
      "spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'",
    ],
  ])('%s', (_, spec, expected) => {
    expect(createFaults('ingressclasses', { spec })).toBe(expected)
  })

  test('the controller stays', () => {
    expect(updateFaults('ingressclasses', { spec: { controller } }, { spec: { controller: 'a.b/c' } })).toBe(
      'spec.controller: Invalid value: "a.b/c": field is immutable',
    )
  })
})

describe('network policies', () => {
  const from = (...peers: object[]) => ({ podSelector: {}, ingress: [{ from: peers }] })
  const block = (cidr: string, ...except: string[]) => from({ ipBlock: { cidr, except } })
  const at = 'spec.ingress[0].from[0]'
  test.each<[string, object, string]>([
    ['nothing', {}, ''],
    [
      'selector',
      { podSelector: { matchLabels: { 'a b': 'c' }, matchExpressions: [{ key: 'k', operator: 'In' }] } },
      "[spec.podSelector.matchLabels: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), spec.podSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn']",
    ],
    ['an empty peer', from({}), `${at}: Required value: must specify a peer`],
    [
      'a block and a selector',
      from({ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }),
      `${at}: Forbidden: may not specify both ipBlock and another peer`,
    ],
    ['no block', from({ ipBlock: {} }), `${at}.ipBlock.cidr: Required value`],
    [
      'no CIDR',
      block('10.0.0.0'),
      `${at}.ipBlock.cidr: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)`,
    ],
    [
      'exceptions outside, too large, of the other family, and no CIDR',
      block('10.0.0.0/8', '11.0.0.0/16', '10.0.0.0/8', 'fd00::/16', '10.1.0.0/33'),
      `[${[
        ...['11.0.0.0/16', '10.0.0.0/8', 'fd00::/16'].map(
          (part, i) => `${at}.ipBlock.except[${i}]: Invalid value: "${part}": must be a strict subset of \`cidr\``,
        ),
        `${at}.ipBlock.except[3]: Invalid value: "10.1.0.0/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)`,
      ].join(', ')}]`,
    ],
    ['an exception', block('2001:db8::/32', '2001:db8:1::/48'), ''],
    [
      'ports',
      {
        podSelector: {},
        egress: [
          {
            ports: [
              { protocol: 'HTTP', port: 0 },
              { port: 90, endPort: 80 },
              { endPort: 80 },
              { port: 'Web', endPort: 80 },
            ],
          },
        ],
      },
      `[${[
        'ports[0].protocol: Unsupported value: "HTTP": supported values: "TCP", "UDP", "SCTP"',
        'ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
        'ports[1].endPort: Invalid value: 80: must be greater than or equal to `port`',
        'ports[2].endPort: Invalid value: 80: may not be specified when `port` is not specified',
        'ports[3].endPort: Invalid value: 80: may not be specified when `port` is non-numeric',
        'ports[3].port: Invalid value: "Web": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      ]
        .map((text) => `spec.egress[0].${text}`)
        .join(', ')}]`,
    ],
    [
      'policy types',
      { podSelector: {}, policyTypes: ['Ingress', 'Both'] },
      'spec.policyTypes[1]: Unsupported value: "Both": supported values: "Ingress", "Egress"',
    ],
    [
      'too many policy types',
      { podSelector: {}, policyTypes: ['Ingress', 'Egress', 'Egress'] },
      'spec.policyTypes: Invalid value: []networking.PolicyType{"Ingress", "Egress", "Egress"}: may not specify more than two policyTypes',
    ],
  ])('%s', (_, spec, expected) => {
    expect(createFaults('networkpolicies', { spec })).toBe(expected)
  })

  test('warnings of old ways to write blocks', () => {
    const at = 'spec.ingress[0].from[0].ipBlock'
    expect(warningsOf('networkpolicies', { spec: block('10.0.1.0/8', '010.1.0.0/16') })).toEqual([
      `${at}.cidr: CIDR value "10.0.1.0/8" is ambiguous in this context (should be "10.0.0.0/8" or "10.0.1.0/32"?)`,
      `${at}.except[0]: non-standard CIDR value "010.1.0.0/16" will be considered invalid in a future Kubernetes release: use "10.1.0.0/16"`,
    ])
  })
})

describe('addresses and ranges', () => {
  const address = (name: string, parentRef?: object) => ({ metadata: { name }, spec: { parentRef } })
  const parent = { resource: 'services', namespace: 'default', name: 'web' }
  test.each<[string, object, string]>([
    ['nothing', address('10.96.0.10'), 'spec.parentRef: Required value'],
    ['of a service', address('2001:db8::1', parent), ''],
    [
      'no address, no resource, no name',
      address('web', {}),
      '[metadata.name: Invalid value: "web": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff), spec.parentRef.resource: Required value, spec.parentRef.name: Required value]',
    ],
    [
      'leading zeros',
      address('10.096.0.1', parent),
      'metadata.name: Invalid value: "10.096.0.1": must not have leading 0s',
    ],
    [
      'not canonical',
      address('2001:DB8:0:0::1', parent),
      'metadata.name: Invalid value: "2001:DB8:0:0::1": must be in canonical form ("2001:db8::1")',
    ],
    [
      'mapped',
      address('::ffff:10.0.0.1', parent),
      'metadata.name: Invalid value: "::ffff:10.0.0.1": must not be an IPv4-mapped IPv6 address',
    ],
    [
      'group and namespace',
      address('10.96.0.1', { ...parent, group: 'A', namespace: 'a/b' }),
      `[spec.parentRef.group: Invalid value: "A": ${subdomain}, spec.parentRef.namespace: Invalid value: "a/b": may not contain '/']`,
    ],
  ])('address: %s', (_, fields, expected) => {
    expect(createFaults('ipaddresses', fields)).toBe(expected)
  })

  test('an address keeps its parent', () => {
    expect(
      updateFaults('ipaddresses', address('10.96.0.1', parent), address('10.96.0.1', { ...parent, name: 'b' })),
    ).toBe(
      'spec.parentRef: Invalid value: networking.ParentReference{Group:"", Resource:"services", Namespace:"default", Name:"b"}: field is immutable',
    )
  })

  test.each<[string[] | undefined, string]>([
    [undefined, 'spec.cidrs: Required value: at least one CIDR required'],
    [['10.0.0.0/16', 'fd00::/64'], ''],
    [
      ['10.0.0.0/16', 'fd00::/64', '10.1.0.0/16'],
      'spec.cidrs: Invalid value: networking.ServiceCIDRSpec{CIDRs:[]string{"10.0.0.0/16", "fd00::/64", "10.1.0.0/16"}}: may only hold up to 2 values',
    ],
    [
      ['10.0.0.0/16', '10.1.0.0/16'],
      'spec.cidrs: Invalid value: []string{"10.0.0.0/16", "10.1.0.0/16"}: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64',
    ],
    [['10.0.0.1/16'], 'spec.cidrs[0]: Invalid value: "10.0.0.1/16": must not have bits set beyond the prefix length'],
    [['10.0.0.0/016'], 'spec.cidrs[0]: Invalid value: "10.0.0.0/016": must not have leading 0s in IP or prefix length'],
    [['FD00::/64'], 'spec.cidrs[0]: Invalid value: "FD00::/64": must be in canonical form ("fd00::/64")'],
    [
      ['10.0.0.0'],
      'spec.cidrs[0]: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  ])('ranges %j', (cidrs, expected) => {
    expect(createFaults('servicecidrs', { spec: { cidrs } })).toBe(expected)
  })

  test('a range stays', () => {
    expect(
      updateFaults('servicecidrs', { spec: { cidrs: ['10.0.0.0/16'] } }, { spec: { cidrs: ['10.1.0.0/16'] } }),
    ).toBe('spec.cidrs: Invalid value: []string{"10.1.0.0/16"}: field is immutable')
  })
})

describe('defaults and generations', () => {
  test.each<[string, object, object]>([
    [
      'ingressclasses',
      { spec: { controller: 'a.b/c', parameters: { kind: 'K', name: 'n' } } },
      {
        spec: { controller: 'a.b/c', parameters: { kind: 'K', name: 'n', scope: 'Cluster' } },
      },
    ],
    ['networkpolicies', {}, { spec: { podSelector: {}, policyTypes: ['Ingress'] } }],
    [
      'networkpolicies',
      { spec: { podSelector: {}, egress: [{ ports: [{ port: 53 }] }] } },
      {
        spec: {
          podSelector: {},
          egress: [{ ports: [{ protocol: 'TCP', port: 53 }] }],
          policyTypes: ['Ingress', 'Egress'],
        },
      },
    ],
    [
      'ingresses',
      { spec: { defaultBackend: backend }, status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } } },
      {
        status: { loadBalancer: {} },
      },
    ],
  ])('%s %#', (resource, fields, expected) => {
    const made = create(newServer(), resource, fields)
    expect(made).toMatchObject(expected)
    expect(made.metadata.generation).toBe(1)
  })
})
