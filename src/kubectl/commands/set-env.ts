// kubectl set env (k8s.io/kubectl/pkg/cmd/set/set_env.go and set/env, v1.33). Missing: --resolve.

import { envNameFaults } from '../../api/index.ts'
import type { EnvVar } from '../../kinds/index.ts'
import type { Steps } from '../../sim/index.ts'
import { collect, findTargets } from '../change.ts'
import type { Command, Context } from '../command.ts'
import { containersFlag, selectContainers } from '../container-pattern.ts'
import { sortedKeys } from '../describe/labels.ts'
import { CommandError, throwAll } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { asData, type Data, type DataMap, isMap } from '../manifest-data.ts'
import { changeEach, findForSet, setSelectorFlags, specOf } from '../set-change.ts'

const what = 'environment variable'

export const setEnv: Command = {
  name: 'env',
  use: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N [options]',
  short: 'Change environment variables of containers',
  examples: [
    'kubectl set env deployment/registry STORAGE_DIR=/local',
    'kubectl set env --from=secret/mysecret deployment/myapp',
    'kubectl set env deployment/sample-build --list',
  ],
  completes: 'resource',
  flags: [
    ...setSelectorFlags,
    containersFlag,
    { name: 'env', short: 'e', type: 'array', default: [], help: 'A variable, as key=value.' },
    { name: 'from', type: 'string', default: '', help: 'Take all keys of this config map or secret.' },
    { name: 'keys', type: 'strings', default: [], help: 'Only these keys of --from.' },
    { name: 'list', type: 'bool', default: false, help: 'Only show the variables.' },
    { name: 'overwrite', type: 'bool', default: true, help: 'Change variables that have a value already.' },
    { name: 'prefix', type: 'string', default: '', help: 'Put this in front of every name.' },
    { name: 'resolve', type: 'bool', default: false, help: 'Show what references stand for (missing in this lab).' },
  ],
  *run(ctx) {
    const { flags } = ctx
    if (flags.bool('all') && flags.string('selector') !== '') {
      throw new CommandError('cannot set --all and --selector at the same time')
    }
    const { resources, words } = splitWords(ctx.args)
    if (flags.strings('filename').length === 0 && resources.length === 0) {
      throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>')
    }
    const list = flags.bool('list')
    if (list && flags.string('output') !== '') {
      throw new CommandError('--list and --output may not be specified together')
    }
    if (flags.strings('keys').length > 0 && flags.string('from') === '') {
      throw new CommandError('when specifying --keys, a configmap or secret must be provided with --from')
    }
    if (flags.bool('resolve')) throw new CommandError('--resolve is missing in this kubectl')
    const { set, remove } = yield* parseWords(ctx, [...flags.strings('env'), ...words])
    set.push(...(yield* variablesFrom(ctx)))
    const prefix = flags.string('prefix')
    const wanted = set.map((variable) => ({ ...variable, name: prefix + variable.name }))
    const options = { resources, done: 'env updated', what: 'env update to pod template:' }
    const found = yield* findForSet(ctx, options)
    const change = (copy: DataMap, info: (typeof found.infos)[number]): void => {
      const { kind } = info.object
      const containers = selectContainers(specOf(copy, info), flags.string('containers'))
      if (containers.length === 0) {
        const pattern = flags.string('containers')
        ctx.warn(`${kind}/${info.name} does not have any containers matching ${quote(pattern)}`)
      }
      for (const container of containers) {
        const now = variablesOf(container)
        if (!flags.bool('overwrite')) refuseOverwrites(now, wanted)
        const env = updated(now, wanted, remove)
        if (env.length > 0) container['env'] = env as unknown as Data
        else delete container['env']
        if (list) showList(ctx, `# ${kind} ${info.name}, container ${String(container['name'])}\n`, env)
      }
    }
    if (list) {
      for (const info of found.infos) change(asData(structuredClone(info.object)), info)
      return 0
    }
    yield* changeEach(ctx, found, options, (copy, _, info) => change(copy, info))
    return 0
  },
}

function splitWords(args: readonly string[]): {
  readonly resources: readonly string[]
  readonly words: readonly string[]
} {
  const isWord = (arg: string) => /^[^/=]+=/s.test(arg) || arg.endsWith('-')
  const first = args.findIndex(isWord)
  if (first < 0) return { resources: args, words: [] }
  if (args.slice(first).some((arg) => !isWord(arg))) {
    throw new CommandError(`all resources must be specified before environment changes: ${args.join(' ')}`)
  }
  return { resources: args.slice(0, first), words: args.slice(first) }
}

function* parseWords(
  ctx: Context,
  words: readonly string[],
): Steps<{ readonly set: EnvVar[]; readonly remove: readonly string[] }> {
  const set: EnvVar[] = []
  const remove: string[] = []
  for (const word of words) {
    const equals = word.indexOf('=')
    if (word === '-') {
      const lines = (yield* ctx.readStdin()).split('\n').filter((line) => /^[^#=]+=/.test(line))
      set.push(...lines.map((line) => variable(line)))
    } else if (equals >= 0) set.push(variable(word))
    else if (word.endsWith('-')) remove.push(word.slice(0, -1))
    else throw new CommandError(`unknown ${what}: ${word}`)
  }
  if (remove.some((name) => set.some((one) => one.name === name))) {
    throw new CommandError(`can not both modify and remove the same ${what} in the same command`)
  }
  return { set, remove }
}

function variable(word: string): EnvVar {
  const equals = word.indexOf('=')
  const name = word.slice(0, equals)
  const faults = envNameFaults(name)
  if (faults.length > 0) throw new CommandError(`${quote(name)} is not a valid key name: ${faults.join(';')}`)
  return { name, value: word.slice(equals + 1) }
}

/** One variable for each key of --from. Differs: in the order of the keys, not of Go's maps. */
function* variablesFrom(ctx: Context): Steps<readonly EnvVar[]> {
  const from = ctx.flags.string('from')
  if (from === '') return []
  const keys = ctx.flags.strings('keys')
  const { infos, faults } = yield* collect(yield* findTargets(ctx, [from], { files: { filenames: [] } }))
  throwAll(faults)
  return infos.flatMap(({ object, name }) => {
    if (object.kind !== 'ConfigMap' && object.kind !== 'Secret') {
      throw new CommandError('unsupported resource specified in --from')
    }
    const reference = object.kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef'
    const data = asData(object)['data']
    return sortedKeys(isMap(data) ? data : {})
      .filter((key) => keys.length === 0 || keys.includes(key))
      .map((key) => ({ name: environmentName(ctx, key), valueFrom: { [reference]: { name, key } } }))
  })
}

function environmentName(ctx: Context, key: string): string {
  const name = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase()
  if (name !== key) ctx.warn(`key ${key} transferred to ${name}`)
  return name
}

const variablesOf = (container: DataMap): readonly EnvVar[] =>
  Array.isArray(container['env']) ? (container['env'] as unknown as readonly EnvVar[]) : []

/** What is there keeps its place; what is new comes last. */
function updated(now: readonly EnvVar[], set: readonly EnvVar[], remove: readonly string[]): EnvVar[] {
  const covered = new Set(remove)
  const env: EnvVar[] = []
  for (const one of now) {
    if (covered.has(one.name)) continue
    const newer = set.find(({ name }) => name === one.name)
    if (newer) covered.add(one.name)
    env.push(newer ?? one)
  }
  for (const one of set) {
    if (!covered.has(one.name)) env.push(one)
    covered.add(one.name)
  }
  return env
}

function refuseOverwrites(now: readonly EnvVar[], set: readonly EnvVar[]): void {
  throwAll(
    set.flatMap(({ name }) => {
      const there = now.find((one) => one.name === name)
      if (!there) return []
      return [new CommandError(`'${name}' already has a value (${there.value ?? ''}), and --overwrite is false`)]
    }),
  )
}

function showList(ctx: Context, title: string, env: readonly EnvVar[]): void {
  ctx.out(title)
  for (const { name, value = '', valueFrom } of env) {
    ctx.out(valueFrom ? `# ${name} from ${referenceText(valueFrom)}\n` : `${name}=${value}\n`)
  }
}

function referenceText({
  configMapKeyRef,
  secretKeyRef,
  fieldRef,
  resourceFieldRef,
}: NonNullable<EnvVar['valueFrom']>) {
  if (configMapKeyRef) return `configmap ${configMapKeyRef.name ?? ''}, key ${configMapKeyRef.key}`
  if (secretKeyRef) return `secret ${secretKeyRef.name ?? ''}, key ${secretKeyRef.key}`
  if (fieldRef) return `field path ${fieldRef.fieldPath}`
  if (!resourceFieldRef) return 'invalid valueFrom'
  const container = resourceFieldRef.containerName ? `${resourceFieldRef.containerName}/` : ''
  return `resource field ${container}${resourceFieldRef.resource}`
}
