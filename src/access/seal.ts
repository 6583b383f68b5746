// What stands for the cluster's private keys: a keyed hash over what is signed, so that only this cluster can have made
// it and nobody has to remember it. Differs: real keys are RSA; here nobody outside can check a signature.

import { sha256 } from '../sim/index.ts'

/** As long as a signature by an RSA key of 2048 bits. */
const LENGTH = 256

export type Seal = (purpose: string, data: string) => Uint8Array

/** `secret` is the cluster's own: the uid of its first namespace. */
export const sealOf =
  (secret: () => string): Seal =>
  (purpose, data) => {
    const hex = sha256(`${secret()} ${purpose} ${sha256(data)}`)
    const seal = new Uint8Array(LENGTH)
    for (let i = 0; i < 32; i++) seal[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)
    // The rest only has to look like a signature.
    let state = Number.parseInt(hex.slice(0, 8), 16)
    for (let i = 32; i < LENGTH; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      seal[i] = state >>> 24
    }
    return seal
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
