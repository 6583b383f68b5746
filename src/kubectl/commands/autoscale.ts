// kubectl autoscale (k8s.io/kubectl/pkg/cmd/autoscale/autoscale.go, v1.33; before, only autoscaling/v1).

import type { ApiResource } from '../../api/index.ts'
import { findTargets } from '../change.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, isExpected } from '../errors.ts'
import {
  dryRunFlag,
  dryRunSuffix,
  fieldManagerFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  saveConfigFlag,
} from '../flag-sets.ts'
import { dryRun, typedPrinter } from '../generator.ts'
import { withLastApplied } from '../last-applied.ts'
import { joinApiVersion } from '../manifest-data.ts'
import { type ObjectData, typedObject } from '../typed-object.ts'

const MAX_INVALID = '--max=MAXPODS is required and must be at least 1, max: '

export const autoscale: Command = {
  name: 'autoscale',
  use: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu-percent=CPU] [options]',
  short: 'Let the number of pods follow their load',
  examples: ['kubectl autoscale deployment foo --min=2 --max=10'],
  completes: 'resource',
  flags: [
    ...printFlags,
    dryRunFlag,
    ...filenameFlags,
    recordFlag,
    saveConfigFlag,
    fieldManagerFlag('kubectl-autoscale'),
    { name: 'cpu-percent', type: 'int32', default: -1, help: 'The share of the requested CPU to aim at.' },
    { name: 'max', type: 'int32', default: -1, required: true, help: 'The most pods.' },
    { name: 'min', type: 'int32', default: -1, help: 'The fewest pods.' },
    { name: 'name', type: 'string', default: '', help: "The autoscaler's name, if not that of the object." },
  ],
  *run(ctx) {
    const { flags } = ctx
    const mode = dryRun(ctx)
    const [min, max] = [flags.int('min'), flags.int('max')]
    if (max < 1) throw new CommandError(`${MAX_INVALID}${max}`)
    if (max < min) {
      throw new CommandError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`)
    }
    const operation = mode === 'client' ? 'created' : 'autoscaled'
    const print = typedPrinter(ctx, `${operation}${dryRunSuffix(mode)}`)
    const result = yield* findTargets(ctx, ctx.args, { latest: false, typed: false })
    let count = 0
    yield* result.visit(({ mapping, name }) => {
      checkScale(mapping)
      count++
      const make = (version: 'v1' | 'v2'): void => {
        const draft = autoscaler(ctx, mapping, name, version)
        let object = typedObject(ctx.schema, draft)
        if (mode === 'client') {
          print(object)
          return
        }
        if (flags.bool('save-config')) object = withLastApplied(object, { typed: true })
        const target = { group: 'autoscaling', version, resource: 'horizontalpodautoscalers', namespace: ctx.namespace }
        print(
          ctx.client.create(target, object, {
            fieldManager: flags.string('field-manager'),
            dryRun: mode === 'server',
            onWarning: (text) => ctx.warn(text),
          }),
        )
      }
      try {
        make(ctx.version.has('autoscalesV2') ? 'v2' : 'v1')
      } catch (error) {
        if (!isExpected(error) || !ctx.version.has('autoscalesV2')) throw error
        make('v1')
      }
    })
    if (count === 0) throw new CommandError('no objects passed to autoscale')
    return 0
  },
}

function checkScale({ kind, group, version, resource, subresources }: ApiResource): void {
  if (subresources.some(({ name }) => name === 'scale')) return
  const which = `${group === '' ? '/' : `${group}/`}${version}, Resource=${resource}`
  throw new CommandError(
    `cannot autoscale a ${kind}: could not find scale subresource for ${which} in discovery information`,
  )
}

function autoscaler(ctx: Context, mapping: ApiResource, refName: string, version: 'v1' | 'v2'): ObjectData {
  const { flags } = ctx
  const [min, percent] = [flags.int('min'), flags.int('cpu-percent')]
  const target = { type: 'Utilization', averageUtilization: percent }
  const cpu = [{ type: 'Resource', resource: { name: 'cpu', target } }]
  const metrics = version === 'v2' ? { metrics: cpu } : { targetCPUUtilizationPercentage: percent }
  return {
    apiVersion: `autoscaling/${version}`,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: flags.string('name') || refName },
    spec: {
      scaleTargetRef: {
        kind: mapping.kind,
        name: refName,
        apiVersion: joinApiVersion(mapping.group, mapping.version),
      },
      ...(min > 0 ? { minReplicas: min } : {}),
      maxReplicas: flags.int('max'),
      ...(percent >= 0 ? metrics : {}),
    },
  }
}
