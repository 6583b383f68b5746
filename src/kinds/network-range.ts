// IPv4 addresses and ranges as numbers. Missing: IPv6.

export interface NetworkRange {
  /** The network address as a number. */
  readonly first: number
  /** How many addresses there are, network and broadcast included. */
  readonly size: number
}

/** '10.96.0.0/12'. Throws when it is no such range: a preset's fault. */
export function parseNetworkRange(cidr: string): NetworkRange {
  const [address = '', bits = ''] = cidr.split('/')
  const value = parseAddress(address)
  const prefix = Number(bits)
  if (value === undefined || bits === '' || !(prefix >= 0 && prefix <= 32)) throw new Error(`no IPv4 range: ${cidr}`)
  const size = 2 ** (32 - prefix)
  return { first: Math.floor(value / size) * size, size }
}

/** The address as a number, or undefined when the text is no IPv4 address. */
export function parseAddress(text: string): number | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  let value = 0
  for (const part of parts) {
    if (!/^(0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return undefined
    value = value * 256 + Number(part)
  }
  return value
}

export function addressText(value: number): string {
  return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(value / unit) % 256).join('.')
}
