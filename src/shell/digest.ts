// MD5 (RFC 1321) and SHA-1 (FIPS 180-4) of bytes, as hexadecimal digits: the page's own know no MD5 and are asynchronous.

const turn = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

const FIRST = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
const MD5_TURNS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
const MD5_SUMS = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32))
const SHA1_SUMS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6]

/** Both fill the last of their blocks of 64 bytes alike; `mix` works on one. */
function digest(
  bytes: Uint8Array,
  size: number,
  little: boolean,
  mix: (state: Int32Array, word: (i: number) => number) => void,
): string {
  const padded = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - (little ? 8 : 4), bytes.length << 3, little)
  view.setUint32(padded.length - (little ? 4 : 8), Math.floor(bytes.length / 2 ** 29), little)
  const state = Int32Array.from(FIRST.slice(0, size))
  for (let at = 0; at < padded.length; at += 64) {
    const before = state.slice()
    mix(state, (i) => view.getInt32(at + 4 * i, little))
    for (let i = 0; i < size; i++) state[i] = (state[i] ?? 0) + (before[i] ?? 0)
  }
  const result = new DataView(new ArrayBuffer(size * 4))
  for (const [i, word] of state.entries()) result.setInt32(4 * i, word, little)
  return Array.from(new Uint8Array(result.buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const md5 = (bytes: Uint8Array): string =>
  digest(bytes, 4, true, (state, word) => {
    let [a = 0, b = 0, c = 0, d = 0] = state
    for (let i = 0; i < 64; i++) {
      const round = i >> 4
      const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round] ?? 0
      const at = [i, 5 * i + 1, 3 * i + 5, 7 * i][round] ?? 0
      const sum = (a + mixed + (MD5_SUMS[i] ?? 0) + word(at & 15)) | 0
      a = d
      d = c
      c = b
      b = (b + turn(sum, MD5_TURNS[round * 4 + (i & 3)] ?? 0)) | 0
    }
    state.set([a, b, c, d])
  })

export const sha1 = (bytes: Uint8Array): string =>
  digest(bytes, 5, false, (state, word) => {
    const words: number[] = []
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state
    for (let i = 0; i < 80; i++) {
      const back = (by: number): number => words[i - by] ?? 0
      const next = i < 16 ? word(i) : turn(back(3) ^ back(8) ^ back(14) ^ back(16), 1)
      words.push(next)
      const round = Math.floor(i / 20)
      const mixed = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d
      const sum = (turn(a, 5) + mixed + e + (SHA1_SUMS[round] ?? 0) + next) | 0
      e = d
      d = c
      c = turn(b, 30)
      b = a
      a = sum
    }
    state.set([a, b, c, d, e])
  })
