// kubectl create ingress (k8s.io/kubectl/pkg/cmd/create/create_ingress.go, v1.33).

import type { Draft } from '../../api/index.ts'
import type { IngressRule, IngressTLS } from '../../kinds/index.ts'
import type { Command } from '../command.ts'
import { CommandError } from '../errors.ts'
import { generatorFlags, startGenerator } from '../generator.ts'
import { intOrString } from './create-disruption-budget.ts'

/** HOST/PATH=SERVICE:PORT[,tls[=SECRET]]; what follows is not looked at. */
const rulePattern = /^[\w*\-.]*\/.*=[\w-]+:[\w-]+/

export const createIngress: Command = {
  name: 'ingress',
  aliases: ['ing'],
  use: 'NAME --rule=host/path=service:port[,tls[=secret]] [options]',
  short: 'Make an ingress',
  examples: [
    'kubectl create ingress simple --rule="foo.com/bar=svc1:8080,tls=my-cert"',
    'kubectl create ingress catch-all --class=otheringress --rule="/path=svc:port"',
    'kubectl create ingress multipath --rule="foo.com/=svc:port" --rule="foo.com/admin/=svcadmin:portadmin"',
  ],
  flags: [
    ...generatorFlags,
    { name: 'annotation', type: 'array', default: [], help: 'An annotation, as KEY=VALUE; may be repeated.' },
    { name: 'class', type: 'string', default: '', help: 'The ingress class.' },
    { name: 'default-backend', type: 'string', default: '', help: 'Where all else goes, as SERVICE:PORT.' },
    { name: 'rule', type: 'array', default: [], help: 'A rule; a path that ends in * is a prefix. May be repeated.' },
  ],
  run(ctx) {
    const generator = startGenerator(ctx)
    const { name, namespace } = generator
    const { flags } = ctx
    const [rules, annotations] = [flags.strings('rule'), flags.strings('annotation')]
    const [backend, className] = [flags.string('default-backend'), flags.string('class')]
    if (backend === '' && rules.length === 0) {
      throw new CommandError(
        'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      )
    }
    const odd = rules.find((rule) => !rulePattern.test(rule))
    if (odd !== undefined) {
      throw new CommandError(`rule ${odd} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`)
    }
    const plain = annotations.find((annotation) => !annotation.includes('='))
    if (plain !== undefined) {
      throw new CommandError(`annotation ${plain} is invalid and should be in format key=[value]`)
    }
    if (backend !== '' && backend.split(':').length !== 2) {
      throw new CommandError('default-backend should be in format servicename:serviceport')
    }
    return generator.create(
      {
        kind: 'Ingress',
        apiVersion: 'networking.k8s.io/v1',
        metadata: {
          name,
          namespace,
          annotations: Object.fromEntries(annotations.map((annotation) => splitOnce(annotation, '='))),
        },
        spec: {
          ...(className === '' ? {} : { ingressClassName: className }),
          ...(backend === '' ? {} : { defaultBackend: serviceBackend(backend) }),
          tls: tlsOf(rules),
          rules: rulesOf(rules),
        },
      },
      {
        resource: { group: 'networking.k8s.io', version: 'v1', resource: 'ingresses' },
        fault: 'failed to create ingress:',
      },
    )
  },
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** Each host once; hosts of one secret together. */
function tlsOf(rules: readonly string[]): readonly IngressTLS[] {
  const entries: { hosts?: string[]; secretName?: string }[] = []
  const seen = new Set<string>()
  for (const rule of rules) {
    const parts = rule.split(',')
    const [host] = splitOnce(rule, '/')
    if (parts.length !== 2 || seen.has(host)) continue
    seen.add(host)
    const secret = (parts[1] ?? '').split('=')[1] ?? ''
    const same = entries.find(({ secretName = '' }) => secretName === secret)
    if (same) same.hosts = [...(same.hosts ?? []), host]
    else if (host !== '' || secret !== '') {
      entries.push({ ...(host === '' ? {} : { hosts: [host] }), ...(secret === '' ? {} : { secretName: secret }) })
    }
  }
  return entries
}

function rulesOf(rules: readonly string[]): readonly IngressRule[] {
  const made: Draft<IngressRule>[] = []
  for (const rule of rules) {
    const [host, rest] = splitOnce(rule.split(',')[0] ?? '', '/')
    const path = httpPath(rest)
    const same = made.find((one) => (one.host ?? '') === host)
    if (same?.http) same.http.paths.push(path)
    else made.push({ ...(host === '' ? {} : { host }), http: { paths: [path] } })
  }
  return made
}

function httpPath(text: string) {
  const [rest = '', service = ''] = text.split('=')
  const prefix = rest.endsWith('*')
  return {
    path: `/${prefix ? rest.slice(0, -1) : rest}`,
    pathType: prefix ? 'Prefix' : 'Exact',
    backend: serviceBackend(service),
  }
}

function serviceBackend(text: string) {
  const [name = '', word = ''] = text.split(':')
  const port = intOrString(word)
  return { service: { name, port: typeof port === 'number' ? { number: port } : { name: port } } }
}
