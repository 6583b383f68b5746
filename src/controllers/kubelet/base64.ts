// The text behind base64: bytes that are UTF-8 as text, others one lone surrogate each, as pipes carry them.

export function base64Text(encoded: string): string {
  let binary: string
  try {
    binary = atob(encoded)
  } catch {
    return ''
  }
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join('')
  }
}
