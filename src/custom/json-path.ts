// The paths of printer columns and selectable fields: '.spec.replicas', ".metadata.annotations['a/b']",
// '.status.conditions[?(@.type=="Ready")].status', '.spec.ports[*].port'. Models client-go/util/jsonpath (v1.33) as far as one
// value is asked for. Leaves out: recursive descent, unions, filters on other than one comparison.

import { equalValues } from '../api/index.ts'
import { isFields } from './structure.ts'

type Step = (values: readonly unknown[]) => readonly unknown[]

/** All values that the path leads to; undefined for a path that cannot be read. */
export function readPath(path: string): ((object: unknown) => readonly unknown[]) | undefined {
  const steps: Step[] = []
  let rest = path
  while (rest !== '' && rest !== '.') {
    const found = stepAt(rest)
    if (!found) return undefined
    steps.push(found.step)
    rest = rest.slice(found.length)
  }
  return (object) => steps.reduce<readonly unknown[]>((values, step) => step(values), [object])
}

const field =
  (name: string): Step =>
  (values) =>
    values.flatMap((value) => (isFields(value) && Object.hasOwn(value, name) ? [value[name]] : []))

const all: Step = (values) =>
  values.flatMap((value) => (Array.isArray(value) ? value : isFields(value) ? Object.values(value) : []))

function stepAt(rest: string): { readonly step: Step; readonly length: number } | undefined {
  const named = /^\.((?:\\.|[^.[\]\\])+)/.exec(rest)
  if (named) {
    const name = (named[1] ?? '').replace(/\\(.)/g, '$1')
    return { step: name === '*' ? all : field(name), length: named[0].length }
  }
  const quoted = /^\.?\[(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")\]/.exec(rest)
  if (quoted) return { step: field((quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/g, '$1')), length: quoted[0].length }
  const indexed = /^\.?\[(-?\d+|\*)\]/.exec(rest)
  if (indexed) {
    const at = Number(indexed[1])
    const step: Step = (values) =>
      values.flatMap((value) => (Array.isArray(value) && value.at(at) !== undefined ? [value.at(at)] : []))
    return { step: indexed[1] === '*' ? all : step, length: indexed[0].length }
  }
  const filtered =
    /^\.?\[\?\(\s*@((?:\.(?:\\.|[^.[\]\\=!<>\s)])+)+)\s*(?:(==|!=)\s*(?:"([^"]*)"|'([^']*)'|([^\s)]+))\s*)?\)\]/.exec(
      rest,
    )
  if (!filtered) return undefined
  const [whole, path = '', operator, double, single, bare] = filtered
  const read = readPath(path)
  const wanted = double ?? single ?? literal(bare)
  const keeps = (item: unknown): boolean => {
    const [found] = read?.(item) ?? []
    if (operator === undefined) return found !== undefined
    return found !== undefined && equalValues(found, wanted) === (operator === '==')
  }
  return {
    step: (values) => values.flatMap((value) => (Array.isArray(value) ? value.filter(keeps) : [])),
    length: whole.length,
  }
}

function literal(text: string | undefined): unknown {
  if (text === 'true' || text === 'false') return text === 'true'
  return text !== undefined && !Number.isNaN(Number(text)) ? Number(text) : text
}
