// Functions of expressions as data: a signature, which the checker reads, and what runs. Where nothing runs of ours, the
// expression library has the function itself; a name is wholly ours or wholly the library's.

import { type CelType, readType, splitTop } from './type.ts'

export interface CelFunction {
  /** 'string.find(string): string', 'isURL(string): bool', or in a namespace 'ip::isCanonical(string): bool'. */
  readonly signature: string
  // Each function knows its own values; the signature has been checked before.
  readonly run?: (...args: never[]) => unknown
}

/** A kind of value with functions and without fields. */
export interface CelOpaque {
  readonly name: string
  readonly maker: new (...args: never[]) => object
  /** Without it, no two are equal. */
  readonly equal?: (a: never, b: never) => boolean
}

export interface CelLibrary {
  readonly functions: readonly CelFunction[]
  readonly opaques?: readonly CelOpaque[]
}

export interface Overload {
  readonly name: string
  readonly namespace: string | undefined
  readonly receiver: CelType | undefined
  readonly args: readonly CelType[]
  readonly result: CelType
}

const known = new Map<string, Overload>()

export function overloadOf(signature: string): Overload {
  let overload = known.get(signature)
  if (!overload) {
    const found = /^(?:(\w+)::|([\w.<>, ]+)\.)?([\w@!?:[\].+*/%<>=&|-]+)\((.*)\): (.+)$/.exec(signature)
    if (!found) throw new Error(`not a signature: ${signature}`)
    const [, namespace, receiver, name = '', args = '', result = ''] = found
    overload = {
      name,
      namespace,
      receiver: receiver === undefined ? undefined : readType(receiver),
      args: splitTop(args).map(readType),
      result: readType(result),
    }
    known.set(signature, overload)
  }
  return overload
}

/** One function for each of several types, which stand for T in the signature. */
export const forEach = (types: readonly string[], signature: string, run?: CelFunction['run']): CelFunction[] =>
  types.map((type) => ({ signature: signature.replace(/\bT\b/g, type), ...(run && { run }) }))
