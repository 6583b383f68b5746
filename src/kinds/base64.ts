// Text and bytes to base64, as Secret data holds them.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The UTF-8 bytes of a text in base64. */
export function base64Text(text: string): string {
  const bytes = new TextEncoder().encode(text)
  let result = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.subarray(i, i + 3)
    result += alphabet[a >> 2]
    result += alphabet[((a & 3) << 4) | ((b ?? 0) >> 4)]
    result += b === undefined ? '=' : alphabet[((b & 15) << 2) | ((c ?? 0) >> 6)]
    result += c === undefined ? '=' : alphabet[c & 63]
  }
  return result
}

/** How many bytes a base64 text stands for; undefined when it is not base64. */
export function base64Length(text: string): number | undefined {
  const bare = text.replace(/[\r\n]/g, '')
  if (bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) return undefined
  const padding = bare.endsWith('==') ? 2 : bare.endsWith('=') ? 1 : 0
  return (bare.length / 4) * 3 - padding
}
