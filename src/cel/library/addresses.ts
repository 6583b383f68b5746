// IP addresses and networks in expressions: apiserver/pkg/cel/library/{ip,cidr}.go (v1.33).
// Differs: why Go cannot read an address is said in one way for all reasons.

import { goQuote } from '../../api/index.ts'
import type { CelLibrary } from '../function.ts'
import { CelError } from '../value.ts'

class Address {
  readonly value: bigint
  readonly bits: 32 | 128
  constructor(value: bigint, bits: 32 | 128) {
    this.value = value
    this.bits = bits
  }
}

class Network {
  readonly address: Address
  readonly prefix: number
  constructor(address: Address, prefix: number) {
    this.address = address
    this.prefix = prefix
  }
}

function ipv4Value(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n)
}

function ipv6Value(text: string): bigint | undefined {
  let rest = text
  const tail = /:(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  if (tail) {
    const value = ipv4Value(tail[1] ?? '')
    if (value === undefined) return undefined
    rest = `${text.slice(0, tail.index)}:${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`
  }
  const halves = rest.split('::')
  if (halves.length > 2) return undefined
  const [head = [], end = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const words = [...head, ...end]
  if (!words.every((word) => /^[0-9a-f]{1,4}$/i.test(word))) return undefined
  if (halves.length === 2 ? words.length > 7 : words.length !== 8) return undefined
  const all = [...head, ...Array<string>(8 - words.length).fill('0'), ...end]
  return all.reduce((value, word) => (value << 16n) | BigInt(`0x${word}`), 0n)
}

function read(text: string): Address | string {
  const zone = text.includes('%') && text.includes(':')
  const value = text.includes(':') ? ipv6Value(text.replace(/%.*$/, '')) : ipv4Value(text)
  if (value === undefined) return `ParseAddr(${goQuote(text)}): unable to parse IP`
  if (zone) return `IP address ${goQuote(text)} with zone value is not allowed`
  if (text.includes(':') && value >> 32n === 0xffffn) return `IPv4-mapped IPv6 address ${goQuote(text)} is not allowed`
  return new Address(value, text.includes(':') ? 128 : 32)
}

function addressOf(text: string): Address {
  const found = read(text)
  if (typeof found !== 'string') return found
  const isParse = found.startsWith('ParseAddr')
  throw new CelError(
    isParse ? `IP Address ${goQuote(text)} parse error during conversion from string: ${found}` : found,
  )
}

function readNetwork(text: string): Network | undefined {
  const [, before = '', digits = ''] = /^(.*)\/(0|[1-9]\d{0,2})$/.exec(text) ?? []
  const address = read(before)
  if (typeof address === 'string' || digits === '' || Number(digits) > address.bits) return undefined
  return new Network(address, Number(digits))
}

function networkOf(text: string): Network {
  const found = readNetwork(text)
  if (found) return found
  const before = 'network address parse error during conversion from string: '
  throw new CelError(`${before}${before}netip.ParsePrefix(${goQuote(text)}): unable to parse prefix`)
}

/** The first address of the network of so many bits. */
const start = ({ value, bits }: Address, prefix: number): bigint => {
  const hidden = BigInt(bits - prefix)
  return (value >> hidden) << hidden
}

const holds = ({ address, prefix }: Network, other: Address): boolean =>
  address.bits === other.bits && start(address, prefix) === start(other, prefix)

/** RFC 5952. */
function addressText({ value, bits }: Address): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.')
  const words = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16))
  const runs = [...words.join(' ').matchAll(/(?:^| )(0(?: 0)+)(?= |$)/g)].map(([, run = '']) => run.split(' ').length)
  const longest = Math.max(0, ...runs)
  if (longest < 2) return words.join(':')
  const first = words.findIndex(
    (_, at) =>
      words.slice(at, at + longest).length === longest && words.slice(at, at + longest).every((word) => word === '0'),
  )
  return `${words.slice(0, first).join(':')}::${words.slice(first + longest).join(':')}`
}

const within = (text: string): ((address: Address) => boolean) => {
  const network = networkOf(text)
  return (address) => holds(network, address)
}
const loopback = [within('127.0.0.0/8'), within('::1/128')]
const localMulticast = [within('224.0.0.0/24'), within('ff02::/16')]
const localUnicast = [within('169.254.0.0/16'), within('fe80::/10')]
const multicast = [within('224.0.0.0/4'), within('ff00::/8')]
const isIn =
  (ranges: readonly ((address: Address) => boolean)[]) =>
  (address: Address): boolean =>
    ranges.some((range) => range(address))
const isUnspecified = ({ value }: Address): boolean => value === 0n
const isBroadcast = ({ value, bits }: Address): boolean => bits === 32 && value === 0xffffffffn
const isGlobal = (address: Address): boolean =>
  ![isUnspecified, isBroadcast, isIn(loopback), isIn(multicast), isIn(localUnicast)].some((test) => test(address))

const contains = (outer: Network, inner: Network): boolean =>
  holds(outer, inner.address) && outer.prefix <= inner.prefix

export const addresses: CelLibrary = {
  opaques: [
    { name: 'net.IP', maker: Address },
    { name: 'net.CIDR', maker: Network },
  ],
  functions: [
    { signature: 'ip(string): net.IP', run: addressOf },
    { signature: 'isIP(string): bool', run: (text: string) => typeof read(text) !== 'string' },
    { signature: 'ip::isCanonical(string): bool', run: (text: string) => addressText(addressOf(text)) === text },
    { signature: 'net.IP.family(): int', run: ({ bits }: Address) => (bits === 32 ? 4n : 6n) },
    { signature: 'net.IP.isUnspecified(): bool', run: isUnspecified },
    { signature: 'net.IP.isLoopback(): bool', run: isIn(loopback) },
    { signature: 'net.IP.isLinkLocalMulticast(): bool', run: isIn(localMulticast) },
    { signature: 'net.IP.isLinkLocalUnicast(): bool', run: isIn(localUnicast) },
    { signature: 'net.IP.isGlobalUnicast(): bool', run: isGlobal },
    { signature: 'string(net.IP): string', run: addressText },
    { signature: 'cidr(string): net.CIDR', run: networkOf },
    { signature: 'isCIDR(string): bool', run: (text: string) => readNetwork(text) !== undefined },
    {
      signature: 'net.CIDR.containsIP(string): bool',
      run: (network: Network, text: string) => holds(network, addressOf(text)),
    },
    { signature: 'net.CIDR.containsIP(net.IP): bool', run: holds },
    {
      signature: 'net.CIDR.containsCIDR(string): bool',
      run: (network: Network, text: string) => contains(network, networkOf(text)),
    },
    { signature: 'net.CIDR.containsCIDR(net.CIDR): bool', run: contains },
    { signature: 'net.CIDR.ip(): net.IP', run: ({ address }: Network) => address },
    { signature: 'net.CIDR.prefixLength(): int', run: ({ prefix }: Network) => BigInt(prefix) },
    {
      signature: 'net.CIDR.masked(): net.CIDR',
      run: ({ address, prefix }: Network) => new Network(new Address(start(address, prefix), address.bits), prefix),
    },
    {
      signature: 'string(net.CIDR): string',
      run: ({ address, prefix }: Network) => `${addressText(address)}/${prefix}`,
    },
  ],
}
