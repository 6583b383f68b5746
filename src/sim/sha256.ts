// SHA-256 of bytes, or of a text in UTF-8, as hexadecimal digits: the page's own is asynchronous.

import { sha256 as digest } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

export const sha256 = (data: string | Uint8Array): string =>
  bytesToHex(digest(typeof data === 'string' ? new TextEncoder().encode(data) : data))
