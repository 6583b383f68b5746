// What label and annotate share: flags, checks of the words, finding the objects and sending the patch
// (k8s.io/kubectl/pkg/cmd/label/label.go and annotate/annotate.go, v1.33).

import { createMergePatch, type Json, type KubeObject } from '../api/index.ts'
import type { Steps } from '../sim/index.ts'
import type { Context } from './command.ts'
import { sortedKeys } from './describe/labels.ts'
import { CommandError } from './errors.ts'
import type { FlagSpec } from './flag-parser.ts'
import {
  allNamespacesFlag,
  type DryRun,
  dryRunFlag,
  fieldManagerFlag,
  fieldSelectorFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  selectorFlag,
} from './flag-sets.ts'
import type { Info, ResourceResult } from './resource-builder.ts'

export function metadataFlags(what: string, manager: string): readonly FlagSpec[] {
  return [
    ...printFlags,
    dryRunFlag,
    fieldManagerFlag(manager),
    ...filenameFlags,
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    recordFlag,
    { name: 'all', type: 'bool', default: false, help: 'All objects of the type.' },
    { name: 'list', type: 'bool', default: false, help: `Only show the ${what}s.` },
    { name: 'local', type: 'bool', default: false, help: 'Change what files say, not the objects of the server.' },
    { name: 'overwrite', type: 'bool', default: false, help: `Change ${what}s that have a value already.` },
    { name: 'resource-version', type: 'string', default: '', help: 'Only when the object is at this version.' },
  ]
}

export function checkAll(ctx: Context): void {
  if (!ctx.flags.bool('all')) return
  for (const flag of ['selector', 'field-selector']) {
    if (ctx.flags.string(flag) !== '') throw new CommandError(`cannot set --all and --${flag} at the same time`)
  }
}

/** `file` is how upstream calls an example file. */
export function checkSources(ctx: Context, resources: readonly string[], mode: DryRun, file: string): void {
  const files = ctx.flags.strings('filename').length > 0 || ctx.flags.string('kustomize') !== ''
  const example = `-f ${file}.yaml or --filename=${file}.json`
  if (!ctx.flags.bool('local')) {
    if (resources.length === 0 && !files) {
      throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>')
    }
    return
  }
  if (mode === 'server') {
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?')
  }
  if (resources.length > 0) throw new CommandError(`can only use local files by ${example} when --local=true is set`)
  if (!files) throw new CommandError(`one or more files must be specified as ${example}`)
}

export function* findObjects(ctx: Context, resources: readonly string[]): Steps<ResourceResult> {
  const { flags } = ctx
  const local = flags.bool('local')
  const result = yield* ctx.resources({
    files: {
      filenames: flags.strings('filename'),
      kustomize: flags.string('kustomize'),
      recursive: flags.bool('recursive'),
    },
    continueOnError: true,
    local,
    ...(local
      ? {}
      : {
          args: resources,
          labelSelector: flags.string('selector'),
          fieldSelector: flags.string('field-selector'),
          allNamespaces: flags.bool('all-namespaces'),
          allowEmptySelector: flags.bool('all'),
          latest: true,
        }),
  })
  if (!result.singleItemImplied && flags.string('resource-version') !== '') {
    throw new CommandError('--resource-version may only be used with a single resource')
  }
  return result
}

/** Sends the difference between the two; a resource version that was asked for is always part of it. */
export function patchObject(ctx: Context, info: Info, before: KubeObject, after: KubeObject, dry: boolean): KubeObject {
  const version = ctx.flags.string('resource-version')
  const patch = createMergePatch(before, after) as { readonly metadata?: object }
  const guarded = version === '' ? patch : { ...patch, metadata: { ...patch.metadata, resourceVersion: version } }
  return ctx.client.patch(info.target, 'merge', guarded as Json, {
    fieldManager: ctx.flags.string('field-manager'),
    dryRun: dry,
    onWarning: (text) => ctx.warn(text),
  })
}

/** --list. Differs: sorted, where upstream follows the random order of Go's maps. */
export function listPairs(
  ctx: Context,
  info: Info,
  what: string,
  pairs: Readonly<Record<string, string>> | undefined,
  single: boolean,
): void {
  if (!single) ctx.out(`Listing ${what}s for ${info.mapping.kind}.${info.mapping.group}/${info.name}:\n`)
  for (const key of sortedKeys(pairs)) ctx.out(`${single ? '' : ' '}${key}=${pairs?.[key] ?? ''}\n`)
}
