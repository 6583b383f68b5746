import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ApiError, createServer, type Json, type KubeObject, type PatchType } from '../../src/api/index.ts'
import { patches } from '../../src/api/later.ts'
import { schema } from '../../src/kinds/index.ts'
import { ruledKinds } from '../../src/kinds/later.ts'
import { Loop } from '../../src/sim/index.ts'
import { refusal, settings } from './world.ts'

const newCluster = () => {
  const loop = new Loop({ startMs: Date.UTC(2025, 0, 1), seed: 1 })
  const server = createServer({ patches, loop, definitions: ruledKinds, schema, settings })
  const { client } = server
  const core = { group: '', version: 'v1' }
  client.create({ ...core, resource: 'namespaces' }, object('v1', 'Namespace', 'default'))
  client.create(
    { ...core, resource: 'serviceaccounts', namespace: 'default' },
    object('v1', 'ServiceAccount', 'default'),
  )
  return { loop, server, client }
}
const object = (apiVersion: string, kind: string, name: string, more: object = {}): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name },
  ...more,
})
const deployments = { group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default' } as const
const pods = { group: '', version: 'v1', resource: 'pods', namespace: 'default' } as const
const deployment = (spec: object, container: object = {}, metadata: object = {}): KubeObject => {
  const labels = { app: 'web' }
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx', ...container }] } }
  const made = object('apps/v1', 'Deployment', 'web', {
    spec: { selector: { matchLabels: labels }, template, ...spec },
  })
  return { ...made, metadata: { ...made.metadata, ...metadata } }
}

describe('strict decoding', () => {
  const cannot = 'Deployment in version "v1" cannot be handled as a Deployment: '
  const quantity = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
  test.each<[string, KubeObject]>([
    ['strict decoding error: unknown field "spec.unknownField"', deployment({ unknownField: 1 })],
    [
      'strict decoding error: unknown field "spec.a", unknown field "spec.template.spec.containers[0].imagee"',
      {
        ...deployment({ a: 1 }, { imagee: 'x' }),
        spec: { a: 1, template: { spec: { containers: [{ imagee: 'x' }] } } },
      } as KubeObject,
    ],
    [
      'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
      deployment({ replicas: 'x' }),
    ],
    [
      'json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32',
      deployment({ replicas: 1.5 }),
    ],
    [
      'json: cannot unmarshal number 3000000000 into Go struct field DeploymentSpec.spec.replicas of type int32',
      deployment({ replicas: 3e9 }),
    ],
    [
      'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
      deployment({}, {}, { labels: { a: 1 } }),
    ],
    [
      'json: cannot unmarshal array into Go struct field Deployment.spec of type v1.DeploymentSpec',
      { ...deployment({}), spec: [] } as KubeObject,
    ],
    [
      'json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container',
      deployment({ template: { spec: { containers: {} } } }),
    ],
    [
      'json: cannot unmarshal string into Go struct field ContainerPort.spec.template.spec.containers.ports.containerPort of type int32',
      deployment({}, { ports: [{ containerPort: 'http' }] }),
    ],
    [
      'json: cannot unmarshal bool into Go struct field EnvVar.spec.template.spec.containers.env.value of type string',
      deployment({}, { env: [{ name: 'A', value: true }] }),
    ],
    [
      'json: cannot unmarshal bool into Go struct field HTTPGetAction.spec.template.spec.containers.livenessProbe.httpGet.port of type int32',
      deployment({}, { livenessProbe: { httpGet: { port: true } } }),
    ],
    [quantity, deployment({}, { resources: { limits: { cpu: 'lots' } } })],
    ["unable to parse quantity's suffix", deployment({}, { resources: { limits: { memory: '1mi' } } })],
    [
      'parsing time "soon" as "2006-01-02T15:04:05Z07:00": cannot parse "soon" as "2006"',
      deployment({}, {}, { deletionTimestamp: 'soon' }),
    ],
  ])('%s', (message, body) => {
    expect(refusal(() => newCluster().client.create(deployments, body, { fieldValidation: 'Strict' }))).toMatchObject({
      code: 400,
      reason: 'BadRequest',
      message: cannot + message,
    })
  })

  test('unknown fields are dropped, with a warning unless they are to be ignored', () => {
    for (const fieldValidation of ['Warn', 'Ignore', undefined] as const) {
      const warnings: string[] = []
      const onWarning = (text: string) => warnings.push(text)
      const options = fieldValidation ? { fieldValidation, onWarning } : { onWarning }
      const made = newCluster().client.create(deployments, deployment({ foo: 1 }), options)
      expect(made).not.toHaveProperty('spec.foo')
      expect(warnings).toEqual(fieldValidation === 'Ignore' ? [] : ['unknown field "spec.foo"'])
    }
  })

  test('objects are kept as Go would print them', () => {
    const { client } = newCluster()
    const resources = { limits: { memory: '1024Mi', cpu: 0.5 } }
    const made = client.create(deployments, deployment({ paused: false }, { resources, env: [], args: null }))
    expect(made).toMatchObject({
      spec: {
        template: {
          metadata: { creationTimestamp: null },
          spec: { containers: [{ resources: { limits: { memory: '1Gi', cpu: '500m' } } }] },
        },
      },
      status: {},
    })
    expect(made).not.toHaveProperty('spec.paused')
    expect(made).not.toHaveProperty('spec.template.spec.containers.0.env')
    expect(made).not.toHaveProperty('spec.template.spec.containers.0.args')
  })

  test('what is in a patch is checked too', () => {
    const { client } = newCluster()
    client.create(deployments, deployment({}))
    const web = { ...deployments, name: 'web' }
    const patch = (type: PatchType, body: Json) =>
      refusal(() => client.patch(web, type, body, { fieldValidation: 'Strict' }))
    expect(patch('strategic', { spec: { replicas: 'x' } })).toMatchObject({
      code: 422,
      message: ' "" is invalid: patch: Invalid value: "map[spec:map[replicas:x]]": unrecognized type: int32',
    })
    expect(patch('strategic', { spec: { foo: 1 } }).message).toBe(
      ' "" is invalid: patch: Invalid value: "map[spec:map[foo:1]]": strict decoding error: unknown field "spec.foo"',
    )
    expect(patch('merge', { spec: { replicas: 'x' } }).message).toMatch(
      /^ "" is invalid: patch: Invalid value: "\{.*\}": json: cannot unmarshal string into Go struct field DeploymentSpec\.spec\.replicas of type int32$/,
    )
    expect(patch('json', [{ op: 'remove', path: '/spec/nothing' }])).toMatchObject({
      code: 422,
      message: 'the server rejected our request due to an error in our request',
      details: {},
    })
    expect(patch('json', { op: 'remove' }).message).toBe(
      'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
    )
    expect(patch('strategic', { spec: { template: { spec: { containers: [{ image: 'x' }] } } } })).toMatchObject({
      code: 500,
      message: 'map: map[image:x] does not contain declared merge key: name',
    })
    expect(patch('apply', {})).toMatchObject({ code: 400, message: 'invalid object type: /, Kind=' })
  })
})

describe('whatever is sent', () => {
  const value: fc.Arbitrary<unknown> = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(null, true, 0, -1, 1.5, 1e300, '', 'x', '1Gi', '80%', '__proto__'),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('name', 'spec', 'metadata', 'labels', '__proto__', 'constructor'), tie('any'), {
        maxKeys: 3,
      }),
    ),
  })).any

  /** A body of the right shape in which some values are not. */
  const mutated = (base: object): fc.Arbitrary<unknown> => {
    const paths: (readonly string[])[] = []
    const walk = (part: unknown, path: readonly string[]): void => {
      if (typeof part !== 'object' || part === null) return
      for (const [key, inner] of Object.entries(part)) {
        paths.push([...path, key])
        walk(inner, [...path, key])
      }
    }
    walk(base, [])
    return fc.array(fc.tuple(fc.constantFrom(...paths), value), { minLength: 1, maxLength: 3 }).map((changes) => {
      const copy = structuredClone(base)
      for (const [path, replacement] of changes) {
        let parent: unknown = copy
        for (const key of path.slice(0, -1)) parent = (parent as Record<string, unknown> | null | undefined)?.[key]
        if (typeof parent === 'object' && parent !== null)
          (parent as Record<string, unknown>)[path[path.length - 1] ?? ''] = replacement
      }
      return copy
    })
  }
  const selector = { matchLabels: { app: 'web' } }
  const container = {
    name: 'c',
    image: 'nginx',
    ports: [{ containerPort: 80, name: 'http', protocol: 'TCP' }],
    env: [
      { name: 'A', value: 'b' },
      { name: 'B', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ],
    resources: { requests: { cpu: '100m' }, limits: { cpu: '1' } },
    volumeMounts: [{ name: 'v', mountPath: '/v' }],
    livenessProbe: { httpGet: { port: 'http', path: '/' }, periodSeconds: 5 },
  }
  const podSpec = { containers: [container], volumes: [{ name: 'v', emptyDir: {} }], nodeSelector: { a: 'b' } }
  const template = { metadata: { labels: { app: 'web' } }, spec: podSpec }
  const bodies: readonly (readonly [string, string, object])[] = [
    ['', 'pods', object('v1', 'Pod', 'p', { spec: podSpec })],
    [
      'apps',
      'deployments',
      object('apps/v1', 'Deployment', 'd', {
        spec: { replicas: 1, selector, template, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
      }),
    ],
    ['apps', 'replicasets', object('apps/v1', 'ReplicaSet', 'r', { spec: { replicas: 1, selector, template } })],
    [
      '',
      'services',
      object('v1', 'Service', 's', {
        spec: {
          type: 'NodePort',
          selector: { a: 'b' },
          ports: [{ name: 'x', port: 80, targetPort: 'http', nodePort: 30080 }],
        },
      }),
    ],
    ['', 'configmaps', object('v1', 'ConfigMap', 'c', { data: { a: 'b' }, binaryData: { c: 'AA==' } })],
    ['', 'secrets', object('v1', 'Secret', 's', { type: 'Opaque', data: { a: 'AA==' }, stringData: { b: 'c' } })],
    ['', 'namespaces', object('v1', 'Namespace', 'n', { spec: { finalizers: ['kubernetes'] } })],
    [
      '',
      'nodes',
      object('v1', 'Node', 'n', { spec: { podCIDR: '10.0.0.0/24', taints: [{ key: 'a', effect: 'NoSchedule' }] } }),
    ],
    [
      '',
      'endpoints',
      object('v1', 'Endpoints', 'e', { subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80 }] }] }),
    ],
    [
      'discovery.k8s.io',
      'endpointslices',
      object('discovery.k8s.io/v1', 'EndpointSlice', 'e', {
        addressType: 'IPv4',
        endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
        ports: [{ port: 80, name: '', protocol: 'TCP' }],
      }),
    ],
    [
      '',
      'events',
      object('v1', 'Event', 'e', {
        involvedObject: { kind: 'Pod', name: 'p', namespace: 'default' },
        reason: 'x',
        message: 'y',
        type: 'Normal',
        count: 1,
      }),
    ],
  ]

  test.each(bodies)('%s/%s: only ApiErrors come back, and what is kept can be read', (group, resource, base) => {
    const { client } = newCluster()
    const namespaced = client.resources().find((known) => known.resource === resource)?.namespaced
    const all = { group, version: 'v1', resource, namespace: namespaced ? 'default' : undefined }
    const attempt = <T>(work: () => T): T | undefined => {
      try {
        return work()
      } catch (error) {
        expect(error).toBeInstanceOf(ApiError)
        return undefined
      }
    }
    // As it stands it is taken.
    client.delete({ ...all, name: client.create(all, base as KubeObject).metadata.name }, { gracePeriodSeconds: 0 })
    fc.assert(
      fc.property(
        mutated(base),
        mutated(base),
        fc.constantFrom('json', 'merge', 'strategic'),
        value,
        (first, second, type, raw) => {
          const stored = attempt(() => client.create(all, first as KubeObject))
          if (!stored) return
          const target = { ...all, name: stored.metadata.name }
          expect(client.get(target)).toBe(stored)
          // What was stored is canonical: sending it again changes nothing.
          expect(client.update(target, JSON.parse(JSON.stringify(stored)) as KubeObject)).toBe(stored)
          attempt(() => client.list(all, { as: 'Table' }))
          attempt(() => client.update(target, second as KubeObject))
          attempt(() =>
            client.patch(
              target,
              type,
              type === 'json' ? [{ op: 'add', path: '/spec', value: raw as Json }] : (second as Json),
            ),
          )
          attempt(() => client.delete(target, { gracePeriodSeconds: 0 }))
        },
      ),
      { numRuns: 150 },
    )
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('nesting without end is refused', () => {
    const { client } = newCluster()
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as Json
    const target = { group: '', version: 'v1', resource: 'serviceaccounts', namespace: 'default', name: 'default' }
    const patch: Json = [{ op: 'add', path: '/x', value: deep }]
    expect(refusal(() => client.patch(target, 'json', patch)).message).toBe('exceeded max depth')
    expect(refusal(() => client.patch(target, 'strategic', { metadata: { labels: deep } })).code).toBe(400)
  })

  test('a pod survives the way there and back', () => {
    const { client } = newCluster()
    const made = client.create(pods, object('v1', 'Pod', 'p', { spec: podSpec }))
    expect(client.get({ ...pods, name: 'p' })).toEqual(JSON.parse(JSON.stringify(made)))
  })
})

test('watching from the start replays to the same store', () => {
  const { client, server } = newCluster()
  const everywhere = { ...deployments, namespace: undefined }
  const watch = client.watch(everywhere)
  const copy = new Map<string, KubeObject>()
  const replay = (): void => {
    for (const { type, object } of watch.take()) {
      if (type === 'DELETED') copy.delete(object.metadata.name)
      else copy.set(object.metadata.name, object)
    }
  }
  fc.assert(
    fc.property(
      fc.constantFrom('a', 'b', 'c'),
      fc.constantFrom('create', 'scale', 'label', 'delete'),
      fc.nat(9),
      (name, verb, n) => {
        const target = { ...deployments, name }
        try {
          if (verb === 'create') client.create(deployments, { ...deployment({}), metadata: { name } })
          else if (verb === 'scale')
            client.patch({ ...target, subresource: 'scale' }, 'merge', { spec: { replicas: n } })
          else if (verb === 'label') client.patch(target, 'strategic', { metadata: { labels: { n: String(n) } } })
          else client.delete(target)
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError)
        }
        replay()
        expect([...copy.values()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))).toEqual(
          client.list(everywhere).items,
        )
      },
    ),
    { numRuns: 300 },
  )
  expect(server.snapshot().revision).toBeGreaterThan(20)
})
