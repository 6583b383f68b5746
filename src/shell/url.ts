// Addresses as curl and wget read them: the scheme may be left out.

export interface Url {
  readonly scheme: string
  readonly host: string
  readonly port: number
  /** Path and query. */
  readonly path: string
  /** Host, and the port when it is not the usual one, as the header `Host` has it. */
  readonly authority: string
}

export function parseUrl(text: string): Url | undefined {
  const match =
    /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):\/\/)?(?:[^/?#@\s]*@)?(\[[0-9a-fA-F:.]+\]|[^/?#:\s]*)(?::(\d+))?((?:\/|\?)[^#\s]*)?(?:#.*)?$/.exec(
      text,
    )
  if (!match) return undefined
  const [, given, host = '', portText, path = '/'] = match
  const scheme = (given ?? 'http').toLowerCase()
  const usual = scheme === 'https' ? 443 : 80
  const port = portText === undefined ? usual : Number(portText)
  if (host === '' || port > 65_535) return undefined
  return {
    scheme,
    host: host.replace(/^\[|\]$/g, ''),
    port,
    path: path.startsWith('?') ? `/${path}` : path,
    authority: port === usual ? host : `${host}:${port}`,
  }
}
