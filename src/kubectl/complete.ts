// Completion of words: commands, flags and their values, kinds, live object names, namespaces, contexts, containers.

import type { ApiResource, Client } from '../api/index.ts'
import type { Completion, Io } from '../sim/index.ts'
import type { Command } from './command.ts'
import { CommandError } from './errors.ts'
import { FlagIndex, type FlagSpec, parseFlags } from './flag-parser.ts'
import { globalFlags } from './flag-sets.ts'
import { namespaceOf } from './kubeconfig.ts'
import { findCommand, type KubectlOptions } from './kubectl.ts'
import { at } from './manifest-data.ts'
import { groupResource } from './mapper.ts'
import { surroundings } from './surroundings.ts'

type CompletionIo = Pick<Io, 'env' | 'cwd' | 'host'>

export function complete(words: readonly string[], io: CompletionIo, options: KubectlOptions): readonly Completion[] {
  const word = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  if (before.includes('--')) return []
  try {
    return candidates(before, word, io, options)
  } catch (error) {
    // An unreachable server or a broken kubeconfig has no names to offer.
    if (error instanceof CommandError) return []
    throw error
  }
}

function candidates(
  before: readonly string[],
  word: string,
  io: CompletionIo,
  options: KubectlOptions,
): readonly Completion[] {
  const { command, rest } = findCommand(before)
  const index = new FlagIndex([...globalFlags, ...(command.flags ?? [])])
  const waiting = flagThatWaits(rest, index)
  const inline = /^(--[^=]+)=(.*)$/.exec(word)
  if (inline) {
    const spec = index.long((inline[1] ?? '').slice(2))
    return spec
      ? flagValues(spec, inline[2] ?? '', before, io, options).map((one) => ({
          ...one,
          text: `${inline[1]}=${one.text}`,
        }))
      : []
  }
  if (waiting) return flagValues(waiting, word, before, io, options)
  if (word.startsWith('-')) return flagNames([...(command.flags ?? []), ...globalFlags], word)
  const positional = rest.filter((one, i) => !one.startsWith('-') && !flagThatWaits(rest.slice(0, i), index))
  const subcommands = positional.length === 0 ? (command.subcommands ?? []) : []
  const commands = starting(
    subcommands.filter((one) => !one.hidden).map((one) => ({ text: one.name, description: one.short })),
    word,
  )
  return [...commands, ...argumentsOf(command, positional, word, before, io, options)]
}

/** The flag at the end that still needs its value. */
function flagThatWaits(words: readonly string[], index: FlagIndex): FlagSpec | undefined {
  const last = words.at(-1) ?? ''
  const needs = (spec: FlagSpec | undefined): FlagSpec | undefined =>
    spec && spec.type !== 'bool' && spec.implied === undefined ? spec : undefined
  if (/^--[^=]+$/.test(last)) return needs(index.long(last.slice(2)))
  if (/^-[A-Za-z]+$/.test(last)) {
    const letters = [...last.slice(1)]
    const final = letters.pop() ?? ''
    return letters.every((letter) => index.short(letter)?.type === 'bool') ? needs(index.short(final)) : undefined
  }
  return undefined
}

const starting = (all: readonly Completion[], word: string): readonly Completion[] =>
  all.filter((one) => one.text.startsWith(word))

const texts = (all: Iterable<string>, word: string): readonly Completion[] =>
  starting(
    [...new Set(all)].sort().map((text) => ({ text })),
    word,
  )

function flagNames(flags: readonly FlagSpec[], word: string): readonly Completion[] {
  return starting(
    flags
      .filter((flag) => !flag.hidden)
      .map((flag) => ({
        text: flag.type === 'bool' || flag.implied !== undefined ? `--${flag.name}` : `--${flag.name}=`,
        description: flag.help,
        final: flag.type === 'bool' || flag.implied !== undefined,
      })),
    word,
  )
}

function world(before: readonly string[], io: CompletionIo, options: KubectlOptions) {
  const { command, rest } = findCommand(before)
  const index = new FlagIndex([...globalFlags, ...(command.flags ?? [])])
  // The words are unfinished: a flag without its value is left out.
  const finished = flagThatWaits(rest, index) ? rest.slice(0, -1) : rest
  const { values } = parseFlags(finished, index)
  const lazy = surroundings(io, values, options.connect, () => {})
  return { lazy, values, namespace: () => namespaceOf(lazy.kubeconfig, values).namespace }
}

function flagValues(
  spec: FlagSpec,
  word: string,
  before: readonly string[],
  io: CompletionIo,
  options: KubectlOptions,
): readonly Completion[] {
  if (spec.values) return texts(spec.values, word)
  const { lazy, namespace } = world(before, io, options)
  switch (spec.name) {
    case 'namespace':
      return texts(objectNames(lazy.client, lazy.mapper.tryFind('namespaces'), ''), word)
    case 'context':
      return texts(
        lazy.kubeconfig.contexts.map((one) => one.name),
        word,
      )
    case 'cluster':
      return texts(
        lazy.kubeconfig.clusters.map((one) => one.name),
        word,
      )
    case 'user':
      return texts(
        lazy.kubeconfig.users.map((one) => one.name),
        word,
      )
    case 'container':
      return texts(containerNames(lazy.client, lazy.mapper.tryFind('pods'), namespace(), before), word)
    default:
      return []
  }
}

function objectNames(client: Client, mapping: ApiResource | undefined, namespace: string): readonly string[] {
  if (!mapping) return []
  const { group, version, resource } = mapping
  const target = { group, version, resource, namespace: mapping.namespaced ? namespace : undefined }
  return client.list(target).items.map((item) => item.metadata.name)
}

function containerNames(
  client: Client,
  pods: ApiResource | undefined,
  namespace: string,
  before: readonly string[],
): readonly string[] {
  if (!pods) return []
  const words = new Set(before.map((word) => word.replace(/^pods?\//, '')))
  const { group, version, resource } = pods
  const found = client.list({ group, version, resource, namespace }).items.filter((pod) => words.has(pod.metadata.name))
  return found.flatMap((pod) =>
    ['initContainers', 'containers'].flatMap((key) => {
      const list = at(pod, 'spec', key)
      return Array.isArray(list) ? list.map((one: unknown) => String(at(one, 'name'))) : []
    }),
  )
}

function argumentsOf(
  command: Command,
  positional: readonly string[],
  word: string,
  before: readonly string[],
  io: CompletionIo,
  options: KubectlOptions,
): readonly Completion[] {
  const kind = command.completes
  if (kind === undefined || kind === 'file') return []
  if (kind.startsWith('words:')) return texts(kind.slice(6).split('|'), word)
  const { lazy, namespace } = world(before, io, options)
  if (kind === 'context') {
    return texts(
      lazy.kubeconfig.contexts.map((one) => one.name),
      word,
    )
  }
  if (kind !== 'resource' && kind !== 'pod') {
    return texts(objectNames(lazy.client, lazy.mapper.tryFind(kind), namespace()), word)
  }
  const slash = word.indexOf('/')
  if (slash >= 0) {
    const type = word.slice(0, slash)
    const names = objectNames(lazy.client, lazy.mapper.tryFind(type), namespace())
    return texts(
      names.map((name) => `${type}/${name}`),
      word,
    )
  }
  if (kind === 'pod') {
    return positional.length > 0 ? [] : texts(objectNames(lazy.client, lazy.mapper.tryFind('pods'), namespace()), word)
  }
  const [type] = positional
  if (type === undefined) return kinds(lazy.mapper.resources, word)
  const given = new Set(positional)
  const names = objectNames(lazy.client, lazy.mapper.tryFind(type), namespace()).filter((name) => !given.has(name))
  return texts(names, word)
}

/** Names of kinds; after a comma, of the next one. Short names are offered when typed. */
function kinds(resources: readonly ApiResource[], word: string): readonly Completion[] {
  const comma = word.lastIndexOf(',') + 1
  const typed = word.slice(comma)
  const all = resources.filter((one) => one.verbs.includes('get')).map(groupResource)
  const categories = new Set(resources.flatMap((one) => one.categories))
  return texts([...all, ...categories], typed).map((one) => ({ ...one, text: word.slice(0, comma) + one.text }))
}
