// Puts a lesson's objects into the cluster, through the one client, as `kubectl create` would.

import { ApiError, type Client, type CollectionTarget, type KubeObject } from '../api/index.ts'
import { atOnce } from '../sim/index.ts'
import type { Lesson } from './lesson.ts'

/** Creates each object in its namespace (or 'default'); one that exists already is left as it is. */
export function createObjects(client: Client, objects: readonly KubeObject[]): void {
  atOnce(createInParts(client, objects))
}

/** Makes each object what it was, too, where it was changed; what the cluster refuses stays as it is. */
export function restoreObjects(client: Client, objects: readonly KubeObject[]): void {
  for (const object of objects) {
    try {
      restoreObject(client, object)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
    }
  }
}

function restoreObject(client: Client, object: KubeObject): void {
  const target = { ...collectionOf(client, object), name: object.metadata.name }
  const there = isThere(client, object) ? client.get(target) : undefined
  if (there && covers(there, object)) return
  if (there) {
    const { labels, annotations } = there.metadata
    const metadata = {
      ...there.metadata,
      labels: { ...labels, ...object.metadata.labels },
      annotations: { ...annotations, ...object.metadata.annotations },
    }
    try {
      client.update(target, { ...there, ...merged(there, object), metadata })
      return
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      // Some fields never change.
      client.delete(target)
    }
  }
  createObjects(client, [object])
}

/** The fields of an object's parts (`spec`, `data`) as the lesson has them, the others as they are. */
function merged(there: KubeObject, object: KubeObject): Record<string, unknown> {
  const parts = Object.entries(object).map(([key, wanted]) => {
    const now: unknown = Reflect.get(there, key)
    return [key, isRecord(wanted) && isRecord(now) ? { ...now, ...wanted } : wanted]
  })
  return Object.fromEntries(parts)
}

/** All that `wanted` says, `there` says too. */
function covers(there: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return Array.isArray(there) && there.length === wanted.length && wanted.every((item, at) => covers(there[at], item))
  }
  if (!isRecord(wanted)) return there === wanted
  return isRecord(there) && Object.entries(wanted).every(([key, item]) => covers(there[key], item))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Those that are not in the cluster, as kubectl names them: 'deployment/web'. */
export function missingObjects(client: Client, objects: readonly KubeObject[]): readonly string[] {
  return objects
    .filter((object) => !isThere(client, object))
    .map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`)
}

function* createInParts(client: Client, objects: readonly KubeObject[]): Generator<void, void> {
  for (const object of objects) {
    if (isThere(client, object)) continue
    client.create(collectionOf(client, object), object, {
      fieldValidation: 'Strict',
      fieldManager: 'kubectl-create',
    })
    yield
  }
}

function collectionOf(client: Client, object: KubeObject): CollectionTarget {
  const at = object.apiVersion.indexOf('/')
  const group = at < 0 ? '' : object.apiVersion.slice(0, at)
  const version = object.apiVersion.slice(at + 1)
  const resource = client
    .resources()
    .find((candidate) => candidate.kind === object.kind && candidate.group === group && candidate.version === version)
  if (!resource) throw new Error(`the cluster has no kind ${object.kind} in ${object.apiVersion}`)
  const namespace = resource.namespaced ? (object.metadata.namespace ?? 'default') : undefined
  return { group, version, resource: resource.resource, namespace }
}

/**
 * What a lesson begins with, in parts, for a page that must breathe between them; no virtual time may pass meanwhile.
 * `createLesson` does it too, for what is missing.
 */
export function prepareClusterInParts(lesson: Lesson, client: Client): Generator<void, void> {
  return createInParts(client, lesson.setup)
}

function isThere(client: Client, object: KubeObject): boolean {
  try {
    client.get({ ...collectionOf(client, object), name: object.metadata.name })
    return true
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') return false
    throw error
  }
}
