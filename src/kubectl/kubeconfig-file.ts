// Writes the kubeconfig file as client-go does: sorted keys, entries sorted by name.

import type { Files } from '../sim/index.ts'
import type { Kubeconfig, NamedEntry } from './kubeconfig.ts'
import type { DataMap } from './manifest-data.ts'
import { yamlText } from './printers/yaml.ts'

const sorted = (entries: readonly NamedEntry[]): readonly NamedEntry[] =>
  [...entries].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))

const list = (entries: readonly NamedEntry[], key: string): DataMap[] | null =>
  entries.length === 0 ? null : sorted(entries).map(({ name, value }) => ({ [key]: value, name }))

/** As data, in the order of the Go struct. */
export function kubeconfigData(config: Kubeconfig): DataMap {
  return {
    kind: 'Config',
    apiVersion: 'v1',
    preferences: config.preferences,
    clusters: list(config.clusters, 'cluster'),
    users: list(config.users, 'user'),
    contexts: list(config.contexts, 'context'),
    'current-context': config.currentContext,
  }
}

export function writeKubeconfig(files: Files, config: Kubeconfig): void {
  const folder = config.path.slice(0, config.path.lastIndexOf('/'))
  if (folder !== '' && !files.stat(folder)) files.makeDirectory(folder, { parents: true })
  files.write(config.path, yamlText(kubeconfigData(config)), { mode: 0o600 })
}

/** The list with the entry of that name set, or taken out. */
export function withEntry(
  entries: readonly NamedEntry[],
  name: string,
  value: DataMap | undefined,
): readonly NamedEntry[] {
  const others = entries.filter((entry) => entry.name !== name)
  return value === undefined ? others : [...others, { name, value }]
}
