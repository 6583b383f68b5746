// Regular expressions in bounded time: the machines choose as JavaScript does, and costly patterns come to an end.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundedRegex } from '../../src/shell/bounded-regex.ts'
import { tryInTurn, walkTogether } from '../../src/shell/regex-machine.ts'
import { compileProgram } from '../../src/shell/regex-program.ts'
import { createMachine } from './run.ts'

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', 'é', '\\.', '\\b', '^', '$', '(?=a)', '(?<!b)')
const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  part: fc.oneof(
    { weight: 4, arbitrary: atom },
    fc.tuple(fc.constantFrom('(', '(?:'), tie('pattern')).map(([open, inside]) => `${open}${inside})`),
    // Nothing that may match nothing is repeated: there JavaScript has a rule of its own.
    fc
      .tuple(
        fc.constantFrom('a', '[ab]', '(a|b)', '(ab?|b)', '(?:a+b)', '.'),
        fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '*?', '+?', '{1,}'),
      )
      .map((pair) => pair.join('')),
  ),
  pattern: fc.oneof(
    fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
    fc.tuple(tie('part'), tie('part')).map((pair) => pair.join('|')),
  ),
}))
const text = fc.array(fc.constantFrom('a', 'b', 'c', '.', 'é', '😀', 'B'), { maxLength: 12 }).map((all) => all.join(''))

const native = (source: string, flags: string, input: string): readonly (string | undefined)[] | undefined => {
  const found = new RegExp(source, flags).exec(input)
  return found ? [String(found.index), ...found] : undefined
}

describe('bounded regular expressions', () => {
  it('both machines find what JavaScript finds', () => {
    fc.assert(
      fc.property(pattern, text, fc.constantFrom('u', 'iu'), (source, input, flags) => {
        const program = compileProgram(source, flags)
        if (!program) return
        for (const run of [walkTogether, tryInTurn]) {
          const found = run(program, input, 0, false)
          const groups = found && [
            String(found[0]),
            ...Array.from({ length: found.length / 2 }, (_, i) =>
              (found[2 * i] ?? -1) < 0 || (found[2 * i + 1] ?? -1) < 0
                ? undefined
                : input.slice(found[2 * i], found[2 * i + 1]),
            ),
          ]
          expect(groups).toEqual(native(source, flags, input))
        }
      }),
      { numRuns: 1000, seed: 7 },
    )
  })

  const long = 'a'.repeat(50_000)
  it.each([
    ['(a+)+$', `${long}b`, null],
    ['^(a|a)*$', `${long}b`, null],
    ['(x+x+)+y', 'x'.repeat(20_000), null],
    ['a.*b.*c.*d', `${long}d`, null],
    ['(?:a?){25}a{25}$', 'a'.repeat(30), 0],
    ['(?:a+)+', `b${long}`, 1],
    ['(a*)*\\1b', 'aab', 0],
    ['^(((a?){5})+){5}y', 'a'.repeat(10_000), null],
  ])('%s comes to an end', (source, input, index) => {
    expect(boundedRegex(source, 'u').exec(input)?.index ?? null).toBe(index)
  })

  it.each([
    ["grep -cE '^(a+)+$' /tmp/long", '0\n', '', 1],
    ["grep -oE '(a|b|ab)+c' /tmp/short", 'ababc\n', '', 0],
    ["sed -E 's/(a+)+b/x/' /tmp/long | wc -c", '40002\n', '', 0],
    ["sed -E 's/^((a+)+)$/x/' /tmp/long | wc -c", '40002\n', '', 0],
    ["grep -E '^(a+)+\\1+d$' /tmp/long", '', 'grep: memory exhausted\n', 2],
    ["grep -P '^(?=(a+)+$)c' /tmp/long", '', 'grep: memory exhausted\n', 2],
    ["grep -E '^(((a?){20})+){20}y' /tmp/long", '', 'grep: memory exhausted\n', 2],
    ["grep -cE '(a{1000}){1000}' /tmp/long", '', 'grep: memory exhausted\n', 2],
    ['[[ $(cat /tmp/long) =~ ^(a+)+$ ]]; echo $?', '1\n', '', 0],
    ['shopt -s extglob; [[ $(cat /tmp/long) == +(+(a)) ]]; echo $?', '1\n', '', 0],
    ['shopt -s extglob; x=$(cat /tmp/short); echo ${x//+(a|b)/-}', '-c\n', '', 0],
  ])('%s', (command, stdout, stderr, exitCode) => {
    const machine = createMachine({ files: { '/tmp/long': `${'a'.repeat(40_000)}c\n`, '/tmp/short': 'ababc\n' } })
    expect(machine.run(command)).toEqual({ stdout, stderr, exitCode })
  })
})
