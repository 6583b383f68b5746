// What the server fills into claims, also those inside of stateful sets and pods. Models pkg/apis/core/v1/defaults.go and
// pkg/registry/core/persistentvolumeclaim/strategy.go (v1.33).

import { canonicalQuantity, type Draft, quantityMilliValue, readQuantity } from '../api/index.ts'
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from './types.generated.ts'

export function defaultClaim(claim: Draft<PersistentVolumeClaim>): void {
  claim.status = { ...claim.status, phase: claim.status?.phase || 'Pending' }
  claim.spec ??= {}
  defaultClaimSpec(claim.spec)
}

export function defaultClaimSpec(spec: Draft<PersistentVolumeClaimSpec>): void {
  spec.volumeMode ??= 'Filesystem'
  for (const list of [spec.resources?.limits, spec.resources?.requests]) canonicalQuantities(list)
  // A feature that is off by default.
  delete spec.volumeAttributesClassName
}

/** As they are kept: canonical, and no finer than thousandths. */
export function canonicalQuantities(list: Record<string, string> | undefined): void {
  for (const [name, value] of Object.entries(list ?? {})) {
    const quantity = readQuantity(String(value))
    if (!list || !quantity) continue
    list[name] = quantity.exponent < -3 ? canonicalQuantity(`${quantityMilliValue(quantity)}m`) : quantity.text
  }
}
