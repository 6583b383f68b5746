// Asks the server for tables: one per list (chunk by chunk) and one per named object, in the order of the arguments.

import { type ApiResource, ageText, isNotFound, type KubeObject, type Table } from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Context } from '../command.ts'
import { isExpected } from '../errors.ts'
import { getNamed, listing, type ResourceResult, type Selectors, type Target } from '../resource-builder.ts'

export interface FoundTable {
  readonly mapping: ApiResource
  readonly table: Table
}

export function selectorsOf(ctx: Context): Selectors {
  return {
    labelSelector: ctx.flags.string('selector') || undefined,
    fieldSelector: ctx.flags.string('field-selector') || undefined,
  }
}

/** Drops what is undefined. */
export function listOptions(selectors: Selectors): {
  readonly labelSelector?: string
  readonly fieldSelector?: string
} {
  return {
    ...(selectors.labelSelector === undefined ? {} : { labelSelector: selectors.labelSelector }),
    ...(selectors.fieldSelector === undefined ? {} : { fieldSelector: selectors.fieldSelector }),
  }
}

export function* fetchTables(
  ctx: Context,
  result: ResourceResult,
): Steps<{ readonly found: readonly FoundTable[]; readonly faults: readonly Error[] }> {
  const found: FoundTable[] = []
  const faults: Error[] = []
  const attempt = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      if (!isExpected(error)) throw error
      if (!(ctx.flags.bool('ignore-not-found') && isNotFound(error))) faults.push(error)
    }
  }
  if (result.targets.some((target) => target.type === 'file')) {
    try {
      yield* result.visit((info) => {
        found.push({ mapping: info.mapping, table: oneTable(ctx, info.mapping, info.namespace, info.name) })
      })
    } catch (error) {
      if (!isExpected(error)) throw error
      faults.push(error)
    }
    return { found, faults }
  }
  for (const target of result.targets) {
    attempt(() => {
      found.push(...targetTables(ctx, target))
    })
    yield* ctx.breathe()
  }
  return { found, faults }
}

function targetTables(ctx: Context, target: Target): readonly FoundTable[] {
  if (target.type === 'name') {
    const { mapping, namespace, name } = target
    return [{ mapping, table: oneTable(ctx, mapping, namespace, name) }]
  }
  if (target.type === 'file') return []
  const { mapping } = target
  const found: FoundTable[] = []
  const limit = ctx.flags.string('sort-by') === '' ? ctx.flags.int('chunk-size') : 0
  let more: string | undefined
  do {
    const table = listTable(ctx, mapping, target.namespace, {
      ...(limit > 0 ? { limit } : {}),
      ...(more ? { continue: more } : {}),
    })
    found.push({ mapping, table })
    more = table.metadata.continue
  } while (more)
  return found
}

export function listTable(
  ctx: Context,
  mapping: ApiResource,
  namespace: string,
  paging: { readonly limit?: number; readonly continue?: string },
): Table {
  const { group, version, resource } = mapping
  const selectors = selectorsOf(ctx)
  return listing(mapping, selectors, () =>
    ctx.client.list(
      { group, version, resource, namespace: namespace === '' ? undefined : namespace },
      {
        ...listOptions(selectors),
        ...paging,
        as: 'Table',
        includeObject: ctx.flags.string('sort-by') === '' ? 'Metadata' : 'Object',
      },
    ),
  )
}

export function oneTable(ctx: Context, mapping: ApiResource, namespace: string, name: string): Table {
  const { group, version, resource } = mapping
  const subresource = ctx.flags.string('subresource')
  const target = {
    group,
    version,
    resource,
    namespace: namespace === '' ? undefined : namespace,
    name,
    ...(subresource === '' ? {} : { subresource }),
  }
  const options = { as: 'Table', includeObject: ctx.flags.string('sort-by') === '' ? 'Metadata' : 'Object' } as const
  return asTable(
    getNamed(ctx.client, { mapping, namespace, name, subresource }, () => ctx.client.get(target, options)),
    ctx.nowMs(),
  )
}

/** Some subresources (scale) have no table: they are shown by name and age. */
function asTable(answer: Table | KubeObject, nowMs: number): Table {
  return 'columnDefinitions' in answer ? answer : namesTable(answer, nowMs)
}

/** What is left when the server makes no table. */
export function namesTable(object: KubeObject, nowMs: number): Table {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: '' },
    columnDefinitions: [
      { name: 'Name', type: 'string', format: 'name', description: '', priority: 0 },
      { name: 'Age', type: 'string', format: '', description: '', priority: 0 },
    ],
    rows: [{ cells: [object.metadata.name, ageText(object.metadata.creationTimestamp, nowMs)], object }],
  }
}
