// How far our kubectl agrees with recordings of kubectl 1.33 against a mock API server: 1,215 commands, each in a fresh
// cluster that holds the objects the mock held. What rests on the mock rather than on kubectl is left out, with the
// reason; clock times are masked on both sides, as they were in the recordings.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Draft, KubeObject } from '../../src/api/index.ts'
import { createCluster } from '../../src/cluster/index.ts'
import { laterKinds } from '../../src/kinds/later.ts'
import { labOver } from '../../src/lab/index.ts'
import { addReaper, recordedStreams } from './stand-in.ts'

const folder = import.meta.dirname

export interface RecordedCase {
  readonly id: string
  readonly cmd: string
  readonly rc: number | string
  readonly stdout: string
  readonly stderr: string
  readonly files?: Readonly<Record<string, string>>
  readonly noFiles?: true
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
  readonly empty?: true
  readonly mock?: Readonly<Record<string, unknown>>
  readonly hook?: true
}

export interface Outcome {
  readonly recorded: RecordedCase
  readonly verb: string
  /** Why it is left out. */
  readonly leftOut: string | undefined
  readonly agrees: boolean
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

export const recordedCases: readonly RecordedCase[] = readFileSync(join(folder, 'cases.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as RecordedCase)
const files = JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8')) as Record<string, string>
const seed = JSON.parse(readFileSync(join(folder, 'seed.json'), 'utf8')) as { now: string; objects: KubeObject[] }

export function verbOf(cmd: string): string {
  const words = /\bkubectl\s+(.*)/.exec(cmd)?.[1]?.split(/\s+/) ?? []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (['-n', '-s', '--namespace', '--context', '--server'].includes(word)) i++
    else if (!word.startsWith('-')) return word.replace(/[;|]$/, '')
  }
  return '(none)'
}

const tricks =
  /\b(forbid|invalid|one|conflict|warn|strict|gone|boom|slow|stuck|ssaconflict|crash|text500)-|\bforbidden\b|-n forbidden|(strict|invalid|forbid|warn|conf|inv1|stuck|ssac|slowdel|strictcm)\.yaml|\bPORT\b/

function leftOutBecause(c: RecordedCase): string | undefined {
  if (/\s-k\b|kustom/.test(c.cmd)) return 'kustomize'
  if (c.mock) return "an option of the mock's"
  if (c.hook) return 'the mock was changed behind the back of kubectl'
  if (tricks.test(c.cmd)) return 'a name that makes the mock answer in a special way'
  return excluded.get(c.id)
}

/** Single cases that rest on the mock, found by looking at each. */
const excluded = new Map<string, string>(
  (JSON.parse(readFileSync(join(folder, 'excluded.json'), 'utf8')) as { reason: string; ids: string[] }[]).flatMap(
    ({ reason, ids }) => ids.map((id): [string, string] => [id, reason]),
  ),
)

const times = [
  /\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/g,
  /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g,
  /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? \+0000( UTC)?/g,
]

function clean(text: string): string {
  let masked = text.replace(/([EIW])\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ (\w+\.go:\d+\])/g, '$1<log> $2')
  for (const time of times) masked = masked.replace(time, '<time>')
  return masked
    .replace(/\/tmp\/(LIVE|MERGED)-\d+/g, '<tmp>/$1')
    .replace(/\/tmp\/kubectl-edit-\d+/g, '<tmp>/kubectl-edit')
    .replaceAll('/w/.home', '$HOME')
    .replaceAll('/w/', '$CWD/')
}

const kubeconfig = `apiVersion: v1
kind: Config
current-context: mock
clusters:
- cluster:
    server: http://127.0.0.1:PORT
  name: mock
contexts:
- context:
    cluster: mock
    user: jane
  name: mock
users:
- name: jane
  user: {}
`

const collections = new Map(
  laterKinds.definitions.map((kind) => [`${kind.group ? `${kind.group}/` : ''}${kind.version}/${kind.kind}`, kind]),
)

/** The identifier that the recorded cluster gave to an object without one. */
function recordedUid(text: string): string {
  const hash = createHash('md5').update(text).digest('hex')
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function defaulted(object: KubeObject): KubeObject {
  const draft = structuredClone(object)
  const { client, loop } = bare
  podKind?.defaults?.(draft as Draft<KubeObject>, {
    client,
    random: loop.random,
    nowMs: loop.nowMs,
    settings: { serviceCidr: '10.96.0.0/12', nodePortRange: [30000, 32767], gitVersion: 'v1.33.1' },
  })
  return draft
}

const podKind = laterKinds.definitions.find((kind) => kind.kind === 'Pod')
const bare = createCluster({ controllers: [], empty: true })

const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { name: 'everybody', resourceVersion: '1' } }
const everybodyMay: readonly (KubeObject & Readonly<Record<string, unknown>>)[] = [
  {
    ...rbac,
    kind: 'ClusterRole',
    rules: [
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      { nonResourceURLs: ['*'], verbs: ['*'] },
    ],
  },
  {
    ...rbac,
    kind: 'ClusterRoleBinding',
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'everybody' },
    subjects: ['system:unauthenticated', 'system:authenticated'].map((name) => ({
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'Group',
      name,
    })),
  },
]

function seededState(empty: boolean) {
  const lists = new Map<string, KubeObject[]>()
  let revision = 1000
  for (const object of seed.objects) {
    if (empty && object.kind !== 'Namespace') continue
    revision++
    const kind = collections.get(`${object.apiVersion}/${object.kind}`)
    if (!kind) continue
    const collection = `${kind.group}/${kind.resource}`
    const list = lists.get(collection) ?? []
    lists.set(collection, list)
    const namespace = kind.namespaced ? { namespace: object.metadata.namespace ?? 'default' } : {}
    const uid = object.metadata.uid ?? recordedUid(`${kind.resource}${namespace.namespace}${object.metadata.name}`)
    // A server defaults what it stores; the recorded one kept pods as they were written.
    const stored = object.kind === 'Pod' ? defaulted(object) : object
    list.push({ ...stored, metadata: { ...object.metadata, ...namespace, uid, resourceVersion: String(revision) } })
  }
  // The recorded server asked nobody who he is.
  for (const object of everybodyMay) {
    const name = `rbac.authorization.k8s.io/${object.kind.toLowerCase()}s`
    lists.set(name, [...(lists.get(name) ?? []), object])
  }
  const key = (object: KubeObject): string => `${object.metadata.namespace ?? ''}/${object.metadata.name}`
  return {
    revision,
    collections: [...lists].map(
      ([name, list]) => [name, list.sort((a, b) => (key(a) < key(b) ? -1 : 1))] as [string, KubeObject[]],
    ),
  }
}

export async function runCase(c: RecordedCase): Promise<Outcome> {
  const verb = verbOf(c.cmd)
  const leftOut = leftOutBecause(c)
  if (leftOut) return { recorded: c, verb, leftOut, agrees: false, stdout: '', stderr: '', exitCode: 0 }
  const cluster = createCluster({ controllers: [], empty: true, startMs: Date.parse(seed.now) })
  if (cluster.loop.nowMs < Date.parse(seed.now)) cluster.loop.advanceTo(Date.parse(seed.now))
  cluster.server.extend(laterKinds)
  cluster.server.restore(seededState(c.empty === true))
  addReaper(cluster)
  cluster.server.setStreams(recordedStreams)
  const lab = labOver(cluster, { serverAddress: 'http://127.0.0.1:PORT', settleMs: 6000 })
  lab.writeFile('/w/.kubeconfig', kubeconfig)
  lab.writeFile('/w/.home/.kube/keep', '')
  for (const [name, text] of Object.entries({ ...(c.noFiles ? {} : files), ...c.files }))
    lab.writeFile(`/w/${name}`, text)
  const env = Object.entries(c.env ?? {}).map(([name, value]) => ` ${name}=${value}`)
  await lab.run(`cd /w; export KUBECONFIG=/w/.kubeconfig HOME=/w/.home${env.join('')}; chmod +x *.sh`)
  const command = c.stdin === undefined ? c.cmd : `{ ${c.cmd}\n} <<'STDIN'\n${c.stdin.replace(/\n$/, '')}\nSTDIN`
  let stdout = ''
  let stderr = ''
  let exitCode = -1
  try {
    const done = await lab.run(command)
    stdout = clean(done.stdout)
    stderr = clean(done.stderr)
    exitCode = done.exitCode
  } catch (error) {
    stderr = `our fault: ${error instanceof Error ? error.message : String(error)}`
  }
  const agrees = stdout === c.stdout && stderr === c.stderr && exitCode === c.rc
  return { recorded: c, verb, leftOut: undefined, agrees, stdout, stderr, exitCode }
}
