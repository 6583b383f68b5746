// A real API server without controllers: tests put in what controllers would have made.

import { type Client, createServer, type KubeObject } from '../../src/api/index.ts'
import { patches } from '../../src/api/later.ts'
import { schema } from '../../src/kinds/index.ts'
import { ruledKinds } from '../../src/kinds/later.ts'
import type { HistoryEntry, LessonHost } from '../../src/lesson/index.ts'
import { Loop } from '../../src/sim/index.ts'

export interface SmallCluster {
  readonly client: Client
  readonly loop: Loop
  readonly host: LessonHost
  readonly files: Map<string, string>
  pod(name: string, labels: Record<string, string>, address: string): void
  service(name: string, spec: Record<string, unknown>, namespace?: string): void
  slice(service: string, addresses: readonly string[], port: number, ready?: boolean): void
  remove(resource: string, name: string): void
  /** The pod has answered a request to the service's name. */
  answers(service: string, pod: string): void
}

export function smallCluster(): SmallCluster {
  const loop = new Loop({ startMs: Date.parse('2026-01-05T09:00:00Z'), seed: 1 })
  const settings = { serviceCidr: '10.43.0.0/16', nodePortRange: [30000, 32767] as const, gitVersion: 'v1.33.1+k3s1' }
  const { client } = createServer({ patches, loop, definitions: ruledKinds, schema, settings })
  const files = new Map<string, string>()
  let watch: Parameters<LessonHost['onAnswer']>[0] = () => {}
  const core = (resource: string, namespace: string | undefined = 'default') => ({
    group: resource === 'endpointslices' ? 'discovery.k8s.io' : '',
    version: 'v1',
    resource,
    namespace,
  })
  const create = (resource: string, object: unknown, namespace?: string) =>
    client.create(core(resource, namespace), object as KubeObject)
  for (const name of ['default', 'shop']) {
    client.create(
      { group: '', version: 'v1', resource: 'namespaces' },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    )
  }
  create('serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } })
  return {
    client,
    loop,
    files,
    host: {
      client,
      onAnswer(watcher) {
        watch = watcher
      },
      nowMs: () => loop.nowMs,
      settle: () => {},
      atRest: () => true,
      readFile: (path) => files.get(path),
      writeFile: (path, text) => void files.set(path, text),
    },
    pod(name, labels, address) {
      const containers = [{ name: 'main', image: 'nginx', ports: [{ containerPort: 80 }] }]
      const made = create('pods', { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec: { containers } })
      const status = { phase: 'Running', podIP: address, conditions: [{ type: 'Ready', status: 'True' }] }
      client.update({ ...core('pods'), name, subresource: 'status' }, { ...made, status } as KubeObject)
    },
    service(name, spec, namespace) {
      create('services', { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec }, namespace)
    },
    slice(service, addresses, port, ready = true) {
      create('endpointslices', {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: `${service}-1`, labels: { 'kubernetes.io/service-name': service } },
        addressType: 'IPv4',
        endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready } })),
        ports: [{ name: '', port, protocol: 'TCP' }],
      })
    },
    answers: (service, pod) => watch({ name: `${service}.default.svc.cluster.local`, pod, namespace: 'default' }),
    remove(resource, name) {
      client.delete({ ...core(resource), name }, { gracePeriodSeconds: 0 })
    },
  }
}

export function command(line: string, stdout = '', exitCode = 0): Omit<HistoryEntry, 'atMs'> {
  return { command: line, stdout, stderr: '', exitCode }
}
