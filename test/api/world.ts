// A small server for tests: namespaces, and two kinds of our own, one namespaced with all the trimmings, one plain.

import { firstPlugins } from '../../src/admission/index.ts'
import {
  ApiError,
  type Client,
  createServer,
  type KubeObject,
  type ResourceDefinition,
  type Schema,
  type Server,
  type Status,
} from '../../src/api/index.ts'
import { patches } from '../../src/api/later.ts'
import { Loop } from '../../src/sim/index.ts'

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] as const
const name = { name: 'Name', type: 'string', format: 'name', description: 'the name', priority: 0 } as const

export interface Thing extends KubeObject {
  readonly spec?: {
    readonly size?: number
    readonly template?: { readonly color?: string }
    readonly selector?: object
  }
  readonly status?: { readonly ready?: boolean; readonly replicas?: number }
}

const namespaces: ResourceDefinition = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  resource: 'namespaces',
  singular: 'namespace',
  namespaced: false,
  verbs,
  columns: [{ ...name, cell: ({ metadata }) => metadata.name }],
  status: true,
  generation: false,
  nameRule: 'label',
}

const things: ResourceDefinition<Thing> = {
  group: 'example.com',
  version: 'v1',
  kind: 'Thing',
  resource: 'things',
  singular: 'thing',
  shortNames: ['th'],
  namespaced: true,
  verbs,
  status: true,
  columns: [
    { ...name, cell: ({ metadata }) => metadata.name },
    {
      name: 'Size',
      type: 'integer',
      format: '',
      description: 'how large',
      priority: 1,
      cell: ({ spec }) => spec?.size ?? 0,
    },
  ],
  fieldSelectors: { 'spec.size': ({ spec }) => String(spec?.size ?? 0) },
  scale: { specReplicas: '.spec.size', statusReplicas: '.status.replicas', selector: '.spec.selector' },
  defaults(draft) {
    draft.spec = { size: 1, ...draft.spec }
  },
  validate: ({ spec }) =>
    (spec?.size ?? 0) < 0
      ? [{ type: 'Invalid value', field: 'spec.size', badValue: spec?.size, detail: 'must not be negative' }]
      : [],
  validateUpdate: ({ spec }, old) =>
    spec?.template?.color === old.spec?.template?.color
      ? []
      : [{ type: 'Forbidden', field: 'spec.template.color', detail: 'may not change' }],
  warnings: ({ spec }) => (spec?.size === 13 ? ['spec.size: 13 is said to bring bad luck'] : []),
}

/** Ends slowly, as pods do. */
const sleepers: ResourceDefinition = {
  group: '',
  version: 'v1',
  kind: 'Sleeper',
  resource: 'sleepers',
  singular: 'sleeper',
  namespaced: true,
  verbs,
  columns: [],
  generation: true,
  gracePeriodSeconds: () => 30,
}

export interface World {
  readonly loop: Loop
  readonly server: Server
  readonly client: Client
}

export const settings = {
  serviceCidr: '10.96.0.0/12',
  nodePortRange: [30000, 32767],
  gitVersion: 'v1.33.1',
} as const

export function newWorld(seed = 1, schema: Schema = { definitions: {}, kinds: {} }): World {
  const loop = new Loop({ startMs: Date.UTC(2025, 0, 1), seed })
  const server = createServer({
    patches,
    loop,
    definitions: [namespaces, things, sleepers],
    schema,
    settings,
    admission: firstPlugins,
  })
  const { client } = server
  for (const name of ['default', 'other']) {
    client.create(
      { group: '', version: 'v1', resource: 'namespaces' },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    )
  }
  return { loop, server, client }
}

export const things1 = { group: 'example.com', version: 'v1', resource: 'things', namespace: 'default' } as const
export const sleepers1 = { group: '', version: 'v1', resource: 'sleepers', namespace: 'default' } as const
export const one = (name: string, subresource?: string) => ({ ...things1, name, subresource })

export const thing = (name: string, more: object = {}, metadata: object = {}): Thing => ({
  apiVersion: 'example.com/v1',
  kind: 'Thing',
  metadata: { name, ...metadata },
  ...more,
})

/** The Status that `work` is refused with; a test fails when it is not refused, or with anything else. */
export function refusal(work: () => unknown): Status {
  try {
    work()
  } catch (error) {
    if (error instanceof ApiError) return error.status
    throw error
  }
  throw new Error('it was not refused')
}

export const refusalText = (work: () => unknown): string => {
  const { code, reason, message } = refusal(work)
  return `${code} ${reason} ${message}`
}
