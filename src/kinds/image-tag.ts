// The tag of an image's name, which decides the default pull policy. Models pkg/util/parsers/parsers.go (v1.33).

/** 'latest' when the name has neither tag nor digest. */
export function imageTag(image: string): string {
  const [name = '', digest] = image.split('@')
  const last = name.slice(name.lastIndexOf('/') + 1)
  const colon = last.indexOf(':')
  if (colon >= 0) return last.slice(colon + 1)
  return digest === undefined ? 'latest' : ''
}
