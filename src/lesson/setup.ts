// Puts a lesson's objects into the cluster, through the one client, as `kubectl create` would.

import { ApiError, type Client, type KubeObject, type ObjectTarget } from '../api/index.ts'
import type { Lesson } from './lesson.ts'

/** Creates each object in its namespace (or 'default'); one that exists already is left as it is. */
export function createObjects(client: Client, objects: readonly KubeObject[]): void {
  for (const object of objects) {
    const at = object.apiVersion.indexOf('/')
    const group = at < 0 ? '' : object.apiVersion.slice(0, at)
    const version = object.apiVersion.slice(at + 1)
    const resource = client
      .resources()
      .find((candidate) => candidate.kind === object.kind && candidate.group === group && candidate.version === version)
    if (!resource) throw new Error(`the cluster has no kind ${object.kind} in ${object.apiVersion}`)
    const namespace = resource.namespaced ? (object.metadata.namespace ?? 'default') : undefined
    const collection = { group, version, resource: resource.resource, namespace }
    if (isThere(client, { ...collection, name: object.metadata.name })) continue
    client.create(collection, object, { fieldValidation: 'Strict', fieldManager: 'kubectl-create' })
  }
}

/** What a lesson begins with. `createLesson` does it too, for what is missing. In one go: no time may pass in between. */
export function prepareCluster(lesson: Lesson, client: Client): void {
  createObjects(client, lesson.setup)
}

function isThere(client: Client, target: ObjectTarget): boolean {
  try {
    client.get(target)
    return true
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') return false
    throw error
  }
}
