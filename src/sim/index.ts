// The machine: virtual time, chance, a work queue, pipes and programs. It knows nothing of clusters.

export { ByteDecoder, byteLength, fromBytes, toBytes } from './bytes.ts'
export { type DerValue, readDer, writeDer, writeOid } from './der.ts'
export { reasonOf } from './http-reasons.ts'
export { type Handler, Loop, type LoopOptions, type LoopState, type Stop, TICK_MS, type Timer } from './loop.ts'
export { atOnce } from './parts.ts'
export { Pipe } from './pipe.ts'
export {
  CommandNotFound,
  type Completion,
  type EditSession,
  FileError,
  type FileFault,
  type FileInfo,
  type Files,
  type Host,
  type Io,
  type NetFault,
  type NetRequest,
  type NetResponse,
  type Output,
  type Program,
  type Resolution,
  type Steps,
  type Terminal,
  type Wait,
} from './process.ts'
export { Random, type RandomState, seedOf } from './random.ts'
export { sha256 } from './sha256.ts'
export { Signal } from './signal.ts'
export { Interrupted, type Task, Tasks } from './task.ts'
