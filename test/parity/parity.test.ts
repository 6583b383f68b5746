// The written table of parity is what a run makes now.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Outcome, recordedCases, runCase } from './parity.ts'
import { parityTable } from './table.ts'

it('test/parity.md is up to date (`npm run parity` writes it)', async () => {
  const outcomes: Outcome[] = []
  for (const recorded of recordedCases) outcomes.push(await runCase(recorded))
  expect(outcomes.length).toBeGreaterThan(1000)
  expect(parityTable(outcomes)).toBe(readFileSync(join(import.meta.dirname, '../parity.md'), 'utf8'))
}, 120_000)
