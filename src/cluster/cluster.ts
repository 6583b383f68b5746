// Composes a cluster: server, controllers, machines, containers and network on one loop; boots it from a preset; and
// takes all of it as plain data and puts it back.

import { firstPlugins } from '../admission/index.ts'
import {
  type Change,
  type Client,
  createServer,
  type Extension,
  freezeValue,
  type Json,
  type ResourceDefinition,
  type Server,
  type ServerState,
} from '../api/index.ts'
import {
  controllers as allControllers,
  type Controller,
  type ControllerContext,
  laterNames,
  Machines,
  type MachinesState,
  View,
} from '../controllers/index.ts'
import { images as allImages, type Image, programRuntime, type RuntimeFactory } from '../images/index.ts'
import { kinds as allKinds, groupPriorities, type Node, schema } from '../kinds/index.ts'
import { Network, type NetworkState, type Source } from '../network/index.ts'
import { atOnce, type Host, Loop, type LoopState, TICK_MS } from '../sim/index.ts'
import { bootObjects } from './boot.ts'
import { seedCsiNodes, seedPriorityClasses } from './boot-api.ts'
import { bootConfigMaps } from './boot-config.ts'
import { podStreams } from './pod-streams.ts'
import type { Preset } from './preset.ts'
import { presets } from './presets.ts'
import { keepServiceAddresses } from './service-addresses.ts'

export interface ClusterOptions {
  readonly preset?: keyof typeof presets | Preset
  readonly seed?: number
  readonly startMs?: number
  readonly kinds?: readonly ResourceDefinition[]
  readonly controllers?: readonly Controller[]
  readonly images?: readonly Image[]
  readonly runtime?: RuntimeFactory
  /** Start without any object and any clockwork, to be restored from a snapshot. */
  readonly empty?: boolean
}

export interface ClusterSnapshot {
  readonly server: ServerState
  readonly loop: LoopState
  readonly machines: MachinesState
  readonly network: NetworkState
  readonly runtime: Json
}

/** What a cluster gets after its birth. */
export interface ClusterExtension extends Extension {
  readonly controllers?: readonly Controller[]
}

export interface Cluster {
  readonly loop: Loop
  readonly server: Server
  readonly client: Client
  readonly network: Network
  readonly preset: Preset
  /** Serves more kinds from now on; what a cluster does and remembers does not depend on when it gets them. */
  extend(extension: ClusterExtension): void
  /** The network as a shell on that node sees it. */
  nodeNetwork(node: string): Required<Pick<Host, 'resolve' | 'request' | 'listen' | 'listenAt'>>
  snapshot(): ClusterSnapshot
  restore(snapshot: ClusterSnapshot): void
  /** The same in small parts; between them the cluster is of no use. */
  restoreInParts(snapshot: ClusterSnapshot): Generator<void, void>
}

interface Watching {
  readonly name: string
  readonly watch: Controller['watches'][string]
}

/** 2026-01-05T09:00:00Z */
const START_MS = 1_767_603_600_000
const HEX = '0123456789abcdef'

const BOOT_MS = 120_000
/** Objects that are made ready in one part of a restore. */
const PART = 16

export function createCluster(options: ClusterOptions = {}): Cluster {
  return atOnce(createClusterInParts(options))
}

/** In small parts, for a page that must stay alive meanwhile. */
export function* createClusterInParts(options: ClusterOptions = {}): Generator<void, Cluster> {
  const preset = typeof options.preset === 'object' ? options.preset : presets[options.preset ?? 'kubeadm']
  const { kinds = allKinds, controllers = allControllers, images = allImages } = options
  const startMs = options.startMs ?? START_MS
  const birthMs = Math.floor((startMs - preset.ageMs) / TICK_MS) * TICK_MS
  const loop = new Loop({ startMs: birthMs, seed: options.seed ?? 1 })
  const { gitVersion, serviceCidr, dnsAddress } = preset
  const clusterDomain = 'cluster.local'
  const server = createServer({
    loop,
    definitions: kinds,
    schema,
    settings: { serviceCidr, nodePortRange: [30000, 32767], gitVersion, groupPriorities },
    admission: firstPlugins,
  })
  const { client, objects } = server
  const view = new View(objects)
  const machines = new Machines()
  const network = new Network(objects, loop, { clusterDomain, dnsAddress })
  const runtime = (options.runtime ?? programRuntime())({
    loop,
    images,
    network: ({ pod, address, hostname }) =>
      network.from({ address, hostname, namespace: usesNodeDns(pod) ? undefined : pod.metadata.namespace }),
  })
  runtime.onExit = (podKey) => loop.enqueue('kubelet', podKey)
  const [first] = preset.nodes
  const serverAddress = first?.address ?? ''
  server.setStreams(podStreams(machines, runtime, { network, objects, random: loop.random, serverAddress }))
  const nodeSource = (name: string): Source => {
    const node = objects.get('/nodes', name) as Node | undefined
    const address = node?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? ''
    return { address, hostname: name, namespace: undefined }
  }
  let booting = !options.empty
  const context: ControllerContext = {
    loop,
    client,
    view,
    machines,
    runtime,
    images,
    request: (address, request) => network.request({ address, hostname: '', namespace: undefined }, request),
    settings: {
      clusterDomain,
      dnsAddress,
      apiServer: { address: serverAddress, port: 6443, serviceAddress: firstAddress(serviceCidr) },
      caCertificate: CERTIFICATE,
      controlPlaneNode: first?.name ?? '',
    },
    access: () => server.access,
    isSilent: () => booting,
  }

  const running = new Map<string, { readonly controller: Controller; readonly own: ControllerContext }>()
  const run = (controller: Controller): void => {
    const { name, fieldManager = 'kube-controller-manager' } = controller
    running.set(name, { controller, own: { ...context, client: server.clientFor(fieldManager) } })
  }
  const handle = (name: string): void =>
    loop.handle(name, (key) => {
      const found = running.get(name)
      if (!found) throw new Error(`the controller ${name} is not loaded yet`)
      found.controller.reconcile(found.own, key)
    })
  for (const controller of controllers) {
    run(controller)
    handle(controller.name)
  }
  for (const name of laterNames) handle(name)
  const watching = new Map<string, readonly Watching[]>()
  /** Who watches a collection, whether or not its kind is served yet. */
  const watchersOf = (collection: string): readonly Watching[] => {
    let found = watching.get(collection)
    if (!found) {
      found = [...running.values()].flatMap(({ controller: { name, watches } }) =>
        [watches[collection], watches['*']].flatMap((watch) => (watch ? [{ name, watch }] : [])),
      )
      watching.set(collection, found)
    }
    return found
  }
  server.onChange((change: Change) => {
    keepServiceAddresses(server, change)
    view.apply(change)
    network.apply(change)
    for (const { name, watch } of watchersOf(change.collection)) {
      for (const key of watch(change, context)) loop.enqueue(name, key)
    }
  })

  yield
  if (!options.empty) yield* boot()

  function* boot(): Generator<void, void> {
    const hex = (length: number): string => loop.random.text(length, HEX)
    seedPriorityClasses(server)
    yield
    loop.enqueue('kubernetes-service', 'kubernetes')
    while (!loop.drain(() => true)) yield
    yield
    yield* bootObjects(server.clientFor, preset, loop.nowMs, hex)
    seedCsiNodes(server)
    yield
    bootConfigMaps(server.clientFor('kubeadm'), preset, {
      caCertificate: CERTIFICATE,
      clusterDomain,
      nowMs: loop.nowMs,
    })
    yield
    const untilMs = loop.nowMs + BOOT_MS
    while (!loop.settleTo(untilMs, () => true)) yield
    booting = false
    jumpTo(startMs)
    serveApi()
    for (const { name } of preset.nodes) loop.enqueue('heartbeat', name)
    loop.drain()
  }

  /** Everything that waits for a moment waits as long as before. */
  function jumpTo(nowMs: number): void {
    const state = loop.snapshot()
    const shiftMs = Math.floor((nowMs - state.nowMs) / TICK_MS) * TICK_MS
    const timers = state.timers.map((timer) => ({ ...timer, atMs: timer.atMs + shiftMs }))
    loop.restore({ ...state, nowMs, timers })
    for (const memory of machines.pods.values())
      for (const { probes } of Object.values(memory.containers))
        for (const probe of Object.values(probes)) if (probe) probe.nextMs += shiftMs
  }

  /** The API server speaks TLS; to those who do not it says so. */
  function serveApi(): void {
    network.listen(context.settings.apiServer.address, 6443, () => ({
      ok: true,
      status: 400,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: 'Client sent an HTTP request to an HTTPS server.\n',
      address: context.settings.apiServer.address,
    }))
  }

  return {
    loop,
    server,
    client,
    network,
    preset,
    extend({ controllers = [], ...extension }) {
      server.extend(extension)
      for (const controller of controllers) {
        if (!running.has(controller.name) && !laterNames.includes(controller.name)) handle(controller.name)
        run(controller)
      }
      watching.clear()
    },
    nodeNetwork: (node) => network.from(nodeSource(node)),
    snapshot: () => ({
      server: server.snapshot(),
      loop: loop.snapshot(),
      machines: machines.snapshot(),
      network: network.snapshot(),
      runtime: runtime.snapshot(),
    }),
    restore: (snapshot) => atOnce(restoreInParts(snapshot)),
    restoreInParts,
  }

  function* restoreInParts(snapshot: ClusterSnapshot): Generator<void, void> {
    // The store takes frozen objects as they are, so that it has little left to do at once.
    for (const [, objects] of snapshot.server.collections) {
      for (const [at, object] of objects.entries()) {
        freezeValue(object)
        if (at % PART === PART - 1) yield
      }
    }
    yield
    server.restore(snapshot.server)
    yield
    loop.restore(snapshot.loop)
    yield
    machines.restore(snapshot.machines)
    yield
    view.rebuild(objects.collections())
    yield
    network.rebuild()
    network.restore(snapshot.network)
    serveApi()
    yield
    yield* runtime.restoreInParts(snapshot.runtime)
  }
}

function usesNodeDns(pod: object): boolean {
  const { spec } = pod as { spec?: { hostNetwork?: boolean; dnsPolicy?: string } }
  return spec?.dnsPolicy === 'Default' || (spec?.hostNetwork === true && spec.dnsPolicy !== 'ClusterFirstWithHostNet')
}

function firstAddress(cidr: string): string {
  const [a, b, c] = cidr.split('/')[0]?.split('.') ?? []
  return `${a}.${b}.${c}.1`
}

/** Stands for a certificate: nothing in here checks one. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
S3ViYXJpdW0gaGFzIG5vIGNlcnRpZmljYXRlIGF1dGhvcml0eTogbm90aGluZyBp
biB0aGlzIGNsdXN0ZXIgbGVhdmVzIHRoZSBwYWdlLg==
-----END CERTIFICATE-----
`
