// get, list and their Tables: selection, and the columns that each kind defines. Models the list handlers of
// k8s.io/apiserver/pkg/endpoints/handlers (v1.33).

import type { CollectionTarget, ListOptions, ObjectTarget, TableOptions } from './client.ts'
import {
  apiVersionOf,
  type Core,
  collectionOf,
  contextOf,
  definitionOf,
  findObject,
  requireVerb,
  targetKey,
} from './core.ts'
import type { ResourceDefinition } from './definition.ts'
import { ageText } from './duration.ts'
import { ApiError, newBadRequest, newMethodNotAllowed, newNotFound } from './errors.ts'
import { fieldTest, parseFieldSelector } from './field-selector.ts'
import { matchesLabels, parseLabelSelector, SelectorError } from './label-selector.ts'
import { type Page, pageOf } from './list-page.ts'
import type { Cell, KubeList, KubeObject, Table } from './object.ts'
import { scaleOf } from './scale.ts'
import { freezeValue, getPath } from './value.ts'

export function getObject(core: Core, target: ObjectTarget): KubeObject {
  const definition = definitionOf(core, target)
  const { subresource } = target
  if (subresource === undefined) requireVerb(definition, 'get')
  const object = findObject(core, definition, targetKey(definition, target))
  const scale = subresource === 'scale' && definition.scale
  const readable =
    subresource === undefined ||
    scale ||
    (subresource === 'status' && definition.status) ||
    definition.subresources?.some(({ name, verbs }) => name === subresource && verbs.includes('get'))
  if (!readable) {
    if (definition.subresources?.some(({ name }) => name === subresource)) throw newMethodNotAllowed()
    throw new ApiError(404, 'NotFound', 'the server could not find the requested resource', {})
  }
  if (!object) throw newNotFound(definition, target.name)
  return scale ? scaleOf(definition, object) : object
}

/** The test that the selectors of a request stand for; undefined when everything matches. */
export function selection(
  definition: ResourceDefinition,
  options: ListOptions,
): ((object: KubeObject) => boolean) | undefined {
  const { labelSelector, fieldSelector } = options
  if (!labelSelector && !fieldSelector) return undefined
  try {
    const labels = parseLabelSelector(labelSelector ?? '')
    const fields = fieldTest(parseFieldSelector(fieldSelector ?? ''), definition)
    return (object) => matchesLabels(labels, object.metadata.labels) && fields(definition.convert?.(object) ?? object)
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error
    throw newBadRequest(error.message)
  }
}

export function selectObjects(
  core: Core,
  definition: ResourceDefinition,
  namespace: string | undefined,
  options: ListOptions,
): readonly KubeObject[] {
  const test = selection(definition, options)
  const within = definition.namespaced && namespace ? namespace : undefined
  const objects =
    definition.computed?.(contextOf(core), { namespace: within }) ?? core.store.list(collectionOf(definition), within)
  return asShown(definition, test ? objects.filter(test) : objects)
}

const asShown = ({ convert }: ResourceDefinition, objects: readonly KubeObject[]): readonly KubeObject[] =>
  convert ? objects.map(convert) : objects

function page(core: Core, definition: ResourceDefinition, target: CollectionTarget, options: ListOptions): Page {
  // What is computed is given whole: there is no state of it that a later page could go on from.
  if (definition.computed) {
    const items = selectObjects(core, definition, target.namespace, options)
    return { items, metadata: { resourceVersion: String(core.store.revision) } }
  }
  const within = definition.namespaced && target.namespace ? target.namespace : undefined
  const found = pageOf(core.store, collectionOf(definition), within, options, selection(definition, options))
  return definition.convert ? { ...found, items: asShown(definition, found.items) } : found
}

export function listObjects(core: Core, target: CollectionTarget, options: ListOptions = {}): KubeList {
  const definition = definitionOf(core, target)
  requireVerb(definition, 'list')
  const { items, metadata } = page(core, definition, target, options)
  const kind = definition.listKind ?? `${definition.kind}List`
  return Object.freeze({ kind, apiVersion: apiVersionOf(definition), metadata, items })
}

export function listTable(core: Core, target: CollectionTarget, options: ListOptions & TableOptions): Table {
  const definition = definitionOf(core, target)
  requireVerb(definition, 'list')
  const { items, metadata } = page(core, definition, target, options)
  const { rowOrder } = definition
  return tableOf(core, definition, rowOrder ? [...items].sort(rowOrder) : items, metadata, options)
}

export function getTable(core: Core, target: ObjectTarget, options: TableOptions): Table {
  const object = getObject(core, target)
  const { resourceVersion = '' } = object.metadata
  if (target.subresource === 'scale') return scaleTable(object, options, core.loop.nowMs)
  return tableOf(core, definitionOf(core, target), [object], { resourceVersion }, options)
}

type TableMeta = Table['metadata']

export function tableOf(
  core: Core,
  definition: ResourceDefinition,
  objects: readonly KubeObject[],
  metadata: TableMeta,
  options: Omit<TableOptions, 'as'>,
): Table {
  const { nowMs } = core.loop
  const { columns } = definition
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columnsOf(definition),
    rows: objects.map((object) => ({
      cells: columns.map((column): Cell => column.cell(object, nowMs)),
      object: rowObject(object, options.includeObject),
    })),
  }
}

const columnCache = new WeakMap<ResourceDefinition, Table['columnDefinitions']>()

function columnsOf(definition: ResourceDefinition): Table['columnDefinitions'] {
  let columns = columnCache.get(definition)
  if (!columns) {
    columns = freezeValue(
      definition.columns.map(({ name, type, format, description, priority }) => ({
        name,
        type,
        format,
        description,
        priority,
      })),
    )
    columnCache.set(definition, columns)
  }
  return columns
}

function rowObject(object: KubeObject, include: TableOptions['includeObject'] = 'Metadata'): KubeObject {
  if (include === 'Object') return object
  const meta = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1' }
  return { ...meta, metadata: include === 'None' ? { name: '' } : object.metadata }
}

/** printScale of pkg/printers/internalversion/printers.go. */
function scaleTable(object: KubeObject, options: TableOptions, nowMs: number): Table {
  const replicas = (part: string): Cell => (getPath(object, `${part}.replicas`) as number | undefined) ?? 0
  const { resourceVersion = '', name, creationTimestamp } = object.metadata
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion },
    columnDefinitions: [
      { name: 'Name', type: 'string', format: 'name', description: '', priority: 0 },
      { name: 'Desired', type: 'integer', format: '', description: '', priority: 0 },
      { name: 'Available', type: 'integer', format: '', description: '', priority: 0 },
      { name: 'Age', type: 'string', format: '', description: '', priority: 0 },
    ],
    rows: [
      {
        cells: [name, replicas('spec'), replicas('status'), ageText(creationTimestamp, nowMs)],
        object: rowObject(object, options.includeObject),
      },
    ],
  }
}
