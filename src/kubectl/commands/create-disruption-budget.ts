// kubectl create poddisruptionbudget (k8s.io/kubectl/pkg/cmd/create/create_pdb.go, v1.33).

import { parseLabelSelector, SelectorError } from '../../api/index.ts'
import type { Command } from '../command.ts'
import { CommandError } from '../errors.ts'
import { generatorFlags, startGenerator } from '../generator.ts'

export const createDisruptionBudget: Command = {
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  use: 'NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none] [options]',
  short: 'Make a pod disruption budget',
  examples: ['kubectl create poddisruptionbudget my-pdb --selector=app=rails --min-available=1'],
  flags: [
    ...generatorFlags,
    {
      name: 'max-unavailable',
      type: 'string',
      default: '',
      help: 'How many pods may be missing: a number or percentage.',
    },
    {
      name: 'min-available',
      type: 'string',
      default: '',
      help: 'How many pods must be there: a number or percentage.',
    },
    { name: 'selector', type: 'string', default: '', help: 'The labels of the pods.' },
  ],
  run(ctx) {
    const generator = startGenerator(ctx)
    const { name, namespace } = generator
    const [most, least, selector] = ['max-unavailable', 'min-available', 'selector'].map((flag) =>
      ctx.flags.string(flag),
    ) as [string, string, string]
    if (selector === '') throw new CommandError('a selector must be specified')
    if (most === '' && least === '') {
      throw new CommandError('one of min-available or max-unavailable must be specified')
    }
    if (most !== '' && least !== '') {
      throw new CommandError('min-available and max-unavailable cannot be both specified')
    }
    if (!/^\d+%?$/.test(least || most)) {
      throw new CommandError(`invalid format specified for ${least === '' ? 'max-unavailable' : 'min-available'}`)
    }
    const bound = least === '' ? { maxUnavailable: intOrString(most) } : { minAvailable: intOrString(least) }
    return generator.create(
      {
        kind: 'PodDisruptionBudget',
        apiVersion: 'policy/v1',
        metadata: { name, namespace },
        spec: { ...bound, selector: selectorObject(selector) },
      },
      {
        resource: { group: 'policy', version: 'v1', resource: 'poddisruptionbudgets' },
        fault: 'failed to create poddisruptionbudgets:',
      },
    )
  },
}

/** Go's intstr.Parse: what fits an int32 is a number. */
export function intOrString(text: string): number | string {
  const number = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN
  return number >= -(2 ** 31) && number < 2 ** 31 ? number : text
}

const operators: Readonly<Record<string, string>> = { in: 'In', notin: 'NotIn', exists: 'Exists', '!': 'DoesNotExist' }

/** metav1.ParseToLabelSelector. */
function selectorObject(text: string): object {
  const matchLabels: Record<string, string> = {}
  const matchExpressions: object[] = []
  let requirements: ReturnType<typeof parseLabelSelector>
  try {
    requirements = parseLabelSelector(text)
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error
    throw new CommandError(`couldn't parse the selector string "${text}": ${error.message}`)
  }
  for (const { key, operator, values } of requirements) {
    if (operator === '=' || operator === '==') matchLabels[key] = values[0] ?? ''
    else if (operator in operators) matchExpressions.push({ key, operator: operators[operator], values })
    else if (operator === 'gt' || operator === 'lt') {
      throw new CommandError(`"${operator}" isn't supported in label selectors`)
    } else throw new CommandError(`"${operator}" is not a valid label selector operator`)
  }
  return { matchLabels, matchExpressions }
}
