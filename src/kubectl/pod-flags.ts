// Flags of the commands that connect to containers.

import type { FlagSpec, FlagValues } from './flag-parser.ts'

export const containerFlag: FlagSpec = {
  name: 'container',
  short: 'c',
  type: 'string',
  default: '',
  help: 'The container; default: the annotated one, or the first.',
}

export const streamFlags: readonly FlagSpec[] = [
  containerFlag,
  { name: 'quiet', short: 'q', type: 'bool', default: false, help: 'Only print what the container prints.' },
  { name: 'stdin', short: 'i', type: 'bool', default: false, help: 'Pass standard input on.' },
  { name: 'tty', short: 't', type: 'bool', default: false, help: 'Standard input is a terminal.' },
]

export const podRunningTimeoutFlag = (defaultMs: number): FlagSpec => ({
  name: 'pod-running-timeout',
  type: 'duration',
  default: defaultMs,
  help: 'How long to wait for a pod.',
})

export const POD_TIMEOUT_FAULT = '--pod-running-timeout must be higher than zero'

export const hasPodTimeout = (flags: FlagValues): boolean => flags.durationMs('pod-running-timeout') > 0
