// kubectl auth: what somebody may, and who one is.

import type { Command } from '../command.ts'
import { authCanI } from './auth-can-i.ts'
import { authReconcile } from './auth-reconcile.ts'
import { authWhoAmI } from './auth-whoami.ts'

export const auth: Command = {
  name: 'auth',
  use: '[flags] [options]',
  short: 'Look into permissions',
  subcommands: [authCanI, authReconcile, authWhoAmI],
}
