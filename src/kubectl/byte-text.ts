// Texts that stand for bytes: what is not UTF-8 travels as lone low surrogates (see sim/pipe.ts).

import { toBytes } from '../sim/index.ts'

/** True when the bytes were UTF-8. */
export function isText(text: string): boolean {
  return !/[\udc80-\udcff]/u.test(text)
}

/** The bytes in base64. */
export function bytesToBase64(text: string): string {
  let binary = ''
  for (const byte of toBytes(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}
