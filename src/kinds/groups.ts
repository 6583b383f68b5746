// Which built-in group comes before which in discovery: `groupPriorityMinimum` of their APIServices. Models
// pkg/controlplane/apiserver/aggregator.go and k8s.io/kube-aggregator/pkg/apiserver/handler_discovery.go (v1.33).

export const groupPriorities: Readonly<Record<string, number>> = {
  // Listed first although its APIService does not say so: the aggregator serves it itself.
  'apiregistration.k8s.io': 20001,
  '': 18000,
  apps: 17800,
  'events.k8s.io': 17750,
  'authentication.k8s.io': 17700,
  'authorization.k8s.io': 17600,
  autoscaling: 17500,
  batch: 17400,
  'certificates.k8s.io': 17300,
  'networking.k8s.io': 17200,
  policy: 17100,
  'rbac.authorization.k8s.io': 17000,
  'storage.k8s.io': 16800,
  'admissionregistration.k8s.io': 16700,
  'apiextensions.k8s.io': 16700,
  'scheduling.k8s.io': 16600,
  'coordination.k8s.io': 16500,
  'node.k8s.io': 16300,
  'discovery.k8s.io': 16200,
  'flowcontrol.apiserver.k8s.io': 16100,
  // Of an addition: what components.yaml of metrics-server asks for.
  'metrics.k8s.io': 100,
}
