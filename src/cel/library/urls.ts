// Addresses of the web in expressions: apiserver/pkg/cel/library/urls.go (v1.33), which has Go's net/url read them.

import { goQuote } from '../../api/index.ts'
import type { CelLibrary } from '../function.ts'
import { CelError } from '../value.ts'

class UrlValue {
  readonly scheme: string
  readonly host: string
  readonly path: string
  readonly query: string
  constructor(scheme: string, host: string, path: string, query: string) {
    this.scheme = scheme
    this.host = host
    this.path = path
    this.query = query
  }
}

function read(text: string): UrlValue | string {
  if (text === '') return 'empty url'
  if (/[\x00-\x1f\x7f]/.test(text)) return 'net/url: invalid control character in URL'
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return `invalid URL escape ${goQuote(/%.{0,2}/.exec(text)?.[0] ?? '')}`
  const found = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#.*)?$/.exec(text)
  const [, scheme = '', authority = '', path = '', query = ''] = found ?? []
  if (scheme === '' && !text.startsWith('/')) return 'invalid URI for request'
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  if (/[\s<>"]/.test(host)) return `invalid character ${goQuote(/[\s<>"]/.exec(host)?.[0] ?? '')} in host name`
  return new UrlValue(scheme.toLowerCase(), host, path, query)
}

function urlOf(text: string): UrlValue {
  const found = read(text)
  if (typeof found !== 'string') return found
  throw new CelError(`URL parse error during conversion from string: parse ${goQuote(text)}: ${found}`)
}

const hostname = ({ host }: UrlValue): string => /^\[(.*)\]/.exec(host)?.[1] ?? host.replace(/:\d*$/, '')
const port = ({ host }: UrlValue): string => /:(\d*)$/.exec(host.replace(/^\[.*\]/, ''))?.[1] ?? ''

function queryOf({ query }: UrlValue): Record<string, string[]> {
  const result: Record<string, string[]> = {}
  const decoded = (part: string): string => decodeURIComponent(part.replaceAll('+', ' '))
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const [key = '', ...rest] = pair.split('=')
    const values = result[decoded(key)] ?? []
    result[decoded(key)] = [...values, decoded(rest.join('='))]
  }
  return result
}

const U = 'kubernetes.URL'

export const urls: CelLibrary = {
  opaques: [{ name: U, maker: UrlValue }],
  functions: [
    { signature: `url(string): ${U}`, run: urlOf },
    { signature: 'isURL(string): bool', run: (text: string) => typeof read(text) !== 'string' },
    { signature: `${U}.getScheme(): string`, run: ({ scheme }: UrlValue) => scheme },
    { signature: `${U}.getHost(): string`, run: ({ host }: UrlValue) => host },
    { signature: `${U}.getHostname(): string`, run: hostname },
    { signature: `${U}.getPort(): string`, run: port },
    { signature: `${U}.getEscapedPath(): string`, run: ({ path }: UrlValue) => path },
    { signature: `${U}.getQuery(): map<string, list<string>>`, run: queryOf },
  ],
}
