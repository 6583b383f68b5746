// Labels, annotations and selectors, as every describer prints them
// (k8s.io/kubectl/pkg/describe/describe.go, printLabelsMultiline and printAnnotationsMultiline, v1.33).

import type { LabelSelector } from '../../kinds/index.ts'
import { compareText } from './order.ts'
import type { DescribeWriter } from './writer.ts'

const longestAnnotation = 140
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

type TextMap = Readonly<Record<string, string>> | undefined

/** One `key=value` per line behind the title. */
export function writeLabels(w: DescribeWriter, title: string, labels: TextMap): void {
  writeColumn(
    w,
    title,
    sortedKeys(labels).map((key) => `${key}=${labels?.[key] ?? ''}`),
  )
}

/** The same, a level deeper: upstream indents the lines but the first twice. */
export function writeIndentedLabels(w: DescribeWriter, title: string, labels: TextMap): void {
  const keys = sortedKeys(labels)
  w.write(0, `  ${title}:\t${keys.length === 0 ? '<none>\n' : ''}`)
  keys.forEach((key, i) => {
    w.write(0, `${i === 0 ? '' : '  \t'}${key}=${labels?.[key] ?? ''}\n`)
  })
}

/** Items below each other behind the title, '<none>' when there are none. */
export function writeColumn(w: DescribeWriter, title: string, items: readonly string[]): void {
  w.write(0, `${title}:\t`)
  if (items.length === 0) w.write(0, '<none>\n')
  items.forEach((item, i) => {
    w.write(0, `${i === 0 ? '' : '\t'}${item}\n`)
  })
}

/** One `key: value` per line; long values and those of several lines are set below their key and cut. */
export function writeAnnotations(w: DescribeWriter, title: string, annotations: TextMap): void {
  const keys = sortedKeys(annotations).filter((key) => key !== lastApplied)
  w.write(0, `${title}:\t`)
  if (keys.length === 0) w.write(0, '<none>\n')
  keys.forEach((key, i) => {
    if (i > 0) w.write(0, '\t')
    const value = (annotations?.[key] ?? '').replace(/\n$/, '')
    if (byteLength(value) + byteLength(key) + 2 <= longestAnnotation && !value.includes('\n')) {
      w.write(0, `${key}: ${value}\n`)
      return
    }
    w.write(0, `${key}:\n`)
    for (const line of value.split('\n')) w.write(0, `\t  ${cut(line, longestAnnotation - 2)}\n`)
  })
}

/** 'a=b,c=d', or '<none>'. */
export function labelsText(labels: TextMap): string {
  return (
    sortedKeys(labels)
      .map((key) => `${key}=${labels?.[key] ?? ''}`)
      .join(',') || '<none>'
  )
}

/** A selector in the syntax of -l; '' when it selects by nothing. */
export function selectorText(selector: LabelSelector | undefined): string {
  const equal = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` }))
  const terms = (selector?.matchExpressions ?? []).map(({ key, operator, values }) => {
    const list = [...(values ?? [])].sort(compareText).join(',')
    if (operator === 'In') return { key, text: `${key} in (${list})` }
    if (operator === 'NotIn') return { key, text: `${key} notin (${list})` }
    return { key, text: operator === 'DoesNotExist' ? `!${key}` : key }
  })
  return [...equal, ...terms]
    .sort((a, b) => compareText(a.key, b.key))
    .map((term) => term.text)
    .join(',')
}

export function sortedKeys(map: Readonly<Record<string, unknown>> | undefined): string[] {
  return Object.keys(map ?? {}).sort(compareText)
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}

/** The first `limit` bytes and an ellipsis. */
function cut(text: string, limit: number): string {
  const bytes = new TextEncoder().encode(text)
  return bytes.length > limit ? `${new TextDecoder().decode(bytes.slice(0, limit))}...` : text
}
