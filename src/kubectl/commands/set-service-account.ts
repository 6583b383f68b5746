// kubectl set serviceaccount (k8s.io/kubectl/pkg/cmd/set/set_serviceaccount.go, v1.33).

import type { Command } from '../command.ts'
import { CommandError } from '../errors.ts'
import { changeEach, findForSet, setFlags, specOf } from '../set-change.ts'

export const setServiceAccount: Command = {
  name: 'serviceaccount',
  aliases: ['sa'],
  use: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT [options]',
  short: 'Change the service account of pods',
  examples: ['kubectl set serviceaccount deployment nginx-deployment serviceaccount1'],
  completes: 'resource',
  flags: setFlags,
  *run(ctx) {
    const name = ctx.args.at(-1)
    if (name === undefined) throw new CommandError('serviceaccount is required')
    const options = {
      resources: ctx.args.slice(0, -1),
      done: 'serviceaccount updated',
      what: 'ServiceAccountName',
      printUnchanged: true,
    }
    const found = yield* findForSet(ctx, options)
    yield* changeEach(ctx, found, options, (copy, _, info) => {
      specOf(copy, info)['serviceAccountName'] = name
    })
    return 0
  },
}
