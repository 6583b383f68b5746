// How long ago, as text: the units that AGE, RESTARTS and event times are shown in. Models HumanDuration of
// k8s.io/apimachinery/pkg/util/duration/duration.go (v1.33.1). Shared by the server's tables and kubectl's own texts.

const second = 1000
const minute = 60
const hour = 60 * minute
const day = 24 * hour
const year = 365 * day

/** '5m30s' for a length of time; whole seconds, truncated. A length below -1 s is '<invalid>'. */
export function durationText(ms: number): string {
  const seconds = Math.trunc(ms / second)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  if (seconds < 2 * minute) return `${seconds}s`
  if (seconds < 10 * minute) return withRest(seconds, minute, 'm', 1, 's')
  if (seconds < 3 * hour) return `${Math.floor(seconds / minute)}m`
  if (seconds < 8 * hour) return withRest(seconds, hour, 'h', minute, 'm')
  if (seconds < 2 * day) return `${Math.floor(seconds / hour)}h`
  if (seconds < 8 * day) return withRest(seconds, day, 'd', hour, 'h')
  if (seconds < 2 * year) return `${Math.floor(seconds / day)}d`
  if (seconds < 8 * year) return withRest(seconds, year, 'y', day, 'd')
  return `${Math.floor(seconds / year)}y`
}

/** The age of a moment given as RFC 3339 text; '<unknown>' when it is not set. */
export function ageText(time: string | null | undefined, nowMs: number): string {
  if (!time) return '<unknown>'
  const ms = Date.parse(time)
  return Number.isNaN(ms) ? '<unknown>' : durationText(nowMs - ms)
}

function withRest(seconds: number, unit: number, unitText: string, restUnit: number, restText: string): string {
  const rest = Math.floor((seconds % unit) / restUnit)
  return `${Math.floor(seconds / unit)}${unitText}${rest === 0 ? '' : `${rest}${restText}`}`
}
