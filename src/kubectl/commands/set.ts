// kubectl set: change one thing of an object.

import type { Command } from '../command.ts'
import { setEnv } from './set-env.ts'
import { setImage } from './set-image.ts'
import { setResources } from './set-resources.ts'
import { setSelector } from './set-selector.ts'
import { setServiceAccount } from './set-service-account.ts'
import { setSubject } from './set-subject.ts'

export const set: Command = {
  name: 'set',
  use: 'SUBCOMMAND [options]',
  short: 'Change one thing of an object',
  subcommands: [setEnv, setImage, setResources, setSelector, setServiceAccount, setSubject],
}
