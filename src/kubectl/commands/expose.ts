// kubectl expose (k8s.io/kubectl/pkg/cmd/expose/expose.go and pkg/polymorphichelpers, v1.33).

import type { Container, PodSpec, ServicePort } from '../../kinds/index.ts'
import type { Command, Context } from '../command.ts'
import { compareText } from '../describe/order.ts'
import { CommandError, messageOf } from '../errors.ts'
import type { FlagSpec } from '../flag-parser.ts'
import {
  dryRunFlag,
  dryRunSuffix,
  fieldManagerFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  saveConfigFlag,
} from '../flag-sets.ts'
import { dryRun, typedPrinter } from '../generator.ts'
import { parseLabels, parsePortNumber, parsePortReference } from '../label-specs.ts'
import { withLastApplied } from '../last-applied.ts'
import { asData, at } from '../manifest-data.ts'
import { groupResource } from '../mapper.ts'
import { overridden, overrideFlags } from '../overrides.ts'
import type { Info } from '../resource-builder.ts'
import { type ObjectData, typedObject } from '../typed-object.ts'

const text = (name: string, help: string, short?: string): FlagSpec => ({
  name,
  type: 'string',
  default: '',
  help,
  ...(short === undefined ? {} : { short }),
})

export const exposeFlags: readonly FlagSpec[] = [
  text('cluster-ip', "The service's own address, or None for a headless service."),
  text('external-ip', 'Another address that the service answers at.'),
  text('labels', 'Labels of the service.', 'l'),
  text('load-balancer-ip', 'The address that a load balancer should have.'),
  text('name', 'The name of the service.'),
  text('port', 'The port of the service; default: the ports of what is exposed.'),
  text('protocol', 'TCP, UDP or SCTP.'),
  text('selector', 'Labels of the pods; default: those of what is exposed.'),
  text('session-affinity', 'None or ClientIP.'),
  text('target-port', 'Port or port name in the pods; default: the port.'),
  text('type', 'ClusterIP, NodePort, LoadBalancer or ExternalName.'),
]

export const expose: Command = {
  name: 'expose',
  use: '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type] [options]',
  short: 'Put a service in front of a workload, a pod or a service',
  examples: ['kubectl expose deployment nginx --port=80 --target-port=8000'],
  completes: 'resource',
  flags: [
    ...printFlags,
    dryRunFlag,
    fieldManagerFlag('kubectl-expose'),
    ...filenameFlags,
    saveConfigFlag,
    recordFlag,
    ...overrideFlags,
    ...exposeFlags,
  ],
  *run(ctx) {
    const { flags } = ctx
    const mode = dryRun(ctx)
    const print = typedPrinter(ctx, `exposed${dryRunSuffix(mode)}`)
    const result = yield* ctx.resources({
      typed: true,
      args: ctx.args,
      files: {
        filenames: flags.strings('filename'),
        kustomize: flags.string('kustomize'),
        recursive: flags.bool('recursive'),
      },
      continueOnError: true,
    })
    yield* result.visit((info) => {
      const built = overridden(ctx, serviceFor(ctx, info))
      let object = typedObject(ctx.client.schema, built)
      if (mode === 'client') {
        const namespace = ctx.namespaceExplicit ? { namespace: ctx.namespace } : {}
        print({ ...object, metadata: { ...object.metadata, ...namespace } })
        return
      }
      if (flags.bool('save-config')) object = withLastApplied(object, { typed: true })
      const target = { group: '', version: 'v1', resource: 'services', namespace: ctx.namespace }
      print(
        ctx.client.create(target, object, {
          fieldManager: flags.string('field-manager'),
          dryRun: mode === 'server',
          onWarning: (warning) => ctx.warn(warning),
        }),
      )
    })
    return 0
  },
}

const exposable = ['replicationcontrollers', 'services', 'pods', 'deployments.apps', 'replicasets.apps']

function serviceFor(ctx: Context, info: Info): ObjectData {
  const { flags } = ctx
  if (!exposable.includes(groupResource(info.mapping))) {
    const kind = info.mapping.group === '' ? info.mapping.kind : `${info.mapping.kind}.${info.mapping.group}`
    throw new CommandError(`cannot expose a ${kind}`)
  }
  const selectorText =
    flags.string('selector') || introspect('retrieve selectors via --selector flag', () => selectorOf(info))
  const headless = flags.string('cluster-ip') === 'None'
  const declared = portsOf(info)
  const given = flags.string('port')
  const each = ctx.version.has('exposesEachProtocol')
  const found = declared.map(({ port }) => String(port))
  const numbers = given !== '' ? given.split(',') : each ? [...new Set(found)] : found
  if (numbers.length === 0 && !headless) {
    throw new CommandError("couldn't find port via --port flag or introspection")
  }
  const labelText = flags.string('labels') || mapText(info.object.metadata.labels)
  const selector = parseLabels(selectorText)
  const labels = labelText === '' ? {} : parseLabels(labelText)
  const target = flags.string('target-port')
  const ports = numbers
    .flatMap((number, i) =>
      servicePorts(number, i, numbers.length, flags.string('protocol'), each ? declared : lastOfEach(declared)),
    )
    .map((port) => ({ ...port, targetPort: target === '' ? port.port : parsePortReference(target) }))
  const type = flags.string('type')
  const affinity = flags.string('session-affinity')
  if (affinity !== '' && affinity !== 'None' && affinity !== 'ClientIP') {
    throw new CommandError(`unknown session affinity: ${affinity}`)
  }
  const external = flags.string('external-ip')
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name: flags.string('name') || info.name.slice(0, 63), labels },
    spec: {
      ports,
      selector,
      clusterIP: flags.string('cluster-ip'),
      type,
      externalIPs: external === '' ? [] : [external],
      sessionAffinity: affinity,
      loadBalancerIP: type === 'LoadBalancer' ? flags.string('load-balancer-ip') : '',
    },
  }
}

interface Declared {
  readonly port: number
  readonly protocol: string
}

/** Of several ports with one number the last. */
function lastOfEach(declared: readonly Declared[]): readonly Declared[] {
  return [...new Map(declared.map((one) => [one.port, one])).values()]
}

/** One port, or one for each protocol that is declared for its number. */
function servicePorts(text: string, i: number, count: number, protocol: string, declared: readonly Declared[]) {
  const port = parsePortNumber(text)
  const name = count > 1 ? `port-${i + 1}` : ''
  const protocols = [...new Set(declared.filter((one) => String(one.port) === text).map((one) => one.protocol))]
  if (protocol !== '' || protocols.length <= 1) return [{ name, port, protocol: protocol || protocols[0] || 'TCP' }]
  return protocols.map((one) => ({ name: `port-${i + 1}-${one.toLowerCase()}`, port, protocol: one }))
}

function portsOf(info: Info): readonly Declared[] {
  const object = asData(info.object)
  if (info.mapping.kind === 'Service') {
    const ports = (at(object, 'spec', 'ports') ?? []) as readonly ServicePort[]
    return ports.map(({ port, protocol }) => ({ port, protocol: protocol ?? 'TCP' }))
  }
  const spec = (info.mapping.kind === 'Pod' ? object['spec'] : at(object, 'spec', 'template', 'spec')) as
    | Partial<PodSpec>
    | undefined
  const containers: readonly Container[] = spec?.containers ?? []
  return containers.flatMap(({ ports }) =>
    (ports ?? []).map(({ containerPort, protocol }) => ({ port: containerPort, protocol: protocol ?? 'TCP' })),
  )
}

function introspect<T>(what: string, find: () => T): T {
  try {
    return find()
  } catch (error) {
    throw new CommandError(`couldn't ${what} or introspection: ${messageOf(error)}`)
  }
}

function selectorOf(info: Info): string {
  const { kind } = info.mapping
  const object = asData(info.object)
  if (kind === 'Pod') {
    const labels = mapText(info.object.metadata.labels)
    if (labels === '') throw new CommandError('the pod has no labels and cannot be exposed')
    return labels
  }
  const selector = at(object, 'spec', 'selector')
  if (kind === 'Service' || kind === 'ReplicationController') {
    if (selector === undefined && kind === 'Service') throw new CommandError('the service has no pod selector set')
    return mapText(selector as Readonly<Record<string, string>> | undefined)
  }
  const labels = mapText(at(selector, 'matchLabels') as Readonly<Record<string, string>> | undefined)
  if (labels === '') throw new CommandError(`invalid ${kind.toLowerCase()}: no selectors, therefore cannot be exposed`)
  const expressions = at(selector, 'matchExpressions')
  if (Array.isArray(expressions) && expressions.length > 0) {
    const shown = expressions.map(
      (one) => `{Key:${at(one, 'key')} Operator:${at(one, 'operator')} Values:[${valuesText(one)}]}`,
    )
    throw new CommandError(`couldn't convert expressions - "[${shown.join(' ')}]" to map-based selector format`)
  }
  return labels
}

function valuesText(expression: unknown): string {
  const values = at(expression, 'values')
  return Array.isArray(values) ? values.join(' ') : ''
}

function mapText(map: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(map ?? {})
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}
