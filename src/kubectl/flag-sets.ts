// Flags that several commands share, and what they mean. The wording of the help is ours.

import type { Context } from './command.ts'
import { CommandError } from './errors.ts'
import { type FlagSpec, type FlagValues, parseBool, quote } from './flag-parser.ts'

export const outputFormats = [
  'go-template',
  'go-template-file',
  'json',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'name',
  'template',
  'templatefile',
  'yaml',
] as const

/** -o and what belongs to it, for commands that print the objects they change. */
export const printFlags: readonly FlagSpec[] = [
  {
    name: 'allow-missing-template-keys',
    type: 'bool',
    default: true,
    help: 'Treat missing keys in templates as empty.',
  },
  {
    name: 'output',
    short: 'o',
    type: 'string',
    default: '',
    help: `Format: ${outputFormats.join(', ')}.`,
    values: outputFormats,
  },
  { name: 'show-managed-fields', type: 'bool', default: false, help: 'Keep metadata.managedFields in JSON and YAML.' },
  { name: 'template', type: 'string', default: '', help: 'Template text or file for -o go-template and the like.' },
]

export const dryRunFlag: FlagSpec = {
  name: 'dry-run',
  type: 'string',
  default: 'none',
  implied: 'unchanged',
  help: 'none, server or client: with client only print what would be sent, with server let the server try it.',
  values: ['none', 'server', 'client'],
}

export const filenameFlags: readonly FlagSpec[] = [
  {
    name: 'filename',
    short: 'f',
    type: 'strings',
    default: [],
    help: 'Files, folders or - (standard input) with objects.',
  },
  { name: 'kustomize', short: 'k', type: 'string', default: '', help: 'A folder with a kustomization.' },
  { name: 'recursive', short: 'R', type: 'bool', default: false, help: 'Also look into the folders of a folder.' },
]

export const selectorFlag: FlagSpec = {
  name: 'selector',
  short: 'l',
  type: 'string',
  default: '',
  help: 'Only objects whose labels match, as in -l a=b,c!=d.',
}

export const fieldSelectorFlag: FlagSpec = {
  name: 'field-selector',
  type: 'string',
  default: '',
  help: 'Only objects whose fields match, as in status.phase=Running.',
}

export const allNamespacesFlag: FlagSpec = {
  name: 'all-namespaces',
  short: 'A',
  type: 'bool',
  default: false,
  help: 'Objects of all namespaces.',
}

export const validateFlag: FlagSpec = {
  name: 'validate',
  type: 'string',
  default: 'strict',
  implied: 'strict',
  help: 'strict (true), warn, or ignore (false): what happens to unknown fields.',
  values: ['strict', 'warn', 'ignore'],
}

export const fieldManagerFlag = (name: string): FlagSpec => ({
  name: 'field-manager',
  type: 'string',
  default: name,
  help: 'Who is noted as the owner of the changed fields.',
})

export const saveConfigFlag: FlagSpec = {
  name: 'save-config',
  type: 'bool',
  default: false,
  help: 'Keep the configuration in an annotation, for a later apply.',
}

export const recordFlag: FlagSpec = {
  name: 'record',
  type: 'bool',
  default: false,
  hidden: true,
  help: 'Note the command line in an annotation.',
  deprecated: '--record will be removed in the future',
}

export const subresourceFlag: FlagSpec = {
  name: 'subresource',
  type: 'string',
  default: '',
  help: 'Work on this subresource, such as status or scale.',
}

/** Before 1.32 only some are known, which kubectl says itself. */
export function checkSubresource(ctx: Pick<Context, 'flags' | 'version'>, known: readonly string[]): string {
  const name = ctx.flags.string('subresource')
  if (name !== '' && !ctx.version.has('getsAnySubresource') && !known.includes(name)) {
    throw new CommandError(`invalid subresource value: ${quote(name)}. Must be one of [${known.join(' ')}]`)
  }
  return name
}

export type DryRun = 'none' | 'client' | 'server'

export function dryRunOf(flags: FlagValues, logWarning?: (text: string, lines?: number) => void): DryRun {
  const value = flags.string('dry-run')
  if (value === 'none' || value === 'client' || value === 'server') return value
  if (value === 'unchanged') {
    logWarning?.('--dry-run is deprecated and can be replaced with --dry-run=client.')
    return 'client'
  }
  const bool = parseBool(value)
  if (bool !== undefined) {
    const instead = bool ? 'client' : 'none'
    const deprecated = `--dry-run=${bool} is deprecated (boolean value) and can be replaced with --dry-run=${instead}.`
    logWarning?.(deprecated, bool ? 14 : 17)
    return instead
  }
  throw new CommandError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`)
}

/** What follows a line such as `pod/x created`. */
export const dryRunSuffix = (dryRun: DryRun): string =>
  dryRun === 'client' ? ' (dry run)' : dryRun === 'server' ? ' (server dry run)' : ''

export function validationOf(flags: FlagValues): 'Strict' | 'Warn' | 'Ignore' {
  const value = flags.string('validate')
  if (['strict', 'true', ''].includes(value) || parseBool(value) === true) return 'Strict'
  if (value === 'warn') return 'Warn'
  if (value === 'ignore' || parseBool(value) === false) return 'Ignore'
  throw new CommandError(
    `invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`,
  )
}

/** Every command takes these. */
export const globalFlags: readonly FlagSpec[] = [
  { name: 'as', type: 'string', default: '', help: 'Act as this user.' },
  { name: 'as-group', type: 'array', default: [], help: 'Act as a member of this group.' },
  { name: 'as-uid', type: 'string', default: '', help: 'Act as the user with this UID.' },
  { name: 'cache-dir', type: 'string', default: '$HOME/.kube/cache', help: 'Where discovery is kept.' },
  {
    name: 'certificate-authority',
    type: 'string',
    default: '',
    help: 'File with the authority that signs the server.',
  },
  { name: 'client-certificate', type: 'string', default: '', help: 'File with the client certificate.' },
  { name: 'client-key', type: 'string', default: '', help: 'File with the key of the client certificate.' },
  { name: 'cluster', type: 'string', default: '', help: 'The cluster of the kubeconfig to use.' },
  { name: 'context', type: 'string', default: '', help: 'The context of the kubeconfig to use.' },
  { name: 'disable-compression', type: 'bool', default: false, help: 'Ask for uncompressed answers.' },
  { name: 'insecure-skip-tls-verify', type: 'bool', default: false, help: 'Do not check the server certificate.' },
  { name: 'kubeconfig', type: 'string', default: '', help: 'The kubeconfig file to use.' },
  { name: 'log-flush-frequency', type: 'duration', default: 5000, help: 'How often logs are written.' },
  { name: 'match-server-version', type: 'bool', default: false, help: 'Insist on a server of the same version.' },
  { name: 'namespace', short: 'n', type: 'string', default: '', help: 'The namespace to work in.' },
  { name: 'password', type: 'string', default: '', help: 'Password for basic authentication.' },
  { name: 'profile', type: 'string', default: 'none', help: 'Profile to capture.' },
  { name: 'profile-output', type: 'string', default: 'profile.pprof', help: 'File for the profile.' },
  { name: 'request-timeout', type: 'string', default: '0', help: 'How long to wait for one request.' },
  { name: 'server', short: 's', type: 'string', default: '', help: 'Address of the API server.' },
  { name: 'tls-server-name', type: 'string', default: '', help: 'Name to expect in the server certificate.' },
  { name: 'token', type: 'string', default: '', help: 'Bearer token.' },
  { name: 'user', type: 'string', default: '', help: 'The user of the kubeconfig to use.' },
  { name: 'username', type: 'string', default: '', help: 'User for basic authentication.' },
  { name: 'v', short: 'v', type: 'int32', default: 0, help: 'How much to log.' },
  {
    name: 'vmodule',
    type: 'string',
    default: '',
    help: 'How much to log, by file.',
    check: (value) =>
      value === '' || value.split(',').every((part) => /^[^=]+=\d+$/.test(part))
        ? undefined
        : 'syntax error: expect comma-separated list of filename=N',
  },
  { name: 'warnings-as-errors', type: 'bool', default: false, help: 'End with an error when the server warned.' },
]
