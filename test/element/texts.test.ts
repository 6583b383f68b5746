// A value written as texts and read again is the same value, whatever lists it has in it.
import { describe, expect, it } from 'vitest'
import { fromTexts, toTexts } from '../../src/element/texts.ts'
import { createLab, restoreLabInParts } from '../../src/lab/index.ts'
import { atOnce } from '../../src/sim/index.ts'

const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number)
const again = (value: unknown): unknown => atOnce(fromTexts(atOnce(toTexts(value))))

describe('texts', () => {
  it.each([
    ['nothing long', { a: [1, 2], b: null, c: 'text' }],
    ['no object', 'text'],
    ['a long list', { a: numbers(30), b: numbers(30).map((number) => ({ number })) }],
    ['an empty list', { a: [], b: {} }],
    ['long lists in long lists', { a: numbers(20).map((number) => [`${number}`, numbers(20)]) }],
    ['frozen objects', { a: numbers(20).map((number) => Object.freeze({ number, of: 'x'.repeat(2000) })) }],
    ['names that JavaScript knows', { a: [{ constructor: 1, toString: numbers(10) }] }],
    ['a list at the top', numbers(50)],
  ])('bring back %s', (_name, value) => {
    expect(again(value)).toEqual(value)
  })

  it('hold a lab, which goes on as before', async () => {
    const lab = createLab({ preset: 'k3s' })
    await lab.run('kubectl create deployment many --image=nginx --replicas=30')
    const saved = lab.snapshot()
    const texts = atOnce(toTexts(saved))
    expect(texts.length).toBeGreaterThan(4)
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThan(64 * 1024)
    const other = atOnce(restoreLabInParts(atOnce(fromTexts(texts)), { preset: 'k3s' }))
    expect(JSON.stringify(other.snapshot())).toBe(JSON.stringify(saved))
    for (const each of [lab, other]) await each.run('kubectl scale deployment many --replicas=3')
    expect(JSON.stringify(other.snapshot())).toBe(JSON.stringify(lab.snapshot()))
  })

  it.each([[[]], [['nonsense']], [['{"value":{},"lists":[{"path":["a"],"texts":1}]}', '[1]']]])(
    'refuse %j',
    (texts) => {
      expect(() => atOnce(fromTexts(texts))).toThrow()
    },
  )
})
