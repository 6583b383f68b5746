// Sizes as `ls -h`, `du -h` and `df -h` show them: 1024-based, rounded up, one digit below ten.

export function humanSize(bytes: number): string {
  if (bytes < 1024) return String(bytes)
  const units = ['K', 'M', 'G', 'T', 'P']
  let value = bytes
  let unit = ''
  for (const next of units) {
    value /= 1024
    unit = next
    if (value < 1024) break
  }
  const tenths = Math.ceil(value * 10) / 10
  return tenths < 10 ? `${tenths.toFixed(1)}${unit}` : `${Math.ceil(value)}${unit}`
}
