// Signals by name and number (signal(7)), and what they do to the first process of a host.

import type { Host } from '../sim/index.ts'

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

/** Sends a signal to process 1. One that the process did not ask for does nothing to it, KILL neither: it is process 1. */
export function signalFirst(host: Host, target: string, signal: number): boolean {
  if (target !== '1' || !host.terminateFirst) return false
  if (signal === 2 || signal === 3 || signal === 15) host.terminateFirst()
  return true
}
