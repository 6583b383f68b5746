// Faulty lessons are told where and why; untrusted ones do no harm.

import { expect, test } from 'vitest'
import { faultText, fillText, parseLesson, plainText } from '../../src/lesson/index.ts'
import { parseTextFile } from '../../src/lesson/text-file.ts'
import { atOnce } from '../../src/sim/index.ts'
import { readLesson } from './lesson-files.ts'

const good = readLesson('services/cluster-ip')

function faultsOf(change: Record<string, string>): readonly string[] {
  return parseLesson({ ...good, ...change }).faults.map(faultText)
}

const edit = (name: string, from: string, to: string) => ({ [name]: (good[name] ?? '').replace(from, to) })

test.each([
  ['bad YAML', edit('lesson.yaml', 'preset: k3s', 'preset: [k3s'), /^lesson\.yaml:\d+:\d+: Flow sequence/],
  [
    'unknown preset',
    edit('lesson.yaml', 'preset: k3s', 'preset: k4s'),
    /^lesson\.yaml:4:1: preset: Invalid type: Expected/,
  ],
  [
    'unknown key',
    edit('lesson.yaml', 'preset: k3s', 'preset: k3s\ncolour: red'),
    /^lesson\.yaml:5:1: unknown key "colour"/,
  ],
  ['missing key', edit('lesson.yaml', 'preset: k3s\n', ''), /^lesson\.yaml:\d+:\d+: "preset" is missing/],
  [
    'unknown check',
    edit('lesson.yaml', 'type: shown', 'type: shewn'),
    /^lesson\.yaml:14:9: "shewn" is no type of check: shown, /,
  ],
  [
    'unknown option',
    edit('lesson.yaml', 'path: status.podIP', 'pathh: status.podIP'),
    /^lesson\.yaml:17:9: unknown key "pathh"/,
  ],
  ['bad path', edit('lesson.yaml', 'path: status.podIP', 'path: status..podIP'), /^lesson\.yaml:17:9: .*not a path/],
  [
    'missing file',
    edit('lesson.yaml', '[tiers.yaml]', '[teirs.yaml]'),
    /^lesson\.yaml:7:9: the lesson has no file "teirs\.yaml"/,
  ],
  [
    'unknown answer',
    edit('lesson.yaml', 'answer: new-address\n', 'answer: old-address\n'),
    /the step has no question "old-address"/,
  ],
  [
    'no words',
    edit('en.md', '- `listed.missing`', '- `listed.mising`'),
    /^en\.md:5:1: step "addresses": no words for "listed\.missing"/,
  ],
  [
    'idle words',
    edit('bn.md', '- `listed.missing`', '- `listed.mising`'),
    /^bn\.md:5:1: step "addresses": no words for "listed\.missing"/,
  ],
  ['unknown part', edit('en.md', '### goal', '### gaol'), /^en\.md:\d+:1: "gaol" is no part of a step/],
  ['no id', edit('en.md', ' {#addresses}', ''), /^en\.md:5:1: a step's heading ends with its id/],
  ['bad manifest', { 'tiers.yaml': 'kind: Pod\n' }, /^tiers\.yaml:1:1: an object needs apiVersion/],
  ['bad manifest YAML', { 'tiers.yaml': 'a: b: c\n' }, /^tiers\.yaml:1:4: Nested mappings/],
  ['alias bomb', { 'tiers.yaml': bomb() }, /^tiers\.yaml:1:1: Excessive alias count/],
  ['deep nesting', { 'lesson.yaml': '['.repeat(20_000) }, /^lesson\.yaml:1:/],
  ['too large', { 'en.md': 'x'.repeat(1_000_001) }, /^en\.md:1:1: the file is larger than 1 MB/],
])('%s', (_name, change, expected) => {
  expect(faultsOf(change as Record<string, string>)).toContainEqual(expect.stringMatching(expected))
})

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  for (let n = 1; n < 9; n++)
    lines.push(
      `a${n}: &a${n} [${Array(10)
        .fill(`*a${n - 1}`)
        .join(', ')}]`,
    )
  return lines.join('\n')
}

test('a lesson without lesson.yaml or English text says so', () => {
  expect(parseLesson({}).faults.map(faultText)).toEqual(['lesson.yaml:1:1: the file is missing'])
  const { 'en.md': _english, ...rest } = good
  expect(parseLesson(rest).faults.map(faultText)).toContain('en.md:1:1: the file is missing')
})

test('text is data: no HTML, no script links, entities decoded, commands marked', () => {
  const source =
    '# T\n\n<b onclick=x>a</b> &lt;b&gt; &#2437; [x](javascript:alert(1)) [y](https://kubernetes.io) `$ kubectl get pods`\n'
  const { text, faults } = atOnce(parseTextFile('en.md', source))
  expect(faults).toEqual([])
  const [paragraph] = text.introduction
  if (paragraph?.is !== 'paragraph') throw new Error('no paragraph')
  expect(plainText(paragraph.children)).toBe('<b onclick=x>a</b> <b> অ x y kubectl get pods')
  expect(JSON.stringify(paragraph)).not.toContain('javascript')
  expect(paragraph.children).toContainEqual({ is: 'command', text: 'kubectl get pods' })
  expect(plainText(fillText([{ is: 'text', text: '{a} {b} {constructor}' }], { a: 1 }))).toBe('1 {b} {constructor}')
})
