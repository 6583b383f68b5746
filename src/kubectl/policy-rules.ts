// The rules that `create role` and `create clusterrole` make of their flags
// (k8s.io/kubectl/pkg/cmd/create/{create_role,create_clusterrole}.go, v1.33).

import type { Context } from './command.ts'
import { CommandError } from './errors.ts'
import type { FlagSpec } from './flag-parser.ts'

export interface RuleRequest {
  readonly verbs: readonly string[]
  readonly resources: readonly ResourceRequest[]
  readonly resourceNames: readonly string[]
}

interface ResourceRequest {
  readonly group: string
  readonly resource: string
  readonly subresource: string
}

export const ruleFlags: readonly FlagSpec[] = [
  { name: 'resource', type: 'strings', default: [], help: 'Resources of the rule, as RESOURCE.GROUP/SUBRESOURCE.' },
  { name: 'resource-name', type: 'array', default: [], help: 'Only objects of this name; may be repeated.' },
  { name: 'verb', type: 'strings', default: [], help: 'Verbs of the rule.' },
]

const standardVerbs = [
  ...['*', 'get', 'delete', 'list', 'create', 'update', 'patch', 'watch', 'proxy', 'deletecollection', 'use', 'bind'],
  ...['escalate', 'impersonate'],
]

const rbac = 'rbac.authorization.k8s.io'
/** Verbs that mean something for a few resources only: 'group/resource'. */
const specialVerbs: Readonly<Record<string, readonly string[]>> = {
  use: ['policy/podsecuritypolicies', 'extensions/podsecuritypolicies'],
  bind: [`${rbac}/roles`, `${rbac}/clusterroles`],
  escalate: [`${rbac}/roles`, `${rbac}/clusterroles`],
  impersonate: ['/users', '/serviceaccounts', '/groups', 'authentication.k8s.io/userextras'],
}

const unique = (words: readonly string[]): readonly string[] => [...new Set(words)]

export function readRule({ flags }: Context): RuleRequest {
  const verbs = unique(flags.strings('verb'))
  let resources: ResourceRequest[] = []
  for (const word of flags.strings('resource')) {
    const [path = '', subresource = ''] = splitOnce(word, '/')
    const [resource = '', group = ''] = splitOnce(path, '.')
    const request = { group, resource, subresource }
    if (word === '*') {
      resources = [request]
      break
    }
    resources.push(request)
  }
  return {
    verbs: verbs.includes('*') ? ['*'] : verbs,
    resources,
    resourceNames: unique(flags.strings('resource-name')),
  }
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

/** Warns of verbs that no resource has. */
export function checkVerbs(ctx: Context, verbs: readonly string[]): void {
  for (const verb of verbs) {
    if (!standardVerbs.includes(verb)) ctx.err(`Warning: '${verb}' is not a standard resource verb\n`)
  }
}

export function checkResources(ctx: Context, { verbs, resources }: RuleRequest): void {
  for (const request of resources) {
    if (request.resource === '') {
      throw new CommandError('resource must be specified if apiGroup/subresource specified')
    }
    if (request.resource === '*') return
    const found = served(ctx, request)
    const { group, resource } = found ?? request
    let special = false
    for (const verb of verbs) {
      const allowed = Object.hasOwn(specialVerbs, verb) ? specialVerbs[verb] : undefined
      if (!allowed) continue
      special = allowed.includes(`${group}/${resource}`)
      if (!special) throw new CommandError(`can not perform '${verb}' on '${resource}' in group '${group}'`)
    }
    if (!found && !special) {
      const where = request.group === '' ? '' : ` in group "${request.group}"`
      throw new CommandError(`the server doesn't have a resource type "${request.resource}"${where}`, { raw: true })
    }
  }
}

const served = ({ mapper }: Context, { group, resource }: ResourceRequest) =>
  mapper.tryFind(group === '' ? resource : `${resource}.${group}`)

/** One rule for each group, in the groups' order. */
export function policyRules(ctx: Context, { verbs, resources, resourceNames }: RuleRequest): readonly object[] {
  const byGroup = new Map<string, string[]>()
  for (const request of resources) {
    const { group, resource } = served(ctx, request) ?? request
    const name = request.subresource === '' ? resource : `${resource}/${request.subresource}`
    const names = byGroup.get(group) ?? []
    if (!names.includes(name)) names.push(name)
    byGroup.set(group, names)
  }
  return [...byGroup.keys()].sort().map((group) => ({
    verbs,
    apiGroups: [group],
    resources: byGroup.get(group),
    resourceNames,
  }))
}
