// Two ways to run the instructions of regex-program.ts over a text, with the choices that JavaScript would make: all
// roads together, character by character (time: length × instructions), and, where \1 needs it, one after the other.

import type { Instruction, Program } from './regex-program.ts'
import { MemoryExhausted } from './stream.ts'

/** Where each group begins and ends; -1 for a group that took no part. */
export type Captures = readonly number[]

/** About a second. */
const MAX_STEPS = 3e7
/** Copying so many places takes as long as a step. */
const SLOTS_PER_STEP = 8
/** Every step of a single road may leave another to be tried: these cost more. */
const MAX_TRIES = 3e6

interface Thread {
  readonly pc: number
  readonly slots: Captures
}

const widthAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)

const withSlot = (slots: Captures, slot: number, at: number): Captures => {
  const changed = slots.slice()
  changed[slot] = at
  return changed
}

/** Where the road goes on after an instruction that takes no character; undefined where it ends. */
function pass(instruction: Instruction, text: string, at: number, { pc, slots }: Thread): Thread | undefined {
  switch (instruction.op) {
    case 'jump':
      return { pc: instruction.to, slots }
    case 'save':
      return { pc: pc + 1, slots: withSlot(slots, instruction.slot, at) }
    case 'forget':
      return { pc: pc + 1, slots: slots.map((was, i) => (i >= instruction.from && i <= instruction.to ? -1 : was)) }
    case 'progress':
      return slots[instruction.slot] === at ? undefined : { pc: pc + 1, slots }
    case 'assert':
      instruction.expression.lastIndex = at
      return instruction.expression.test(text) ? { pc: pc + 1, slots } : undefined
    case 'look': {
      let from = at
      for (let i = 0; i < instruction.behind && from >= 0; i++)
        from -= from > 1 && widthAt(text, from - 2) === 2 ? 2 : 1
      const found = from >= 0 && walkTogether(instruction.program, text, from, true) !== undefined
      return found === instruction.wanted ? { pc: pc + 1, slots } : undefined
    }
    default:
      return undefined
  }
}

/** Where the steps are counted. */
export interface Effort {
  steps: number
}

export function walkTogether(
  program: Program,
  text: string,
  start: number,
  here: boolean,
  effort: Effort = { steps: 0 },
): Captures | undefined {
  const { instructions, slots, groups } = program
  const copying = slots / SLOTS_PER_STEP
  const fresh: Captures = new Array<number>(slots).fill(-1)
  const seen = new Int32Array(instructions.length).fill(-1)
  let now: Thread[] = []
  let found: Captures | undefined
  /** Follows all roads from a thread up to where they take a character, the preferred ones first. */
  const enter = (threads: Thread[], first: Thread, at: number): void => {
    const waiting = [first]
    for (let thread = waiting.pop(); thread; thread = waiting.pop()) {
      const instruction = instructions[thread.pc]
      if (!instruction || seen[thread.pc] === at) continue
      seen[thread.pc] = at
      effort.steps += instruction.op === 'save' || instruction.op === 'forget' ? 1 + copying : 1
      if (effort.steps > MAX_STEPS) throw new MemoryExhausted()
      if (instruction.op === 'character' || instruction.op === 'match') threads.push(thread)
      else if (instruction.op === 'split') {
        waiting.push({ pc: instruction.second, slots: thread.slots }, { pc: instruction.first, slots: thread.slots })
      } else {
        const next = pass(instruction, text, at, thread)
        if (next) waiting.push(next)
      }
    }
  }
  for (let at = start; at <= text.length; ) {
    if (!found && (at === start || !here)) enter(now, { pc: 0, slots: withSlot(fresh, 0, at) }, at)
    if (now.length === 0 && (found || here)) break
    const code = text.codePointAt(at)
    const after = at + widthAt(text, at)
    const next: Thread[] = []
    for (const thread of now) {
      const instruction = instructions[thread.pc]
      if (instruction?.op === 'match') {
        found = withSlot(thread.slots, 1, at)
        break
      }
      effort.steps++
      if (code !== undefined && instruction?.op === 'character' && instruction.test(code))
        enter(next, { pc: thread.pc + 1, slots: thread.slots }, after)
    }
    now = next
    at = after
  }
  return found?.slice(0, 2 * (groups + 1))
}

export function tryInTurn(
  program: Program,
  text: string,
  start: number,
  here: boolean,
  effort: Effort = { steps: 0 },
): Captures | undefined {
  const { instructions, slots, groups } = program
  const fresh: Captures = new Array<number>(slots).fill(-1)
  for (let from = start; from <= text.length; from += widthAt(text, from)) {
    const waiting = [{ pc: 0, at: from, slots: withSlot(fresh, 0, from) }]
    for (let road = waiting.pop(); road; road = waiting.pop()) {
      let { pc, at } = road
      let held = road.slots
      for (;;) {
        if (++effort.steps > MAX_TRIES) throw new MemoryExhausted()
        const instruction = instructions[pc]
        if (!instruction) break
        if (instruction.op === 'match') return withSlot(held, 1, at).slice(0, 2 * (groups + 1))
        if (instruction.op === 'character') {
          const code = text.codePointAt(at)
          if (code === undefined || !instruction.test(code)) break
          at += widthAt(text, at)
          pc++
        } else if (instruction.op === 'again') {
          const [begin = -1, end = -1] = held.slice(2 * instruction.group, 2 * instruction.group + 2)
          const same = begin < 0 || end < 0 ? '' : text.slice(begin, end)
          if (!text.startsWith(same, at)) break
          at += same.length
          pc++
        } else if (instruction.op === 'split') {
          waiting.push({ pc: instruction.second, at, slots: held })
          pc = instruction.first
        } else {
          const next = pass(instruction, text, at, { pc, slots: held })
          if (!next) break
          pc = next.pc
          held = next.slots
        }
      }
    }
    if (here) break
  }
  return undefined
}
