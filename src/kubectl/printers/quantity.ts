// Compares texts that are both quantities ('500m', '1Gi'); exact for what sorting needs.

const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
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

function value(text: string): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/.exec(text)
  if (!match) return undefined
  return Number(`${match[1] ?? ''}${match[2] ?? ''}`) * (factors[match[3] ?? ''] ?? 1)
}

/** Undefined when one of them is no quantity. */
export function compareQuantities(a: string, b: string): number | undefined {
  const left = value(a)
  const right = value(b)
  return left === undefined || right === undefined ? undefined : left - right
}
