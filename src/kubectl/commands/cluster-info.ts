// kubectl cluster-info (kubectl/pkg/cmd/clusterinfo/clusterinfo.go, v1.33). Missing: dump.

import { isNotFound, type KubeObject } from '../../api/index.ts'
import type { Command, Context } from '../command.ts'
import { serverConfig } from '../kubeconfig.ts'
import { at } from '../manifest-data.ts'
import { knownSubcommands } from '../missing.ts'

export const clusterInfo: Command = {
  name: 'cluster-info',
  use: '[flags] [options]',
  short: 'Show where the control plane answers',
  subcommands: knownSubcommands('cluster-info', []),
  run,
}

const green = (ctx: Context, text: string): string => (ctx.io.stdoutIsTty ? `\u001b[0;32m${text}\u001b[0m` : text)
const yellow = (ctx: Context, text: string): string => (ctx.io.stdoutIsTty ? `\u001b[0;33m${text}\u001b[0m` : text)

function run(ctx: Context): number {
  const { server } = serverConfig(ctx.kubeconfig, ctx.flags, ctx.io)
  const say = (name: string, address: string): void =>
    ctx.out(`${green(ctx, name)} is running at ${yellow(ctx, address)}\n`)
  const services = systemServices(ctx)
  say('Kubernetes control plane', server)
  for (const service of services) {
    const ports = at(service, 'spec', 'ports')
    const port = Array.isArray(ports) ? ports[0] : undefined
    const portName = at(port, 'name')
    const scheme = at(port, 'name') === 'https' || at(port, 'port') === 443 ? 'https:' : ''
    const path = `/api/v1/namespaces/kube-system/services/${scheme}${service.metadata.name}${portName === undefined ? '' : `:${String(portName)}`}/proxy`
    say(service.metadata.labels?.['kubernetes.io/name'] ?? service.metadata.name, server + path)
  }
  ctx.out("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n")
  return 0
}

function systemServices(ctx: Context): readonly KubeObject[] {
  try {
    return ctx.client.list(
      { group: '', version: 'v1', resource: 'services', namespace: 'kube-system' },
      { labelSelector: 'kubernetes.io/cluster-service=true' },
    ).items
  } catch (error) {
    if (isNotFound(error)) return []
    throw error
  }
}
