// What the tables of this folder share: a server with all kinds, and what it says to one create or one update.
import type { Json, KubeObject, ResourceDefinition } from '../../src/api/index.ts'
import { laterKinds } from '../../src/kinds/later.ts'
import { object, refusal, world } from '../kinds/world.ts'

const definitions = laterKinds.definitions

export function served(resource: string): ResourceDefinition {
  const found = definitions.find((each) => each.resource === resource && !each.view)
  if (!found) throw new Error(`no kind ${resource}`)
  return found
}

export function place(resource: string, name: string) {
  const { group, version, namespaced } = served(resource)
  return { group, version, resource, name, ...(namespaced ? { namespace: 'default' } : {}) }
}

export function later() {
  const { server, client, loop } = world()
  server.extend(laterKinds)
  return { client, server, loop }
}

export function make(resource: string, fields: object): KubeObject {
  const { group, version, kind } = served(resource)
  const apiVersion = group === '' ? version : `${group}/${version}`
  return object({ apiVersion, kind, metadata: { name: 'x' }, ...fields })
}

/** A patch as the client wants it. */
export const json = (patch: object): Json => patch as Json

/** Without 'Job.batch "x" is invalid: ', which every message of a table has. */
function bare(resource: string, message: string): string {
  const { group, kind } = served(resource)
  const start = `${group === '' ? kind : `${kind}.${group}`} "x" is invalid: `
  return message.startsWith(start) ? message.slice(start.length) : message
}

/** What creating `x` is refused with, or ''. */
export function create(resource: string, fields: object): string {
  const { client } = later()
  const { name: _name, ...ref } = place(resource, '')
  return bare(
    resource,
    refusal(() => client.create(ref, make(resource, fields))),
  )
}

/** The same for a merge patch of an `x` that is right. */
export function update(resource: string, fields: object, patch: object, status?: object): string {
  const { client } = later()
  const target = place(resource, 'x')
  const { name: _name, ...ref } = target
  const made = client.create(ref, make(resource, fields))
  if (status) client.update({ ...target, subresource: 'status' }, object({ ...made, status }))
  return bare(
    resource,
    refusal(() => client.patch(target, 'merge', json(patch))),
  )
}

/** What is stored after `x` is created. */
export function stored<T extends KubeObject>(resource: string, fields: object): T {
  const { client } = later()
  const { name: _name, ...ref } = place(resource, '')
  return client.create<T>(ref, make(resource, fields) as T)
}

export function warned(resource: string, fields: object): string[] {
  const { client } = later()
  const { name: _name, ...ref } = place(resource, '')
  const warnings: string[] = []
  client.create(ref, make(resource, fields), { onWarning: (text) => warnings.push(text) })
  return warnings
}

export const container = { name: 'a', image: 'nginx' }
export const labels = { app: 'x' }
/** A template that is right, with more in its pod. */
export const template = (spec: object = {}, metadata: object = { labels }) => ({
  metadata,
  spec: { containers: [container], ...spec },
})
export const pick = { matchLabels: labels }

export const qualified =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
export const labelText =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
export const subdomainText =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
export const percentText =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"
export const goText = (text: string) => `intstr.IntOrString{Type:1, IntVal:0, StrVal:"${text}"}`
export const goNumber = (value: number) => `intstr.IntOrString{Type:0, IntVal:${value}, StrVal:""}`
export const goQuantity = (value: number, scale: number, text: string, format = 'DecimalSI') =>
  `resource.Quantity{i:resource.int64Amount{value:${value}, scale:${scale}}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"${text}", Format:"${format}"}`
