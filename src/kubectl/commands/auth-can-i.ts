// kubectl auth can-i (k8s.io/kubectl/pkg/cmd/auth/cani.go, v1.33).

import { type ApiResource, getPath, type KubeObject } from '../../api/index.ts'
import type { PolicyRule } from '../../kinds/index.ts'
import type { Command, Context } from '../command.ts'
import { compactRules } from '../describe/policy-rules.ts'
import { CommandError, ConnectionError, Exit } from '../errors.ts'
import { allNamespacesFlag } from '../flag-sets.ts'
import { alignColumns } from '../printers/columns.ts'

const GROUP = 'authorization.k8s.io'
const resourceVerbs = [
  ...['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'use', 'bind', 'impersonate'],
  ...['*', 'approve', 'sign', 'escalate', 'attest'],
]
const pathVerbs = ['get', 'put', 'post', 'head', 'options', 'delete', 'patch', '*']
/** What the verb impersonate is for, and no server lists. */
const undiscoverable = ['users', 'groups']

interface Asked {
  readonly group: string
  readonly version: string
  readonly resource: string
  /** Unknown of what nobody serves. */
  readonly namespaced?: boolean
}

export const authCanI: Command = {
  name: 'can-i',
  use: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [options]',
  short: 'Ask whether something is allowed',
  examples: [
    'kubectl auth can-i create pods --all-namespaces',
    'kubectl auth can-i list pods --as=system:serviceaccount:dev:foo -n prod',
    'kubectl auth can-i --list --namespace=foo',
  ],
  flags: [
    allNamespacesFlag,
    { name: 'list', type: 'bool', default: false, help: 'List everything that is allowed.' },
    { name: 'no-headers', type: 'bool', default: false, help: 'Without the line of titles.' },
    { name: 'quiet', short: 'q', type: 'bool', default: false, help: 'Only answer by the exit code.' },
    { name: 'subresource', type: 'string', default: '', help: 'A subresource, such as log or scale.' },
  ],
  run(ctx) {
    return ctx.flags.bool('list') ? listAccess(ctx) : checkAccess(ctx)
  },
}

function checkAccess(ctx: Context): number {
  const { flags } = ctx
  const [verb = '', what = ''] = ctx.args
  if (ctx.args.length !== 2)
    throw new CommandError(
      "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
    )
  const warn = (text: string): void => ctx.warn(`${text}\n`)
  const subresource = flags.string('subresource')
  const allNamespaces = flags.bool('all-namespaces')
  let spec: object
  if (what.startsWith('/')) {
    if (subresource !== '') throw new CommandError('--subresource can not be used with NonResourceURL')
    if (!pathVerbs.includes(verb)) warn(`verb '${verb}' is not a known verb`)
    spec = { nonResourceAttributes: { path: what, verb } }
  } else {
    const slash = what.indexOf('/')
    const [word, name] = slash < 0 ? [what, ''] : [what.slice(0, slash), what.slice(slash + 1)]
    const asked = resourceFor(ctx, word, warn)
    if (asked.resource !== '' && !allNamespaces) {
      const where = asked.group === '' ? '' : ` in group '${asked.group}'`
      if (asked.namespaced === false) warn(`resource '${asked.resource}' is not namespace scoped${where}`)
      if (!resourceVerbs.includes(verb)) warn(`verb '${verb}' is not a known verb`)
    }
    const namespace = allNamespaces ? '' : ctx.namespace
    const fields = { namespace, verb, group: asked.group, resource: asked.resource, subresource, name }
    spec = { resourceAttributes: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')) }
  }
  if (flags.bool('no-headers')) throw new CommandError('--no-headers cannot be set without --list specified')
  const answer = ask(ctx, 'SelfSubjectAccessReview', spec)
  const allowed = getPath(answer, 'status.allowed') === true
  const notes = ['reason', 'evaluationError'].map((key) => getPath(answer, `status.${key}`)).filter((note) => note)
  const text = allowed ? 'yes' : ['no', ...notes].join(' - ')
  if (!flags.bool('quiet')) ctx.out(`${text}\n`)
  if (!allowed) throw new Exit(1)
  return 0
}

const ask = (ctx: Context, kind: string, spec: object): KubeObject =>
  ctx.client.create({ group: GROUP, version: 'v1', resource: `${kind.toLowerCase()}s` }, {
    apiVersion: `${GROUP}/v1`,
    kind,
    metadata: {},
    spec,
  } as unknown as KubeObject)

/** Whether the server can be reached is left to the question itself. */
function lookUp(ctx: Context, word: string): ApiResource | undefined {
  try {
    return ctx.mapper.tryFind(word)
  } catch (error) {
    if (error instanceof ConnectionError) return undefined
    throw error
  }
}

/** What nobody serves is asked about by the word that was given. */
function resourceFor(ctx: Context, word: string, warn: (text: string) => void): Asked {
  if (word === '*') return { group: '', version: '', resource: word }
  const lower = word.toLowerCase()
  const found = lookUp(ctx, lower)
  if (found) return found
  const dot = lower.indexOf('.')
  const [resource, group] = dot < 0 ? [lower, ''] : [lower.slice(0, dot), lower.slice(dot + 1)]
  if (!undiscoverable.includes(lower)) {
    const where = group === '' ? '' : ` in group '${group}'`
    warn(`the server doesn't have a resource type '${resource}'${where}`)
  }
  return { group: '', version: '', resource: word }
}

function listAccess(ctx: Context): number {
  const { flags } = ctx
  if (ctx.args.length > 0) throw new CommandError('list option must be specified with no arguments')
  if (flags.bool('quiet') || flags.bool('all-namespaces') || flags.string('subresource') !== '')
    throw new CommandError("list option can't be specified with neither quiet, all-namespaces nor subresource options")
  const answer = ask(ctx, 'SelfSubjectRulesReview', { namespace: ctx.namespace })
  if (getPath(answer, 'status.incomplete') === true)
    ctx.warn(`the list may be incomplete: ${getPath(answer, 'status.evaluationError') ?? ''}`)
  const rules = ['resourceRules', 'nonResourceRules'].flatMap(
    (key) => (getPath(answer, `status.${key}`) ?? []) as readonly PolicyRule[],
  )
  const list = (value: string | undefined): string => `[${value ?? ''}]`
  const rows = compactRules(rules).map(({ group, resource, resourceName, url, verbs }) => [
    resource === undefined ? '' : group ? `${resource}.${group}` : resource,
    list(url),
    list(resourceName),
    `[${verbs.join(' ')}]`,
  ])
  const titles = flags.bool('no-headers') ? [] : [['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs']]
  ctx.out(alignColumns([...titles, ...rows]))
  return 0
}
