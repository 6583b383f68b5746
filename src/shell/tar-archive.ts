// The tar format (POSIX.1-1988 ustar; pax headers and GNU's long names are read, long names written as GNU does): files
// and folders as text, as pipes carry them. Missing: links, devices, owners other than root.

import { byteLength, fromBytes, toBytes } from './bytes.ts'

export interface TarEntry {
  readonly name: string
  readonly kind: 'file' | 'directory' | 'link'
  readonly mode: number
  readonly modifiedMs: number
  /** Of a file: what is in it; of a link: where to. */
  readonly text: string
}

const BLOCK = 512
/** Archives are written in records of twenty blocks, the last one filled up. */
const RECORD = 20 * BLOCK
const LONG_NAME = '././@LongLink'

export function tarText(entries: readonly TarEntry[]): string {
  const parts = entries.map(entryText)
  const size = parts.reduce((sum, part) => sum + byteLength(part), 0) + 2 * BLOCK
  parts.push('\0'.repeat(2 * BLOCK + ((RECORD - (size % RECORD)) % RECORD)))
  return parts.join('')
}

function entryText(entry: TarEntry): string {
  const name = entry.kind === 'directory' ? `${entry.name}/` : entry.name
  const long = byteLength(name) > 100 ? block({ ...entry, name: LONG_NAME, mode: 0 }, 'L', `${name}\0`) : ''
  const short = long === '' ? name : fromBytes(toBytes(name).slice(0, 100))
  return long + block({ ...entry, name: short }, entry.kind === 'directory' ? '5' : '0', entry.text)
}

function block({ name, mode, modifiedMs }: TarEntry, type: string, text: string): string {
  const size = byteLength(text)
  const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`
  const field = (value: string, width: number): string => value + '\0'.repeat(width - byteLength(value))
  const before = `${field(name, 100)}${octal(mode & 0o7777, 8)}${octal(0, 8)}${octal(0, 8)}${octal(size, 12)}${octal(Math.floor(modifiedMs / 1000), 12)}`
  const after = `${type}${field('', 100)}ustar\x0000${field('root', 32)}${field('root', 32)}${octal(0, 8)}${octal(0, 8)}${field('', 155 + 12)}`
  const sum = [...toBytes(`${before}        ${after}`)].reduce((total, byte) => total + byte, 0)
  return `${before}${sum.toString(8).padStart(6, '0')}\0 ${after}${text}${'\0'.repeat((BLOCK - (size % BLOCK)) % BLOCK)}`
}

/** Not a tar archive, or one that ends too early. */
export class TarError extends Error {
  readonly kind: 'not tar' | 'too short'
  constructor(kind: 'not tar' | 'too short') {
    super(kind)
    this.kind = kind
  }
}

export function* tarEntries(archive: string): Generator<TarEntry> {
  const bytes = toBytes(archive)
  let longName: string | undefined
  let path: string | undefined
  for (let at = 0; at < bytes.length; ) {
    const header = bytes.subarray(at, at + BLOCK)
    if (header.length < BLOCK) throw new TarError(at === 0 ? 'not tar' : 'too short')
    if (header.every((byte) => byte === 0)) return
    if (checksumOf(header) !== octalAt(header, 148, 8)) throw new TarError('not tar')
    const size = octalAt(header, 124, 12)
    if (!(size >= 0)) throw new TarError('not tar')
    const body = bytes.subarray(at + BLOCK, at + BLOCK + size)
    const filled = Math.ceil(size / BLOCK) * BLOCK
    const isCut = bytes.length < at + BLOCK + filled
    at += BLOCK + filled
    const type = String.fromCharCode(header[156] ?? 0)
    if (type === 'L') longName = textAt(body, 0, size)
    else if (type === 'x') path = /(?:^|\n)\d+ path=(.*)\n/.exec(fromBytes(body))?.[1]
    if (type === 'L' || type === 'x' || type === 'g') continue
    const prefix = textAt(header, 257, 6) === 'ustar' ? textAt(header, 345, 155) : ''
    const name = path ?? longName ?? (prefix === '' ? '' : `${prefix}/`) + textAt(header, 0, 100)
    longName = undefined
    path = undefined
    const kind = type === '5' || name.endsWith('/') ? 'directory' : type === '1' || type === '2' ? 'link' : 'file'
    // GNU tar has told of an entry by the time that it misses the rest.
    yield {
      name,
      kind,
      mode: octalAt(header, 100, 8) & 0o7777,
      modifiedMs: octalAt(header, 136, 12) * 1000,
      text: kind === 'link' ? textAt(header, 157, 100) : fromBytes(body),
    }
    if (isCut) throw new TarError('too short')
  }
}

function textAt(bytes: Uint8Array, from: number, length: number): string {
  const field = bytes.subarray(from, from + length)
  const end = field.indexOf(0)
  return fromBytes(end < 0 ? field : field.subarray(0, end))
}

const octalAt = (bytes: Uint8Array, from: number, length: number): number =>
  Number.parseInt(textAt(bytes, from, length).trim() || '0', 8)

/** As if the checksum's own place held blanks. */
const checksumOf = (header: Uint8Array): number =>
  header.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 0x20 : byte), 0)
