// A configuration laid over a live object, and whether it is one of its type at all: sigs.k8s.io/structured-merge-diff
// v4.6 typed/{merge,validate}.go. Items of lists keep the order of the configuration; others stay where they were.

import { stepText } from './field-set.ts'
import { deduced, type FieldType, fieldOf, ItemFault, itemStep, type ListType } from './field-type.ts'
import { goPrint } from './go-text.ts'
import { type Fields, isFields, setField } from './value.ts'

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : !isFields(value) || Object.keys(value).length === 0

/** `over` merged into `live`; undefined stands for what is not there. Shares what does not change. */
export function mergeFields(type: FieldType, live: unknown, over: unknown): unknown {
  if (over === undefined) return live
  const atom = deduced(type, over)
  const whole = atom.is === 'scalar' || (atom.is === 'map' ? atom.atomic : atom.relation === 'atomic')
  if (whole || ((live === undefined || isEmpty(live)) && isEmpty(over))) return over
  if (atom.is === 'list') return mergeLists(atom, Array.isArray(live) ? live : [], Array.isArray(over) ? over : [])
  const merged: Fields = isFields(live) ? { ...live } : {}
  if (!isFields(over)) return merged
  for (const name of Object.keys(over)) {
    setField(
      merged,
      name,
      mergeFields(fieldOf(atom, name), Object.hasOwn(merged, name) ? merged[name] : undefined, over[name]),
    )
  }
  return merged
}

function mergeLists(type: ListType, live: readonly unknown[], over: readonly unknown[]): unknown[] {
  const liveSteps = live.map((item) => itemStep(type, item))
  const overSteps = over.map((item) => itemStep(type, item))
  const overItems = new Map(overSteps.map((step, i) => [step, over[i]]))
  const liveItems = new Map<string, unknown>()
  // Items of one key that are there twice are not merged into.
  liveSteps.forEach((step, i) => void liveItems.set(step, liveItems.has(step) ? undefined : live[i]))
  const common = overSteps.filter((step) => liveItems.has(step))
  const done = new Set<string>()
  const merged: unknown[] = []
  const take = (step: string): void => {
    merged.push(mergeFields(type.item, liveItems.get(step), overItems.get(step)))
    done.add(step)
    if (common[0] === step) common.shift()
  }
  let [l, o] = [0, 0]
  while (l < liveSteps.length || o < overSteps.length) {
    const liveStep = liveSteps[l]
    const overStep = overSteps[o]
    if (liveStep !== undefined && overStep !== undefined) {
      if (liveStep === overStep) {
        take(overStep)
        l++
        o++
        continue
      }
      // One that both have, but whose turn it is not.
      if (overItems.has(liveStep) && common[0] !== undefined && common[0] !== liveStep) {
        l++
        continue
      }
    }
    if (liveStep !== undefined) {
      if (!overItems.has(liveStep)) {
        merged.push(live[l])
        l++
        continue
      }
      if (done.has(liveStep)) l++
    }
    if (overStep !== undefined) {
      take(overStep)
      o++
    }
  }
  return merged
}

export interface TypeFault {
  /** '.spec.replicas' */
  readonly path: string
  readonly message: string
}

/** What is wrong with a configuration: fields that the type does not have, values of another type, keys twice. */
export function typeFaults(type: FieldType, value: unknown): TypeFault[] {
  const faults: TypeFault[] = []
  findFaults(type, value, '', faults)
  return faults
}

export const faultsText = (faults: readonly TypeFault[]): string => {
  const lines = faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  return lines.length === 1 ? (lines[0] ?? '') : ['errors:', ...lines.map((line) => `  ${line}`)].join('\n')
}

/** How Go prints the wrapper of a value with %v. */
const shown = (value: unknown): string => (isScalar(value) ? goPrint(value) : `&{${goPrint(value)}}`)
const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null
const goTypes: Readonly<Record<string, string>> = { string: 'string', boolean: 'bool' }

function scalarFault(of: string, value: unknown): string | undefined {
  if (of === 'numeric' && typeof value !== 'number') {
    const goType = Array.isArray(value) ? '[]interface {}' : (goTypes[typeof value] ?? 'map[string]interface {}')
    return `expected numeric (int or float), got ${goType}`
  }
  if (of === 'string' && typeof value !== 'string')
    return `expected string, got &value.valueUnstructured{Value:${goPrint(value)}}`
  if (of === 'boolean' && typeof value !== 'boolean') return `expected boolean, got &{${goPrint(value)}}`
  if (of === 'untyped' && !isScalar(value)) return `expected any scalar, got ${shown(value)}`
  return undefined
}

function findFaults(type: FieldType, value: unknown, path: string, faults: TypeFault[]): void {
  const atom = deduced(type, value)
  if (value === null || value === undefined) return
  if (atom.is === 'scalar') {
    const message = scalarFault(atom.of, value)
    if (message !== undefined) faults.push({ path, message })
  } else if (atom.is === 'list') {
    if (!Array.isArray(value)) faults.push({ path, message: `expected list, got &{${goPrint(value)}}` })
    else findItemFaults(atom, value, path, faults)
  } else if (!isFields(value)) faults.push({ path, message: `expected map, got &{${goPrint(value)}}` })
  else {
    for (const name of Object.keys(value)) {
      if (atom.item === undefined && !atom.fields.has(name)) {
        faults.push({ path: `${path}.${name}`, message: 'field not declared in schema' })
        return
      }
      findFaults(fieldOf(atom, name), value[name], `${path}.${name}`, faults)
    }
  }
}

function findItemFaults(type: ListType, list: readonly unknown[], path: string, faults: TypeFault[]): void {
  const seen = new Set<string>()
  for (let i = 0; i < list.length; i++) {
    let step = `i:${i}`
    if (type.relation !== 'atomic') {
      try {
        step = itemStep(type, list[i])
      } catch (error) {
        if (!(error instanceof ItemFault)) throw error
        faults.push({ path, message: `element ${i}: ${error.message}` })
        return
      }
      if (seen.has(step)) faults.push({ path, message: `duplicate entries for key ${stepText(step)}` })
      seen.add(step)
    }
    findFaults(type.item, list[i], path + stepText(step), faults)
  }
}
