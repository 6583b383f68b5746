// kubectl create service clusterip|nodeport|loadbalancer|externalname
// (k8s.io/kubectl/pkg/cmd/create/create_service.go, v1.33).

import { portNameFaults, portNumberFaults, subdomainFaults } from '../../api/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { type FlagSpec, quote } from '../flag-parser.ts'
import { generatorFlags, startGenerator } from '../generator.ts'

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'

const tcpFlag: FlagSpec = { name: 'tcp', type: 'strings', default: [], help: 'Ports, as <port>:<targetPort>.' }

const clusterIp = serviceCommand('ClusterIP', '[--tcp=<port>:<targetPort>]', [
  tcpFlag,
  {
    name: 'clusterip',
    type: 'string',
    default: '',
    help: "The service's own address, or None for a headless service.",
  },
])
const nodePort = serviceCommand('NodePort', '[--tcp=port:targetPort]', [
  tcpFlag,
  { name: 'node-port', type: 'int', default: 0, help: 'The port on each node.' },
])
const loadBalancer = serviceCommand('LoadBalancer', '[--tcp=port:targetPort]', [tcpFlag])
const externalName = serviceCommand('ExternalName', '--external-name external.name', [
  tcpFlag,
  { name: 'external-name', type: 'string', default: '', required: true, help: 'The name that the service stands for.' },
])

export const createService: Command = {
  name: 'service',
  aliases: ['svc'],
  use: '[flags] [options]',
  short: 'Make a service of a given type',
  subcommands: [clusterIp, externalName, loadBalancer, nodePort],
}

function serviceCommand(type: ServiceType, use: string, flags: readonly FlagSpec[]): Command {
  const name = type.toLowerCase()
  const example = type === 'ExternalName' ? '--external-name bar.com' : '--tcp=5678:8080'
  return {
    name,
    use: `NAME ${use} [--dry-run=server|client|none] [options]`,
    short: `Make a service of type ${type}`,
    examples: [`kubectl create service ${name} my-service ${example}`],
    flags: [...generatorFlags, ...flags],
    run: (ctx) => run(ctx, type),
  }
}

function run(ctx: Context, type: ServiceType): number {
  const generator = startGenerator(ctx)
  const { name, namespace } = generator
  const optional = (flag: string) => (ctx.flags.has(flag) ? ctx.flags.string(flag) : '')
  const clusterIP = optional('clusterip')
  const external = optional('external-name')
  const tcp = ctx.flags.strings('tcp')
  if (clusterIP !== 'None' && tcp.length === 0 && type !== 'ExternalName') {
    throw new CommandError('at least one tcp port specifier must be provided')
  }
  if (type === 'ExternalName' && subdomainFaults(external).length > 0) {
    throw new CommandError(`invalid service external name ${external}`)
  }
  const nodePort = ctx.flags.has('node-port') ? ctx.flags.int('node-port') : 0
  const ports = tcp.map((text) => ({ name: text.replaceAll(':', '-'), protocol: 'TCP', ...parsePorts(text), nodePort }))
  const labels = { app: name }
  return generator.create(
    {
      kind: 'Service',
      apiVersion: 'v1',
      metadata: { name, namespace, labels },
      spec: { ports, selector: labels, clusterIP, type, externalName: external },
    },
    {
      resource: { group: '', version: 'v1', resource: 'services' },
      fault: `failed to create ${type} service:`,
    },
  )
}

/** '80', '80:8080' or '80:http'. */
function parsePorts(text: string): { readonly port: number; readonly targetPort: number | string } {
  const [first = '', second] = text.split(':')
  const port = parsePort(first)
  if (second === undefined) return { port, targetPort: port }
  if (!/^[+-]?\d+$/.test(second)) {
    const faults = portNameFaults(second)
    if (faults.length > 0) throw new CommandError(faults.join(','))
    return { port, targetPort: second }
  }
  const faults = portNumberFaults(Number(second))
  if (faults.length > 0) throw new CommandError(faults.join(','))
  return { port, targetPort: Number(second) }
}

/** Go's strconv.ParseUint in 16 bits; zero is allowed. */
function parsePort(text: string): number {
  if (!/^\d+$/.test(text)) throw new CommandError(`strconv.ParseUint: parsing ${quote(text)}: invalid syntax`)
  const port = Number(text)
  if (port > 65535) throw new CommandError(`strconv.ParseUint: parsing ${quote(text)}: value out of range`)
  return port
}
