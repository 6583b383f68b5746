// What stands for the cluster's private keys: a keyed hash over what is signed, so that only this cluster can have made
// it and nobody has to remember it. Differs: real keys are RSA; here nobody outside can check a signature.

import { sha256 } from '../sim/index.ts'

/** As long as a signature by an RSA key of 2048 bits. */
const BLOCKS = 8

export type Seal = (purpose: string, data: string) => Uint8Array

/** `secret` is the cluster's own: the uid of its first namespace. */
export const sealOf =
  (secret: () => string): Seal =>
  (purpose, data) => {
    const digest = sha256(data)
    const hex = Array.from({ length: BLOCKS }, (_, block) => sha256(`${secret()} ${purpose} ${block} ${digest}`)).join(
      '',
    )
    return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
  }

export const base64Of = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

export const bytesOf = (base64: string): Uint8Array | undefined => {
  try {
    return Uint8Array.from(atob(base64.replace(/\s/g, '')), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** For data that is part of another text: every byte a character. */
export const latin1 = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}
