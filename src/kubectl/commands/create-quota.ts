// kubectl create quota (k8s.io/kubectl/pkg/cmd/create/create_quota.go, v1.33).

import { parseQuantity, QuantityError } from '../../api/index.ts'
import type { Command } from '../command.ts'
import { CommandError } from '../errors.ts'
import { generatorFlags, startGenerator } from '../generator.ts'

export const createQuota: Command = {
  name: 'quota',
  aliases: ['resourcequota'],
  use: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none] [options]',
  short: 'Make a resource quota',
  examples: [
    'kubectl create quota my-quota --hard=cpu=1,memory=1G,pods=2,services=3',
    'kubectl create quota best-effort --hard=pods=100 --scopes=BestEffort',
  ],
  flags: [
    ...generatorFlags,
    { name: 'hard', type: 'string', default: '', help: 'The limits, as RESOURCE=QUANTITY,…' },
    { name: 'scopes', type: 'string', default: '', help: 'Only objects of these scopes.' },
  ],
  run(ctx) {
    const generator = startGenerator(ctx)
    const { name, namespace } = generator
    return generator.create(
      {
        kind: 'ResourceQuota',
        apiVersion: 'v1',
        metadata: { name, namespace },
        spec: { hard: hardLimits(ctx.flags.string('hard')), scopes: scopesOf(ctx.flags.string('scopes')) },
      },
      { resource: { group: '', version: 'v1', resource: 'resourcequotas' }, fault: 'failed to create quota:' },
    )
  },
}

function hardLimits(spec: string): Readonly<Record<string, string>> | undefined {
  if (spec === '') return undefined
  return Object.fromEntries(
    spec.split(',').map((statement) => {
      const [resource = '', quantity = '', ...more] = statement.split('=')
      if (!statement.includes('=') || more.length > 0) {
        throw new CommandError(`Invalid argument syntax ${statement}, expected <resource>=<value>`)
      }
      try {
        return [resource, parseQuantity(quantity).text]
      } catch (error) {
        throw error instanceof QuantityError ? new CommandError(error.message) : error
      }
    }),
  )
}

function scopesOf(spec: string): readonly string[] | undefined {
  if (spec === '') return undefined
  const scopes = spec.split(',')
  if (scopes.includes('')) throw new CommandError('invalid resource quota scope ""')
  return scopes
}
