// kubectl set resources (k8s.io/kubectl/pkg/cmd/set/set_resources.go, v1.33).

import { parseQuantity, QuantityError } from '../../api/index.ts'
import type { Command } from '../command.ts'
import { containersFlag, selectContainers } from '../container-pattern.ts'
import { CommandError } from '../errors.ts'
import { childMap, type DataMap } from '../manifest-data.ts'
import { changeEach, findForSet, setSelectorFlags, specOf } from '../set-change.ts'

export const setResources: Command = {
  name: 'resources',
  use: '(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS] [options]',
  short: 'Change what containers may use and ask for',
  examples: ['kubectl set resources deployment nginx -c=nginx --limits=cpu=200m,memory=512Mi'],
  completes: 'resource',
  flags: [
    ...setSelectorFlags,
    containersFlag,
    { name: 'limits', type: 'string', default: '', help: 'What containers may use, as cpu=100m,memory=256Mi.' },
    { name: 'requests', type: 'string', default: '', help: 'What containers ask for, as cpu=100m,memory=256Mi.' },
  ],
  *run(ctx) {
    const { flags } = ctx
    const options = {
      resources: ctx.args,
      done: 'resource requirements updated',
      what: 'resources update to pod template',
    }
    const found = yield* findForSet(ctx, options)
    if (flags.bool('all') && flags.string('selector') !== '') {
      throw new CommandError('cannot set --all and --selector at the same time')
    }
    const [limits, requests] = [flags.string('limits'), flags.string('requests')]
    if (limits === '' && requests === '') {
      throw new CommandError('you must specify an update to requests or limits (in the form of --requests/--limits)')
    }
    const wanted = [
      ['limits', parseAmounts(limits)],
      ['requests', parseAmounts(requests)],
    ] as const
    yield* changeEach(ctx, found, options, (copy, faults, info) => {
      const containers = selectContainers(specOf(copy, info), flags.string('containers'))
      if (containers.length === 0) {
        faults.push(new CommandError(`error: unable to find container named ${flags.string('containers')}`))
      }
      for (const container of containers) {
        for (const [list, amounts] of wanted) {
          if (amounts.size === 0) continue
          const target: DataMap = childMap(childMap(container, 'resources'), list)
          for (const [name, amount] of amounts) target[name] = amount
        }
      }
    })
    return 0
  },
}

function parseAmounts(text: string): ReadonlyMap<string, string> {
  const amounts = new Map<string, string>()
  for (const statement of text === '' ? [] : text.split(',')) {
    const [name = '', amount, ...more] = statement.split('=')
    if (amount === undefined || more.length > 0) {
      throw new CommandError(`Invalid argument syntax ${statement}, expected <resource>=<value>`)
    }
    try {
      amounts.set(name, parseQuantity(amount).text)
    } catch (error) {
      if (error instanceof QuantityError) throw new CommandError(error.message)
      throw error
    }
  }
  return amounts
}
