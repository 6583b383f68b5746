// kubectl version (kubectl/pkg/cmd/version/version.go, v1.33; the long form and --short as 1.27 had them).

import type { ServerVersion } from '../../api/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { jsonTextInOrder } from '../printers/json.ts'
import { yamlText } from '../printers/yaml.ts'
import type { VersionFacts } from '../versions.ts'

export const version: Command = {
  name: 'version',
  use: '[flags] [options]',
  short: 'Show the versions of kubectl and of the server',
  flags: [
    { name: 'client', type: 'bool', default: false, help: 'Only kubectl; ask no server.' },
    { name: 'output', short: 'o', type: 'string', default: '', help: 'yaml or json.', values: ['yaml', 'json'] },
    { name: 'short', type: 'bool', default: false, help: 'Only the version numbers.', until: 'versionIsShort' },
  ],
  run,
}

function clientBuild(facts: VersionFacts): ServerVersion {
  const [major = '', minor = ''] = facts.version.split('.')
  return {
    major,
    minor,
    gitVersion: facts.gitVersion,
    gitCommit: facts.gitCommit,
    gitTreeState: 'clean',
    buildDate: facts.buildDate,
    goVersion: facts.goVersion,
    compiler: 'gc',
    platform: 'linux/amd64',
  }
}

function run(ctx: Context): number {
  if (ctx.args.length > 0) throw new CommandError(`extra arguments: [${ctx.args.join(' ')}]`)
  const output = ctx.flags.string('output')
  if (output !== '' && output !== 'yaml' && output !== 'json') {
    throw new CommandError("--output must be 'yaml' or 'json'")
  }
  const client = clientBuild(ctx.version)
  let server: ServerVersion | undefined
  let fault: unknown
  if (!ctx.flags.bool('client')) {
    try {
      server = ctx.client.version()
    } catch (error) {
      fault = error
    }
  }
  const all = {
    clientVersion: client,
    kustomizeVersion: ctx.version.kustomizeVersion,
    ...(server ? { serverVersion: server } : {}),
  }
  if (output === 'json') ctx.out(`${jsonTextInOrder(all, '  ')}\n`)
  else if (output === 'yaml') ctx.out(`${yamlText(all)}\n`)
  else printPlain(ctx, client, server)
  if (fault !== undefined) throw fault
  if (server) warnOfSkew(ctx, client, server)
  return 0
}

function printPlain(ctx: Context, client: ServerVersion, server: ServerVersion | undefined): void {
  const long = !ctx.version.has('versionIsShort') && !ctx.flags.bool('short')
  if (!ctx.version.has('versionIsShort')) {
    ctx.err(
      long
        ? 'WARNING: This version information is deprecated and will be replaced with the output from kubectl version --short.  Use --output=yaml|json to get the full version.\n'
        : 'Flag --short has been deprecated, and will be removed in the future. The --short output will become the default.\n',
    )
  }
  const shown = (build: ServerVersion): string => (long ? goStruct(build) : build.gitVersion)
  ctx.out(`Client Version: ${shown(client)}\nKustomize Version: ${ctx.version.kustomizeVersion}\n`)
  if (server) ctx.out(`Server Version: ${shown(server)}\n`)
}

/** Go's %#v of version.Info. */
function goStruct(build: ServerVersion): string {
  const fields = (
    [
      'major',
      'minor',
      'gitVersion',
      'gitCommit',
      'gitTreeState',
      'buildDate',
      'goVersion',
      'compiler',
      'platform',
    ] as const
  ).map((key) => `${key[0]?.toUpperCase()}${key.slice(1)}:${JSON.stringify(build[key])}`)
  return `version.Info{${fields.join(', ')}}`
}

function warnOfSkew(ctx: Context, client: ServerVersion, server: ServerVersion): void {
  if (ctx.version.has('versionIgnoresSkew')) return
  const serverMinor = Number.parseInt(server.minor, 10)
  if (client.major === server.major && Math.abs(Number(client.minor) - serverMinor) <= 1) return
  ctx.err(
    `WARNING: version difference between client (${client.major}.${client.minor}) and server (${server.major}.${serverMinor}) exceeds the supported minor version skew of +/-1\n`,
  )
}
