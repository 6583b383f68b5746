// The priority classes that are the system's own (pkg/apis/scheduling/types.go, v1.33).

export const systemPriorities: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
}
