// A server with the built-in kinds, and kubectl in front of it: what the transcripts of commands run on. Nothing acts on
// the objects, so that both kubectls see the same at every line.

import { firstPlugins } from '../../src/admission/index.ts'
import { type Client, createServer, type KubeObject } from '../../src/api/index.ts'
import { groupPriorities, kinds, schema } from '../../src/kinds/index.ts'
import { laterKinds } from '../../src/kinds/later.ts'
import { kubectl, type Version } from '../../src/kubectl/index.ts'
import { FileError, type Files, type Host, type Io, Loop, Pipe, Random, Signal, Tasks } from '../../src/sim/index.ts'
import type { Transcript } from './transcript.ts'

export interface Answer {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

export interface Desk {
  readonly client: Client
  run(words: readonly string[], input?: string): Answer
}

export const home = '/root'

/** The same start for every desk, so that real kubectl and ours find the same names, numbers and uids. */
export function createWorld(startMs: number, rollouts = false) {
  const loop = new Loop({ startMs, seed: 7 })
  const server = createServer({
    loop,
    definitions: kinds,
    schema,
    admission: firstPlugins,
    settings: { serviceCidr: '10.96.0.0/12', nodePortRange: [30000, 32767], gitVersion: 'v1.33.1', groupPriorities },
  })
  server.extend(laterKinds)
  const { client } = server
  const put = (resource: string, object: object, namespace?: string) =>
    client.create({ group: '', version: 'v1', resource, namespace }, object as KubeObject)
  for (const name of ['default', 'dev']) {
    put('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
    put('serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } }, name)
  }
  if (rollouts) {
    const template = (n: number, labels: object) => ({
      metadata: { labels: { app: 'web', ...labels } },
      spec: { containers: [{ name: 'nginx', image: `nginx:${n}` }] },
    })
    const apps = { group: 'apps', version: 'v1', namespace: 'default' }
    const deployment = client.create({ ...apps, resource: 'deployments' }, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', annotations: { 'deployment.kubernetes.io/revision': '2' } },
      spec: { selector: { matchLabels: { app: 'web' } }, template: template(2, {}) },
    } as KubeObject)
    for (const n of [1, 2]) {
      const labels = { app: 'web', 'pod-template-hash': `h${n}` }
      const cause = n === 1 ? { 'kubernetes.io/change-cause': 'first try' } : {}
      const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: deployment.metadata.uid }
      client.create({ ...apps, resource: 'replicasets' }, {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: {
          name: `web-${n}`,
          labels,
          annotations: { 'deployment.kubernetes.io/revision': String(n), ...cause },
          ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
        },
        spec: { replicas: n - 1, selector: { matchLabels: labels }, template: template(n, labels) },
      } as unknown as KubeObject)
    }
  }
  return { loop, client, server }
}

export function createDesk(startMs: number, version: Version, transcript: Transcript): Desk {
  const { loop, client } = createWorld(startMs, transcript.rollouts)
  const tasks = new Tasks(loop)
  const program = kubectl({ version, connect: () => client })
  const kubeconfig = `apiVersion: v1
kind: Config
current-context: here
clusters:
- name: here
  cluster: {server: 'http://127.0.0.1:6443'}
contexts:
- name: here
  context: {cluster: here, user: me}
users:
- name: me
  user: {}
`
  const tree = new MapFiles({ '.kube/config': kubeconfig, ...transcript.files })
  const host: Host = {
    hostname: 'controlplane',
    files: tree,
    random: new Random(3),
    nowMs: () => loop.nowMs,
    resolve: () => ({ addresses: [], name: '', serverAddress: '' }),
    request: () => ({ ok: false, fault: 'unreachable' }),
    listen: () => () => {},
  }
  return {
    client,
    run(words, input = '') {
      const stdin = new Pipe()
      stdin.write(input)
      stdin.end()
      const written = { stdout: '', stderr: '' }
      const output = (name: 'stdout' | 'stderr') => ({
        write(text: string) {
          written[name] += text
          return true
        },
      })
      const io: Io = {
        stdin,
        stdout: output('stdout'),
        stderr: output('stderr'),
        stdinIsTty: false,
        stdoutIsTty: false,
        env: new Map([['HOME', home]]),
        cwd: home,
        host,
        terminal: undefined,
        terminate: new Signal(),
        *run() {
          return 127
        },
      }
      const task = tasks.start(program.run(words, io))
      tasks.run()
      for (let i = 0; i < 1000 && !task.result; i++) {
        const next = tasks.nextWakeMs()
        if (next === undefined || next === Number.POSITIVE_INFINITY) break
        loop.advance(next - loop.nowMs)
        tasks.run()
      }
      if (!task.result) throw new Error(`kubectl ${words.join(' ')} did not end`)
      if ('error' in task.result) throw task.result.error
      return { ...written, exitCode: task.result.value }
    },
  }
}

/** Files in a map; folders are what lies before the slashes. */
class MapFiles implements Files {
  readonly #texts = new Map<string, string>()

  constructor(files: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(files)) this.#texts.set(`${home}/${path}`, text)
  }

  stat(path: string) {
    const text = this.#texts.get(path)
    if (text !== undefined) return { kind: 'file' as const, size: text.length, mode: 0o644, modifiedMs: 0 }
    if (this.list(path).length === 0) return undefined
    return { kind: 'directory' as const, size: 0, mode: 0o755, modifiedMs: 0 }
  }

  read(path: string): string {
    const text = this.#texts.get(path)
    if (text === undefined) throw new FileError(this.list(path).length > 0 ? 'EISDIR' : 'ENOENT', path)
    return text
  }

  write(path: string, text: string): void {
    this.#texts.set(path, text)
  }

  list(path: string): readonly string[] {
    const inside = [...this.#texts.keys()].filter((each) => each.startsWith(`${path}/`))
    return [...new Set(inside.map((each) => each.slice(path.length + 1).split('/')[0] ?? ''))]
  }

  makeDirectory(): void {}

  remove(path: string): void {
    this.#texts.delete(path)
  }

  rename(from: string, to: string): void {
    this.#texts.set(to, this.read(from))
    this.#texts.delete(from)
  }

  setMode(): void {}
}
