// Each type of check fails for its own reasons and passes by any road; each question computes its answer.

import { expect, test } from 'vitest'
import { checkTypes, type HistoryEntry, questionTypes, type View } from '../../src/lesson/index.ts'
import { type SmallCluster, smallCluster } from './small-cluster.ts'

function view(cluster: SmallCluster, history: readonly Partial<HistoryEntry>[] = []): View {
  const whole = { command: '', stdout: '', stderr: '', exitCode: 0, atMs: cluster.loop.nowMs }
  return {
    client: cluster.client,
    history: history.map((entry) => ({ ...whole, ...entry })),
    readFile: (path) => cluster.files.get(path),
    calls: [],
    latched: [],
    answers: {},
    nowMs: cluster.loop.nowMs,
  }
}

function check(type: string, options: Record<string, unknown>) {
  const bound = checkTypes.find((candidate) => candidate.type === type)?.bind(options)
  if (!bound) throw new Error(type)
  return bound
}

function question(type: string, options: Record<string, unknown>) {
  const bound = questionTypes.find((candidate) => candidate.type === type)?.bind(options)
  if (!bound) throw new Error(type)
  return bound
}

const backend = { app: 'myapp', type: 'backend' }

function threePods(): SmallCluster {
  const cluster = smallCluster()
  for (const number of [1, 2, 3]) cluster.pod(`back-end-${number}`, backend, `10.244.0.${number}`)
  cluster.pod('front-end-1', { app: 'myapp', type: 'frontend' }, '10.244.0.9')
  return cluster
}

test('every code that a check can give is declared', () => {
  for (const { type, summary } of [...checkTypes, ...questionTypes]) expect(summary.length, type).toBeGreaterThan(20)
  const types = [...checkTypes, ...questionTypes].map(({ type }) => type)
  expect(new Set(types).size).toBe(types.length)
})

test('shown wants every value, as whole words, from one command that succeeded', () => {
  const cluster = threePods()
  const shown = check('shown', { resource: 'pods', labels: 'type=backend', path: 'status.podIP' })
  const look = (...history: Partial<HistoryEntry>[]) => shown.look(view(cluster, history), undefined)
  expect(look()).toMatchObject({ pass: false, code: 'missing' })
  expect(look({ stdout: '10.244.0.11 10.244.0.22 10.244.0.33' })).toMatchObject({ code: 'missing' })
  expect(look({ stdout: '10.244.0.1 10.244.0.2' })).toMatchObject({ code: 'some', parameters: { seen: 2, wanted: 3 } })
  expect(look({ stdout: '10.244.0.1 10.244.0.2 10.244.0.3', exitCode: 1 })).toMatchObject({ code: 'missing' })
  expect(look({ stdout: 'podIP: "10.244.0.1"\n10.244.0.2\n10.244.0.3:80' }).pass).toBe(true)
})

test('command-run finds words in one simple command', () => {
  const ran = check('command-run', { words: ['kubectl', 'get', 'pods|pod|po'] })
  const look = (command: string, exitCode = 0) => ran.look(view(smallCluster(), [{ command, exitCode }]), undefined)
  expect(look('k get po -owide').pass).toBe(true)
  expect(look('cd /; kubectl get pod/x | cat').pass).toBe(true)
  expect(look('kubectl get; echo pods').pass).toBe(false)
  expect(look('kubectl get pods x', 1)).toMatchObject({ code: 'failed' })
})

test('exists tells the wrong namespace from nothing', () => {
  const cluster = smallCluster()
  const exists = check('exists', { resource: 'svc', name: 'back-end' })
  expect(exists.look(view(cluster), undefined)).toMatchObject({ code: 'missing' })
  cluster.service('back-end', { ports: [{ port: 80 }] }, 'shop')
  expect(exists.look(view(cluster), undefined)).toMatchObject({ code: 'elsewhere', parameters: { namespace: 'shop' } })
  cluster.service('back-end', { ports: [{ port: 80 }] })
  expect(exists.look(view(cluster), undefined).pass).toBe(true)
})

test('field compares what stands there', () => {
  const cluster = smallCluster()
  cluster.service('web', { ports: [{ port: 8080 }] })
  const field = (options: Record<string, unknown>) =>
    check('field', { resource: 'services', name: 'web', ...options }).look(view(cluster), undefined)
  expect(field({ path: 'spec.ports[0].port', equals: 80 })).toMatchObject({
    code: 'wrong',
    parameters: { found: '8080' },
  })
  expect(field({ path: 'spec.ports[-1].port', equals: 8080 }).pass).toBe(true)
  expect(field({ path: "metadata.labels['a.b/c']", equals: 'x' })).toMatchObject({ parameters: { found: '–' } })
  expect(field({ path: 'spec.type', contains: 'Cluster' }).pass).toBe(true)
})

test.each([
  [undefined, 'empty'],
  [{ app: 'myapp', type: 'back-end' }, 'none'],
  [{ app: 'myapp' }, 'others'],
  [{ type: 'backend' }, undefined],
  [{ app: 'myapp', type: 'backend' }, undefined],
])('selects with selector %j says %s', (selector, code) => {
  const cluster = threePods()
  cluster.service('back-end', { ports: [{ port: 80 }], ...(selector ? { selector } : {}) })
  const verdict = check('selects', { service: 'back-end', pods: 'app=myapp,type=backend' }).look(
    view(cluster),
    undefined,
  )
  expect(verdict.pass).toBe(code === undefined)
  if (code) expect(verdict.code).toBe(code)
})

test('selects with no pods to match says so, and not that the selector is wrong', () => {
  const cluster = threePods()
  cluster.service('back-end', { ports: [{ port: 80 }], selector: backend })
  for (const number of [1, 2, 3]) cluster.remove('pods', `back-end-${number}`)
  const verdict = check('selects', { service: 'back-end', pods: 'type=backend' }).look(view(cluster), undefined)
  expect(verdict).toMatchObject({ pass: false, code: 'no-pods' })
})

test('endpoints counts the ready ones and looks at their port', () => {
  const cluster = threePods()
  const look = (options = {}) =>
    check('endpoints', { service: 'back-end', ready: 3, ...options }).look(view(cluster), undefined)
  expect(look()).toMatchObject({ code: 'missing' })
  cluster.service('back-end', { ports: [{ port: 80 }], selector: backend })
  expect(look()).toMatchObject({ code: 'none' })
  cluster.slice('back-end', ['10.244.0.1'], 80)
  expect(look()).toMatchObject({ code: 'fewer', parameters: { ready: 1, wanted: 3 } })
  cluster.remove('endpointslices', 'back-end-1')
  cluster.slice('back-end', ['10.244.0.1', '10.244.0.2', '10.244.0.3'], 8080)
  expect(look()).toMatchObject({ code: 'port', parameters: { found: '8080', wanted: '80' } })
  cluster.remove('endpointslices', 'back-end-1')
  cluster.slice('back-end', ['10.244.0.1', '10.244.0.2', '10.244.0.3'], 80, false)
  expect(look()).toMatchObject({ code: 'none' })
  cluster.remove('endpointslices', 'back-end-1')
  cluster.slice('back-end', ['10.244.0.1', '10.244.0.2', '10.244.0.3'], 80)
  expect(look().pass).toBe(true)
})

test('answered-by counts real calls by name, and with `after` only those since another check has passed', () => {
  const cluster = threePods()
  const options = { resource: 'pods', labels: 'type=backend', service: 'back-end' }
  const two = check('answered-by', { ...options, distinct: 2 })
  const memory = two.remember(view(cluster))
  const call = (pod: string, name = 'back-end.default.svc.cluster.local', ...after: string[]) => ({
    name,
    pod,
    namespace: 'default',
    after,
  })
  const look = (...calls: View['calls']) => two.look({ ...view(cluster), calls }, memory)
  const printed = { command: 'curl back-end; kubectl get pods', stdout: 'back-end-1 back-end-2' }
  expect(two.look(view(cluster, [printed]), memory)).toMatchObject({ code: 'missing' })
  for (const other of [call('front-end-1'), call('back-end-1', 'back-end.shop.svc.cluster.local')])
    expect(look(other)).toMatchObject({ code: 'missing' })
  expect(look(call('back-end-1'))).toMatchObject({ code: 'fewer', parameters: { seen: 1, wanted: 2 } })
  expect(look(call('back-end-1'), call('back-end-3')).pass).toBe(true)

  const later = check('answered-by', { ...options, after: 'replaced' })
  const since = (latched: readonly string[], ...calls: View['calls']) =>
    later.look({ ...view(cluster), calls, latched }, memory)
  expect(since(['two'], call('back-end-1'))).toMatchObject({ code: 'early' })
  expect(since(['two', 'replaced'], call('back-end-1', undefined, 'two'))).toMatchObject({ code: 'missing' })
  expect(since(['two', 'replaced'], call('back-end-1', undefined, 'two', 'replaced')).pass).toBe(true)
})

test('replaced wants a ready successor with another address', () => {
  const cluster = threePods()
  const replaced = check('replaced', { resource: 'pods', labels: 'type=backend' })
  const memory = replaced.remember(view(cluster))
  const look = () => replaced.look(view(cluster), memory)
  expect(look()).toMatchObject({ code: 'same' })
  cluster.remove('pods', 'back-end-1')
  // Nobody makes new ones here.
  expect(look()).toMatchObject({ code: 'fewer', parameters: { before: 3, now: 2 } })
  cluster.pod('back-end-4', backend, '10.244.0.1')
  expect(look()).toMatchObject({ code: 'waiting' })
  cluster.pod('back-end-5', backend, '10.244.0.5')
  expect(look().pass).toBe(true)
})

test('label-removed wants the pod alive and the label gone; changed-count sees the difference', () => {
  const cluster = threePods()
  const removed = check('label-removed', { resource: 'pods', labels: 'type=backend', label: 'type' })
  const fewer = check('changed-count', { resource: 'pods', labels: 'type=backend', to: 'fewer' })
  const memory = [removed.remember(view(cluster)), fewer.remember(view(cluster))]
  const look = () => [removed.look(view(cluster), memory[0]).code, fewer.look(view(cluster), memory[1]).pass]
  const relabel = (name: string, type: string | null) =>
    cluster.client.patch({ group: '', version: 'v1', resource: 'pods', namespace: 'default', name }, 'merge', {
      metadata: { labels: { type } },
    })
  expect(look()).toEqual(['same', false])
  relabel('back-end-1', 'other')
  expect(look()).toEqual(['changed', true])
  cluster.remove('pods', 'back-end-1')
  expect(look()).toEqual(['gone', true])
  relabel('back-end-2', null)
  expect(look()).toEqual(['label', true])
})

test('questions read their answers off the cluster, in either script', () => {
  const cluster = threePods()
  cluster.service('kubernetes', { ports: [{ name: 'https', port: 443, targetPort: 6443 }] })
  const port = question('value', {
    resource: 'services',
    name: 'kubernetes',
    path: 'spec.ports[0].targetPort',
    near: [{ id: 'port', path: 'spec.ports[0].port' }],
  })
  const judge = (answer: string) => port.judge(view(cluster), answer, undefined)
  for (const answer of ['6443', '６４４３', ' ৬৪৪৩ ', '6443/TCP', '`6443`', '৬443।'])
    expect(judge(answer).pass, answer).toBe(true)
  for (const answer of ['443', '৪৪৩']) expect(judge(answer), answer).toMatchObject({ pass: false, code: 'port' })
  for (const answer of ['', '64', '6443 443', 'https']) expect(judge(answer), answer).toMatchObject({ code: 'wrong' })

  const pods = question('count', { resource: 'pods', labels: 'type=backend' })
  for (const answer of ['৩', '৩টি', '3 টা']) expect(pods.judge(view(cluster), answer, undefined).pass).toBe(true)
  expect(pods.judge(view(cluster), 'three', undefined)).toMatchObject({ code: 'number' })
  expect(pods.judge(view(cluster), '4', undefined)).toMatchObject({ code: 'wrong' })

  const fresh = question('value', {
    resource: 'pods',
    labels: 'type=backend',
    path: 'status.podIP',
    new: true,
    near: [{ id: 'older', path: 'status.podIP' }],
  })
  const memory = fresh.remember(view(cluster))
  expect(fresh.judge(view(cluster), '10.244.0.1', memory)).toMatchObject({ code: 'early' })
  cluster.pod('back-end-4', backend, '10.244.0.4')
  expect(fresh.judge(view(cluster), '10.244.0.1', memory)).toMatchObject({ code: 'older' })
  expect(fresh.judge(view(cluster), '১০.২৪৪.০.৪', memory).pass).toBe(true)

  const trend = question('trend', { resource: 'pods', labels: 'type=backend', path: 'metadata.name' })
  const before = trend.remember(view(cluster))
  cluster.remove('pods', 'back-end-1')
  expect(trend.judge(view(cluster), 'fewer', before).pass).toBe(true)
  expect(trend.judge(view(cluster), 'same', before)).toMatchObject({ code: 'wrong', parameters: { before: 4, now: 3 } })
})
