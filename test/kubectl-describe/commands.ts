// What is recorded: one command for each object, in one recording for the kinds of the first prompt and one for the rest.

import { readFileSync } from 'node:fs'
import type { KubeObject } from '../../src/api/index.ts'
import { definitions, kindObjects, recordings } from './recorded-cluster.ts'

/** Kinds that stand around the others. */
const scenery = ['Event', 'Secret']

export function describeCommands(): readonly (readonly [name: string, lines: readonly string[]])[] {
  const first = readFileSync(new URL('describe-1.33.txt', recordings), 'utf8')
  return [
    ['describe', [...first.matchAll(/^\$ (.*)$/gm)].map(([, line = '']) => line)],
    ['kinds', kindObjects.filter(({ kind }) => !scenery.includes(kind)).map(commandFor)],
  ]
}

function commandFor({ apiVersion, kind, metadata }: KubeObject): string {
  const definition = definitions.find(
    (one) => one.kind === kind && apiVersion === (one.group === '' ? one.version : `${one.group}/${one.version}`),
  )
  if (!definition) throw new Error(`no kind ${kind}`)
  const namespace = metadata.namespace === undefined ? '' : ` -n ${metadata.namespace}`
  return `kubectl describe ${kind.toLowerCase()} ${metadata.name}${namespace}`
}
