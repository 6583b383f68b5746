// Named formats in expressions: apiserver/pkg/cel/library/format.go (v1.33).

import {
  labelFaults,
  labelValueFaults,
  qualifiedNameFaults,
  serviceNameFaults,
  subdomainFaults,
} from '../../api/index.ts'
import type { CelLibrary } from '../function.ts'
import { optionalOf, readTime } from '../value.ts'

class Format {
  readonly faults: (text: string) => string[]
  constructor(faults: (text: string) => string[]) {
    this.faults = faults
  }
}

/** A prefix may end in '-', since something follows it. */
const prefix =
  (faults: (text: string) => string[]) =>
  (text: string): string[] =>
    faults(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text)

const matches =
  (test: (text: string) => boolean, fault: string) =>
  (text: string): string[] =>
    test(text) ? [] : [fault]

function isTime(text: string): boolean {
  try {
    readTime(text)
    return true
  } catch {
    return false
  }
}

const formats: Readonly<Record<string, (text: string) => string[]>> = {
  dns1123Label: labelFaults,
  dns1123Subdomain: subdomainFaults,
  dns1035Label: serviceNameFaults,
  qualifiedName: qualifiedNameFaults,
  dns1123LabelPrefix: prefix(labelFaults),
  dns1123SubdomainPrefix: prefix(subdomainFaults),
  dns1035LabelPrefix: prefix(serviceNameFaults),
  labelValue: labelValueFaults,
  uri: (text) =>
    /^(?:\/|[a-zA-Z][a-zA-Z0-9+.-]*:)[^\s]*$/.test(text)
      ? []
      : [`parse "${text}": ${text === '' ? 'empty url' : 'invalid URI for request'}`],
  uuid: matches(
    (text) => /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(text),
    'does not match the UUID format',
  ),
  byte: matches((text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text), 'invalid base64'),
  date: matches((text) => /^\d{4}-\d\d-\d\d$/.test(text) && isTime(text), 'invalid date'),
  datetime: matches((text) => /[Tt]/.test(text) && isTime(text), 'invalid datetime'),
}

const F = 'kubernetes.NamedFormat'
const known = new Map(Object.entries(formats).map(([name, faults]) => [name, new Format(faults)]))

export const namedFormats: CelLibrary = {
  opaques: [{ name: F, maker: Format, equal: (a: Format, b: Format) => a === b }],
  functions: [
    ...[...known].map(([name, format]) => ({ signature: `format::${name}(): ${F}`, run: () => format })),
    { signature: `format::named(string): optional<${F}>`, run: (name: string) => optionalOf(known.get(name)) },
    {
      signature: `${F}.validate(string): optional<list<string>>`,
      run({ faults }: Format, text: string) {
        const found = faults(text)
        return optionalOf(found.length > 0 ? found : undefined)
      },
    },
  ],
}
