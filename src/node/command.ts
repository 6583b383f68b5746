// What a subcommand of `kubarium` is, and how its mistakes are told.

import type { LabOptions } from '../lab/index.ts'

export interface NodeCommand {
  readonly name: string
  /** One line for `kubarium --help`. */
  readonly summary: string
  /** What `kubarium NAME --help` prints. */
  readonly usage: string
  /** Resolves with the exit code. */
  run(args: readonly string[]): Promise<number>
}

/** A mistake in the arguments or the files: shown as one line, exit code 2. */
export class UsageFault extends Error {}

/** The options that every command with a cluster takes, as `parseArgs` wants them. */
export const labOptionTypes = {
  seed: { type: 'string' },
  preset: { type: 'string' },
  'start-time': { type: 'string' },
} as const

export interface LabFlags {
  readonly seed?: string | undefined
  readonly preset?: string | undefined
  readonly 'start-time'?: string | undefined
}

export const labUsage = `  --seed N               which of the possible worlds: same seed and same commands, same bytes (default 1)
  --preset NAME          kubeadm (two nodes, default) or k3s (one node)
  --start-time ISO       what the cluster's clock shows at the start (default 2026-01-05T09:00:00Z)`

export function labOptions(flags: LabFlags): LabOptions {
  const { preset } = flags
  if (preset !== undefined && preset !== 'kubeadm' && preset !== 'k3s')
    throw new UsageFault(`--preset ${preset}: there are kubeadm and k3s`)
  const startTime = flags['start-time']
  if (startTime !== undefined && Number.isNaN(Date.parse(startTime)))
    throw new UsageFault(`--start-time ${startTime}: not a time such as 2026-01-05T09:00:00Z`)
  return {
    ...(flags.seed === undefined ? {} : { seed: wholeNumber('--seed', flags.seed) }),
    ...(preset === undefined ? {} : { preset }),
    ...(startTime === undefined ? {} : { startTime }),
  }
}

export function wholeNumber(flag: string, text: string, most = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value <= most) return value
  throw new UsageFault(
    `${flag} ${text}: not a whole number${most < Number.MAX_SAFE_INTEGER ? ` from 0 to ${most}` : ''}`,
  )
}

/** '60s', '1m30s', '500ms', or seconds without a unit. */
export function durationMs(flag: string, text: string): number {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
  if (/^\d+$/.test(text)) return Number(text) * 1000
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) throw new UsageFault(`${flag} ${text}: not a duration such as 60s`)
  let total = 0
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g))
    total += Number(amount) * (units[unit ?? ''] ?? 0)
  return Math.round(total)
}
