// What PUT does where it is not as for most kinds (AllowCreateOnUpdate, AllowUnconditionalUpdate of pkg/registry, v1.33).
import { describe, expect, it } from 'vitest'
import { laterKinds } from '../../src/kinds/later.ts'
import { object, ref, refusal, target, world } from './world.ts'

const metadata = { name: 'x' }

describe('PUT', () => {
  it.each([
    ['services', { spec: { ports: [{ port: 80 }] } }, ''],
    ['endpoints', {}, ''],
    ['leases', {}, ''],
    ['configmaps', {}, 'configmaps "x" not found'],
    ['secrets', {}, 'secrets "x" not found'],
    ['serviceaccounts', {}, 'serviceaccounts "x" not found'],
  ])('of %s that are not there', (resource, fields, fault) => {
    const { client } = world()
    expect(refusal(() => client.update(target(resource, 'x'), object({ metadata, ...fields })))).toBe(fault)
    expect(refusal(() => client.get(target(resource, 'x'))) === '').toBe(fault === '')
  })

  it.each([
    [
      'leases',
      'Lease.coordination.k8s.io "x" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update',
    ],
    ['configmaps', ''],
    ['services', ''],
  ])('of %s without a version', (resource, fault) => {
    const { client } = world()
    const fields = object({ metadata, ...(resource === 'services' ? { spec: { ports: [{ port: 80 }] } } : {}) })
    const made = client.create(ref(resource), fields)
    expect(refusal(() => client.update(target(resource, 'x'), fields))).toBe(fault)
    expect(refusal(() => client.update(target(resource, 'x'), made))).toBe('')
  })

  it('knows every kind that is not as most', () => {
    const names = (rule: 'creates' | 'needsVersion') =>
      laterKinds.definitions
        .filter(({ put }) => put?.[rule])
        .map(({ kind }) => kind)
        .sort()
    expect(names('creates')).toEqual(
      'ClusterRole ClusterRoleBinding Endpoints Event Lease LimitRange Role RoleBinding Service'.split(' '),
    )
    expect(names('needsVersion')).toEqual(
      'APIService CSIDriver CSINode CSIStorageCapacity CustomResourceDefinition Lease MutatingWebhookConfiguration PodDisruptionBudget RuntimeClass ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration VolumeAttachment'.split(
        ' ',
      ),
    )
  })
})
