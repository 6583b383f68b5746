// `npm run bench`: how long things take, as figures and as ratios measured in one run. Medians of several rounds after a
// warm-up; nothing here is a test. Everything is synchronous on one thread, so on a quiet machine its time is its CPU time.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createLab, type Lab } from '../../src/lab/index.ts'
import { serve } from '../../src/node/serve.ts'
import { engineSize } from './engine-size.ts'
import { otherSimulator } from './other-simulator.ts'

let missed = 0

function report(name: string, value: number, unit: 'ms' | 'µs' | 'kB', goal?: number): void {
  const verdict = goal === undefined ? '' : `   goal < ${goal} ${unit} ${value < goal ? 'ok' : 'MISSED'}`
  if (goal !== undefined && value >= goal) missed++
  console.log(`${name.padEnd(58)} ${value.toFixed(2).padStart(9)} ${unit}${verdict}`)
}

async function measure(
  name: string,
  rounds: number,
  goalMs: number | undefined,
  work: () => Promise<number>,
): Promise<number> {
  // As many rounds again as are counted, so that what is counted is compiled code; the first boot has its own line.
  for (let i = 0; i < rounds; i++) await work()
  const times: number[] = []
  for (let i = 0; i < rounds; i++) times.push(await work())
  const ms = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
  report(name, ms, 'ms', goalMs)
  return ms
}

/** The CPU time that `work` takes in this process. */
async function cpuMs(work: () => Promise<unknown> | unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1000
}

async function wallMs(work: () => Promise<unknown> | unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const deployments = { group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default' }

const ready = (lab: Lab, name = 'web'): number => {
  const { status } = lab.client.get({ ...deployments, name }) as { status?: { readyReplicas?: number } }
  return status?.readyReplicas ?? 0
}

function deployment(replicas: number, name = 'web') {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
    },
  }
}

/** Nodes for many pods: a node takes 110. */
function addNodes(lab: Lab, count: number): void {
  const { items } = lab.client.list({ group: '', version: 'v1', resource: 'nodes' })
  const model = items.find((node) => node.metadata.name === 'node01')
  if (!model) throw new Error('no node01')
  for (let i = 2; i < count + 2; i++) {
    const name = `node${String(i).padStart(2, '0')}`
    const { uid: _, resourceVersion: __, creationTimestamp: ___, ...metadata } = model.metadata
    const labels = { ...metadata.labels, 'kubernetes.io/hostname': name }
    const spec = { podCIDR: `10.244.${i}.0/24`, podCIDRs: [`10.244.${i}.0/24`] }
    const node = { ...model, metadata: { ...metadata, name, labels }, spec }
    lab.client.create({ group: '', version: 'v1', resource: 'nodes' }, node)
    lab.client.update({ group: '', version: 'v1', resource: 'nodes', name, subresource: 'status' }, node)
  }
}

/** Ten small deployments one after the other in one lab: a single one is over before the figures mean anything. */
async function rollOutTen(): Promise<number> {
  const lab = createLab({ seed: 1 })
  lab.settle()
  const ms = await wallMs(() => {
    for (let i = 0; i < 10; i++) {
      const name = `web-${i}`
      lab.client.create(deployments, deployment(3, name))
      for (let round = 0; ready(lab, name) < 3 && round < 20; round++) lab.settle()
      if (ready(lab, name) !== 3) throw new Error(`${name} did not become ready`)
    }
  })
  return ms / 10
}

async function rollOut(replicas: number, nodes: number): Promise<number> {
  const lab = createLab({ seed: 1 })
  addNodes(lab, nodes)
  lab.settle()
  const ms = await wallMs(() => {
    lab.client.create(
      { group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default' },
      deployment(replicas),
    )
    for (let round = 0; ready(lab) < replicas && round < 20; round++) lab.settle()
  })
  if (ready(lab) !== replicas) throw new Error(`${ready(lab)} of ${replicas} pods are ready`)
  return ms
}

/** 10,000 small objects in one namespace: the times of single requests. */
async function manyObjects(): Promise<void> {
  const { client } = createLab({ seed: 1 })
  const maps = { group: '', version: 'v1', resource: 'configmaps', namespace: 'default' }
  const nameOf = (i: number): string => `map-${String(i).padStart(5, '0')}`
  const create = (i: number) => {
    const metadata = { name: nameOf(i), labels: { app: `app-${i % 20}` } }
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { key: String(i) } }
    client.create(maps, object)
  }
  const each = async (name: string, goalUs: number, from: number, work: (i: number) => unknown): Promise<void> => {
    const ms = await wallMs(() => {
      for (let i = from; i < from + 5000; i++) work(i)
    })
    report(name, ms / 5, 'µs', goalUs)
  }
  for (let i = 0; i < 5000; i++) create(i)
  await each('create one of 10,000 objects, CPU', 60, 5000, create)
  await each('get one of 10,000 objects, CPU', 20, 2000, (i) => client.get({ ...maps, name: nameOf(i) }))
  await measure('list 500 of 10,000 objects by label', 30, 1, () =>
    wallMs(() => client.list(maps, { labelSelector: 'app=app-7' })),
  )
}

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

function heapUsed(): number {
  for (let i = 0; i < 3; i++) if (typeof collect === 'function') collect()
  return process.memoryUsage().heapUsed
}

function heap(): void {
  const crowd = createLab({ seed: 1 })
  addNodes(crowd, 10)
  crowd.settle()
  const empty = heapUsed()
  const deployments = { group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default' }
  crowd.client.create(deployments, deployment(1000))
  for (let round = 0; ready(crowd) < 1000 && round < 20; round++) crowd.settle()
  report('heap per running pod, with its six events', (heapUsed() - empty) / 1e6, 'kB')
  crowd.advance(2 * 3600_000)
  report('heap per running pod, when the events have expired', (heapUsed() - empty) / 1e6, 'kB', 12)

  const inn = createLab({ seed: 1 })
  const services = { group: '', version: 'v1', resource: 'services', namespace: 'default' }
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  }
  const comeAndGo = (times: number): void => {
    for (let i = 0; i < times; i++) {
      inn.client.create(services, service)
      inn.settle()
      inn.client.delete({ ...services, name: 'web' })
      inn.settle()
    }
  }
  comeAndGo(20)
  const before = heapUsed()
  comeAndGo(600)
  report('growth of the heap by 600 services that come and go', (heapUsed() - before) / 1e3, 'kB', 1000)
  // What was measured must live to here.
  if (ready(crowd) !== 1000 || inn.nowMs() === 0) throw new Error('the labs are not what they were')
}

/** The same beside another simulator of Kubernetes for browsers, where that is installed. */
async function compare(): Promise<void> {
  const other = await otherSimulator(3)
  if (!other) {
    console.log('@ngrok/webernetes is not installed: the ratio to it is left out')
    return
  }
  try {
    const ours = await measure('boot and 3 replicas to Ready, CPU', 5, undefined, () =>
      cpuMs(() => {
        const lab = createLab({ seed: 1 })
        lab.client.create(
          { group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default' },
          deployment(3),
        )
        for (let round = 0; ready(lab) < 3 && round < 20; round++) lab.settle()
      }),
    )
    const theirs = await measure('boot and 3 replicas to Ready, @ngrok/webernetes, CPU', 5, undefined, () =>
      cpuMs(other.rollOut),
    )
    console.log(`ratio: ${(theirs / ours).toFixed(1)} × less CPU than @ngrok/webernetes`)
  } finally {
    other.remove()
  }
}

const engine = 'engine: sim, api, kinds, controllers, network, gzipped'
report(engine, (await engineSize(process.cwd(), ['index.ts'])) / 1024, 'kB', 90)
const whole = await engineSize(process.cwd(), ['index.ts', 'later.ts'])
report('  with the kinds, rules and patches that come with kubectl', whole / 1024, 'kB')
report('first boot of this process: nothing is compiled yet', await wallMs(() => createLab({ seed: 1 })), 'ms')
await measure('boot to usable (createLab, kubeadm)', 40, 20, () => wallMs(() => createLab({ seed: 1 })))
await measure('3-replica Deployment to Ready, mean of ten in a row', 20, 5, rollOutTen)
await measure('300-replica Deployment to Ready', 7, 300, () => rollOut(300, 3))
await measure('1,000-replica Deployment to Ready', 3, 2000, () => rollOut(1000, 10))

const big = createLab({ seed: 1 })
addNodes(big, 3)
big.client.create({ group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default' }, deployment(300))
for (let round = 0; ready(big) < 300 && round < 20; round++) big.settle()
const pods = { group: '', version: 'v1', resource: 'pods', namespace: 'default' }
await measure('list 300 pods', 50, 2, () => wallMs(() => big.client.list(pods)))
await measure('list 300 pods as a Table', 50, 2, () => wallMs(() => big.client.list(pods, { as: 'Table' })))

await manyObjects()
heap()
await compare()

const lab = createLab({ seed: 1 })
await lab.run('kubectl create deployment web --image=nginx --replicas=3')
const ours = await measure('kubectl get pods, in the lab', 30, undefined, () =>
  wallMs(() => lab.run('kubectl get pods')),
)

let real: string | undefined
try {
  real = execFileSync('bash', ['-c', 'command -v kubectl'], { encoding: 'utf8' }).trim()
} catch {
  console.log('no kubectl on the PATH: the ratio to it is left out')
}
if (real) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const served = await serve(lab, { clock: 'manual' })
  try {
    const config = join(folder, 'config')
    writeFileSync(
      config,
      `apiVersion: v1\nkind: Config\nclusters:\n- {name: a, cluster: {server: "${served.url}"}}\ncontexts:\n- {name: a, context: {cluster: a, user: a}}\ncurrent-context: a\nusers:\n- {name: a, user: {}}\n`,
    )
    const { execFile } = await import('node:child_process')
    const kubectl = real
    const run = () =>
      new Promise<void>((resolve, reject) =>
        execFile(kubectl, ['get', 'pods'], { env: { ...process.env, KUBECONFIG: config, HOME: folder } }, (error) =>
          error ? reject(error) : resolve(),
        ),
      )
    const theirs = await measure('kubectl get pods, real process against our API', 9, undefined, () => wallMs(run))
    console.log(`ratio: the lab answers ${(theirs / ours).toFixed(0)} × faster (goal: at least 10 ×)`)
  } finally {
    await served.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
process.exitCode = missed > 0 ? 1 : 0
