// Text and bytes, as pipes carry them.
export { byteLength, fromBytes, toBytes } from '../sim/index.ts'
