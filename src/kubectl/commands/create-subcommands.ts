// The subcommands of `kubectl create`, one line each.

import type { Command } from '../command.ts'

export const createSubcommands: readonly Command[] = []
