// Rules for names, labels and keys, with the texts of k8s.io/apimachinery/pkg/util/validation/validation.go (v1.33).
// Each function returns what is wrong, in upstream's words; an empty list means valid.

const labelFormat = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const subdomainFormat = `${labelFormat}(\\.${labelFormat})*`
const serviceFormat = '[a-z]([-a-z0-9]*[a-z0-9])?'
const qualifiedFormat = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const envNameFormat = '[-._a-zA-Z][-._a-zA-Z0-9]*'
const configKeyFormat = '[-._a-zA-Z0-9]+'

const whole = (format: string): RegExp => new RegExp(`^(?:${format})$`)
const label = whole(labelFormat)
const subdomain = whole(subdomainFormat)
const service = whole(serviceFormat)
const qualifiedName = whole(qualifiedFormat)
const labelValue = whole(`(${qualifiedFormat})?`)
const envName = whole(envNameFormat)
const configKey = whole(configKeyFormat)

export const tooLongText = (limit: number): string => `must be no more than ${limit} characters`

export const outOfRangeText = (low: number, high: number): string => `must be between ${low} and ${high}, inclusive`

export function patternText(message: string, format: string, ...examples: readonly string[]): string {
  if (examples.length === 0) return `${message} (regex used for validation is '${format}')`
  // The two blanks are upstream's.
  const quoted = examples.map((example) => `'${example}'`).join(',  or ')
  return `${message} (e.g. ${quoted}, regex used for validation is '${format}')`
}

/** Of UTF-8. Called for every name that is written, so the common case does not look at the characters. */
const isLonger = (text: string, limit: number): boolean => text.length * 3 > limit && byteLength(text) > limit

const byteLength = (text: string): number => {
  let length = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return length
}

/** RFC 1123 subdomain, at most 253 characters. */
export function subdomainFaults(name: string): string[] {
  const faults: string[] = []
  if (isLonger(name, 253)) faults.push(tooLongText(253))
  if (!subdomain.test(name)) {
    const message =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
    faults.push(patternText(message, subdomainFormat, 'example.com'))
  }
  return faults
}

/** RFC 1123 label, at most 63 characters. */
export function labelFaults(name: string): string[] {
  const faults: string[] = []
  if (isLonger(name, 63)) faults.push(tooLongText(63))
  if (!label.test(name)) {
    const message =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
    faults.push(
      subdomain.test(name) ? 'must not contain dots' : patternText(message, labelFormat, 'my-name', '123-abc'),
    )
  }
  return faults
}

/** RFC 1035 label, at most 63 characters: names of services. */
export function serviceNameFaults(name: string): string[] {
  const faults: string[] = []
  if (isLonger(name, 63)) faults.push(tooLongText(63))
  if (!service.test(name)) {
    const message =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character"
    faults.push(patternText(message, serviceFormat, 'my-name', 'abc-123'))
  }
  return faults
}

/** A name that can be one segment of a path (k8s.io/apimachinery/pkg/api/validation/path). */
export function pathNameFaults(name: string, prefix = false): string[] {
  if (!prefix && (name === '.' || name === '..')) return [`may not be '${name}'`]
  return ['/', '%'].filter((part) => name.includes(part)).map((part) => `may not contain '${part}'`)
}

const qualifiedText = (): string =>
  patternText(
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    qualifiedFormat,
    'MyName',
    'my.name',
    '123-abc',
  )

/** Keys of labels, names of finalizers: an optional subdomain and '/', then up to 63 characters. */
export function qualifiedNameFaults(value: string): string[] {
  const faults: string[] = []
  const parts = value.split('/')
  if (parts.length > 2) {
    return [
      `a qualified name ${qualifiedText()} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ]
  }
  const name = parts[parts.length - 1] ?? ''
  if (parts.length === 2) {
    const prefix = parts[0] ?? ''
    if (prefix === '') faults.push('prefix part must be non-empty')
    else faults.push(...subdomainFaults(prefix).map((fault) => `prefix part ${fault}`))
  }
  if (name === '') faults.push('name part must be non-empty')
  else if (isLonger(name, 63)) faults.push(`name part ${tooLongText(63)}`)
  if (!qualifiedName.test(name)) faults.push(`name part ${qualifiedText()}`)
  return faults
}

export function labelValueFaults(value: string): string[] {
  const faults: string[] = []
  if (isLonger(value, 63)) faults.push(tooLongText(63))
  if (!labelValue.test(value)) {
    const message =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
    faults.push(patternText(message, `(${qualifiedFormat})?`, 'MyValue', 'my_value', '12345'))
  }
  return faults
}

export function portNumberFaults(port: number): string[] {
  return port >= 1 && port <= 65535 ? [] : [outOfRangeText(1, 65535)]
}

export function rangeFaults(value: number, low: number, high: number): string[] {
  return value >= low && value <= high ? [] : [outOfRangeText(low, high)]
}

export function portNameFaults(name: string): string[] {
  const faults: string[] = []
  if (isLonger(name, 15)) faults.push(tooLongText(15))
  if (!/^[-a-z0-9]+$/.test(name)) faults.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)')
  if (!/[a-z]/.test(name)) faults.push('must contain at least one letter (a-z)')
  if (name.includes('--')) faults.push('must not contain consecutive hyphens')
  if (name.startsWith('-') || name.endsWith('-')) faults.push('must not begin or end with a hyphen')
  return faults
}

// What a path must not look like, for keys that become names of files.
function directoryFaults(name: string): string[] {
  if (name === '.') return ["must not be '.'"]
  if (name === '..') return ["must not be '..'"]
  return name.startsWith('..') ? ["must not start with '..'"] : []
}

export function envNameFaults(name: string): string[] {
  const message =
    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit"
  const faults = envName.test(name)
    ? []
    : [patternText(message, envNameFormat, 'my.env-name', 'MY_ENV.NAME', 'MyEnvName1')]
  return [...faults, ...directoryFaults(name)]
}

/** Keys of config maps and secrets. */
export function configKeyFaults(name: string): string[] {
  const faults: string[] = []
  if (isLonger(name, 253)) faults.push(tooLongText(253))
  if (!configKey.test(name)) {
    const message = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"
    faults.push(patternText(message, configKeyFormat, 'key.name', 'KEY_NAME', 'key-name'))
  }
  return [...faults, ...directoryFaults(name)]
}
