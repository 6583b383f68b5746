// kubectl scale (k8s.io/kubectl/pkg/cmd/scale/scale.go and pkg/scale/scale.go, v1.33).

import { ApiError, type KubeObject } from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, isExpected, messageOf } from '../errors.ts'
import { dryRunFlag, dryRunSuffix, filenameFlags, printFlags, recordFlag, selectorFlag } from '../flag-sets.ts'
import { dryRun } from '../generator.ts'
import { asData, at } from '../manifest-data.ts'
import { objectPrinter } from '../printers/object-printer.ts'
import type { Info } from '../resource-builder.ts'

export const scale: Command = {
  name: 'scale',
  use: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME) [options]',
  short: 'Change the number of replicas',
  examples: ['kubectl scale --replicas=3 deployment/web'],
  completes: 'resource',
  flags: [
    ...printFlags,
    dryRunFlag,
    ...filenameFlags,
    selectorFlag,
    recordFlag,
    { name: 'all', type: 'bool', default: false, help: 'All objects of the type.' },
    { name: 'current-replicas', type: 'int', default: -1, help: 'Only when this is the number now.' },
    { name: 'replicas', type: 'int', default: 0, required: true, help: 'The new number.' },
    { name: 'resource-version', type: 'string', default: '', help: 'Only when the object is at this version.' },
    { name: 'timeout', type: 'duration', default: 0, help: 'How long to wait until it is scaled; 0: do not wait.' },
  ],
  *run(ctx) {
    const { flags, version } = ctx
    const mode = dryRun(ctx)
    const print = objectPrinter(ctx, { operation: `scaled${dryRunSuffix(mode)}` })
    const replicas = flags.int('replicas')
    if (replicas < 0) {
      throw new CommandError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0')
    }
    if (flags.int('current-replicas') < -1) {
      throw new CommandError('The --current-replicas must specify an integer of -1 or greater')
    }
    const result = yield* ctx.resources({
      args: ctx.args,
      files: {
        filenames: flags.strings('filename'),
        kustomize: flags.string('kustomize'),
        recursive: flags.bool('recursive'),
      },
      labelSelector: flags.string('selector'),
      allowEmptySelector: flags.bool('all'),
      continueOnError: true,
    })
    const infos: Info[] = []
    let fault: Error | undefined
    try {
      yield* result.visit((info) => {
        infos.push(info)
      })
    } catch (error) {
      if (!isExpected(error)) throw error
      fault = error
    }
    if (flags.string('resource-version') !== '' && infos.length > 1) {
      throw new CommandError('cannot use --resource-version with multiple resources')
    }
    if (infos.length === 0) {
      if (fault && flags.strings('filename').length > 0) throw fault
      const why = fault && version.has('scaleNamesMissing') ? ` ${messageOf(fault)}` : ''
      throw new CommandError(`no objects passed to scale${why}`)
    }
    for (const info of infos) {
      if (mode !== 'client') {
        setReplicas(ctx, info, replicas, mode === 'server')
        if (flags.durationMs('timeout') > 0 && mode === 'none') yield* waitForReplicas(ctx, info, replicas)
      }
      print(info.object)
    }
    if (fault) throw fault
    return 0
  },
}

function setReplicas(ctx: Context, info: Info, replicas: number, dry: boolean): void {
  const { client, flags } = ctx
  const target = { ...info.target, subresource: 'scale' }
  const current = flags.int('current-replicas')
  const wanted = flags.string('resource-version')
  const blind = current === -1 && wanted === ''
  if (!info.mapping.subresources.some(({ name }) => name === 'scale')) {
    const request = `${blind ? 'patch' : 'get'} ${info.mapping.resource} ${info.name}`
    throw new ApiError(404, 'NotFound', `the server could not find the requested resource (${request})`)
  }
  if (blind) {
    client.patch(target, 'merge', { spec: { replicas } }, { dryRun: dry })
    return
  }
  const now: KubeObject = client.get(target)
  const size = at(asData(now), 'spec', 'replicas') ?? 0
  if (current !== -1 && size !== current) throw new CommandError(`Expected replicas to be ${current}, was ${size}`)
  if (wanted !== '' && now.metadata.resourceVersion !== wanted) {
    throw new CommandError(`Expected resource version to be ${wanted}, was ${now.metadata.resourceVersion ?? ''}`)
  }
  const spec = { ...(at(asData(now), 'spec') as object | undefined), replicas }
  client.update(target, { ...now, spec } as KubeObject, { dryRun: dry })
}

/** Until as many are there as asked for. */
function* waitForReplicas(ctx: Context, info: Info, replicas: number): Steps<void> {
  const until = ctx.nowMs() + ctx.flags.durationMs('timeout')
  for (;;) {
    try {
      const now = ctx.client.get({ ...info.target, subresource: 'scale' })
      const data = asData(now)
      if (at(data, 'spec', 'replicas') === replicas && (at(data, 'status', 'replicas') ?? 0) === replicas) return
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
    }
    if (ctx.nowMs() >= until) {
      throw new CommandError(`timed out waiting for the condition`)
    }
    yield { untilMs: Math.min(until, ctx.nowMs() + 1000) }
  }
}
