// What the subcommands of set share: flags, checks, and one patch for each object
// (k8s.io/kubectl/pkg/cmd/set/*.go, v1.33).

import type { KubeObject } from '../api/index.ts'
import type { Steps } from '../sim/index.ts'
import { changedCopy, collect, findTargets, goTypeOf, podSpecOf, sameObject, sendChange } from './change.ts'
import type { Context } from './command.ts'
import { CommandError, isExpected, messageOf, throwAll } from './errors.ts'
import type { FlagSpec } from './flag-parser.ts'
import {
  type DryRun,
  dryRunFlag,
  dryRunSuffix,
  fieldManagerFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  selectorFlag,
} from './flag-sets.ts'
import { dryRun, typedPrinter } from './generator.ts'
import { childMap, type DataMap } from './manifest-data.ts'
import type { Info } from './resource-builder.ts'

export const setFlags: readonly FlagSpec[] = [
  ...printFlags,
  dryRunFlag,
  fieldManagerFlag('kubectl-set'),
  ...filenameFlags,
  recordFlag,
  { name: 'all', type: 'bool', default: false, help: 'All objects of the type.' },
  { name: 'local', type: 'bool', default: false, help: 'Change what files say, not the objects of the server.' },
]
export const setSelectorFlags: readonly FlagSpec[] = [...setFlags, selectorFlag]

export interface SetOptions {
  readonly resources: readonly string[]
  /** 'image updated' */
  readonly done: string
  /** 'image update to pod template:', for the text of a refusal. */
  readonly what: string
  /** An object that is already so: nothing is said, or it is printed all the same. */
  readonly printUnchanged?: boolean
}

export interface Found {
  readonly infos: readonly Info[]
  readonly mode: DryRun
  print(object: KubeObject): void
}

export function* findForSet(ctx: Context, options: SetOptions): Steps<Found> {
  const { flags } = ctx
  const mode = dryRun(ctx)
  const print = typedPrinter(ctx, `${options.done}${dryRunSuffix(mode)}`)
  const local = flags.bool('local')
  if (local && options.resources.length > 0) {
    throw new CommandError(
      "error: you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'",
    )
  }
  const result = yield* findTargets(ctx, options.resources, {
    allowEmptySelector: flags.bool('all'),
    ...(local ? { local, args: [], labelSelector: '' } : {}),
  })
  const { infos, faults } = yield* collect(result)
  throwAll(faults)
  return { infos, mode, print }
}

/** Changes each object; faults are collected and thrown at the end. */
export function* changeEach(
  ctx: Context,
  found: Found,
  options: SetOptions,
  change: (copy: DataMap, faults: Error[], info: Info) => void,
): Steps<void> {
  const faults: Error[] = []
  for (const info of found.infos) {
    let after: KubeObject
    try {
      after = changedCopy(info.object, (copy) => change(copy, faults, info))
    } catch (error) {
      if (!isExpected(error)) throw error
      faults.push(new CommandError(`error: ${info.mapping.resource}/${info.name} ${messageOf(error)}\n`))
      continue
    }
    if (sameObject(info.object, after)) {
      if (options.printUnchanged) found.print(info.object)
      continue
    }
    try {
      const local = ctx.flags.bool('local') || found.mode === 'client'
      if (!local) after = sendChange(ctx, info, withCause(ctx, after), found.mode === 'server')
      found.print(after)
    } catch (error) {
      if (!isExpected(error)) throw error
      faults.push(new CommandError(`failed to patch ${options.what} ${messageOf(error)}`))
    }
  }
  throwAll(faults)
  yield* ctx.flush()
}

/** The pod spec of the copy, or a fault that names the object's type in Go. */
export const specOf = (copy: DataMap, info: Info): DataMap => podSpecOf(copy, goTypeOf(info.object))

/** --record: the command line as an annotation. */
function withCause(ctx: Context, object: KubeObject): KubeObject {
  if (!ctx.flags.has('record') || !ctx.flags.bool('record')) return object
  const words = ctx.words.filter((word) => word !== '--record')
  const cause = `kubectl ${words.join(' ')} --record=true`.replace(/ --record=true --record=true$/, ' --record=true')
  return changedCopy(object, (copy) => {
    childMap(childMap(copy, 'metadata'), 'annotations')['kubernetes.io/change-cause'] = cause
  })
}
