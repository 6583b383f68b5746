// The APIServices of groups that definitions bring, as `kubectl get apiservices` shows them. Models
// pkg/controlplane/controller/crdregistration and kube-aggregator's autoregister (v1.33).

import { type Client, type DerivingServer, timeText } from '../api/index.ts'
import type { CustomResourceDefinition } from '../kinds/index.ts'
import { isConditionTrue } from './conditions.ts'

const REF = { group: 'apiregistration.k8s.io', version: 'v1', resource: 'apiservices' } as const
const MANAGED = 'kube-aggregator.kubernetes.io/automanaged'

/** Brings the APIServices of one group into line with what the definitions say. */
export function registerGroup(
  group: string,
  crds: readonly CustomResourceDefinition[],
  server: DerivingServer,
  client: Client,
): void {
  const wanted = new Set(
    crds
      .filter((crd) => crd.spec.group === group && isConditionTrue(crd, 'Established'))
      .flatMap(({ spec }) => spec.versions.filter(({ served }) => served).map(({ name }) => name)),
  )
  const collection = `${REF.group}/${REF.resource}`
  for (const { metadata } of server.objects.list(collection)) {
    const dot = metadata.name.indexOf('.')
    const isOurs = metadata.name.slice(dot + 1) === group && metadata.labels?.[MANAGED] === 'true'
    if (isOurs && !wanted.delete(metadata.name.slice(0, dot))) client.delete({ ...REF, name: metadata.name })
  }
  for (const version of [...wanted].sort()) {
    const name = `${version}.${group}`
    if (server.objects.get(collection, name)) continue
    const created = client.create(REF, {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name, labels: { [MANAGED]: 'true' } },
      spec: { group, version, groupPriorityMinimum: 1000, versionPriority: 100 },
    } as never)
    const condition = {
      type: 'Available',
      status: 'True',
      lastTransitionTime: timeText(server.nowMs),
      reason: 'Local',
      message: 'Local APIServices are always available',
    }
    client.update({ ...REF, name, subresource: 'status' }, { ...created, status: { conditions: [condition] } } as never)
  }
}
