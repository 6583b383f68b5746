// Regular expressions whose cost is bounded: JavaScript's own engine while the worst case is small, otherwise a machine
// that takes all roads at once (Thompson 1968, Pike), or, for \1, one that tries them in turn and gives up in time.
// Leaves out: \1, \k and lookarounds of variable length where the worst case is large; these run out of memory, as GNU's.

import { type Captures, tryInTurn, walkTogether } from './regex-machine.ts'
import { compileProgram, type Program, worstCase } from './regex-program.ts'
import { MemoryExhausted } from './stream.ts'

/** About 50 ms of trying. */
const AFFORDABLE_STEPS = 1e7
/** Of the steps at worst one in so many is taken. */
const SELDOM = 50
/** So many plain characters are compared in the time of one step. */
const CHARACTERS_PER_STEP = 32

/** A `RegExp` whose methods all go through its own `exec`, as the language has it. */
class BoundedRegExp extends RegExp {
  readonly #worst = worstCase(this.source)
  #program: Program | undefined
  /** Steps that the last `exec` took; those of JavaScript's engine are only known at worst, and are seldom as many. */
  effort = 0

  override exec(text: string): RegExpExecArray | null {
    const { degree, factor, size } = this.#worst
    const steps = factor * (text.length + 1) ** (degree + 1) * Math.max(1, size / CHARACTERS_PER_STEP)
    if (steps <= AFFORDABLE_STEPS) {
      this.effort = steps / SELDOM
      return super.exec(text)
    }
    this.#program ??= compileProgram(this.source, this.flags)
    if (!this.#program) throw new MemoryExhausted()
    const continues = this.global || this.sticky
    const from = continues ? this.lastIndex : 0
    const run = this.#program.backward ? tryInTurn : walkTogether
    const budget = { steps: 0 }
    const found = from > text.length ? undefined : run(this.#program, text, from, this.sticky, budget)
    this.effort = budget.steps
    if (continues) this.lastIndex = found ? (found[1] ?? 0) : 0
    return found ? asMatch(found, text) : null
  }
}

function asMatch(found: Captures, text: string): RegExpExecArray {
  const groups = Array.from({ length: found.length / 2 }, (_, i) => {
    const [from, to] = [found[2 * i] ?? -1, found[2 * i + 1] ?? -1]
    return from < 0 || to < 0 ? undefined : text.slice(from, to)
  })
  // The type of a match says that groups are texts; those that took no part are undefined, as ever.
  const [whole = '', ...rest] = groups as string[]
  return Object.assign<[string, ...string[]], { index: number; input: string }>([whole, ...rest], {
    index: found[0] ?? 0,
    input: text,
  })
}

/** Throws what `RegExp` throws. */
export const boundedRegex = (source: string, flags: string): RegExp => new BoundedRegExp(source, flags)

export const effortOf = (expression: RegExp): number => (expression instanceof BoundedRegExp ? expression.effort : 0)
