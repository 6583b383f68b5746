// Signals by name and number (signal(7)), what they do to the first process of a host, and those that reached a shell.

import { type Host, Signal } from '../sim/index.ts'

export const SIGNALS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
}

export function signalNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) <= 64 ? Number(text) : undefined
  return SIGNALS[text.toUpperCase().replace(/^SIG/, '')]
}

export const signalName = (number: number): string | undefined =>
  Object.keys(SIGNALS).find((name) => SIGNALS[name] === number)

/** Signals that reached a shell and that it has not acted on: it does between two commands, or at once while it waits. */
export class Arrivals {
  readonly changed = new Signal()
  #numbers: number[] = []

  add(number: number): void {
    this.#numbers.push(number)
    this.changed.notify()
  }

  /** The one that came first. */
  get first(): number | undefined {
    return this.#numbers[0]
  }

  take(): number | undefined {
    return this.#numbers.shift()
  }
}

/** Sends a signal to process 1. One that the process did not ask for does nothing to it, KILL neither: it is process 1. */
export function signalFirst(host: Host, target: string, signal: number): boolean {
  if (target !== '1' || !host.terminateFirst) return false
  if (signal === 2 || signal === 3 || signal === 15) host.terminateFirst()
  return true
}
