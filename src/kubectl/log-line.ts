// A line as klog v2 writes it to stderr: severity, date, time, process id, place. The process id is fixed here.

import type { Context } from './command.ts'

const PROCESS_ID = '   1234'

export function logLine(severity: 'F' | 'E' | 'W' | 'I', place: string, text: string, nowMs: number): string {
  const iso = new Date(nowMs).toISOString()
  return `${severity}${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}000 ${PROCESS_ID} ${place}] ${text}\n`
}

/** What old ways to write --dry-run log, so many lines further down in the source than the way without a value. */
export const warnDryRun =
  (ctx: Pick<Context, 'err' | 'nowMs' | 'version'>) =>
  (text: string, lines = 0): void =>
    ctx.err(logLine('W', `helpers.go:${ctx.version.dryRunLine + lines}`, text, ctx.nowMs()))
