// A line as klog v2 writes it to stderr: severity, date, time, process id, place. The process id is fixed here.

const PROCESS_ID = '   1234'

export function logLine(severity: 'E' | 'W' | 'I', place: string, text: string, nowMs: number): string {
  const iso = new Date(nowMs).toISOString()
  return `${severity}${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}000 ${PROCESS_ID} ${place}] ${text}\n`
}

/** What `--dry-run` without a value logs. */
export const warnDryRun =
  (ctx: { err(text: string): void; nowMs(): number }) =>
  (text: string): void =>
    ctx.err(logLine('W', 'helpers.go:703', text, ctx.nowMs()))
