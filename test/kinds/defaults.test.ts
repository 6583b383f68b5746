// What the server fills in, clears and keeps: pkg/apis/core/v1/defaults.go, pkg/apis/apps/v1/defaults.go, the strategies
// in pkg/registry, and plugin/pkg/admission/{serviceaccount,priority,defaulttolerationseconds} (v1.33).
import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../../src/api/index.ts'
import type { Deployment, Namespace, Pod, Secret, Service } from '../../src/kinds/index.ts'
import { object, ref, refusal, target, world } from './world.ts'

const pod = (spec: object, name = 'p') => object({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec })
const service = (spec: object, name = 's') => object({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec })

describe('pods', () => {
  const create = (spec: object) => {
    const { client } = world()
    return client.create<Pod>(ref('pods'), pod(spec))
  }
  test('a bare pod', () => {
    const { spec, status, metadata } = create({ containers: [{ name: 'a', image: 'nginx' }] })
    const { volumes = [], containers, ...rest } = spec ?? { containers: [] }
    const [volume] = volumes
    expect(volume?.name).toMatch(/^kube-api-access-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
    expect(volume?.projected).toEqual({
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
    })
    expect(containers).toEqual([
      {
        name: 'a',
        image: 'nginx',
        imagePullPolicy: 'Always',
        resources: {},
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
        volumeMounts: [
          { name: volume?.name, readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
        ],
      },
    ])
    const tolerate = (key: string) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 })
    expect(rest).toEqual({
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      serviceAccount: 'default',
      serviceAccountName: 'default',
      terminationGracePeriodSeconds: 30,
      tolerations: [tolerate('node.kubernetes.io/not-ready'), tolerate('node.kubernetes.io/unreachable')],
    })
    expect(status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' })
    expect(metadata.generation).toBe(1)
  })

  test.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['nginx:1.27', 'IfNotPresent'],
    ['localhost:5000/nginx', 'Always'],
    ['localhost:5000/nginx:1', 'IfNotPresent'],
    ['nginx@sha256:0123456789abcdef', 'IfNotPresent'],
  ])('image %s is pulled %s', (image, policy) => {
    expect(create({ containers: [{ name: 'a', image }] }).spec?.containers[0]?.imagePullPolicy).toBe(policy)
  })

  test.each([
    [{}, 'BestEffort'],
    [{ requests: { cpu: '100m' } }, 'Burstable'],
    [{ limits: { cpu: '1' } }, 'Burstable'],
    [{ limits: { cpu: '1', memory: '1Gi' } }, 'Guaranteed'],
    [{ limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m' } }, 'Burstable'],
    [{ limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '1000m' } }, 'Guaranteed'],
  ])('resources %j are %s', (resources, quality) => {
    expect(create({ containers: [{ name: 'a', image: 'i', resources }] }).status?.qosClass).toBe(quality)
  })

  test('probes, ports, volumes and requests', () => {
    const { spec } = create({
      automountServiceAccountToken: false,
      containers: [
        {
          name: 'a',
          image: 'i',
          ports: [{ containerPort: 80 }],
          readinessProbe: { httpGet: { port: 80 } },
          livenessProbe: { grpc: { port: 81 } },
          env: [{ name: 'N', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
          resources: { limits: { memory: '512Mi' } },
        },
      ],
      volumes: [
        { name: 'e' },
        { name: 'c', configMap: { name: 'c' } },
        { name: 's', secret: { secretName: 's' } },
        { name: 'h', hostPath: { path: '/x' } },
      ],
    })
    expect(spec?.containers[0]).toMatchObject({
      ports: [{ containerPort: 80, protocol: 'TCP' }],
      readinessProbe: {
        httpGet: { path: '/', port: 80, scheme: 'HTTP' },
        timeoutSeconds: 1,
        periodSeconds: 10,
        successThreshold: 1,
        failureThreshold: 3,
      },
      livenessProbe: { grpc: { port: 81, service: '' } },
      env: [{ name: 'N', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } }],
      resources: { limits: { memory: '512Mi' }, requests: { memory: '512Mi' } },
    })
    expect(spec?.volumes).toEqual([
      { name: 'e', emptyDir: {} },
      { name: 'c', configMap: { name: 'c', defaultMode: 420 } },
      { name: 's', secret: { secretName: 's', defaultMode: 420 } },
      { name: 'h', hostPath: { path: '/x', type: '' } },
    ])
  })

  test('status from the caller is not taken', () => {
    const { client } = world()
    const made = client.create<Pod>(
      ref('pods'),
      object({ ...pod({ containers: [{ name: 'a', image: 'i' }] }), status: { phase: 'Running' } }),
    )
    expect(made.status?.phase).toBe('Pending')
  })

  test('binding assigns once, in one event', () => {
    const { client } = world()
    client.create(ref('pods'), pod({ containers: [{ name: 'a', image: 'i' }] }))
    const watch = client.watch<Pod>(ref('pods'))
    watch.take()
    const bind = (name: string) =>
      client.create(
        { ...target('pods', 'p'), subresource: 'binding' },
        object({ apiVersion: 'v1', kind: 'Binding', metadata: { name: 'p' }, target: { kind: 'Node', name } }),
      )
    bind('n1')
    expect(
      watch.take().map(({ type, object: { spec, status } }) => [type, spec?.nodeName, status?.conditions]),
    ).toEqual([
      [
        'MODIFIED',
        'n1',
        [{ type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: '2025-01-01T12:00:00Z' }],
      ],
    ])
    expect(refusal(() => bind('n2'))).toBe(
      'Operation cannot be fulfilled on pods/binding "p": pod p is already assigned to node "n1"',
    )
    expect(refusal(() => bind(''))).toBe('Binding "p" is invalid: target.name: Required value')
  })

  test('an assigned pod ends with grace, another at once', () => {
    const { client } = world()
    client.create(ref('pods'), pod({ containers: [{ name: 'a', image: 'i' }], nodeName: 'n1' }))
    client.create(ref('pods'), pod({ containers: [{ name: 'a', image: 'i' }] }, 'q'))
    client.delete(target('pods', 'p'))
    client.create(
      { ...target('pods', 'q'), subresource: 'eviction' },
      object({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'q' } }),
    )
    const left = client.list(ref('pods')).items
    expect(left.map(({ metadata }) => [metadata.name, metadata.deletionGracePeriodSeconds])).toEqual([['p', 30]])
  })
})

describe('services', () => {
  test.each<[object, object]>([
    [
      { ports: [{ port: 80 }], selector: { app: 'x' } },
      {
        type: 'ClusterIP',
        sessionAffinity: 'None',
        internalTrafficPolicy: 'Cluster',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      },
    ],
    [
      { clusterIP: 'None', selector: { app: 'x' } },
      { clusterIP: 'None', clusterIPs: ['None'], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' },
    ],
    [{ clusterIP: 'None' }, { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' }],
    [{ type: 'NodePort', ports: [{ port: 80 }] }, { externalTrafficPolicy: 'Cluster' }],
    [
      { type: 'LoadBalancer', ports: [{ port: 80 }] },
      { allocateLoadBalancerNodePorts: true, externalTrafficPolicy: 'Cluster' },
    ],
    [
      { sessionAffinity: 'ClientIP', ports: [{ port: 80 }] },
      { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } },
    ],
  ])('%j', (given, expected) => {
    const { client } = world()
    expect(client.create<Service>(ref('services'), service(given)).spec).toMatchObject(expected)
  })

  test('an ExternalName service has no address', () => {
    const { client } = world()
    const { spec } = client.create<Service>(ref('services'), service({ type: 'ExternalName', externalName: 'a.b' }))
    expect(spec).toEqual({ type: 'ExternalName', externalName: 'a.b', sessionAffinity: 'None' })
  })

  test('addresses come from the upper band of the range and are unlike each other', () => {
    const { client } = world()
    const addresses = Array.from(
      { length: 50 },
      (_, i) =>
        client.create<Service>(ref('services'), service({ ports: [{ port: 80 }] }, `s${i}`)).spec?.clusterIP ?? '',
    )
    expect(new Set(addresses).size).toBe(50)
    for (const address of addresses) {
      const [a, b = 0, c = 0, d = 0] = address.split('.').map(Number)
      expect(a).toBe(10)
      const offset = (b - 96) * 65_536 + c * 256 + d
      expect(offset > 256 && offset < 2 ** 20 - 1).toBe(true)
    }
  })

  test('the same port of two protocols shares a node port', () => {
    const { client } = world()
    const ports = [
      { name: 'udp', port: 53, protocol: 'UDP' },
      { name: 'tcp', port: 53 },
    ]
    const { spec } = client.create<Service>(ref('services'), service({ type: 'NodePort', ports }))
    expect(spec?.ports?.[0]?.nodePort).toBe(spec?.ports?.[1]?.nodePort)
    expect(spec?.ports?.[0]?.nodePort).toBeGreaterThanOrEqual(30086)
  })

  test('an update that leaves the address out keeps it; a change of type gives and takes', () => {
    const { client } = world()
    const made = client.create<Service>(ref('services'), service({ ports: [{ port: 80 }] }))
    const update = (spec: object) =>
      client.update<Service>(
        target('services', 's'),
        object({
          ...service(spec),
          metadata: {
            name: 's',
            resourceVersion: client.get<Service>(target('services', 's')).metadata.resourceVersion,
          },
        }),
      ).spec
    expect(update({ ports: [{ port: 81 }] })?.clusterIP).toBe(made.spec?.clusterIP)
    const nodePort = update({ type: 'NodePort', ports: [{ port: 81 }] })?.ports?.[0]?.nodePort
    expect(nodePort).toBeGreaterThanOrEqual(30000)
    expect(update({ type: 'NodePort', ports: [{ port: 81 }] })?.ports?.[0]?.nodePort).toBe(nodePort)
    expect(
      client.patch<Service>(target('services', 's'), 'merge', { spec: { type: 'ClusterIP' } }).spec?.ports,
    ).toEqual([{ port: 81, protocol: 'TCP', targetPort: 81 }])
    const external = client.patch<Service>(target('services', 's'), 'merge', {
      spec: { type: 'ExternalName', externalName: 'a.b' },
    })
    expect(external.spec?.clusterIP).toBeUndefined()
    expect(
      client.patch<Service>(target('services', 's'), 'merge', { spec: { type: 'ClusterIP', externalName: null } }).spec
        ?.clusterIP,
    ).toMatch(/^10\./)
  })

  test('a deleted service gives its address back', () => {
    const { client } = world()
    client.create(ref('services'), service({ clusterIP: '10.96.0.50', ports: [{ port: 80 }] }))
    client.delete(target('services', 's'))
    expect(
      refusal(() => client.create(ref('services'), service({ clusterIP: '10.96.0.50', ports: [{ port: 80 }] }))),
    ).toBe('')
  })
})

describe('the rest', () => {
  test('deployment', () => {
    const { client } = world()
    const spec = {
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'i' }] } },
    }
    const made = client.create<Deployment>(
      ref('deployments'),
      object({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, spec }),
    )
    expect(made.spec).toMatchObject({
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    })
    expect(made.spec?.template.spec?.volumes).toBeUndefined()
    expect(made.metadata.generation).toBe(1)
    const scaled = client.patch<Deployment>(target('deployments', 'd'), 'merge', { spec: { replicas: 3 } })
    expect(scaled.metadata.generation).toBe(2)
    const labelled = client.patch<Deployment>(target('deployments', 'd'), 'merge', { metadata: { labels: { x: 'y' } } })
    expect(labelled.metadata.generation).toBe(2)
  })

  test('namespace', () => {
    const { client } = world()
    const made = client.create<Namespace>(
      ref('namespaces'),
      object({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } }),
    )
    expect(made.metadata.labels).toEqual({ 'kubernetes.io/metadata.name': 'n' })
    expect([made.spec, made.status]).toEqual([{ finalizers: ['kubernetes'] }, { phase: 'Active' }])
  })

  test('secret: stringData goes into data', () => {
    const { client } = world()
    const made = client.create<Secret>(
      ref('secrets'),
      object({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 's' },
        stringData: { a: 'grüße', b: 'ab' },
        data: { a: 'eA==' },
      }),
    )
    expect([made.type, made.data, made.stringData]).toEqual(['Opaque', { a: 'Z3LDvMOfZQ==', b: 'YWI=' }, undefined])
  })

  test.each<[string, KubeObject, string[]]>([
    [
      'services',
      service({ clusterIP: 'None', sessionAffinity: 'ClientIP', externalName: 'x' }),
      [
        'spec.SessionAffinity is ignored for headless services',
        'spec.externalName is ignored when spec.type is not "ExternalName"',
      ],
    ],
    [
      'pods',
      pod({
        containers: [
          {
            name: 'a',
            image: 'i',
            env: [
              { name: 'A', value: '1' },
              { name: 'A', value: '2' },
            ],
            ports: [{ containerPort: 80 }, { containerPort: 80, name: 'b' }],
          },
        ],
      }),
      [
        'spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply',
        'spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]',
      ],
    ],
    [
      'pods',
      pod({ containers: [{ name: 'a', image: 'i', resources: { limits: { memory: '100m' } } }] }),
      [
        'spec.containers[0].resources.limits[memory]: fractional byte value "100m" is invalid, must be an integer',
        'spec.containers[0].resources.requests[memory]: fractional byte value "100m" is invalid, must be an integer',
      ],
    ],
  ])('warnings of %s %#', (resource, given, expected) => {
    const { client } = world()
    const warnings: string[] = []
    client.create(ref(resource), given, { onWarning: (text) => warnings.push(text) })
    expect(warnings).toEqual(expected)
  })
})
