// Which level of the Pod Security Standards a namespace's labels ask for, and what of it a pod violates. Models
// k8s.io/pod-security-admission/{api/helpers.go,policy/registry.go} (v1.33).

import { type FieldError, invalidField, type ObjectMeta } from '../api/index.ts'
import type { PodSpec } from '../kinds/index.ts'
import { baselineChecks, type Check, restrictedChecks, type Violation } from './pod-security-checks.ts'

const levels = ['privileged', 'baseline', 'restricted'] as const
export type Level = (typeof levels)[number]

export interface LevelVersion {
  readonly level: Level
  /** 'latest' or 'v1.25' */
  readonly version: string
}

export interface PodSecurityPolicy {
  readonly enforce: LevelVersion
  readonly audit: LevelVersion
  readonly warn: LevelVersion
}

export const policyText = ({ level, version }: LevelVersion): string => `${level}:${version}`

export const strictness = ({ level }: LevelVersion): number => levels.indexOf(level)

type Labels = Readonly<Record<string, string>>

/** What cannot be read counts as the strictest to enforce, and as nothing to warn of. */
export function policyOf(labels: Labels = {}): {
  readonly policy: PodSecurityPolicy
  readonly errors: readonly FieldError[]
} {
  const errors: FieldError[] = []
  const label = (mode: string): string => `pod-security.kubernetes.io/${mode}`
  const wrong = (key: string, why: string): void => {
    errors.push(invalidField(`metadata.labels[${key}]`, labels[key], why))
  }
  const read = (mode: 'enforce' | 'audit' | 'warn', otherwise: Level): LevelVersion & { readonly said: boolean } => {
    const given = labels[label(mode)]
    const found = levels.find((each) => each === given)
    if (given !== undefined && !found) wrong(label(mode), `must be one of ${levels.join(', ')}`)
    const version = labels[label(`${mode}-version`)] ?? 'latest'
    const isVersion = version === 'latest' || /^v1\.([0-9]|[1-9][0-9]*)$/.test(version)
    if (!isVersion) wrong(label(`${mode}-version`), 'must be "latest" or "v1.x"')
    const level = found ?? (given === undefined ? 'privileged' : otherwise)
    return { level, version: isVersion ? version : 'latest', said: found !== undefined }
  }
  const { said, ...enforce } = read('enforce', 'restricted')
  const { said: _audit, ...audit } = read('audit', 'privileged')
  let { said: _warn, ...warn } = read('warn', 'privileged')
  // Who enforces without a word on warnings is warned of the same.
  if (labels[label('warn')] === undefined && said && enforce.level !== 'privileged') {
    warn = {
      level: enforce.level,
      version: labels[label('warn-version')] === undefined ? enforce.version : warn.version,
    }
  }
  return { policy: { enforce, audit, warn }, errors }
}

const minorOf = (version: string): number =>
  version === 'latest' ? Number.POSITIVE_INFINITY : Number(version.slice('v1.'.length))

/** In the order of the report. */
export function violationsOf(policy: LevelVersion, spec: PodSpec, metadata: Partial<ObjectMeta>): readonly Violation[] {
  if (policy.level === 'privileged') return []
  const minor = minorOf(policy.version)
  const atVersion = (check: Check) => check.versions.findLast(([from]) => from <= minor)?.[1]
  const restricted = policy.level === 'restricted' ? restrictedChecks.filter(atVersion) : []
  const overridden = restricted.map(({ overrides }) => overrides)
  const checks = [...baselineChecks.filter(({ id }) => !overridden.includes(id)), ...restricted]
  return checks.flatMap((check) => atVersion(check)?.(spec, metadata) ?? [])
}

export const reasonsText = (violations: readonly Violation[]): string =>
  violations.map(({ reason }) => reason).join(', ')

export const detailsText = (violations: readonly Violation[]): string =>
  violations.map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`)).join(', ')
