// Reading and writing YAML and JSON against what kubectl 1.33 read, wrote and complained of.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readDocuments, readYaml } from '../../src/kubectl/index.ts'
import { jsonText } from '../../src/kubectl/printers/json.ts'
import { yamlText } from '../../src/kubectl/printers/yaml.ts'

const recording = (name: string) =>
  JSON.parse(readFileSync(new URL(`recordings/${name}.json`, import.meta.url), 'utf8'))

describe('faults of YAML', () => {
  const cases: readonly { name: string; source: string; fault: string | null }[] = recording('yaml-faults')
  it.each(cases)('$name', ({ source, fault }) => {
    const found = [...readDocuments(source)].find((document) => 'fault' in document)
    expect(found && 'fault' in found ? found.fault : null).toBe(fault)
  })
  it('says so of too many aliases', () => {
    const lines = ['a: &a [x,x,x,x,x,x,x,x,x]']
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh']) {
      lines.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(',')}]`)
    }
    expect(() => readYaml(lines.join('\n'))).toThrow('document contains excessive aliasing')
  })
})

describe('YAML and JSON text', () => {
  const { object, yaml, json, source, read } = recording('yaml-text')
  it('writes YAML as kubectl', () => {
    expect(yamlText(object).split('\n')).toEqual(yaml.split('\n'))
  })
  it('writes JSON as kubectl', () => {
    expect(`${jsonText(object, '    ')}\n`).toBe(json)
  })
  it('reads scalars as kubectl', () => {
    const ours = readYaml(source)
    // Differs: integers beyond 2^53, and explicit tags on quoted numbers.
    expect({ ...(ours as object), d: undefined }).toEqual({ ...read, d: undefined })
    const scalars = (ours as { d: Record<string, unknown> }).d
    const known = Object.entries(scalars).filter(([, value]) => value !== '3' && !(Number(value) > 2 ** 53))
    for (const [key, value] of known) expect([key, value]).toEqual([key, read.d[key]])
  })
})
