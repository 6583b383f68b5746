// What the lab must know of a lesson before the lesson's reader has been loaded: its plain top-level lines. A lesson that
// writes them otherwise is still read rightly a moment later; its lab is then made anew.

import type { LabOptions } from '../lab/index.ts'

export type LessonHead = Pick<LabOptions, 'preset' | 'kubectl' | 'seed' | 'startTime'>

const versions: readonly string[] = ['1.27', '1.28', '1.29', '1.30', '1.31', '1.32', '1.33']

export function readHead(yaml: string): LessonHead {
  const line = (key: string) => new RegExp(`^${key}: *["']?([^"'#\\n]*?)["']? *(?:#.*)?$`, 'm').exec(yaml)?.[1]
  const preset = line('preset')
  const kubectl = line('kubectl')
  const seed = line('seed')
  const startTime = line('startTime')
  return {
    ...(preset === 'k3s' || preset === 'kubeadm' ? { preset } : {}),
    ...(isVersion(kubectl) ? { kubectl } : {}),
    ...(seed !== undefined && /^\d+$/.test(seed) ? { seed: Number(seed) } : {}),
    ...(startTime === undefined ? {} : { startTime }),
  }
}

export function sameHead(one: LessonHead, other: LessonHead): boolean {
  return (
    one.preset === other.preset &&
    one.kubectl === other.kubectl &&
    one.seed === other.seed &&
    one.startTime === other.startTime
  )
}

function isVersion(text: string | undefined): text is NonNullable<LabOptions['kubectl']> {
  return text !== undefined && versions.includes(text)
}
