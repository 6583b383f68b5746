// The organizations in the subject of a PKCS #10 request: the groups that a certificate gives.

import { readDer } from '../sim/index.ts'
import { bytesOf, readPem } from './certificate-text.ts'

const ORGANIZATION = '2.5.4.10'

/** `request` is a PEM block in base64, as the object's field. */
export function organizationsOf(request: string): readonly string[] {
  const block = readPem(new TextDecoder().decode(bytesOf(request) ?? new Uint8Array()))
  const [, subject] =
    readDer(block?.bytes ?? new Uint8Array())
      ?.children()[0]
      ?.children() ?? []
  return (subject?.children() ?? [])
    .flatMap((set) => set.children())
    .map((pair) => pair.children())
    .filter(([oid]) => oid?.oid() === ORGANIZATION)
    .map(([, value]) => value?.text() ?? '')
}
