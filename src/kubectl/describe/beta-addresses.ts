// Service CIDRs and IP addresses came to networking.k8s.io/v1 with 1.33: kubectl before asks for alpha and beta versions,
// which this cluster, being of 1.33, does not serve (k8s.io/kubectl/pkg/describe/describe.go, v1.27 to v1.32).

import { ApiError } from '../../api/index.ts'

/** What the server answers such a kubectl. */
export function notServed(resource: 'ipaddresses' | 'servicecidrs', name: string): ApiError {
  const asked = `(get ${resource}.networking.k8s.io ${name})`
  return new ApiError(404, 'NotFound', `the server could not find the requested resource ${asked}`)
}
