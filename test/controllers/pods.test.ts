// Pods from birth to death, as the kubelet and the scheduler lead them: statuses, events and their texts.
import { describe, expect, it } from 'vitest'
import { laterKinds } from '../../src/kinds/later.ts'
import { core, create, eventsOf, getPod, pod, statusOf, world } from '../cluster/world.ts'

describe('a pod', () => {
  it('is scheduled, pulled, started and ready, and not at once', () => {
    const c = world()
    create(c, core('pods'), pod('web', { image: 'nginx:1.27' }))
    c.loop.drain()
    expect(statusOf(c, 'web')).toBe('ContainerCreating')
    expect(c.loop.settle()).toBe(true)
    expect(statusOf(c, 'web')).toBe('Running')
    const events = eventsOf(c, 'web')
    expect(events.map((event) => event.replace(/\d+(\.\d+)?m?s/g, 'T'))).toEqual([
      'Scheduled: Successfully assigned default/web to node01',
      'Pulling: Pulling image "nginx:1.27"',
      'Pulled: Successfully pulled image "nginx:1.27" in T (T including waiting). Image size: 72406859 bytes.',
      'Created: Created container: main',
      'Started: Started container main',
    ])
    const status = getPod(c, 'web')?.status
    expect(status?.conditions?.map(({ type, status: value }) => `${type}=${value}`)).toEqual([
      'PodReadyToStartContainers=True',
      'Initialized=True',
      'Ready=True',
      'ContainersReady=True',
      'PodScheduled=True',
    ])
    expect(status?.podIP).toMatch(/^10\.244\.1\.\d+$/)
    expect(status?.containerStatuses?.[0]).toMatchObject({
      image: 'docker.io/library/nginx:1.27',
      ready: true,
      restartCount: 0,
      started: true,
    })
    create(c, core('pods'), pod('again', { image: 'nginx:1.27' }))
    c.loop.settle()
    expect(eventsOf(c, 'again')).toContain('Pulled: Container image "nginx:1.27" already present on machine')
    expect(c.faults).toEqual([])
  })

  it('gets containers more while it runs, which run once and do not count', () => {
    const c = world()
    c.extend(laterKinds)
    create(c, core('pods'), pod('web', { image: 'nginx:1.27' }))
    c.loop.settle()
    const target = { ...core('pods'), namespace: 'default', name: 'web', subresource: 'ephemeralcontainers' }
    const add = (name: string, more: object) =>
      c.client.patch(target, 'strategic', { spec: { ephemeralContainers: [{ name, ...more }] } })
    add('look', { image: 'tool:1' })
    add('once', { image: 'tool:1', command: ['exit', '1'] })
    add('bad', { image: 'nope:1' })
    c.loop.settle()
    const { status } = getPod(c, 'web') ?? {}
    expect(status?.ephemeralContainerStatuses).toMatchObject([
      { name: 'bad', ready: false, restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } },
      { name: 'look', ready: false, restartCount: 0, state: { running: {} } },
      { name: 'once', ready: false, restartCount: 0, state: { terminated: { exitCode: 1, reason: 'Error' } } },
    ])
    expect(status?.containerStatuses).toHaveLength(1)
    expect(status?.phase).toBe('Running')
    expect(status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True')
    expect(eventsOf(c, 'web')).toContain('Started: Started container look')
    c.client.delete({ ...core('pods'), namespace: 'default', name: 'web' })
    c.loop.drain()
    expect(eventsOf(c, 'web')).toContain('Killing: Stopping container look')
    c.loop.settle()
    expect(getPod(c, 'web')).toBeUndefined()
    expect(c.faults).toEqual([])
  })

  it('says why it cannot be scheduled, and is when it can', () => {
    const c = world()
    const message =
      '0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }. preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.'
    create(c, core('pods'), pod('big', { resources: { requests: { cpu: '1500m' } } }))
    create(c, core('pods'), pod('big2', { resources: { requests: { cpu: '1500m' } } }))
    c.loop.settle()
    expect(statusOf(c, 'big')).toBe('Running')
    expect(statusOf(c, 'big2')).toBe('Pending')
    expect(eventsOf(c, 'big2')).toEqual([`FailedScheduling: ${message}`])
    expect(getPod(c, 'big2')?.status?.conditions).toMatchObject([
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message },
    ])
    c.client.delete({ ...core('pods'), namespace: 'default', name: 'big' }, { gracePeriodSeconds: 0 })
    c.loop.settle()
    expect(statusOf(c, 'big2')).toBe('Running')
    create(c, core('pods'), pod('picky', {}, { nodeSelector: { disk: 'ssd' } }))
    c.loop.settle()
    expect(eventsOf(c, 'picky')).toEqual([
      "FailedScheduling: 0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
    ])
    expect(c.faults).toEqual([])
  })

  it('whose image does not exist backs off with the registry’s words', () => {
    const c = world()
    const error =
      'failed to pull and unpack image "docker.io/library/ngnix:latest": failed to resolve reference "docker.io/library/ngnix:latest": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed'
    create(c, core('pods'), pod('typo', { image: 'ngnix' }))
    for (let i = 0; i < 50 && statusOf(c, 'typo') !== 'ErrImagePull'; i++) c.loop.advance(100)
    expect(getPod(c, 'typo')?.status?.containerStatuses?.[0]?.state).toEqual({
      waiting: { reason: 'ErrImagePull', message: error },
    })
    c.loop.settle()
    expect(statusOf(c, 'typo')).toBe('ImagePullBackOff')
    expect(eventsOf(c, 'typo').slice(1)).toEqual([
      'Pulling: Pulling image "ngnix"',
      `Failed: Failed to pull image "ngnix": ${error}`,
      'Failed: Error: ErrImagePull',
      'BackOff: Back-off pulling image "ngnix"',
      'Failed: Error: ImagePullBackOff',
    ])
    c.loop.advance(60_000)
    expect(statusOf(c, 'typo')).toBe('ImagePullBackOff')
    expect(eventsOf(c, 'typo')[1]).toMatch(/Pulling image "ngnix" \(x[34]\)/)
    expect(c.faults).toEqual([])
  })

  it('that fails is started again, ever later', () => {
    const c = world()
    create(c, core('pods'), pod('crash', { command: ['exit', '3', '1'] }))
    c.loop.advance(20_000)
    expect(statusOf(c, 'crash')).toBe('CrashLoopBackOff')
    const seen: number[] = []
    let restarts = getPod(c, 'crash')?.status?.containerStatuses?.[0]?.restartCount ?? 0
    const start = c.loop.nowMs
    while (c.loop.nowMs < start + 1_500_000) {
      c.loop.advance(1000)
      const now = getPod(c, 'crash')?.status?.containerStatuses?.[0]?.restartCount ?? 0
      if (now > restarts) seen.push(Math.round((c.loop.nowMs - start) / 1000))
      restarts = now
    }
    const gaps = seen.slice(1).map((at, index) => at - (seen[index] ?? 0))
    expect(gaps.map((gap) => Math.round(gap / 10) * 10).slice(0, 5)).toEqual([40, 80, 160, 300, 300])
    expect(getPod(c, 'crash')?.status?.containerStatuses?.[0]?.lastState?.terminated).toMatchObject({
      exitCode: 3,
      reason: 'Error',
    })
    expect(eventsOf(c, 'crash').join('\n')).toMatch(
      /BackOff: Back-off restarting failed container main in pod crash_default\([0-9a-f-]{36}\) \(x\d+\)/,
    )
    expect(c.faults).toEqual([])
  })

  it.each([
    ['Never', '0', 'Completed', 'Succeeded'],
    ['Never', '1', 'Error', 'Failed'],
    ['OnFailure', '0', 'Completed', 'Succeeded'],
  ])('with restartPolicy %s that exits with %s is %s', (restartPolicy, code, status, phase) => {
    const c = world()
    create(c, core('pods'), pod('once', { command: ['exit', code] }, { restartPolicy }))
    c.loop.settle()
    expect([statusOf(c, 'once'), getPod(c, 'once')?.status?.phase]).toEqual([status, phase])
    expect(c.faults).toEqual([])
  })

  it('whose command is not there cannot start', () => {
    const c = world()
    create(c, core('pods'), pod('lost', { command: ['nope'] }))
    c.loop.advance(3000)
    const text =
      'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "nope": executable file not found in $PATH: unknown'
    expect(eventsOf(c, 'lost').join('\n')).toContain(`Failed: Error: ${text}`)
    c.loop.advance(30_000)
    expect(statusOf(c, 'lost')).toBe('CrashLoopBackOff')
    expect(getPod(c, 'lost')?.status?.containerStatuses?.[0]?.lastState?.terminated).toMatchObject({
      exitCode: 128,
      reason: 'StartError',
      message: text,
    })
    expect(c.faults).toEqual([])
  })

  it('stops politely, or is killed after its grace', () => {
    const c = world()
    create(c, core('pods'), pod('web', { image: 'nginx:1.27' }))
    create(c, core('pods'), pod('deaf', {}, { terminationGracePeriodSeconds: 7 }))
    c.loop.settle()
    const start = c.loop.nowMs
    for (const name of ['web', 'deaf']) c.client.delete({ ...core('pods'), namespace: 'default', name })
    c.loop.drain()
    expect(statusOf(c, 'deaf')).toBe('Terminating')
    expect(eventsOf(c, 'web')).toContain('Killing: Stopping container main')
    c.loop.advance(2000)
    expect(getPod(c, 'web')).toBeUndefined()
    expect(getPod(c, 'deaf')).toBeDefined()
    expect(c.loop.settle()).toBe(true)
    expect(getPod(c, 'deaf')).toBeUndefined()
    expect(c.loop.nowMs - start).toBeGreaterThanOrEqual(7000)
    expect(c.loop.nowMs - start).toBeLessThan(8500)
    expect(c.faults).toEqual([])
  })

  it('runs init containers one by one, and sidecars beside', () => {
    const c = world()
    create(
      c,
      core('pods'),
      pod(
        'staged',
        {},
        {
          initContainers: [
            { name: 'one', image: 'tool:1', command: ['exit', '0', '3'] },
            { name: 'side', image: 'tool:1', restartPolicy: 'Always' },
            { name: 'two', image: 'tool:1', command: ['exit', '0', '3'] },
          ],
        },
      ),
    )
    const seen = new Set<string>()
    for (let i = 0; i < 150; i++) {
      c.loop.advance(100)
      seen.add(statusOf(c, 'staged'))
    }
    expect([...seen]).toEqual(['Init:0/3', 'Init:2/3', 'PodInitializing', 'Running'].filter((s) => seen.has(s)))
    expect(seen).toContain('Init:0/3')
    expect(seen).toContain('Init:2/3')
    expect(statusOf(c, 'staged')).toBe('Running')
    expect(c.faults).toEqual([])
  })

  it('tells of its containers by name', () => {
    const c = world()
    const more = ['b', 'a'].map((name) => ({ name, image: 'tool:1' }))
    create(c, core('pods'), pod('several', {}, { containers: [{ name: 'main', image: 'tool:1' }, ...more] }))
    c.loop.settle()
    const statuses = getPod(c, 'several')?.status?.containerStatuses ?? []
    expect(statuses.map(({ name }) => name)).toEqual(['a', 'b', 'main'])
  })

  it('waits for its config map, and starts when it is there', () => {
    const c = world()
    const env = [{ name: 'COLOR', valueFrom: { configMapKeyRef: { name: 'palette', key: 'color' } } }]
    create(c, core('pods'), pod('painter', { env }))
    c.loop.settle()
    expect(statusOf(c, 'painter')).toBe('CreateContainerConfigError')
    expect(eventsOf(c, 'painter').join('\n')).toContain('Failed: Error: configmap "palette" not found')
    create(c, core('configmaps'), {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'palette' },
      data: { color: 'blue' },
    } as never)
    c.loop.settle()
    expect(statusOf(c, 'painter')).toBe('Running')
    const stream = c.client.exec(
      { ...core('pods'), namespace: 'default', name: 'painter' },
      { command: ['env'], stdout: true },
    )
    expect(stream.stdout.read()).toContain('COLOR=blue\n')
    expect(c.faults).toEqual([])
  })

  it('is ready when its probe says so, and restarted when it is not alive', () => {
    const c = world()
    const probe = (path: string) => ({ exec: { command: ['test', '-e', path] }, periodSeconds: 5, failureThreshold: 2 })
    create(c, core('pods'), pod('shy', { readinessProbe: probe('/ready') }))
    create(c, core('pods'), pod('ill', { livenessProbe: probe('/alive') }, { terminationGracePeriodSeconds: 2 }))
    c.loop.advance(10_000)
    expect(getPod(c, 'shy')?.status?.containerStatuses?.[0]).toMatchObject({ ready: false, started: true })
    expect(eventsOf(c, 'shy').join('\n')).toMatch(/Unhealthy: Readiness probe failed: no \/ready/)
    c.client.exec(
      { ...core('pods'), namespace: 'default', name: 'shy' },
      { command: ['touch', '/ready'], stdout: true },
    )
    c.loop.advance(6000)
    expect(getPod(c, 'shy')?.status?.containerStatuses?.[0]?.ready).toBe(true)
    c.loop.advance(20_000)
    expect(eventsOf(c, 'ill').join('\n')).toContain('Killing: Container main failed liveness probe, will be restarted')
    expect(getPod(c, 'ill')?.status?.containerStatuses?.[0]?.restartCount).toBeGreaterThan(0)
    expect(c.faults).toEqual([])
  })

  it('that mirrors a file on the node comes back, while its container runs on', () => {
    const c = world()
    const name = 'kube-scheduler-controlplane'
    const target = { ...core('pods'), namespace: 'kube-system', name }
    const node = c.server.objects.get('/nodes', 'controlplane')
    for (const options of [{}, { gracePeriodSeconds: 0 }]) {
      const before = getPod(c, name, 'kube-system')
      c.client.delete(target, options)
      expect(c.loop.settle(0)).toBe(true)
      const after = getPod(c, name, 'kube-system')
      expect(statusOf(c, name, 'kube-system')).toBe('Running')
      expect(after?.metadata.uid).not.toBe(before?.metadata.uid)
      expect(after?.status?.containerStatuses).toEqual(before?.status?.containerStatuses)
      const owner = { apiVersion: 'v1', kind: 'Node', name: 'controlplane', uid: node?.metadata.uid, controller: true }
      expect(after?.metadata.ownerReferences).toEqual([owner])
    }
    expect(c.faults).toEqual([])
  })

  it('leaves its image on the node', () => {
    const c = world()
    create(c, core('pods'), pod('web', { image: 'nginx:1.27' }))
    c.loop.advance(20_000)
    const node = c.server.objects.get('/nodes', 'node01')
    expect(JSON.stringify(node)).toContain('"docker.io/library/nginx:1.27"')
    expect(c.faults).toEqual([])
  })
})
