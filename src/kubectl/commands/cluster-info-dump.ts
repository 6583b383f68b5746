// kubectl cluster-info dump (kubectl/pkg/cmd/clusterinfo/clusterinfo_dump.go, v1.33).

import type { KubeObject } from '../../api/index.ts'
import type { Pod } from '../../kinds/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, isExpected, messageOf } from '../errors.ts'
import { allNamespacesFlag, outputFormats, printFlags } from '../flag-sets.ts'
import { splitApiVersion } from '../manifest-data.ts'
import { hasPodTimeout, POD_TIMEOUT_FAULT, podRunningTimeoutFlag } from '../pod-flags.ts'
import { inStructOrder, jsonTextInOrder } from '../printers/json.ts'
import { refuseFormat, shownObject } from '../printers/object-printer.ts'
import { templatePrinter } from '../printers/template-printer.ts'
import { yamlText } from '../printers/yaml.ts'
import { typedObject } from '../typed-object.ts'

/** Kinds of a namespace in the order of the dump, and the names of their files. */
const dumped: readonly (readonly [file: string, apiVersion: string, kind: string, resource: string])[] = [
  ['events', 'v1', 'Event', 'events'],
  ['replication-controllers', 'v1', 'ReplicationController', 'replicationcontrollers'],
  ['services', 'v1', 'Service', 'services'],
  ['daemonsets', 'apps/v1', 'DaemonSet', 'daemonsets'],
  ['deployments', 'apps/v1', 'Deployment', 'deployments'],
  ['replicasets', 'apps/v1', 'ReplicaSet', 'replicasets'],
  ['pods', 'v1', 'Pod', 'pods'],
]

export const clusterInfoDump: Command = {
  name: 'dump',
  use: '[flags] [options]',
  short: 'Print everything that helps to find out what is wrong',
  examples: ['kubectl cluster-info dump', 'kubectl cluster-info dump --output-directory=/path/to/cluster-state'],
  flags: [
    ...printFlags.map((flag) => (flag.name === 'output' ? { ...flag, default: 'json' } : flag)),
    allNamespacesFlag,
    { name: 'namespaces', type: 'strings', default: [], help: 'Which namespaces.' },
    { name: 'output-directory', type: 'string', default: '', help: 'A folder for the files; empty or -: print.' },
    podRunningTimeoutFlag(20_000),
  ],
  *run(ctx) {
    const { flags } = ctx
    if (!hasPodTimeout(flags)) throw new CommandError(POD_TIMEOUT_FAULT)
    const format = flags.string('output')
    const text = listText(ctx, format)
    const extension = format === 'json' || format === 'yaml' ? `.${format}` : '.txt'
    const folder = flags.string('output-directory')
    const put = (file: string, content: string): void => {
      if (folder === '' || folder === '-') {
        ctx.out(content)
        return
      }
      const path = ctx.resolvePath(`${folder}/${file}`)
      ctx.io.host.files.makeDirectory(path.slice(0, path.lastIndexOf('/')), { parents: true })
      ctx.io.host.files.write(path, content)
    }
    put(`nodes${extension}`, text(list(ctx, 'v1', 'Node', 'nodes', undefined)))
    for (const namespace of namespacesOf(ctx)) {
      for (const [file, apiVersion, kind, resource] of dumped) {
        put(`${namespace}/${file}${extension}`, text(list(ctx, apiVersion, kind, resource, namespace)))
        yield* ctx.flush()
      }
      const pods = ctx.client.list<Pod>({ group: '', version: 'v1', resource: 'pods', namespace }).items
      for (const pod of pods) put(`${namespace}/${pod.metadata.name}/logs.txt`, yield* logs(ctx, pod))
    }
    if (folder !== '' && folder !== '-') ctx.out(`Cluster info dumped to ${folder}\n`)
    return 0
  },
}

function namespacesOf(ctx: Context): readonly string[] {
  if (ctx.flags.bool('all-namespaces')) {
    const all = ctx.client.list({ group: '', version: 'v1', resource: 'namespaces' }).items
    return all.map(({ metadata }) => metadata.name)
  }
  const named = ctx.flags.strings('namespaces')
  return named.length > 0 ? named : ['kube-system', ctx.namespace]
}

/** A list as Go holds it: only the list says what it is. */
function list(
  ctx: Context,
  apiVersion: string,
  kind: string,
  resource: string,
  namespace: string | undefined,
): KubeObject {
  const [group, version] = splitApiVersion(apiVersion)
  const { items, metadata } = ctx.client.list({ group, version, resource, namespace })
  const bare = items.map((item) => {
    const typed = typedObject(ctx.schema, { ...item, apiVersion, kind })
    const { apiVersion: _, kind: __, ...rest } = inStructOrder(typed, ctx.schema, kind, apiVersion) as KubeObject
    return rest
  })
  const { resourceVersion } = metadata
  return { kind: `${kind}List`, apiVersion, metadata: { resourceVersion }, items: bare } as unknown as KubeObject
}

function listText(ctx: Context, format: string): (object: KubeObject) => string {
  const lower = format.toLowerCase()
  if (lower === 'json') return (object) => `${jsonTextInOrder(shownObject(ctx, object), '    ')}\n`
  if (lower === 'yaml') {
    let printed = 0
    return (object) => (printed++ > 0 ? '---\n' : '') + yamlText(shownObject(ctx, object))
  }
  if (lower === 'name') {
    return ({ apiVersion, kind }) => {
      throw new CommandError(`list types are not supported by name printing: *${apiVersion}.${kind}`)
    }
  }
  let text = ''
  const out = (part: string): void => {
    text += part
  }
  const print = templatePrinter({ flags: ctx.flags, readFile: ctx.readFile, out }, format, '')
  if (!print) return refuseFormat(format, outputFormats)
  return (object) => {
    text = ''
    print(object)
    return text
  }
}

function* logs(ctx: Context, { metadata, spec }: Pod): Steps<string> {
  const { name, namespace = '' } = metadata
  let text = ''
  for (const container of [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]) {
    const which = `logs for container ${container.name} of pod ${namespace}/${name}`
    text += `==== START ${which} ====\n`
    try {
      const target = { group: '', version: 'v1', resource: 'pods', namespace, name }
      text += ctx.client.log(target, { container: container.name }).output.read()
    } catch (error) {
      if (!isExpected(error)) throw error
      text += `Request log error: ${messageOf(error)}\n`
    }
    text += `==== END ${which} ====\n`
    yield* ctx.flush()
  }
  return text
}
