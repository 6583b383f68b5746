// Times as the API writes them, and durations as Go prints them in messages.

export { timeText } from '../api/index.ts'

/** metav1.MicroTime. */
export function microTimeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 23)}000Z`
}

export function timeOf(text: string | null | undefined): number {
  return text ? Date.parse(text) : Number.NaN
}

/** Go's time.Duration, to the millisecond: '812ms', '1.2s', '1m2.5s', '1h0m0s', '0s'. */
export function durationText(ms: number): string {
  if (ms <= 0) return '0s'
  if (ms < 1000) return `${ms}ms`
  const hours = Math.floor(ms / 3_600_000)
  const minutes = Math.floor((ms % 3_600_000) / 60_000)
  const seconds = Number(((ms % 60_000) / 1000).toFixed(3))
  return `${hours > 0 ? `${hours}h` : ''}${ms >= 60_000 ? `${minutes}m` : ''}${seconds}s`
}
