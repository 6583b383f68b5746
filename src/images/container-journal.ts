// The journal of a container: all that came from outside, in order, from which its processes can be run again.

import type { NetFault, NetRequest, NetResponse, Resolution } from '../sim/index.ts'
import type { LogLine } from './container-log.ts'

export type IncomingRequest = NetRequest & { readonly sourceAddress: string }

/** What came from outside, in order. Times are virtual milliseconds. */
export type Entry =
  | { readonly run: number; readonly at: number }
  | { readonly serve: IncomingRequest; readonly at: number }
  | { readonly terminate: true; readonly at: number }
  | { readonly exec: readonly string[]; readonly tty: boolean; readonly stdin: boolean; readonly at: number }
  | { readonly probe: readonly string[]; readonly at: number }
  | { readonly input: string; readonly process: number; readonly at: number }
  | { readonly close: number; readonly at: number }
  | { readonly stop: number; readonly at: number }
  | { readonly resize: readonly [columns: number, rows: number]; readonly process: number; readonly at: number }
  | { readonly answer: NetResponse | NetFault }
  | { readonly resolved: Resolution }

export interface ContainerState {
  readonly seed: number
  readonly journal: readonly Entry[]
  /** Of a container that has ended, nothing is replayed: this is what is left. */
  readonly ended?: { readonly exitCode: number; readonly finishedMs: number; readonly log: readonly LogLine[] }
}
