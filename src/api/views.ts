// Kinds that are another view of a stored kind: each verb is passed on to the stored one, and what it gives is shown in
// the view. Models conversion between the versions of a resource (k8s.io/apiserver/pkg/endpoints/handlers, v1.33); the
// rules and their messages are the stored kind's, as upstream's are the internal type's. Differs: what is written by way
// of a view is owned in the stored version, also by those who apply.

import type {
  CallerOptions,
  Client,
  CollectionTarget,
  ListOptions,
  ObjectTarget,
  TableOptions,
  Watch,
  WatchEvent,
} from './client.ts'
import {
  apiVersionOf,
  type Core,
  contextOf,
  definitionOf,
  findObject,
  refKey,
  requirePatches,
  requireVerb,
  targetKey,
} from './core.ts'
import { decode } from './decode.ts'
import type { ResourceDefinition, ViewDefinition } from './definition.ts'
import { asDraft, asObject } from './draft.ts'
import { newNotFound } from './errors.ts'
import { newInvalid } from './field-error.ts'
import type { Json, KubeList, KubeObject, Table } from './object.ts'
import { freezeValue } from './value.ts'

interface Viewed {
  readonly definition: ResourceDefinition
  readonly view: ViewDefinition
}

export type Verbs = Pick<
  Client,
  'get' | 'list' | 'create' | 'update' | 'patch' | 'delete' | 'deleteCollection' | 'watch'
>

/** The verbs with the views before them. */
export function throughViews(verbs: Verbs, coreOf: () => Core): Verbs {
  const viewOf = (target: CollectionTarget): Viewed | undefined => {
    const definition = coreOf().kinds.get(refKey(target))
    return definition?.view && { definition, view: definition.view }
  }
  const shown = ({ view }: Viewed, object: KubeObject): KubeObject => freezeValue(view.show(object))
  const isTable = (options: Partial<TableOptions> | undefined): options is TableOptions => options?.as === 'Table'

  return {
    get: (target: ObjectTarget, options?: CallerOptions & Partial<TableOptions>) => {
      const found = viewOf(target)
      if (!found) return isTable(options) ? verbs.get(target, options) : verbs.get(target, options)
      const stored = storedTarget(found, target)
      return isTable(options)
        ? shownTable(found, verbs.get(stored, options), options)
        : shown(found, verbs.get(stored, options))
    },
    list: (target: CollectionTarget, options?: ListOptions & Partial<TableOptions>) => {
      const found = viewOf(target)
      if (!found) return isTable(options) ? verbs.list(target, options) : verbs.list(target, options)
      const stored = storedTarget(found, target)
      if (isTable(options)) return shownTable(found, verbs.list(stored, selecting(found, options)), options)
      return shownList(found, verbs.list(stored, selecting(found, options)))
    },
    create: (target, object, options) => {
      const found = viewOf(target)
      if (!found || target.subresource) return verbs.create(target, object, options)
      const read = readBody(coreOf(), found, object, options)
      const kept = found.view.keep(read, undefined)
      checkView(coreOf(), found, target, read, kept, undefined)
      return shown(found, verbs.create(storedTarget(found, target), kept, { ...options, fieldValidation: 'Ignore' }))
    },
    update: (target, object, options) => {
      const found = viewOf(target)
      if (!found) return verbs.update(target, object, options)
      const read = readBody(coreOf(), found, object, options)
      const old = storedObject(coreOf(), found, target)
      const kept = found.view.keep(read, old)
      checkView(coreOf(), found, target, read, kept, old)
      return shown(found, verbs.update(storedTarget(found, target), kept, { ...options, fieldValidation: 'Ignore' }))
    },
    patch: (target, type, patch, options) => {
      const found = viewOf(target)
      if (!found) return verbs.patch(target, type, patch, options)
      requireVerb(found.definition, 'patch')
      const core = coreOf()
      if (type === 'apply') {
        const read = readBody(
          core,
          found,
          requirePatches(core).configurationOf(found.definition, patch) as unknown as KubeObject,
          options,
        )
        const kept = found.view.keep(read, undefined)
        return shown(found, verbs.patch(storedTarget(found, target), type, kept as unknown as Json, options))
      }
      const old = storedObject(core, found, target)
      if (!old) throw newNotFound(definitionOf(core, found.view.of), target.name)
      const { patched } = requirePatches(core).applyPatch(
        core,
        found.definition,
        shown(found, old),
        type,
        patch,
        options ?? {},
      )
      const read = asView(found, patched)
      const kept = found.view.keep(read, old)
      checkView(core, found, target, read, kept, old)
      return shown(found, verbs.update(storedTarget(found, target), kept, { ...options, fieldValidation: 'Ignore' }))
    },
    delete: (target, options) => {
      const found = viewOf(target)
      if (!found) return verbs.delete(target, options)
      const answer = verbs.delete(storedTarget(found, target), options)
      return answer.kind === 'Status' ? answer : shown(found, answer as KubeObject)
    },
    deleteCollection: (target, list, options) => {
      const found = viewOf(target)
      if (!found) return verbs.deleteCollection(target, list, options)
      return shownList(found, verbs.deleteCollection(storedTarget(found, target), selecting(found, list), options))
    },
    watch: (target: CollectionTarget, options?: ListOptions & Partial<TableOptions>) => {
      const found = viewOf(target)
      if (!found) return isTable(options) ? verbs.watch(target, options) : verbs.watch(target, options)
      const stored = storedTarget(found, target)
      if (isTable(options)) {
        const show = (table: Table): Table => shownTable(found, table, options)
        return mapWatch(verbs.watch(stored, selecting(found, options)), show, (table) => table)
      }
      const { kind } = found.definition
      const mark = (object: KubeObject): KubeObject => ({ ...object, kind, apiVersion: apiVersionOf(found.definition) })
      return mapWatch(verbs.watch(stored, selecting(found, options)), (object) => shown(found, object), mark)
    },
  } as Verbs
}

/** The options with the names that the stored kind has for fields. */
function selecting<T extends object | undefined>({ view }: Viewed, options: T): T {
  const { fields } = view
  const given = (options as ListOptions | undefined)?.fieldSelector
  if (!fields || !given) return options
  const fieldSelector = given.replace(/(^|(?<!\\),)([^,=!\\]+)/g, (_, before: string, name: string) => {
    return before + (Object.hasOwn(fields, name) ? fields[name] : name)
  })
  return { ...options, fieldSelector }
}

/** The same place in the stored kind. */
const storedTarget = <T extends CollectionTarget>({ view: { of } }: Viewed, target: T): T => ({
  ...target,
  group: of.group,
  version: of.version,
  resource: of.resource,
})

function readBody(core: Core, found: Viewed, body: KubeObject, options: Parameters<typeof decode>[3] = {}): KubeObject {
  return asView(found, decode(core.schema, found.definition, body, options))
}

/** A view may ask for more than the stored kind does. */
function checkView(
  core: Core,
  { definition, view }: Viewed,
  { namespace }: CollectionTarget,
  read: KubeObject,
  kept: KubeObject,
  old: KubeObject | undefined,
): void {
  const context = contextOf(core)
  const placed = namespace === undefined ? kept : { ...kept, metadata: { namespace, ...kept.metadata } }
  const errors = [
    ...(definition.validate?.(read, context) ?? []),
    ...(view.validate?.(read, old && view.show(old), placed) ?? []),
  ]
  if (errors.length > 0) throw newInvalid(definitionOf(core, view.of), kept.metadata.name ?? '', errors)
}

const asView = ({ definition }: Viewed, fields: Parameters<typeof asDraft>[0]): KubeObject =>
  asObject(asDraft(fields, apiVersionOf(definition), definition.kind))

function storedObject(core: Core, { view }: Viewed, target: ObjectTarget): KubeObject | undefined {
  const definition = definitionOf(core, view.of)
  return findObject(core, definition, targetKey(definition, target))
}

function shownList({ definition, view }: Viewed, list: KubeList): KubeList {
  const items = list.items.map((item) => freezeValue(view.show(item)))
  return Object.freeze({ ...list, kind: `${definition.kind}List`, apiVersion: apiVersionOf(definition), items })
}

function shownTable({ view }: Viewed, table: Table, { includeObject }: TableOptions): Table {
  if (includeObject !== 'Object') return table
  const rows = table.rows?.map((row) => ({ ...row, object: freezeValue(view.show(row.object)) }))
  return { ...table, rows }
}

/** ERROR events carry a Status, which no view shows; BOOKMARKs have nothing but their kind to show. */
function mapWatch<T>(watch: Watch<T>, show: (object: T) => T, mark: (object: T) => T): Watch<T> {
  const shown = ({ type, object }: WatchEvent<T>): WatchEvent<T> => ({
    type,
    object: type === 'ERROR' ? object : type === 'BOOKMARK' ? mark(object) : show(object),
  })
  return {
    changed: watch.changed,
    take: (most) => watch.take(most).map(shown),
    bookmark: () => watch.bookmark(),
    stop: () => watch.stop(),
    get stopped() {
      return watch.stopped
    },
  }
}
