// What becomes of a definition: its names are accepted or in use already, it is established, and when it is deleted its
// objects go first. Models apiextensions-apiserver pkg/controller/{status,establish,finalizer,apiapproval} (v1.33).
// Differs: upstream waits a minute for objects that have finalizers, and tries again; here the last object's end is noticed.

import { type Change, type Client, type DerivingServer, equalValues, goQuote, timeText } from '../api/index.ts'
import type {
  CustomResourceDefinition,
  CustomResourceDefinitionCondition,
  CustomResourceDefinitionNames,
} from '../kinds/index.ts'
import { approvalOf, isProtectedGroup } from './api-approval.ts'
import { registerGroup } from './api-services.ts'
import { conditionOf, isConditionTrue, withCondition } from './conditions.ts'

type Condition = CustomResourceDefinitionCondition

export const COLLECTION = 'apiextensions.k8s.io/customresourcedefinitions'
export const CLEANUP = 'customresourcecleanup.apiextensions.k8s.io'
const REF = { group: 'apiextensions.k8s.io', version: 'v1', resource: 'customresourcedefinitions' } as const

const allOf = (server: DerivingServer): readonly CustomResourceDefinition[] =>
  server.objects.list(COLLECTION) as readonly CustomResourceDefinition[]

export function settleDefinitions(change: Change, server: DerivingServer): void {
  const client = server.clientFor('kube-apiserver')
  if (change.collection !== COLLECTION) {
    if (change.type !== 'DELETED') return
    for (const crd of allOf(server)) if (collectionOf(crd) === change.collection) finish(crd, server, client)
    return
  }
  const crd = change.object as CustomResourceDefinition
  if (change.type === 'DELETED') {
    // Its names are free for others now.
    for (const other of allOf(server))
      if (other.spec.group === crd.spec.group) accept(other.metadata.name, server, client)
  } else if (crd.metadata.deletionTimestamp) finish(crd, server, client)
  else accept(crd.metadata.name, server, client)
  registerGroup(crd.spec.group, allOf(server), server, client)
}

const collectionOf = ({ spec }: CustomResourceDefinition): string => `${spec.group}/${spec.names.plural}`

function current(name: string, server: DerivingServer): CustomResourceDefinition | undefined {
  return server.objects.get(COLLECTION, name) as CustomResourceDefinition | undefined
}

function write(crd: CustomResourceDefinition, status: CustomResourceDefinition['status'], client: Client): void {
  if (equalValues(crd.status, status)) return
  client.update({ ...REF, name: crd.metadata.name, subresource: 'status' }, {
    ...crd,
    status,
  } as CustomResourceDefinition)
}

function accept(name: string, server: DerivingServer, client: Client): void {
  const crd = current(name, server)
  if (!crd) return
  const nowText = timeText(server.nowMs)
  const { names: acceptedNames, condition } = namesFor(crd, server)
  let conditions = crd.status?.conditions ?? []
  const set = (next: Condition): void => {
    conditions = withCondition(conditions, next, nowText)
  }
  set(condition)
  const established = conditionOf(crd, 'Established')
  if (condition.status === 'True' && established?.status !== 'True') set(ESTABLISHED)
  else if (!established) set(NOT_ACCEPTED)
  if (isProtectedGroup(crd.spec.group)) set(approvalCondition(crd))
  write(crd, { ...crd.status, conditions, acceptedNames }, client)
}

const ESTABLISHED: Condition = {
  type: 'Established',
  status: 'True',
  reason: 'InitialNamesAccepted',
  message: 'the initial names have been accepted',
}
const NOT_ACCEPTED: Condition = {
  type: 'Established',
  status: 'False',
  reason: 'NotAccepted',
  message: 'not all names are accepted',
}

function approvalCondition(crd: CustomResourceDefinition): Condition {
  const { state, reason } = approvalOf(crd.metadata.annotations)
  const [status, why] = (
    {
      approved: ['True', 'ApprovedAnnotation'],
      bypassed: ['False', 'UnapprovedAnnotation'],
      missing: ['False', 'MissingAnnotation'],
      invalid: ['False', 'InvalidAnnotation'],
    } as const
  )[state]
  return { type: 'KubernetesAPIApprovalPolicyConformant', status, reason: why, message: reason }
}

/** The names that nobody else in the group has. */
function namesFor(
  crd: CustomResourceDefinition,
  server: DerivingServer,
): { names: CustomResourceDefinitionNames; condition: Condition } {
  const others = allOf(server)
    .filter((other) => other.spec.group === crd.spec.group && other.metadata.name !== crd.metadata.name)
    .flatMap(({ status }) => (status?.acceptedNames ? [status.acceptedNames] : []))
  const words = new Set(
    others.flatMap(({ plural, singular, shortNames = [] }) => [plural, singular ?? '', ...shortNames]),
  )
  const kinds = new Set(others.flatMap(({ kind, listKind }) => [kind ?? '', listKind ?? '']))
  const asked = crd.spec.names
  const accepted: { -readonly [K in keyof CustomResourceDefinitionNames]: CustomResourceDefinitionNames[K] } = {
    ...(crd.status?.acceptedNames ?? { plural: '', kind: '' }),
  }
  let condition: Condition = {
    type: 'NamesAccepted',
    status: 'True',
    reason: 'NoConflicts',
    message: 'no conflicts found',
  }
  const conflict = (reason: string, taken: readonly string[]): void => {
    const faults = taken.map((name) => `${goQuote(name)} is already in use`)
    const message = faults.length > 1 ? `[${faults.join(', ')}]` : (faults[0] ?? '')
    condition = { type: 'NamesAccepted', status: 'False', reason, message }
  }
  const take = (
    field: 'plural' | 'singular' | 'kind' | 'listKind',
    reason: string,
    used: ReadonlySet<string>,
  ): void => {
    const name = asked[field]
    if (name !== undefined && name !== accepted[field] && used.has(name)) conflict(reason, [name])
    else if (name !== undefined) accepted[field] = name
  }
  take('plural', 'PluralConflict', words)
  take('singular', 'SingularConflict', words)
  const mine = new Set(crd.status?.acceptedNames?.shortNames)
  const taken = (asked.shortNames ?? []).filter((name) => !mine.has(name) && words.has(name))
  if (taken.length > 0) conflict('ShortNamesConflict', taken)
  else if (asked.shortNames) accepted.shortNames = asked.shortNames
  else delete accepted.shortNames
  take('kind', 'KindConflict', kinds)
  take('listKind', 'ListKindConflict', kinds)
  if (asked.categories) accepted.categories = asked.categories
  else delete accepted.categories
  return { names: accepted, condition }
}

/** Deletes the objects of a definition that is being deleted, and lets it go when there are none left. */
function finish(crd: CustomResourceDefinition, server: DerivingServer, client: Client): void {
  const { deletionTimestamp, name, finalizers = [] } = crd.metadata
  if (!deletionTimestamp || !finalizers.includes(CLEANUP)) return
  const version = crd.spec.versions.find(({ served }) => served)
  if (isConditionTrue(crd, 'Established') && version) {
    const ref = { group: crd.spec.group, version: version.name, resource: crd.spec.names.plural }
    const waiting = server.objects.list(collectionOf(crd)).filter(({ metadata }) => !metadata.deletionTimestamp)
    const namespaces = new Set(waiting.map(({ metadata }) => metadata.namespace))
    for (const namespace of namespaces)
      client.deleteCollection({ ...ref, ...(namespace === undefined ? {} : { namespace }) })
  }
  const left = current(name, server)
  if (!left?.metadata.finalizers?.includes(CLEANUP)) return
  if (server.objects.list(collectionOf(crd)).length > 0) {
    const conditions = withCondition(left.status?.conditions ?? [], IN_PROGRESS, timeText(server.nowMs))
    write(left, { ...left.status, conditions }, client)
    return
  }
  const metadata = { ...left.metadata, finalizers: finalizers.filter((one) => one !== CLEANUP) }
  client.update({ ...REF, name }, { ...left, metadata })
}

const IN_PROGRESS: Condition = {
  type: 'Terminating',
  status: 'True',
  reason: 'InstanceDeletionInProgress',
  message: 'CustomResource deletion is in progress',
}
