// describe networkpolicy (k8s.io/kubectl/pkg/describe/describe.go, describeNetworkPolicy, v1.33).

import type { LabelSelector, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../kinds/index.ts'
import { describer } from './context.ts'
import { selectorText, writeAnnotations, writeLabels } from './labels.ts'
import { goTimeText } from './time-text.ts'
import { DescribeWriter } from './writer.ts'

interface Rule {
  readonly ports?: readonly NetworkPolicyPort[] | undefined
  readonly peers?: readonly NetworkPolicyPeer[] | undefined
}

interface Direction {
  readonly name: 'ingress' | 'egress'
  readonly peer: 'From' | 'To'
  readonly end: 'source' | 'destination'
}

export const networkPolicy = describer<NetworkPolicy>(
  'networking.k8s.io',
  'NetworkPolicy',
  ({ metadata, spec }, { version }) => {
    const w = new DescribeWriter()
    w.field(0, 'Name', metadata.name)
    w.field(0, 'Namespace', metadata.namespace ?? '')
    w.field(0, 'Created on', goTimeText(metadata.creationTimestamp))
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, 'Spec:\n')
    const pods = selectorText(spec?.podSelector)
    const everything = '<none> (Allowing the specific traffic to all pods in this namespace)'
    // Upstream indents what follows the label, too.
    w.write(1, `PodSelector:     ${pods || everything}\n`)
    const types = spec?.policyTypes ?? []
    // Before 1.31 the end of a range was not shown.
    const shown = (ports: readonly NetworkPolicyPort[] | undefined) =>
      version.has('describesPortRanges') ? ports : ports?.map(({ endPort: _, ...port }) => port)
    const ingress = types.includes('Ingress') ? (spec?.ingress ?? []) : undefined
    const egress = types.includes('Egress') ? (spec?.egress ?? []) : undefined
    writeDirection(
      w,
      { name: 'ingress', peer: 'From', end: 'source' },
      ingress?.map(({ ports, from }) => ({ ports: shown(ports), peers: from })),
    )
    writeDirection(
      w,
      { name: 'egress', peer: 'To', end: 'destination' },
      egress?.map(({ ports, to }) => ({ ports: shown(ports), peers: to })),
    )
    w.write(1, `Policy Types: ${types.join(', ') || '<none>'}\n`)
    return w.text
  },
)

/** Without rules for a direction that is not affected. */
function writeDirection(w: DescribeWriter, { name, peer, end }: Direction, rules: readonly Rule[] | undefined): void {
  if (!rules) {
    w.write(1, `Not affecting ${name} traffic\n`)
    return
  }
  w.write(1, `Allowing ${name} traffic:\n`)
  if (rules.length === 0) w.write(2, `<none> (Selected pods are isolated for ${name} connectivity)\n`)
  rules.forEach(({ ports = [], peers = [] }, i) => {
    if (i > 0) w.write(2, '----------\n')
    if (ports.length === 0) w.write(2, 'To Port: <any> (traffic allowed to all ports)\n')
    for (const port of ports) w.write(2, `${portText(port)}\n`)
    if (peers.length === 0) w.write(2, `${peer}: <any> (traffic not restricted by ${end})\n`)
    for (const one of peers) {
      w.write(2, `${peer}:\n`)
      writePeer(w, one)
    }
  })
}

function portText({ port = '<nil>', endPort, protocol = 'TCP' }: NetworkPolicyPort): string {
  return endPort === undefined ? `To Port: ${port}/${protocol}` : `To Port Range: ${port}-${endPort}/${protocol}`
}

function writePeer(w: DescribeWriter, { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): void {
  const text = (selector: LabelSelector) => selectorText(selector) || '<none>'
  if (namespaceSelector) w.write(3, `NamespaceSelector: ${text(namespaceSelector)}\n`)
  if (podSelector) w.write(3, `PodSelector: ${text(podSelector)}\n`)
  if (!ipBlock || namespaceSelector || podSelector) return
  w.write(3, 'IPBlock:\n')
  w.write(4, `CIDR: ${ipBlock.cidr}\n`)
  w.write(4, `Except: ${(ipBlock.except ?? []).join(', ')}\n`)
}
