// What the server warns of in jobs and cron jobs that it takes. Models pkg/api/job/warnings.go and the strategies of
// pkg/registry/batch (v1.33).

import type { KubeObject } from '../api/index.ts'
import { nameWarnings, templateWarnings } from './pod-warnings.ts'
import type { JobSpec } from './types.generated.ts'

/** `path` is 'spec.' for a job. */
export function jobWarnings(
  { metadata }: KubeObject,
  spec: JobSpec | undefined,
  path: string,
  old: KubeObject | undefined,
): string[] {
  const warnings = old ? [] : nameWarnings(metadata.name)
  const { completionMode, completions = 0, parallelism = 0, template } = spec ?? {}
  if (completionMode === 'Indexed' && completions > 100_000 && parallelism > 10_000) {
    const why =
      'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail'
    warnings.push(`${path.slice(0, -1)}: ${why}`)
  }
  return [...warnings, ...templateWarnings(template, `${path}template.`)]
}
