// `npm run bench`: how long things take, as figures and as ratios measured in one run. Medians of several rounds after a
// warm-up; nothing here is a test.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createLab, type Lab } from '../../src/lab/index.ts'
import { serve } from '../../src/node/serve.ts'

interface Line {
  readonly name: string
  readonly ms: number
  readonly goalMs: number | undefined
}

const lines: Line[] = []

async function measure(
  name: string,
  rounds: number,
  goalMs: number | undefined,
  work: () => Promise<number>,
): Promise<number> {
  await work()
  const times: number[] = []
  for (let i = 0; i < rounds; i++) times.push(await work())
  const ms = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
  lines.push({ name, ms, goalMs })
  console.log(
    `${name.padEnd(58)} ${ms.toFixed(2).padStart(9)} ms${goalMs === undefined ? '' : `   goal < ${goalMs} ms ${ms < goalMs ? 'ok' : 'MISSED'}`}`,
  )
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

const ready = (lab: Lab): number => {
  const { items } = lab.client.list({ group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default' })
  return (items[0] as { status?: { readyReplicas?: number } } | undefined)?.status?.readyReplicas ?? 0
}

function deployment(replicas: number) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
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

async function rollOut(replicas: number, nodes: number): Promise<number> {
  const lab = createLab({ seed: 1 })
  addNodes(lab, nodes)
  lab.settle()
  const ms = await cpuMs(() => {
    lab.client.create(
      { group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default' },
      deployment(replicas),
    )
    for (let round = 0; ready(lab) < replicas && round < 20; round++) lab.settle()
  })
  if (ready(lab) !== replicas) throw new Error(`${ready(lab)} of ${replicas} pods are ready`)
  return ms
}

await measure('boot to usable (createLab, kubeadm)', 15, 20, () => wallMs(() => createLab({ seed: 1 })))
await measure('3-replica Deployment to Ready, CPU', 15, 5, () => rollOut(3, 0))
await measure('300-replica Deployment to Ready, CPU', 5, 300, () => rollOut(300, 3))
await measure('1,000-replica Deployment to Ready, CPU', 3, 2000, () => rollOut(1000, 10))

const big = createLab({ seed: 1 })
addNodes(big, 3)
big.client.create({ group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default' }, deployment(300))
for (let round = 0; ready(big) < 300 && round < 20; round++) big.settle()
const pods = { group: '', version: 'v1', resource: 'pods', namespace: 'default' }
await measure('list 300 pods', 50, 2, () => wallMs(() => big.client.list(pods)))
await measure('list 300 pods as a Table', 50, undefined, () => wallMs(() => big.client.list(pods, { as: 'Table' })))

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
process.exitCode = lines.some(({ ms, goalMs }) => goalMs !== undefined && ms >= goalMs) ? 1 : 0
