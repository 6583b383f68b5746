// Moments as describe prints them: RFC 1123 with a numeric zone. The lab's zone is UTC.

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 'Mon, 05 Jan 2026 09:00:00 +0000'; a time that is not set is Go's zero time. */
export function timeText(time: string | null | undefined): string {
  const ms = time ? Date.parse(time) : Number.NaN
  if (Number.isNaN(ms)) return 'Mon, 01 Jan 0001 00:00:00 +0000'
  const date = new Date(ms)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${days[date.getUTCDay()]}, ${two(date.getUTCDate())} ${months[date.getUTCMonth()]}`
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  return `${day} ${String(date.getUTCFullYear()).padStart(4, '0')} ${clock} +0000`
}

/** '2026-01-05 09:00:00 +0000 UTC': as Go prints a time of itself. */
export function goTimeText(time: string | null | undefined): string {
  const ms = time ? Date.parse(time) : Number.NaN
  if (Number.isNaN(ms)) return '0001-01-01 00:00:00 +0000 UTC'
  return new Date(ms).toISOString().replace(/^(.*)T(\d\d:\d\d:\d\d).*$/, '$1 $2 +0000 UTC')
}
