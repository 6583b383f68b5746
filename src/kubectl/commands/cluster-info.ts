// kubectl cluster-info (kubectl/pkg/cmd/clusterinfo/clusterinfo.go, v1.33).

import type { Service } from '../../kinds/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { serverConfig } from '../kubeconfig.ts'
import { knownSubcommands } from '../missing.ts'
import { clusterInfoDump } from './cluster-info-dump.ts'

export const clusterInfo: Command = {
  name: 'cluster-info',
  use: '[flags] [options]',
  short: 'Show where the control plane answers',
  subcommands: knownSubcommands('cluster-info', [clusterInfoDump]),
  run,
}

const green = (ctx: Context, text: string): string => (ctx.io.stdoutIsTty ? `\u001b[0;32m${text}\u001b[0m` : text)
const yellow = (ctx: Context, text: string): string => (ctx.io.stdoutIsTty ? `\u001b[0;33m${text}\u001b[0m` : text)

function* run(ctx: Context): Steps<number> {
  const { server } = serverConfig(ctx.kubeconfig, ctx.flags, ctx.io)
  const say = (name: string, address: string): void =>
    ctx.out(`${green(ctx, name)} is running at ${yellow(ctx, address)}\n`)
  try {
    const services = yield* systemServices(ctx)
    say('Kubernetes control plane', server)
    for (const service of services) say(nameOf(service), linkOf(service, server))
  } finally {
    ctx.out("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n")
  }
  return 0
}

const nameOf = ({ metadata }: Service): string => metadata.labels?.['kubernetes.io/name'] ?? metadata.name

function linkOf({ metadata, spec, status }: Service, server: string): string {
  const ports = spec?.ports ?? []
  const [ingress] = status?.loadBalancer?.ingress ?? []
  if (ingress) return ports.map(({ port }) => `http://${ingress.ip || ingress.hostname || ''}:${port} `).join('')
  const [port] = ports
  const secure = port && (port.name === 'https' || port.port === 443)
  const name = `${secure ? 'https:' : ''}${metadata.name}${secure || port?.name ? `:${port.name ?? ''}` : ''}`
  return `${server}/api/v1/namespaces/${metadata.namespace ?? ''}/services/${name}/proxy`
}

function* systemServices(ctx: Context): Steps<readonly Service[]> {
  const result = yield* ctx.resources({
    args: ['services'],
    allowEmptySelector: true,
    labelSelector: 'kubernetes.io/cluster-service=true',
    namespace: ctx.namespaceExplicit ? ctx.namespace : 'kube-system',
    latest: true,
  })
  return (yield* result.infos()).map(({ object }) => object as Service)
}
