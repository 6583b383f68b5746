// Whether the server works, and the list of its paths (handleRootHealth of k8s.io/apiserver/pkg/server/healthz/healthz.go,
// server/routes/index.go, v1.33). Missing: checks that stand for parts which are not there (poststarthook/…).

import type { ApiResource, Client } from './client.ts'

export interface HealthReport {
  readonly code: 200 | 500
  readonly text: string
}

/** Which checks each of the three paths makes, in the order of the answer. */
const health: Readonly<Record<string, readonly string[]>> = {
  healthz: ['ping', 'etcd'],
  livez: ['ping', 'etcd'],
  readyz: ['ping', 'etcd', 'etcd-readiness'],
}

/** Whether a part of the server works: it answers at all, and it can read what it stores. */
function isHealthy(client: Client, check: string): boolean {
  if (check === 'ping') return true
  try {
    for (const one of client.resources()) if (one.verbs.includes('list')) client.list(one, { limit: 1 })
    return true
  } catch {
    return false
  }
}

/** What '/healthz', '/livez/ping' and the like answer; undefined for other paths. */
export function healthReport(client: Client, path: string, query: URLSearchParams): HealthReport | undefined {
  const [, name = '', one = '', ...more] = path.split('/')
  const checks = Object.hasOwn(health, name) ? health[name] : undefined
  if (!checks || more.length > 0) return undefined
  if (one !== '') {
    if (!checks.includes(one)) return undefined
    return isHealthy(client, one) ? { code: 200, text: 'ok' } : { code: 500, text: 'internal server error\n' }
  }
  const excluded = new Set(query.getAll('exclude'))
  let text = ''
  let failed = false
  for (const check of checks) {
    if (excluded.delete(check)) text += `[+]${check} excluded: ok\n`
    else if (isHealthy(client, check)) text += `[+]${check} ok\n`
    else {
      failed = true
      text += `[-]${check} failed: reason withheld\n`
    }
  }
  if (excluded.size > 0) {
    const names = [...excluded].sort().map((each) => JSON.stringify(each))
    text += `warn: some health checks cannot be excluded: no matches for ${names.join(', ')}\n`
  }
  if (failed) return { code: 500, text: `${text}${name} check failed\n` }
  return { code: 200, text: query.has('verbose') ? `${text}${name} check passed\n` : 'ok' }
}

/** What '/' lists. */
export function rootPaths(resources: readonly ApiResource[]): string[] {
  const groups = resources.flatMap(({ group, version }) =>
    group === '' ? [`/api/${version}`] : [`/apis/${group}`, `/apis/${group}/${version}`],
  )
  const checks = Object.entries(health).flatMap(([path, names]) => [
    `/${path}`,
    ...names.map((name) => `/${path}/${name}`),
  ])
  const paths = ['/api', '/apis', '/metrics', '/openapi/v2', '/openapi/v3', '/version', ...checks, ...groups]
  return [...new Set(paths)].sort()
}
