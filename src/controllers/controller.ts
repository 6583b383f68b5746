// What a reconcile loop is, as data, and the world it may use. Controllers remember nothing: `reconcile` is a function
// of the store and of what lives on the nodes' machines, and both are part of a snapshot.

import type { Access, Change, Client, KubeObject } from '../api/index.ts'
import type { Image, Runtime } from '../images/index.ts'
import type { Loop, NetFault, NetRequest, NetResponse } from '../sim/index.ts'
import type { Machines } from './machine.ts'
import type { View } from './view.ts'

export interface ControllerSettings {
  readonly clusterDomain: string
  readonly dnsAddress: string
  /** Where the API server listens; what the `kubernetes` service leads to. */
  readonly apiServer: { readonly address: string; readonly port: number; readonly serviceAddress: string }
  readonly caCertificate: string
  /** Where the scheduler and the controller manager say that they run. */
  readonly controlPlaneNode: string
}

export interface ControllerContext {
  readonly loop: Loop
  readonly client: Client
  readonly view: View
  readonly machines: Machines
  readonly runtime: Runtime
  readonly images: readonly Image[]
  /** Sends a request from a node's own address: probes. */
  readonly request: (sourceAddress: string, request: NetRequest) => NetResponse | NetFault
  readonly settings: ControllerSettings
  /** Who makes certificates and tokens, once the cluster knows its users. */
  readonly access: () => Access | undefined
  /** While the cluster's past is being made, nobody records events: they would have expired. */
  readonly isSilent: () => boolean
}

export interface Controller {
  readonly name: string
  /** The program it is a part of, by which its writes are known; without one the controller manager. */
  readonly fieldManager?: string
  /** By collection: which keys a change makes dirty. */
  readonly watches: Readonly<Record<string, (change: Change, context: ControllerContext) => readonly string[]>>
  reconcile(context: ControllerContext, key: string): void
  /** Sets the first timers of a new cluster. */
  start?(context: ControllerContext): void
}

/** 'namespace/name', or the bare name of a cluster-scoped object: the usual key. */
export function keyOf(object: KubeObject): string {
  const { namespace, name } = object.metadata
  return namespace === undefined ? name : `${namespace}/${name}`
}

export function splitKey(key: string): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf('/')
  return { namespace: slash < 0 ? '' : key.slice(0, slash), name: key.slice(slash + 1) }
}

export const changedKey = (change: Change): readonly string[] => [keyOf(change.object)]
