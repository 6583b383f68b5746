// Missing: the interactive terminal.

import type { Session } from '../shell/index.ts'
import type { Host, Loop, Signal, Tasks } from '../sim/index.ts'
import type { LabTerminal, TerminalOptions } from './types.ts'
export function openTerminal(
  _parts: { session: Session; host: Host; tasks: Tasks; loop: Loop; changed: Signal },
  _options: TerminalOptions,
): LabTerminal {
  throw new Error('not built yet')
}
