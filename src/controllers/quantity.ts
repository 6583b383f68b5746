// The number that a resource quantity means ("100m", "1Gi", "2e3"), for sums and comparisons; nothing is ever printed
// from it. Grammar of k8s.io/apimachinery/pkg/api/resource (v1.33).

const scales: Readonly<Record<string, number>> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/** Zero for what is missing or is no quantity. */
export function quantityOf(text: string | number | undefined): number {
  if (text === undefined) return 0
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/.exec(String(text))
  if (!match) return 0
  return Number(`${match[1]}${match[2] ?? ''}`) * (scales[match[3] ?? ''] ?? 0)
}
