// What is explained with descriptions, and to whom: a lab with a custom resource in it. The texts are other people's, so
// the recordings of real kubectls hold only what the output hashes to.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLab, type KubectlVersion, type Lab } from '../../src/lab/index.ts'

export const versions = ['1.27', '1.30', '1.33'] as const

export const explainCommands: readonly string[] = [
  'pods',
  'pod.spec',
  'pod.spec.containers',
  'pod.spec.containers.imagePullPolicy',
  'pod.spec.containers.resources',
  'pod.spec.containers.livenessProbe.httpGet.port',
  'pod.spec.volumes',
  'pod.spec.volumes.hostPath.type',
  'pod.spec.affinity.nodeAffinity',
  'pod.spec.topologySpreadConstraints',
  'pod.spec.os',
  'pod.status.conditions.lastTransitionTime',
  'pod.metadata',
  'pod.metadata.managedFields.fieldsV1',
  'pod --recursive',
  'deploy.spec.strategy',
  'deploy.spec.strategy --recursive',
  'deployments.apps.status',
  'sts.spec.persistentVolumeClaimRetentionPolicy',
  'ds.spec.updateStrategy.rollingUpdate.maxSurge',
  'rs',
  'job.spec.podFailurePolicy.rules',
  'cj.spec.concurrencyPolicy',
  'svc.spec.type',
  'svc.spec.ports',
  'ing.spec.rules.http.paths.pathType',
  'netpol.spec.egress',
  'cm.binaryData',
  'secret',
  'pv.spec.accessModes',
  'pvc.spec.dataSourceRef',
  'sc',
  'node.status.conditions',
  'ns.spec.finalizers',
  'sa',
  'quota.spec.scopes',
  'limits.spec.limits',
  'clusterrole.rules',
  'rolebinding.roleRef',
  'hpa.spec.behavior',
  'hpa --api-version=autoscaling/v1',
  'pdb.spec',
  'endpointslices.endpoints.conditions',
  'events --api-version=events.k8s.io/v1',
  'csr.spec.usages',
  'crd.spec.versions.schema.openAPIV3Schema',
  'apiservice.spec',
  'validatingadmissionpolicies.spec.validations',
  'flowschema.spec.rules',
  'lease.spec.renewTime',
  'ovens',
  'ovens.metadata',
  'ovens.spec',
  'ovens --recursive',
]

const ovens = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ovens.bakery.example.com
spec:
  group: bakery.example.com
  names: {kind: Oven, plural: ovens}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        description: A place for bread.
        properties:
          spec:
            type: object
            description: |
              What it should be like.

              Twice as hot as it looks, in words that are more than a line can hold.
            properties:
              degrees: {type: integer}
              mode: {type: string, enum: [upper, lower], description: Where the heat comes from.}
`

export async function openLab(version: string): Promise<Lab> {
  const lab = createLab({ kubectl: version as KubectlVersion })
  lab.writeFile('ovens.yaml', ovens)
  await lab.run('kubectl create -f ovens.yaml')
  return lab
}

export interface Printed {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

export function hashOf({ stdout, stderr, exitCode }: Printed): string {
  return createHash('sha256')
    .update(JSON.stringify([stdout, stderr, exitCode]))
    .digest('hex')
    .slice(0, 16)
}

export const recordingOf = (version: string): string => join(import.meta.dirname, 'recordings', `${version}.json`)

/** Each command and what real kubectl's output hashed to. */
export const readRecording = (version: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(recordingOf(version), 'utf8')) as Record<string, string>
