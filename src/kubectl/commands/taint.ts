// kubectl taint (k8s.io/kubectl/pkg/cmd/taint/{taint,utils}.go, v1.33).

import { labelValueFaults, qualifiedNameFaults } from '../../api/index.ts'
import type { Node, Taint } from '../../kinds/index.ts'
import { sendChange } from '../change.ts'
import type { Command } from '../command.ts'
import { CommandError, throwAll, usageError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { dryRunFlag, fieldManagerFlag, printFlags, selectorFlag, validateFlag, validationOf } from '../flag-sets.ts'
import { dryRun } from '../generator.ts'
import { objectPrinter } from '../printers/object-printer.ts'

export const taint: Command = {
  name: 'taint',
  use: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N [options]',
  short: 'Change the taints of nodes',
  examples: ['kubectl taint nodes foo dedicated=special-user:NoSchedule', 'kubectl taint nodes foo dedicated-'],
  completes: 'resource',
  flags: [
    ...printFlags,
    dryRunFlag,
    validateFlag,
    selectorFlag,
    fieldManagerFlag('kubectl-taint'),
    { name: 'all', type: 'bool', default: false, help: 'All nodes.' },
    { name: 'overwrite', type: 'bool', default: false, help: 'Replace taints that have another value.' },
  ],
  *run(ctx) {
    const { flags } = ctx
    validationOf(flags)
    const mode = dryRun(ctx)
    const { resources, taints } = splitTaints(ctx.args)
    if (resources.length === 0) throw new CommandError('one or more resources must be specified as <resource> <name>')
    if (taints.length === 0) throw new CommandError('at least one taint update is required')
    const changes = parseTaints(taints, ctx.path)
    const [type = '', ...names] = resources
    const mapping = ctx.mapper.tryFind(type.toLowerCase())
    if (!mapping) {
      throw new CommandError(`the server doesn't have a resource type ${quote(type.toLowerCase())}`, { raw: true })
    }
    if (mapping.kind !== 'Node') {
      throw new CommandError(`invalid resource type ${type.toLowerCase()}, only node types are supported`)
    }
    refuseBoth(changes)
    const [all, selector] = [flags.bool('all'), flags.string('selector')]
    if (all && selector !== '') {
      throw new CommandError("setting 'all' parameter with a non empty selector is prohibited")
    }
    if (!all && selector === '' && names.length === 0) {
      throw new CommandError("at least one resource name must be specified since 'all' parameter is not set")
    }
    const result = yield* ctx.resources({
      args: all || selector !== '' ? ['node'] : ['node', ...names],
      labelSelector: selector,
      allowEmptySelector: all,
      continueOnError: true,
      latest: true,
    })
    yield* result.visit((info) => {
      const node = info.object as Node
      const { operation, after } = change(node, changes, flags.bool('overwrite'))
      const print = objectPrinter(ctx, { operation })
      print(mode === 'client' ? after : sendChange(ctx, info, after, mode === 'server'))
    })
    return 0
  },
}

interface TaintChanges {
  readonly add: readonly Taint[]
  /** Without an effect: all with the key. */
  readonly remove: readonly { readonly key: string; readonly effect: string }[]
}

function splitTaints(args: readonly string[]) {
  const isTaint = (word: string): boolean => /[=:]|-$/.test(word)
  const first = args.findIndex(isTaint)
  if (first < 0) return { resources: args, taints: [] }
  const late = args.slice(first).find((word) => !isTaint(word))
  if (late !== undefined) throw new CommandError(`all resources must be specified before taint changes: ${late}`)
  return { resources: args.slice(0, first), taints: args.slice(first) }
}

function parseTaints(words: readonly string[], path: string): TaintChanges {
  const add: Taint[] = []
  const remove: { key: string; effect: string }[] = []
  for (const word of words) {
    if (word.endsWith('-')) {
      remove.push(parseTaint(word.slice(0, -1), path))
      continue
    }
    const parsed = parseTaint(word, path)
    const { key, value, effect } = parsed
    if (effect === '') throw usageError(path, `invalid taint spec: ${word}`)
    if (add.some((other) => other.key === key && other.effect === effect)) {
      const shown = `{${key} ${value} ${effect} <nil>}`
      throw usageError(path, `duplicated taints with the same key and effect: ${shown}`)
    }
    add.push(value === '' ? { key, effect } : parsed)
  }
  return { add, remove }
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

function parseTaint(word: string, path: string): { key: string; value: string; effect: string } {
  const refuse = (why = ''): never => {
    throw usageError(path, `invalid taint spec: ${word}${why}`)
  }
  const [spec = '', effect, ...more] = word.split(':')
  if (more.length > 0) refuse()
  let [key, value] = [spec, '']
  if (effect !== undefined) {
    if (!EFFECTS.includes(effect)) throw usageError(path, `invalid taint effect: ${effect}, unsupported taint effect`)
    const [name = '', given = '', ...others] = spec.split('=')
    if (others.length > 0) refuse()
    ;[key, value] = [name, given]
    const faults = labelValueFaults(value)
    if (faults.length > 0) refuse(`, ${faults.join('; ')}`)
  }
  const faults = qualifiedNameFaults(key)
  if (faults.length > 0) refuse(`, ${faults.join('; ')}`)
  return { key, value, effect: effect ?? '' }
}

function refuseBoth({ add, remove }: TaintChanges): void {
  const both = add.flatMap((one) =>
    remove
      .filter(({ key, effect }) => key === one.key && (effect === '' || effect === one.effect))
      .map(({ key, effect }) => `${key}=${effect}`),
  )
  if (both.length > 0) {
    throw new CommandError(
      `can not both modify and remove the following taint(s) in the same command: ${both.join(', ')}`,
    )
  }
}

const same = (a: { key: string; effect: string }, b: { key: string; effect: string }): boolean =>
  a.key === b.key && a.effect === b.effect

function change(node: Node, { add, remove }: TaintChanges, overwrite: boolean) {
  const old = node.spec?.taints ?? []
  if (!overwrite) {
    const there = add.filter((one) => old.some((other) => same(one, other)))
    if (there.length > 0) {
      const keys = there.map(({ key }) => key).join(',')
      throw new CommandError(
        `node ${node.metadata.name} already has ${keys} taint(s) with same effect(s) and --overwrite is false`,
      )
    }
  }
  let taints = [...add, ...old.filter((one) => !add.some((other) => same(one, other)))]
  const added = taints.length !== old.length
  const faults: Error[] = []
  let deleted = false
  for (const gone of remove) {
    const left = taints.filter((one) => (gone.effect === '' ? one.key !== gone.key : !same(one, gone)))
    deleted = left.length !== taints.length
    if (!deleted) {
      const shown = gone.effect === '' ? gone.key : `${gone.key}:${gone.effect}`
      faults.push(new CommandError(`taint ${quote(shown)} not found`))
    }
    taints = left
  }
  throwAll(faults)
  const { taints: _, ...spec } = node.spec ?? {}
  const after: Node = { ...node, spec: taints.length > 0 ? { ...spec, taints } : spec }
  return { after, operation: (added && deleted) || overwrite ? 'modified' : added ? 'tainted' : 'untainted' }
}
