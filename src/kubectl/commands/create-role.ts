// kubectl create role and create clusterrole
// (k8s.io/kubectl/pkg/cmd/create/{create_role,create_clusterrole}.go, v1.33).

import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { generatorFlags, startGenerator } from '../generator.ts'
import { checkResources, checkVerbs, policyRules, readRule, ruleFlags } from '../policy-rules.ts'

const GROUP = 'rbac.authorization.k8s.io'
const nonResourceVerbs = ['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options']

export const createRole: Command = {
  name: 'role',
  use: 'NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none] [options]',
  short: 'Make a role with one rule',
  examples: ['kubectl create role pod-reader --verb=get --verb=list --verb=watch --resource=pods'],
  flags: [...generatorFlags, ...ruleFlags],
  run(ctx) {
    const generator = startGenerator(ctx)
    const request = readRule(ctx)
    if (request.verbs.length === 0) throw new CommandError('at least one verb must be specified')
    checkVerbs(ctx, request.verbs)
    if (request.resources.length === 0) throw new CommandError('at least one resource must be specified')
    checkResources(ctx, request)
    const { name, namespace } = generator
    return generator.create(
      {
        kind: 'Role',
        apiVersion: `${GROUP}/v1`,
        metadata: { name, namespace },
        rules: policyRules(ctx, request),
      },
      { resource: { group: GROUP, version: 'v1', resource: 'roles' } },
    )
  },
}

export const createClusterRole: Command = {
  name: 'clusterrole',
  use: 'NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none] [options]',
  short: 'Make a cluster role',
  examples: [
    'kubectl create clusterrole pod-reader --verb=get,list,watch --resource=pods',
    'kubectl create clusterrole "foo" --verb=get --non-resource-url=/logs/*',
    'kubectl create clusterrole monitoring --aggregation-rule="rbac.example.com/aggregate-to-monitoring=true"',
  ],
  flags: [
    ...generatorFlags,
    ...ruleFlags,
    {
      name: 'aggregation-rule',
      type: 'strings',
      default: [],
      help: 'Labels of the cluster roles that this one joins.',
      check: malformedPair,
    },
    { name: 'non-resource-url', type: 'strings', default: [], help: 'Paths that are no resources.' },
  ],
  run(ctx) {
    const generator = startGenerator(ctx)
    const { name } = generator
    const head = { kind: 'ClusterRole', apiVersion: `${GROUP}/v1`, metadata: { name } }
    const rules = clusterRules(ctx)
    const body = Array.isArray(rules) ? { rules } : { rules: null, aggregationRule: rules }
    return generator.create(
      { ...head, ...body },
      { resource: { group: GROUP, version: 'v1', resource: 'clusterroles' }, clusterScoped: true },
    )
  },
}

function malformedPair(value: string): string | undefined {
  const bad = value.split(',').find((pair) => pair !== '' && !pair.includes('='))
  return bad === undefined ? undefined : `malformed pair, expect string=string`
}

/** The rules, or what to aggregate instead of them. */
function clusterRules(ctx: Context): readonly object[] | object {
  const { flags } = ctx
  const request = readRule(ctx)
  const urls = [...new Set(flags.strings('non-resource-url'))]
  const labels = Object.fromEntries(
    flags.strings('aggregation-rule').flatMap((pair): [string, string][] => {
      const at = pair.indexOf('=')
      return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]]
    }),
  )
  const { verbs, resources, resourceNames } = request
  if (Object.keys(labels).length > 0) {
    if (urls.length + verbs.length + resources.length + resourceNames.length > 0) {
      throw new CommandError(
        'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
      )
    }
    return { clusterRoleSelectors: [{ matchLabels: labels }] }
  }
  if (verbs.length === 0) throw new CommandError('at least one verb must be specified')
  if (resources.length === 0 && urls.length === 0) {
    throw new CommandError('one of resource or nonResourceURL must be specified')
  }
  if (resources.length > 0) {
    checkVerbs(ctx, verbs)
    checkResources(ctx, request)
  }
  if (urls.length > 0) checkUrls(verbs, urls)
  const rules = policyRules(ctx, request)
  return urls.length > 0 ? [...rules, { verbs, nonResourceURLs: urls }] : rules
}

function checkUrls(verbs: readonly string[], urls: readonly string[]): void {
  const odd = verbs.find((verb) => !nonResourceVerbs.includes(verb))
  if (odd !== undefined) throw new CommandError(`invalid verb: '${odd}' for nonResourceURL`)
  for (const url of urls) {
    if (url === '*') continue
    if (!url.startsWith('/')) throw new CommandError('nonResourceURL should start with /')
    if (url.slice(0, -1).includes('*')) {
      throw new CommandError("nonResourceURL only supports wildcard matches when '*' is at the end")
    }
  }
}
