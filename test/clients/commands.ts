// What real kubectls ask of the API: every kind made, read, changed, applied and deleted, and then some. A command is
// words with spaces between them; `! ` says that it is to be refused.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'

export interface ClientCommand {
  readonly args: readonly string[]
  readonly refused: boolean
}

export interface Manifest {
  /** 'pod-till.yaml' */
  readonly file: string
  readonly kind: string
  readonly text: string
}

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8')

export function readManifests(): Manifest[] {
  return parseAllDocuments(read('manifests.yaml')).map((document) => {
    const { kind, metadata } = document.toJS() as { kind: string; metadata: { name: string } }
    return { file: `${kind.toLowerCase()}-${metadata.name}.yaml`, kind, text: document.toString({ directives: false }) }
  })
}

export const versions = ['1.27', '1.30', '1.33']

const note = '{"metadata":{"annotations":{"note":"patched"}}}'
const asked = ['get -f', 'get -o wide -f', 'get -o yaml -f', 'describe -f', 'label shelf=top -f', 'annotate by=hand -f']
const changed = ['apply -f', 'apply --server-side --force-conflicts -f']

export function clientCommands(): ClientCommand[] {
  const files = readManifests().map(({ file }) => file)
  const each = (verb: string, list: readonly string[]): string[][] =>
    list.map((file) => {
      const words = verb.split(' ')
      // `kubectl label -f FILE KEY=VALUE`: what comes before -f in the list above is said last.
      const set = words.find((word) => /^\w+=\w+$/.test(word))
      return [...words.filter((word) => word !== set), file, ...(set === undefined ? [] : [set])]
    })
  const more = read('more-commands.txt')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ args: line.replace(/^(! )?kubectl /, '').split(' '), refused: line.startsWith('! ') }))
  const plain = (list: readonly string[][]): ClientCommand[] => list.map((args) => ({ args, refused: false }))
  return [
    ...plain(each('create -f', files)),
    ...asked.flatMap((verb) => plain(each(verb, files))),
    ...plain(files.map((file) => ['patch', '-f', file, '--type=merge', '-p', note])),
    ...changed.flatMap((verb) => plain(each(verb, files))),
    ...more,
    ...plain(each('delete --wait=false --ignore-not-found -f', files.toReversed())),
  ]
}

/** Older kubectls describe these by alpha versions, which 1.33 does not serve. */
const byAlphaVersions: Readonly<Record<string, readonly string[]>> = {
  '1.27': ['describe -f ipaddress-10.200.0.9.yaml'],
  '1.30': ['describe -f ipaddress-10.200.0.9.yaml', 'describe -f servicecidr-more.yaml'],
}

/** Whether a command is to be refused to this kubectl. */
export const isRefused = (version: string, { args, refused }: ClientCommand): boolean =>
  refused || (byAlphaVersions[version]?.includes(args.join(' ')) ?? false)

/** One request of a client, and in short what it was answered. */
export interface Exchange {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Text, or what is not text as base64 after 'base64:'. */
  readonly body?: string
  readonly status: number
  readonly answer: string
}

export interface RecordedCommand {
  readonly command: string
  readonly exitCode: number
  /** What it said of faults and warnings. */
  readonly stderr: string
  readonly exchanges: readonly Exchange[]
}

export const recordingOf = (version: string): string =>
  join(import.meta.dirname, 'recordings', `kubectl-${version}.json`)

/** 'PodList 3', 'Status NotFound', 'Pod till'; what is no JSON by its type and size. */
export function inShort(type: string, text: string): string {
  if (!type.startsWith('application/json')) return type.replace(/;.*/, '')
  const { kind, items, rows, resources, reason, metadata } = JSON.parse(text) as Record<string, unknown>
  const list = [items, rows, resources].find(Array.isArray)
  const { name } = (metadata ?? {}) as { name?: string }
  return [kind, list?.length, reason, list ? undefined : name].filter((part) => part !== undefined).join(' ')
}

/** Headers that the answer depends on. */
export const HEADERS = ['accept', 'content-type', 'impersonate-user', 'impersonate-group', 'if-none-match']
