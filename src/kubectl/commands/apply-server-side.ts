// kubectl apply --server-side: one patch, and for objects that were applied from the client before, the move of their
// owners (kubectl/pkg/cmd/apply/apply.go, client-go/util/csaupgrade/upgrade.go, v1.33).

import {
  ApiError,
  fieldAt,
  hasMember,
  type Json,
  type KubeObject,
  type ManagedFieldsEntry,
  type PatchOptions,
  unionOf,
} from '../../api/index.ts'
import type { Context } from '../command.ts'
import { CommandError, isExpected, messageOf } from '../errors.ts'
import { LAST_APPLIED } from '../last-applied.ts'
import { joinApiVersion } from '../manifest-data.ts'
import type { Info } from '../resource-builder.ts'

export const SERVER_SIDE_MANAGER = 'kubectl'
const ANNOTATION_MANAGER = 'kubectl-last-applied'
const annotationPath = ['f:metadata', 'f:annotations', `f:${LAST_APPLIED}`]

const advice = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`

export function applyOnServer(
  ctx: Context,
  info: Info,
  options: PatchOptions & { readonly fieldManager: string },
): void {
  const force = ctx.flags.bool('force-conflicts')
  const subresource = ctx.flags.changed('subresource') ? ctx.flags.string('subresource') : ''
  const target = { ...info.target, ...(subresource === '' ? {} : { subresource }) }
  const config = info.object as unknown as Json
  try {
    info.refresh(ctx.client.patch(target, 'apply', config, { ...options, force }))
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'Conflict') {
      throw new CommandError(`${error.message}\n${advice}`)
    }
    throw error
  }
  try {
    saveAnnotation(ctx, info, options)
  } catch (error) {
    warn(ctx, 'failed to migrate kubectl.kubernetes.io/last-applied-configuration for Server-Side Apply', error)
    return
  }
  let migrated = false
  try {
    migrated = migrate(ctx, info, options)
  } catch (error) {
    warn(ctx, 'server rejected managed fields migration to Server-Side Apply', error)
  }
  if (!migrated) return
  try {
    // Again, so that what is no longer in the file can go at last.
    info.setObject(ctx.client.patch(info.target, 'apply', config, { ...options, force }))
  } catch (error) {
    warn(ctx, 'failed to re-apply configuration after performing Server-Side Apply migration', error)
  }
}

function warn(ctx: Context, what: string, error: unknown): void {
  if (!isExpected(error)) throw error
  ctx.err(`Warning: ${what}. This is non-fatal and will be retried next time you apply. Error: ${messageOf(error)}\n`)
}

const entriesOf = ({ metadata }: KubeObject): readonly ManagedFieldsEntry[] => metadata.managedFields ?? []

const ownsAnnotation = ({ fieldsV1 }: ManagedFieldsEntry): boolean => hasMember(fieldsV1, annotationPath)

/** Gives the annotation an owner of its own, or the configuration that does not hold it would take it away. */
function saveAnnotation(ctx: Context, info: Info, options: PatchOptions & { readonly fieldManager: string }): void {
  if (options.fieldManager !== SERVER_SIDE_MANAGER) return
  const { name, namespace, annotations } = info.object.metadata
  const text = annotations?.[LAST_APPLIED]
  if (text === undefined) return
  if (entriesOf(info.object).some((entry) => entry.operation === 'Apply' && ownsAnnotation(entry))) return
  const { group, version, kind } = info.mapping
  const annotation = {
    apiVersion: joinApiVersion(group, version),
    kind,
    metadata: { annotations: { [LAST_APPLIED]: text }, name, ...(namespace === undefined ? {} : { namespace }) },
  }
  info.setObject(ctx.client.patch(info.target, 'apply', annotation, { ...options, fieldManager: ANNOTATION_MANAGER }))
}

/** Makes what was applied from the client the server-side manager's; false when there is nothing of that. */
function migrate(ctx: Context, info: Info, options: PatchOptions & { readonly fieldManager: string }): boolean {
  const entries = entriesOf(info.object)
  const managers = new Set(
    entries.filter((entry) => entry.operation === 'Update' && ownsAnnotation(entry)).map(({ manager }) => manager),
  )
  let moved = entries
  for (const manager of managers) moved = moveManager(moved, manager, options.fieldManager)
  if (moved === entries) return false
  const patch = [
    { op: 'replace', path: '/metadata/managedFields', value: moved as unknown as Json },
    // A conflict, where another write came between; `test` would make it an invalid request.
    { op: 'replace', path: '/metadata/resourceVersion', value: info.object.metadata.resourceVersion ?? '' },
  ]
  info.setObject(ctx.client.patch(info.target, 'json', patch, options))
  return true
}

/** The entries with the updates of `from` as applies of `to`. */
function moveManager(entries: readonly ManagedFieldsEntry[], from: string, to: string): readonly ManagedFieldsEntry[] {
  const isFrom = (entry: ManagedFieldsEntry): boolean =>
    entry.manager === from && entry.operation === 'Update' && entry.subresource === undefined
  const isTo = (entry: ManagedFieldsEntry): boolean =>
    entry.manager === to && entry.operation === 'Apply' && entry.subresource === undefined
  const target = entries.find(isTo) ?? entries.find(isFrom)
  if (!target) return entries
  const own = entries.find((entry) => isFrom(entry) && entry.apiVersion === target.apiVersion)
  const fieldsV1 = unionOf(target.fieldsV1, own?.fieldsV1) ?? fieldAt(...annotationPath)
  const moved: ManagedFieldsEntry = { ...target, manager: to, operation: 'Apply', fieldsV1 }
  return entries.map((entry) => (entry === target ? moved : entry)).filter((entry) => !isFrom(entry))
}
