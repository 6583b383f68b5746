// Labels written as words: 'a=b,c=d' (k8s.io/kubectl/pkg/generate/generate.go, ParseLabels, v1.33).

import { CommandError } from './errors.ts'

export function parseLabels(text: string): Readonly<Record<string, string>> {
  if (text === '') throw new CommandError('no label spec passed')
  const labels: Record<string, string> = {}
  for (const spec of text.split(',')) {
    const [key = '', value, ...more] = spec.split('=')
    if (value === undefined || more.length > 0) throw new CommandError(`unexpected label spec: ${spec}`)
    if (key === '') throw new CommandError('unexpected empty label key')
    labels[key] = value
  }
  return labels
}

/** Go's strconv.Atoi with its fault. */
export function parsePortNumber(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) {
    throw new CommandError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`)
  }
  return Number(text)
}

/** A number when it is one, else a name. */
export function parsePortReference(text: string): number | string {
  return /^[+-]?\d+$/.test(text) ? Number(text) : text
}
