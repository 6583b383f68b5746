import { expect, test } from 'vitest'
import { addQuantities, compareQuantities, parseQuantity, scaledValue } from '../../src/api/quantity.ts'

// Written by a real API server's types: ../shared facts, section 17.
const kept = `0.5→500m 1024Mi→1Gi 1500Mi→1500Mi 1.5Gi→1536Mi 0.1Gi→107374182400m 1000→1k 1000k→1M 1000M→1G 1024→1024
2048Ki→2Mi 1000m→1 1500m→1500m 1.0→1 0.0001→100u 0Mi→0 3.7k→3700 1e3→1e3 5e2→500 1e-3→1e-3 +1→+1 2.5Ti→2560Gi
100m→100m 128974848→128974848 129e6→129e6 129M→129M 123Mi→123Mi 0→0 -1→-1 0.0000000001→1n 64Mi→64Mi 128Mi→128Mi 12345678901234567890→12345678901234567890`

test.each(kept.split(/\s+/).map((pair) => pair.split('→')))('%s is kept as %s', (from = '', to = '') => {
  expect(parseQuantity(from).text).toBe(to)
})

const pattern = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
test.each([
  ['', pattern],
  ['abc', pattern],
  ['1 Gi', pattern],
  ['1mi', "unable to parse quantity's suffix"],
  ['1e', "unable to parse quantity's suffix"],
  ['1.5.5', pattern],
])('%j is refused', (text, message) => {
  expect(() => parseQuantity(text)).toThrow(message)
})

test('quantities compare and add exactly', () => {
  const q = parseQuantity
  expect(compareQuantities(q('1Gi'), q('1G'))).toBe(1)
  expect(compareQuantities(q('1000m'), q('1'))).toBe(0)
  expect(addQuantities(q('100m'), q('0.9')).text).toBe('1')
  expect(addQuantities(q('0'), q('64Mi')).text).toBe('64Mi')
  expect(scaledValue(q('100m'), -3)).toBe(100)
  expect(scaledValue(q('1.5'))).toBe(2)
})
