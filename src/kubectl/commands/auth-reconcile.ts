// kubectl auth reconcile (k8s.io/kubectl/pkg/cmd/auth/reconcile.go and k8s.io/component-helpers/auth/rbac/
// reconciliation, v1.33): brings roles and bindings to what files say, without taking away.

import {
  type AccessRule,
  ApiError,
  equalValues,
  isNotFound,
  type KubeObject,
  missingRules,
  type ResourceRef,
} from '../../api/index.ts'
import type { AggregationRule, RoleRef, Subject } from '../../kinds/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { dryRunFlag, filenameFlags, printFlags } from '../flag-sets.ts'
import { dryRun, typedPrinter } from '../generator.ts'
import type { Info } from '../resource-builder.ts'

const GROUP = 'rbac.authorization.k8s.io'
const AUTOUPDATE = 'rbac.authorization.kubernetes.io/autoupdate'
const namespaces: ResourceRef = { group: '', version: 'v1', resource: 'namespaces' }

interface Role extends KubeObject {
  readonly rules?: readonly AccessRule[] | null
  readonly aggregationRule?: AggregationRule
}

interface Binding extends KubeObject {
  readonly roleRef: RoleRef
  readonly subjects?: readonly Subject[] | null
}

interface Outcome {
  readonly object: KubeObject
  readonly operation: 'none' | 'create' | 'update' | 'recreate'
  readonly isProtected: boolean
  readonly notes: readonly (readonly [string, readonly string[]])[]
}

export const authReconcile: Command = {
  name: 'reconcile',
  use: '-f FILENAME [options]',
  short: 'Add to roles and bindings what files say',
  examples: ['kubectl auth reconcile -f my-rbac-rules.yaml'],
  flags: [
    ...printFlags,
    dryRunFlag,
    ...filenameFlags,
    { name: 'remove-extra-permissions', type: 'bool', default: false, help: 'Take away rules that no file has.' },
    { name: 'remove-extra-subjects', type: 'bool', default: false, help: 'Take away subjects that no file has.' },
  ],
  *run(ctx) {
    const { flags } = ctx
    const filenames = flags.strings('filename')
    const kustomize = flags.string('kustomize')
    if (filenames.length === 0 && kustomize === '') throw new CommandError('must specify one of -f and -k')
    if (ctx.args.length > 0) throw new CommandError('no arguments are allowed')
    const mode = dryRun(ctx)
    if (mode === 'server') throw new CommandError('--dry-run=server for command reconcile is not supported yet')
    const result = yield* ctx.resources({
      files: { filenames, kustomize, recursive: flags.bool('recursive') },
      continueOnError: true,
      local: true,
    })
    const print = typedPrinter(ctx, mode === 'client' ? 'reconciled (dry run)' : 'reconciled')
    yield* result.visit((info) => {
      if (info.mapping.group !== GROUP) return
      const outcome = 'roleRef' in info.object ? reconcileBinding(ctx, info) : reconcileRole(ctx, info)
      print(outcome.object)
      tell(ctx, outcome)
    })
    return 0
  },
}

function tell(ctx: Context, { operation, isProtected, notes }: Outcome): void {
  if (operation === 'none') return
  const caveat = isProtected ? `, but object opted out (${AUTOUPDATE}: false)` : ''
  ctx.err(`\treconciliation required ${operation}${caveat}\n`)
  for (const [title, lines] of notes) {
    if (lines.length === 0) continue
    ctx.err(`\t${title}:\n`)
    for (const line of lines) ctx.err(`\t\t${line}\n`)
  }
}

const goList = (list: readonly string[] = []): string => `[${list.join(' ')}]`
const ruleText = (rule: AccessRule): string =>
  `{Verbs:${goList(rule.verbs)} APIGroups:${goList(rule.apiGroups)} Resources:${goList(rule.resources)} ResourceNames:${goList(rule.resourceNames)} NonResourceURLs:${goList(rule.nonResourceURLs)}}`
const subjectText = ({ kind = '', apiGroup = '', name, namespace = '' }: Subject): string =>
  `{Kind:${kind} APIGroup:${apiGroup} Name:${name} Namespace:${namespace}}`

function existingOf<T extends KubeObject>(ctx: Context, info: Info): T | undefined {
  try {
    return ctx.client.get<T>(info.target)
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

function create(ctx: Context, info: Info, object: KubeObject): KubeObject {
  if (info.namespace !== '') ensureNamespace(ctx, info.namespace)
  return ctx.client.create(info.target, object)
}

/** Whoever may not look, or not make one, is told by the object itself. */
function ensureNamespace(ctx: Context, name: string): void {
  try {
    ctx.client.get({ ...namespaces, name })
  } catch (error) {
    if (!isNotFound(error)) {
      if (error instanceof ApiError && error.reason === 'Forbidden') return
      throw error
    }
    try {
      ctx.client.create(namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
    } catch (refused) {
      if (!(refused instanceof ApiError) || !['AlreadyExists', 'Forbidden'].includes(refused.reason)) throw refused
    }
  }
}

/** The object with the labels and annotations that are expected and that it does not have. */
function withMetadata<T extends KubeObject>(object: T, expected: KubeObject): T {
  const merged = (key: 'labels' | 'annotations') => {
    const all = { ...expected.metadata[key], ...object.metadata[key] }
    return Object.keys(all).length > 0 ? { [key]: all } : {}
  }
  return { ...object, metadata: { ...object.metadata, ...merged('labels'), ...merged('annotations') } }
}

const optsOut = ({ metadata }: KubeObject): boolean => metadata.annotations?.[AUTOUPDATE] === 'false'

function finish(ctx: Context, info: Info, before: KubeObject, after: KubeObject): Omit<Outcome, 'notes'> {
  const isProtected = optsOut(before)
  if (equalValues(before, after)) return { object: before, operation: 'none', isProtected }
  if (isProtected || dryRun(ctx) === 'client') return { object: after, operation: 'update', isProtected }
  return { object: ctx.client.update(info.target, after), operation: 'update', isProtected }
}

function reconcileRole(ctx: Context, info: Info): Outcome {
  const expected = info.object as Role
  const remove = ctx.flags.bool('remove-extra-permissions')
  const existing = existingOf<Role>(ctx, info)
  const wanted = expected.rules ?? []
  if (!existing) {
    const object = dryRun(ctx) === 'client' ? expected : create(ctx, info, expected)
    return {
      object,
      operation: 'create',
      isProtected: false,
      notes: [['missing rules added', wanted.map(ruleText)]],
    }
  }
  const own = existing.rules ?? []
  const missing = missingRules(own, wanted)
  const extra = missingRules(wanted, own)
  let after: Role = withMetadata(existing, expected)
  if (remove ? missing.length + extra.length > 0 : missing.length > 0)
    after = { ...after, rules: remove ? wanted : [...own, ...missing] }
  after = withSelectors(after, expected, remove)
  return {
    ...finish(ctx, info, existing, after),
    notes: [
      ['missing rules added', missing.map(ruleText)],
      ['extra rules removed', remove ? extra.map(ruleText) : []],
    ],
  }
}

function withSelectors(role: Role, expected: Role, remove: boolean): Role {
  const own = role.aggregationRule?.clusterRoleSelectors ?? []
  const wanted = expected.aggregationRule?.clusterRoleSelectors ?? []
  const lacks = (list: typeof own, from: typeof own) =>
    list.filter((one) => !from.some((each) => equalValues(each, one)))
  const missing = lacks(wanted, own)
  const extra = lacks(own, wanted)
  if (remove ? missing.length + extra.length === 0 : missing.length === 0) return role
  if (!remove) return { ...role, aggregationRule: { clusterRoleSelectors: [...own, ...missing] } }
  const { aggregationRule: _, ...rest } = role
  return expected.aggregationRule ? { ...rest, aggregationRule: expected.aggregationRule } : rest
}

function reconcileBinding(ctx: Context, info: Info): Outcome {
  const expected = info.object as Binding
  const remove = ctx.flags.bool('remove-extra-subjects')
  const existing = existingOf<Binding>(ctx, info)
  const dry = dryRun(ctx) === 'client'
  const wanted = expected.subjects ?? []
  if (!existing)
    return {
      object: dry ? expected : create(ctx, info, expected),
      operation: 'create',
      isProtected: false,
      notes: [['missing subjects added', wanted.map(subjectText)]],
    }
  const isProtected = optsOut(existing)
  if (!equalValues(existing.roleRef, expected.roleRef)) {
    let object: KubeObject = expected
    if (!dry && !isProtected) {
      const { uid } = existing.metadata
      ctx.client.delete(info.target, uid === undefined ? {} : { preconditions: { uid } })
      object = create(ctx, info, expected)
    }
    return { object, operation: 'recreate', isProtected, notes: [] }
  }
  const own = existing.subjects ?? []
  const lacks = (list: readonly Subject[], from: readonly Subject[]) =>
    list.filter((one) => !from.some((each) => subjectText(each) === subjectText(one)))
  const missing = lacks(wanted, own)
  const extra = lacks(own, wanted)
  let after: Binding = withMetadata(existing, expected)
  if (remove ? missing.length + extra.length > 0 : missing.length > 0)
    after = { ...after, subjects: remove ? wanted : [...own, ...missing] }
  return {
    ...finish(ctx, info, existing, after),
    notes: [
      ['missing subjects added', missing.map(subjectText)],
      ['extra subjects removed', remove ? extra.map(subjectText) : []],
    ],
  }
}
