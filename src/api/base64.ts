// Base64 as Go's encoding/base64 (StdEncoding) takes it.

/** Where base64 text is wrong, or -1. Line breaks are fine. */
export function base64Fault(text: string): number {
  const wrong = /[^A-Za-z0-9+/=\r\n]/.exec(text)
  if (wrong) return wrong.index
  const plain = text.replace(/[\r\n]/g, '')
  const padding = plain.indexOf('=')
  const digits = padding < 0 ? plain.length : padding
  if (plain.length % 4 !== 0) return padding < 0 ? text.length - (plain.length % 4) : padding
  if (padding >= 0 && !/^={1,2}$/.test(plain.slice(padding))) return padding
  return digits % 4 === 1 ? digits : -1
}
