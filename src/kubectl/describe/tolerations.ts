// Tolerations, taints and spreading, as pods, templates and nodes print them
// (k8s.io/kubectl/pkg/describe/describe.go, v1.33).

import type { Taint, Toleration, TopologySpreadConstraint } from '../../kinds/index.ts'
import { selectorText, writeColumn } from './labels.ts'
import { compareText } from './order.ts'
import type { DescribeWriter } from './writer.ts'

export function writeTolerations(
  w: DescribeWriter,
  title: string,
  tolerations: readonly Toleration[] | undefined,
): void {
  const sorted = [...(tolerations ?? [])].sort((a, b) => compareText(a.key ?? '', b.key ?? ''))
  writeColumn(w, title, sorted.map(tolerationText))
}

function tolerationText({ key, value, effect, operator, tolerationSeconds }: Toleration): string {
  let text = (key ?? '') + (value ? `=${value}` : '') + (effect ? `:${effect}` : '')
  if (operator === 'Exists' && !value) text += key || effect ? ' op=Exists' : 'op=Exists'
  return tolerationSeconds === undefined ? text : `${text} for ${tolerationSeconds}s`
}

export function writeTaints(w: DescribeWriter, title: string, taints: readonly Taint[] | undefined): void {
  const order = (taint: Taint) => `${taint.effect},${taint.key}`
  const sorted = [...(taints ?? [])].sort((a, b) => compareText(order(a), order(b)))
  writeColumn(w, title, sorted.map(taintText))
}

function taintText({ key, value, effect }: Taint): string {
  if (!effect) return value ? `${key}=${value}:` : key
  return value ? `${key}=${value}:${effect}` : `${key}:${effect}`
}

export function writeTopologySpread(
  w: DescribeWriter,
  constraints: readonly TopologySpreadConstraint[] | undefined,
  indent: string,
): void {
  if (!constraints || constraints.length === 0) return
  w.write(0, `${indent}Topology Spread Constraints:\t`)
  const sorted = [...constraints].sort((a, b) => compareText(a.topologyKey, b.topologyKey))
  sorted.forEach((constraint, i) => {
    if (i > 0) w.write(0, `${indent}\t`)
    w.write(
      0,
      `${constraint.topologyKey}:${constraint.whenUnsatisfiable} when max skew ${constraint.maxSkew} is exceeded`,
    )
    if (constraint.labelSelector) w.write(0, ` for selector ${selectorText(constraint.labelSelector) || '<none>'}`)
    w.write(0, '\n')
  })
}
