// Our shell against the real bash 5.2: stdout, stderr and exit code of every recorded script, byte for byte.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Recorded } from './record.ts'
import { createMachine } from './run.ts'

const here = import.meta.dirname
const recorded: readonly Recorded[] = JSON.parse(readFileSync(join(here, 'recordings', 'bash.json'), 'utf8'))
const scripts = readFileSync(join(here, 'bash-cases.txt'), 'utf8').replace(/\n$/, '').split('\n---\n')

const quote = (text: string): string => `'${text.replace(/'/g, "'\\''")}'`

describe('bash', () => {
  it('has a recording of every script', () => {
    expect(recorded.map(({ script }) => script)).toEqual(scripts)
    expect(scripts.length).toBeGreaterThan(150)
  })

  it.each(recorded.map((one, number) => ({ ...one, number })))('$number', ({ script, stdout, stderr, exitCode }) => {
    const ours = createMachine().run(`bash -c ${quote(script)} bash`)
    expect({ script, ...ours }).toEqual({ script, stdout, stderr, exitCode })
  })
})
