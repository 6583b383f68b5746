// What kinds of cluster there are, as data: the nodes, the networks, and what runs from the beginning.

import type { Taint } from '../kinds/index.ts'

export interface NodeSpec {
  readonly name: string
  readonly address: string
  readonly podCidr: string
  readonly roles: readonly string[]
  readonly taints: readonly Taint[]
  readonly labels: Readonly<Record<string, string>>
  readonly cpu: string
  readonly memory: string
  readonly pods: string
}

/** A path of the node, which a container finds under the same name. */
export interface HostMount {
  readonly name: string
  readonly path: string
  readonly type: '' | 'DirectoryOrCreate' | 'FileOrCreate'
  readonly readOnly?: boolean
}

export interface SystemPod {
  readonly name: string
  readonly node: string
  readonly image: string
  readonly command: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly cpu?: string
  readonly memory?: string
  readonly mounts: readonly HostMount[]
  /** From a file on the node: the API only mirrors it. */
  readonly isStatic: boolean
}

export interface SystemDeployment {
  readonly name: string
  readonly replicas: number
  readonly image: string
  readonly args: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly cpu: string
  readonly memory: string
  readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[]
}

export interface Preset {
  readonly name: string
  readonly gitVersion: string
  readonly serviceCidr: string
  readonly podCidr: string
  readonly dnsAddress: string
  readonly osImage: string
  readonly kernelVersion: string
  readonly containerRuntime: string
  /** How long before the start the cluster was made. */
  readonly ageMs: number
  readonly nodes: readonly NodeSpec[]
  readonly systemPods: readonly SystemPod[]
  readonly dns: SystemDeployment
  /** The default class of storage, where the distribution brings one. */
  readonly storageClass?: {
    readonly name: string
    readonly provisioner: string
    readonly annotations: Readonly<Record<string, string>>
  }
  readonly dnsServiceLabels: Readonly<Record<string, string>>
}
