// kubectl describe (k8s.io/kubectl/pkg/cmd/describe/describe.go, v1.33).

import { ApiError, isNotFound } from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { describeObject } from '../describe/index.ts'
import { CommandError, isExpected, throwAll } from '../errors.ts'
import { allNamespacesFlag, filenameFlags, selectorFlag } from '../flag-sets.ts'
import { fetchInfo, type Info } from '../resource-builder.ts'

export const describe: Command = {
  name: 'describe',
  use: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [options]',
  short: 'Show objects with everything around them',
  examples: ['kubectl describe nodes my-node', 'kubectl describe pods/nginx', 'kubectl describe pods -l name=myLabel'],
  completes: 'resource',
  flags: [
    ...filenameFlags,
    allNamespacesFlag,
    selectorFlag,
    { name: 'chunk-size', type: 'int', default: 500, help: 'How many objects to ask for at once; 0: all.' },
    { name: 'show-events', type: 'bool', default: true, help: 'Also show what happened to the object.' },
  ],
  *run(ctx) {
    const { flags, args } = ctx
    const filenames = flags.strings('filename')
    const kustomize = flags.string('kustomize')
    if (args.length === 0 && filenames.length === 0 && kustomize === '') {
      throw new CommandError(
        'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
      )
    }
    const allNamespaces = flags.bool('all-namespaces')
    const result = yield* ctx.resources({
      args,
      files: { filenames, kustomize, recursive: flags.bool('recursive') },
      allNamespaces,
      labelSelector: flags.string('selector'),
      allowEmptySelector: true,
      chunkSize: flags.int('chunk-size'),
      continueOnError: true,
    })
    const faults: Error[] = []
    let described = 0
    const found: Info[] = []
    try {
      yield* result.visit((info) => {
        found.push(info)
      })
    } catch (error) {
      if (!isExpected(error)) throw error
      if (isNotFound(error) && args.length === 2) return yield* describeMatching(ctx, error)
      faults.push(error)
    }
    const told = new Set<string>()
    for (const info of found) {
      try {
        const text = textOf(ctx, info)
        ctx.out(described++ === 0 ? text : `\n\n${text}`)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        if (!told.has(error.message)) faults.push(error)
        told.add(error.message)
      }
      yield* ctx.flush()
    }
    if (found.length === 0 && faults.length === 0) {
      ctx.err(allNamespaces ? 'No resources found\n' : `No resources found in ${ctx.namespace} namespace.\n`)
    }
    throwAll(faults)
    return 0
  },
}

/** A name that is not found may be how names begin. */
function* describeMatching(ctx: Context, fault: unknown): Steps<number> {
  const [type = '', prefix = ''] = ctx.args
  const result = yield* ctx.resources({
    args: [type],
    allowEmptySelector: true,
    singleResourceType: true,
    chunkSize: ctx.flags.int('chunk-size'),
  })
  let found = false
  yield* result.visit(function* (info) {
    if (!info.name.startsWith(prefix)) return
    found = true
    ctx.out(`${textOf(ctx, info)}\n`)
    yield* ctx.flush()
  })
  if (!found) throw fault
  return 0
}

/** The object as it is now: those of files are read anew. */
function textOf(ctx: Context, info: Info): string {
  if (info.source !== '') fetchInfo(ctx.client, info)
  const { client, version } = ctx
  return describeObject(info.object, {
    client,
    version,
    nowMs: ctx.nowMs(),
    showEvents: ctx.flags.bool('show-events'),
  })
}
