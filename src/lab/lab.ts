// The headless product: a cluster, the learner's machine with its shell and kubectl, and the HTTP door, in one object.

import type { Entrance } from '../access/index.ts'
import type { Client } from '../api/index.ts'
import { type Cluster, type ClusterSnapshot, createClusterInParts } from '../cluster/index.ts'
import type { ConnectFault, ServerConfig } from '../kubectl/index.ts'
import {
  createFiles,
  createSession,
  filters,
  programTable,
  type SavedFiles,
  type SavedSession,
} from '../shell/index.ts'
import { atOnce, type Host, Interrupted, type Output, Pipe, Random, Signal, Tasks } from '../sim/index.ts'
import { driveToEnd, nextDueMs } from './driver.ts'
import { adminOf, kubeconfigFor, plainUser } from './kubeconfig.ts'
import { lazyKubectl, loadDescriptions } from './lazy-kubectl.ts'
import { PacedWork, SLICE_STEPS } from './pace.ts'
import { promptClient } from './prompt-client.ts'
import { containerRuntime } from './runtime.ts'
import { faultInParts } from './saved.ts'
import { openTerminal } from './terminal.ts'
import type { Execution, Lab, LabOptions, LabSnapshot } from './types.ts'

const HOME = '/root'
const SERVER = 'https://127.0.0.1:6443'
const PROMPT = '\\[\\e[1m\\]\\h\\[\\e[0m\\] \\[\\e[34m\\]\\w\\[\\e[0m\\] ➜  '
const START = '2026-01-05T09:00:00Z'
const SETTLE_MS = 60_000
const BUSY_MS = 600_000
/** How much one command may print where nobody watches and could stop it. */
const OUTPUT_LIMIT = 8 * 2 ** 20
const INTERRUPTED = 130
export const SNAPSHOT_FORMAT = 1

export function createLab(options: LabOptions = {}): Lab {
  return atOnce(createLabInParts(options))
}

/** In small parts, for a page that must stay alive meanwhile. */
export function* createLabInParts(options: LabOptions = {}): Generator<void, Lab> {
  return labOver(yield* makeCluster(options, false), options)
}

/** The lab of a snapshot, in small parts: it is never anything else on the way. Throws when the snapshot is damaged. */
export function* restoreLabInParts(snapshot: unknown, options: LabOptions = {}): Generator<void, Lab> {
  const fault = yield* faultInParts(snapshot, SNAPSHOT_FORMAT, options.preset ?? 'kubeadm')
  if (fault) throw new RangeError(fault)
  yield
  const cluster = yield* makeCluster(options, true)
  const saved = snapshot as SavedLab
  yield* cluster.restoreInParts(saved.cluster)
  return assemble(cluster, options, saved)
}

function* makeCluster(options: LabOptions, empty: boolean): Generator<void, Cluster> {
  const start = options.startTime ?? START
  const startMs = typeof start === 'number' ? start : Date.parse(start)
  if (Number.isNaN(startMs)) throw new RangeError(`not a time: ${start}`)
  return yield* createClusterInParts({
    preset: options.preset ?? 'kubeadm',
    seed: options.seed ?? 1,
    startMs,
    runtime: containerRuntime(),
    empty,
  })
}

/** A lab over a cluster that is already there. */
export function labOver(cluster: Cluster, options: LabOptions = {}): Lab {
  return assemble(cluster, options)
}

/** The cluster is what it was when `saved` was written; the learner's machine becomes it. */
function assemble(cluster: Cluster, options: LabOptions, saved?: SavedLab): Lab {
  const { loop, client } = cluster
  const preset = options.preset ?? 'kubeadm'
  const settleMs = options.settleMs ?? SETTLE_MS
  const node = cluster.preset.nodes[0]?.name ?? 'controlplane'
  const tasks = new Tasks(loop)
  const paced = options.pace && new PacedWork(loop, tasks, options.pace)
  const changed = new Signal()
  cluster.server.changed.subscribe(() => changed.notify())
  const files = createFiles({
    nowMs: () => loop.nowMs,
    initial: () => ({
      [`${HOME}/.kube/config`]: kubeconfigFor(options.serverAddress ?? SERVER, preset),
      '/tmp/': '',
    }),
  })
  // Writing builds the tree now, and has it in every snapshot: its times are those of the lab's birth.
  files.makeDirectory('/etc')
  files.write('/etc/hostname', `${node}\n`)
  const network = cluster.nodeNetwork(node)
  const host: Host = {
    hostname: node,
    files,
    // The learner's own dice: what a shell script draws must not change what the cluster does next.
    random: new Random(options.seed ?? 1),
    nowMs: () => loop.nowMs,
    resolve: (name) => network.resolve(name),
    request: (request) => network.request(request),
    listen: (port, serve) => network.listen(port, serve),
    listenAt: (address, port, serve) => network.listenAt(address, port, serve),
  }
  /** Why this address does not lead to the API server, if it does not. */
  const wayTo = (server: string): ConnectFault | undefined => {
    const own = options.serverAddress ?? SERVER
    if (server === own) return undefined
    const parts = (address: string) => /^(https?):\/\/([^:/]*)(:\d+)?/.exec(address) ?? []
    const [, scheme, name = '', port = ''] = parts(server)
    const [, ownScheme, , ownPort] = parts(own)
    const { addresses, serverAddress } = network.resolve(name)
    const [address] = addresses
    if (address === undefined) return { fault: `dial tcp: lookup ${name} on ${serverAddress}:53: no such host` }
    const here = name === 'localhost' || network.resolve(node).addresses.includes(address)
    return here && scheme === ownScheme && port === ownPort ? undefined : { fault: 'refused', address: address + port }
  }
  const connect = (config: ServerConfig): Client | ConnectFault => {
    const fault = wayTo(config.server)
    if (fault) return fault
    const { credentials } = config
    const prompt = promptClient(client, loop)
    const user = credentials.isPlain ? plainUser(config, preset) : undefined
    return kubectl.entrance?.clientFor(prompt, { ...credentials, ...(user ? { user } : {}) }) ?? prompt
  }
  const descriptions = options.descriptions === false ? undefined : loadDescriptions
  const kubectl = lazyKubectl(
    { version: options.kubectl ?? '1.33', connect, schema: () => client.schema, ...(descriptions && { descriptions }) },
    cluster,
  )
  const session = createSession({
    host,
    programs: programTable({ more: [kubectl.program, ...(options.filter ? filters(options.filter) : [])] }),
    env: {
      HOME,
      USER: 'root',
      LOGNAME: 'root',
      PATH: '/usr/local/bin:/usr/bin:/bin',
      SHELL: '/bin/bash',
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
    },
    aliases: { k: 'kubectl', ll: 'ls -l' },
    promptText: PROMPT,
  })
  // The page never speaks HTTP to its cluster; whoever does waits for the door once.
  let door: Promise<(request: Request) => Promise<Response>> | undefined
  const openDoor = () =>
    Promise.all([import('../api/http.ts'), import('../access/index.ts'), kubectl.load()]).then(
      ([{ createHttpDoor }, { credentialsOf }]) =>
        createHttpDoor(client, {
          clock: loop,
          ...(descriptions && { descriptions }),
          serverAddress: '127.0.0.1:6443',
          authenticate: ({ headers }) => entrance().admit(credentialsOf(headers, adminOf(preset))),
          authorize: (user, asked) => entrance().access.require(user, asked),
        }),
    )
  const entrance = (): Entrance => {
    if (kubectl.entrance) return kubectl.entrance
    throw new Error('the lab has not been loaded')
  }

  const settle = (): void => {
    const toRest = () => loop.settle(settleMs)
    if (paced) {
      // The learner's programs wait: one that changes the cluster again and again would never let it come to rest.
      tasks.without(toRest)
    } else {
      toRest()
      tasks.run()
    }
    changed.notify()
  }

  const become = (saved: SavedLab): void => {
    files.restore(saved.files ?? undefined)
    session.restore(saved.session)
    host.random.state = saved.random
    kubectl.prepare()
  }

  if (saved) become(saved)

  const lab: Lab = {
    client,
    changed,
    onAnswer: (watcher) => cluster.network.onAnswer(watcher),
    nowMs: () => loop.nowMs,
    advance(ms) {
      if (paced) return paced.advance(ms)
      loop.advance(ms)
      tasks.run(SLICE_STEPS)
      loop.drain()
    },
    settle,
    settled: () =>
      new Promise((resolve) => {
        if (paced) return paced.settle(settleMs, resolve)
        settle()
        resolve()
      }),
    load: () => kubectl.load(),
    nextMs: () => nextDueMs(loop, tasks),
    async run(command) {
      const stdout = new Collector()
      const stderr = new Collector()
      const stdin = new Pipe()
      stdin.end()
      session.remember(command)
      const task = tasks.start(session.execute(command, { stdin, stdout, stderr }))
      const full = (): boolean => stdout.full || stderr.full
      await driveToEnd(loop, tasks, task, { busyMs: BUSY_MS, idleMs: settleMs, slices: 5, turns: 100_000, full })
      const execution: Execution = {
        command,
        stdout: stdout.text,
        stderr: stderr.text,
        exitCode: exitCodeOf(task.result),
      }
      settle()
      return execution
    },
    openTerminal(terminal) {
      const opened = openTerminal({ session, tasks, loop, paced }, terminal)
      // Whoever runs it first is told when it cannot be loaded.
      kubectl.load().catch(() => {})
      return opened
    },
    readFile(path) {
      const absolute = path.startsWith('/') ? path : `${HOME}/${path}`
      return files.stat(absolute)?.kind === 'file' ? files.read(absolute) : undefined
    },
    writeFile(path, text) {
      const absolute = path.startsWith('/') ? path : `${HOME}/${path}`
      const folder = absolute.slice(0, absolute.lastIndexOf('/'))
      if (folder && !files.stat(folder)) files.makeDirectory(folder, { parents: true })
      files.write(absolute, text)
      changed.notify()
    },
    snapshot: () => ({
      format: SNAPSHOT_FORMAT,
      preset,
      cluster: cluster.snapshot(),
      files: files.snapshot() ?? null,
      session: session.snapshot(),
      random: host.random.state,
    }),
    restore(snapshot) {
      const fault = atOnce(faultInParts(snapshot, SNAPSHOT_FORMAT, preset))
      if (fault) throw new RangeError(fault)
      const before = lab.snapshot()
      try {
        cluster.restore((snapshot as SavedLab).cluster)
        become(snapshot as SavedLab)
      } catch (error) {
        cluster.restore((before as SavedLab).cluster)
        become(before as SavedLab)
        throw new RangeError(`a damaged snapshot: ${error instanceof Error ? error.message : String(error)}`)
      } finally {
        changed.notify()
      }
    },
    clientFor: async (headers) => {
      const [{ credentialsOf }] = await Promise.all([import('../access/index.ts'), kubectl.load()])
      return entrance().clientFor(client, credentialsOf(headers, adminOf(preset)))
    },
    async fetch(request) {
      door ??= openDoor()
      return (await door)(request)
    },
  }
  return lab
}

interface SavedLab extends LabSnapshot {
  readonly cluster: ClusterSnapshot
  readonly files: SavedFiles | null
  readonly session: SavedSession
  readonly random: Random['state']
}

/** Output that keeps the text; when it is full nobody reads any more. */
class Collector implements Output {
  text = ''
  write(text: string): boolean {
    this.text += text
    return !this.full
  }
  get full(): boolean {
    return this.text.length > OUTPUT_LIMIT
  }
}

function exitCodeOf(result: { readonly value: number } | { readonly error: unknown } | undefined): number {
  if (result && 'value' in result) return result.value
  if (!result || result.error instanceof Interrupted) return INTERRUPTED
  throw result.error
}
