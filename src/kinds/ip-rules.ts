// IP addresses and CIDR blocks of both families in text. Models k8s.io/apimachinery/pkg/util/validation/ip.go (v1.33):
// old fields take leading zeros and IPv4-mapped IPv6 addresses and warn of them, new fields take canonical text only.

import { type FieldError, goQuote, invalidField } from '../api/index.ts'

export interface Address {
  readonly value: bigint
  readonly isIpv6: boolean
  /** Written in a way that new fields do not take: leading zeros, or '::ffff:1.2.3.4'. */
  readonly zeros: boolean
  readonly mapped: boolean
}

export interface Block {
  readonly address: Address
  readonly prefix: number
  readonly zeros: boolean
  /** The first address. */
  readonly network: bigint
}

const MAPPED = 0xffffn << 32n

export function readAddress(text: string): Address | undefined {
  if (!text.includes(':')) {
    const value = readIpv4(text)
    return value === undefined ? undefined : { value, isIpv6: false, zeros: /(^|\.)0\d/.test(text), mapped: false }
  }
  const value = readIpv6(text)
  if (value === undefined) return undefined
  const mapped = value >> 32n === 0xffffn
  return { value: mapped ? value - MAPPED : value, isIpv6: !mapped, zeros: false, mapped }
}

function readIpv4(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n)
}

function readIpv6(text: string): bigint | undefined {
  let rest = text
  const embedded = /:(\d[\d.]*\.[\d.]*)$/.exec(text)
  if (embedded) {
    const value = readIpv4(embedded[1] ?? '')
    if (value === undefined) return undefined
    const words = [value >> 16n, value & 0xffffn].map((word) => word.toString(16))
    rest = `${text.slice(0, embedded.index + 1)}${words.join(':')}`
  }
  const halves = rest.split('::')
  if (halves.length > 2) return undefined
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const words = [...head, ...tail]
  if (!words.every((word) => /^[0-9a-fA-F]{1,4}$/.test(word))) return undefined
  if (halves.length === 2 ? words.length > 7 : words.length !== 8) return undefined
  const all = [...head, ...Array<string>(8 - words.length).fill('0'), ...tail]
  return all.reduce((value, word) => (value << 16n) | BigInt(`0x${word}`), 0n)
}

export function readBlock(text: string): Block | undefined {
  const [before = '', digits, more] = text.split('/')
  const address = readAddress(before)
  if (!address || digits === undefined || more !== undefined || !/^\d{1,4}$/.test(digits)) return undefined
  const bits = before.includes(':') ? 128 : 32
  const prefix = Number(digits) - (address.mapped ? 96 : 0)
  if (Number(digits) > bits || prefix < 0) return undefined
  const hidden = BigInt((address.isIpv6 ? 128 : 32) - prefix)
  const network = (address.value >> hidden) << hidden
  return { address, prefix, zeros: address.zeros || /^0\d/.test(digits), network }
}

/** As net.IP prints it: RFC 5952. */
export function addressWord(value: bigint, isIpv6: boolean): string {
  if (!isIpv6) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.')
  const words = Array.from({ length: 8 }, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16))
  let best = { start: 0, length: 1 }
  for (let start = 0; start < 8; start++) {
    let length = 0
    while (words[start + length] === '0') length++
    if (length > best.length) best = { start, length }
  }
  if (best.length < 2) return words.join(':')
  return `${words.slice(0, best.start).join(':')}::${words.slice(best.start + best.length).join(':')}`
}

const blockWord = ({ network, address, prefix }: Block): string => `${addressWord(network, address.isIpv6)}/${prefix}`

const INVALID_ADDRESS = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'
const INVALID_BLOCK = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'

/** What is wrong with an address in a new field. */
export function strictAddressFaults(text: string): string[] {
  const address = readAddress(text)
  if (!address) return [INVALID_ADDRESS]
  if (address.zeros) return ['must not have leading 0s']
  if (address.mapped) return ['must not be an IPv4-mapped IPv6 address']
  const word = addressWord(address.value, address.isIpv6)
  return word === text ? [] : [`must be in canonical form (${goQuote(word)})`]
}

/** A block in an old field. */
export function blockRule(field: string, text: string): FieldError[] {
  return readBlock(text) ? [] : [invalidField(field, text, INVALID_BLOCK)]
}

/** A block in a new field. */
export function strictBlockRule(field: string, text: string): FieldError[] {
  const block = readBlock(text)
  let why = ''
  if (!block) why = INVALID_BLOCK
  else if (block.zeros) why = 'must not have leading 0s in IP or prefix length'
  else if (block.address.mapped) why = 'must not have an IPv4-mapped IPv6 address'
  else if (block.network !== block.address.value) why = 'must not have bits set beyond the prefix length'
  else if (blockWord(block) !== text) why = `must be in canonical form (${goQuote(blockWord(block))})`
  return why === '' ? [] : [invalidField(field, text, why)]
}

/** Addresses that stand for nothing that a service could send to. */
export function specialAddressFaults(field: string, text: string): FieldError[] {
  const address = readAddress(text)
  if (!address) return [invalidField(field, text, 'must be a valid IP address')]
  const { value, isIpv6 } = address
  const errors: FieldError[] = []
  const within = (six: bigint, sixBits: bigint, four: bigint, fourBits: bigint): boolean =>
    isIpv6 ? value >> (128n - sixBits) === six : value >> (32n - fourBits) === four
  const refuse = (why: string) => errors.push(invalidField(field, text, why))
  if (value === 0n) refuse(`may not be unspecified (${text})`)
  if (within(1n, 128n, 127n, 8n)) refuse('may not be in the loopback range (127.0.0.0/8, ::1/128)')
  if (within(0x3fan, 10n, 0xa9fen, 16n)) refuse('may not be in the link-local range (169.254.0.0/16, fe80::/10)')
  if (within(0xff02n, 16n, 0xe00000n, 24n)) {
    refuse('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)')
  }
  return errors
}

export function addressWarnings(field: string, text: string): string[] {
  const address = readAddress(text)
  if (!address) return []
  const word = goQuote(addressWord(address.value, address.isIpv6))
  if (address.zeros || address.mapped) {
    return [
      `${field}: non-standard IP address ${goQuote(text)} will be considered invalid in a future Kubernetes release: use ${word}`,
    ]
  }
  if (!address.isIpv6 || word === goQuote(text)) return []
  return [`${field}: IPv6 address ${goQuote(text)} should be in RFC 5952 canonical format (${word})`]
}

export function blockWarnings(field: string, text: string): string[] {
  const block = readBlock(text)
  if (!block) return []
  const warnings: string[] = []
  const { address, network, prefix } = block
  const shown = goQuote(text)
  if (network !== address.value) {
    const single = `${addressWord(address.value, address.isIpv6)}/${address.isIpv6 ? 128 : 32}`
    const either = `${goQuote(blockWord(block))} or ${goQuote(single)}`
    warnings.push(`${field}: CIDR value ${shown} is ambiguous in this context (should be ${either}?)`)
  }
  if (block.zeros || address.mapped) {
    warnings.push(
      `${field}: non-standard CIDR value ${shown} will be considered invalid in a future Kubernetes release: use ${goQuote(blockWord(block))}`,
    )
  }
  const canonical = `${addressWord(address.value, true)}/${prefix}`
  if (warnings.length === 0 && address.isIpv6 && canonical !== text) {
    warnings.push(`${field}: IPv6 CIDR value ${shown} should be in RFC 5952 canonical format (${goQuote(canonical)})`)
  }
  return warnings
}
