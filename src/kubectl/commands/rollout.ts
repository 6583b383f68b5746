// kubectl rollout: watch over and steer the rollout of a deployment.

import type { Command } from '../command.ts'
import { rolloutHistory } from './rollout-history.ts'
import { rolloutStatus } from './rollout-status.ts'
import { rolloutPause, rolloutRestart, rolloutResume } from './rollout-steer.ts'
import { rolloutUndo } from './rollout-undo.ts'

export const rollout: Command = {
  name: 'rollout',
  use: 'SUBCOMMAND [options]',
  short: 'Watch over and steer the rollout of a workload',
  bare: { stream: 'stdout', exitCode: 1 },
  subcommands: [rolloutHistory, rolloutPause, rolloutRestart, rolloutResume, rolloutStatus, rolloutUndo],
}
