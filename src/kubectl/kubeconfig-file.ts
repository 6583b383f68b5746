// Reads and writes the files of the kubeconfig: the one that --kubeconfig names, else those of $KUBECONFIG together, else
// ~/.kube/config (k8s.io/client-go/tools/clientcmd/{loader,config}.go, v1.33).

import type { Files, Io } from '../sim/index.ts'
import { CommandError } from './errors.ts'
import { absolute, type ConfigContent, folderOf, goFileFault, type Kubeconfig, type NamedEntry } from './kubeconfig.ts'
import { type Data, type DataMap, isMap, text } from './manifest-data.ts'
import { yamlText } from './printers/yaml.ts'
import { readYaml, YamlFault } from './yaml-reader.ts'

const SECTIONS = ['clusters', 'users', 'contexts'] as const
const EMPTY: ConfigContent = { currentContext: '', clusters: [], contexts: [], users: [], preferences: {} }

export function loadKubeconfig(
  io: Pick<Io, 'env' | 'cwd'> & { readonly host: { readonly files: Files } },
  flag: string,
): Kubeconfig {
  const { files } = io.host
  const listed = [...new Set((io.env.get('KUBECONFIG') ?? '').split(':').filter((path) => path !== ''))]
  const home = `${io.env.get('HOME') ?? '/root'}/.kube/config`
  const names = flag !== '' ? [flag] : listed.length > 0 ? listed : [home]
  const found = names.filter((name) => files.stat(absolute(io.cwd, name)))
  const contents = new Map(
    found.map((name) => [absolute(io.cwd, name), contentOf(files, absolute(io.cwd, name), name)] as const),
  )
  const shownPath = found[0] ?? names.at(-1) ?? home
  return {
    ...merged([...contents.values()]),
    path: absolute(io.cwd, shownPath),
    shownPath,
    explicit: flag !== '',
    files: contents,
  }
}

function merged(all: readonly ConfigContent[]): ConfigContent {
  const [only] = all
  if (!only || all.length === 1) return only ?? EMPTY
  const first = (section: (typeof SECTIONS)[number]): readonly NamedEntry[] => {
    const byName = new Map<string, NamedEntry>()
    for (const entry of all.flatMap((one) => one[section])) if (!byName.has(entry.name)) byName.set(entry.name, entry)
    return [...byName.values()]
  }
  return {
    currentContext: all.map((one) => one.currentContext).find((name) => name !== '') ?? '',
    clusters: first('clusters'),
    contexts: first('contexts'),
    users: first('users'),
    preferences: Object.assign({}, ...[...all].reverse().map((one) => one.preferences)),
  }
}

function contentOf(files: Files, path: string, shown: string): ConfigContent {
  const refuse = (why: string): CommandError =>
    new CommandError(`error loading config file ${JSON.stringify(shown)}: ${why}`)
  let source: string
  try {
    source = files.read(path)
  } catch (error) {
    throw refuse(`open ${shown}: ${goFileFault(error)}`)
  }
  try {
    return contentFrom(dataOf(source), path)
  } catch (error) {
    if (error instanceof YamlFault) throw refuse(error.message)
    throw error
  }
}

/** What was read last: every command reads the file, which seldom changes. */
let last: { readonly source: string; readonly data: Data | undefined } | undefined

function dataOf(source: string): Data | undefined {
  if (last?.source !== source) last = { source, data: readYaml(source) }
  return last.data
}

const VERSION_AND_KIND = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`
const GO_TYPES = { clusters: 'NamedCluster', users: 'NamedAuthInfo', contexts: 'NamedContext' } as const

/** Go's word for the value's type in JSON. */
const jsonType = (value: Data): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value

function contentFrom(data: Data | undefined, file: string): ConfigContent {
  if (data === null || data === undefined) return EMPTY
  if (!isMap(data)) {
    const fault = `json: cannot unmarshal ${jsonType(data)} into Go value of type ${VERSION_AND_KIND}`
    throw new YamlFault(`couldn't get version/kind; json parse error: ${fault}`)
  }
  const entries = (section: keyof typeof GO_TYPES, key: string): readonly NamedEntry[] => {
    const list = data[section] ?? []
    if (!Array.isArray(list)) {
      const type = `type []v1.${GO_TYPES[section]}`
      throw new YamlFault(`json: cannot unmarshal ${jsonType(list)} into Go struct field Config.${section} of ${type}`)
    }
    return list.filter(isMap).map((entry) => {
      const value = entry[key]
      return { name: text(entry['name']), value: isMap(value) ? value : {}, file }
    })
  }
  return {
    currentContext: text(data['current-context']),
    clusters: entries('clusters', 'cluster'),
    contexts: entries('contexts', 'context'),
    users: entries('users', 'user'),
    preferences: isMap(data['preferences']) ? data['preferences'] : {},
  }
}

const sorted = (entries: readonly NamedEntry[]): readonly NamedEntry[] =>
  [...entries].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))

/** What entries hold, in the order of the Go structs. */
export const fieldsOf = {
  contexts: ['cluster', 'user', 'namespace'],
  clusters: [
    'server',
    'tls-server-name',
    'insecure-skip-tls-verify',
    'certificate-authority',
    'certificate-authority-data',
    'proxy-url',
  ],
  users: [
    'client-certificate',
    'client-certificate-data',
    'client-key',
    'client-key-data',
    'token',
    'tokenFile',
    'username',
    'password',
  ],
} as const

function inOrder(section: keyof typeof fieldsOf, value: DataMap): DataMap {
  const keys = [...fieldsOf[section].filter((key) => key in value), ...Object.keys(value)]
  return Object.fromEntries(keys.map((key) => [key, value[key]]))
}

const list = (config: ConfigContent, section: keyof typeof fieldsOf, key: string): DataMap[] | null =>
  config[section].length === 0
    ? null
    : sorted(config[section]).map(({ name, value }) => ({ name, [key]: inOrder(section, value) }))

/** As data, in the order of the Go struct. */
export function kubeconfigData(config: ConfigContent): DataMap {
  return {
    kind: 'Config',
    apiVersion: 'v1',
    preferences: config.preferences,
    clusters: list(config, 'clusters', 'cluster'),
    users: list(config, 'users', 'user'),
    contexts: list(config, 'contexts', 'context'),
    'current-context': config.currentContext,
  }
}

/** Writes what differs from what was read: an entry into the file that it is from, and what is new into the first file. */
export function writeKubeconfig(files: Files, before: Kubeconfig, after: Kubeconfig): void {
  for (const path of new Set([...before.files.keys(), before.path])) {
    const old = before.files.get(path)
    const now = contentAfter(path, before, after)
    if (JSON.stringify(kubeconfigData(now)) === JSON.stringify(kubeconfigData(old ?? EMPTY))) continue
    const folder = folderOf(path)
    if (folder !== '' && !files.stat(folder)) files.makeDirectory(folder, { parents: true })
    files.write(path, yamlText(kubeconfigData(now)), { mode: 0o600 })
  }
}

function contentAfter(path: string, before: Kubeconfig, after: Kubeconfig): ConfigContent {
  const old = before.files.get(path) ?? EMPTY
  const ofFile = (section: (typeof SECTIONS)[number]): readonly NamedEntry[] => {
    // Entries that one of an earlier file hides stay.
    const hidden = old[section].filter((entry) => !before[section].includes(entry))
    return [...hidden, ...after[section].filter((entry) => (entry.file ?? before.path) === path)]
  }
  return {
    currentContext: contextAfter(path, old.currentContext, before, after),
    clusters: ofFile('clusters'),
    users: ofFile('users'),
    contexts: ofFile('contexts'),
    preferences: old.preferences,
  }
}

/** A new one goes into the first file; none is taken out of the file that it is from. */
function contextAfter(path: string, old: string, before: Kubeconfig, after: Kubeconfig): string {
  if (after.currentContext === before.currentContext) return old
  if (after.currentContext !== '') return path === before.path ? after.currentContext : old
  const [origin] = [...before.files].find(([, content]) => content.currentContext !== '') ?? []
  return path === origin ? '' : old
}

/** The list with the entry of that name set, or taken out. */
export function withEntry(
  entries: readonly NamedEntry[],
  name: string,
  value: DataMap | undefined,
): readonly NamedEntry[] {
  const others = entries.filter((entry) => entry.name !== name)
  if (value === undefined) return others
  return [...others, { ...entries.find((entry) => entry.name === name), name, value }]
}
