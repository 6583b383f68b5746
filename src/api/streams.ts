// log, exec, attach, port-forward and proxy: finds the pod, chooses the container, and passes on to whoever runs it.
// Models k8s.io/kubernetes/pkg/registry/core/pod/strategy.go (v1.33).

import { Pipe } from '../sim/index.ts'
import type {
  ExecOptions,
  ExecStream,
  LogOptions,
  LogStream,
  ObjectTarget,
  PodStreams,
  PortForward,
  PortRequest,
} from './client.ts'
import { type Core, definitionOf, findObject, targetKey } from './core.ts'
import type { FieldError } from './definition.ts'
import { ApiError, newBadRequest, newNotFound } from './errors.ts'
import { forbiddenField, invalidField, newInvalid } from './field-error.ts'
import type { KubeObject } from './object.ts'
import { getField, getPath } from './value.ts'

interface Containers {
  readonly regular: readonly string[]
  readonly init: readonly string[]
  readonly ephemeral: readonly string[]
}

function containersOf(pod: KubeObject): Containers {
  const names = (path: string): string[] => {
    const list = getPath(pod, path)
    return Array.isArray(list) ? list.map((container) => String(getField(container, 'name') ?? '')) : []
  }
  return {
    regular: names('spec.containers'),
    init: names('spec.initContainers'),
    ephemeral: names('spec.ephemeralContainers'),
  }
}

function chooseContainer(pod: KubeObject, asked: string | undefined): string {
  const { regular, init, ephemeral } = containersOf(pod)
  const { name } = pod.metadata
  if (!asked) {
    const [only] = regular
    if (only !== undefined && regular.length === 1) return only
    if (only === undefined) throw newBadRequest(`a container name must be specified for pod ${name}`)
    const choices = `choose one of: [${regular.join(' ')}]`
    const others = init.length > 0 ? ` or one of the init containers: [${init.join(' ')}]` : ''
    throw newBadRequest(`a container name must be specified for pod ${name}, ${choices}${others}`)
  }
  if ([...regular, ...init, ...ephemeral].includes(asked)) return asked
  throw newBadRequest(`container ${asked} is not valid for pod ${name}`)
}

function podOf(core: Core, target: ObjectTarget): KubeObject {
  const definition = definitionOf(core, target)
  const pod = findObject(core, definition, targetKey(definition, target))
  if (!pod) throw newNotFound(definition, target.name)
  return pod
}

function streamsOf(core: Core): PodStreams {
  if (core.streams) return core.streams
  throw new ApiError(503, 'ServiceUnavailable', 'the server is currently unable to handle the request')
}

export function logOfPod(core: Core, target: ObjectTarget, options: LogOptions): LogStream {
  const pod = podOf(core, target)
  const errors = logOptionFaults(options)
  if (errors.length > 0) throw newInvalid({ group: '', kind: 'PodLogOptions' }, pod.metadata.name, errors)
  const container = chooseContainer(pod, options.container)
  if (getPath(pod, 'spec.nodeName')) return streamsOf(core).log(pod, { ...options, container })
  // No node has the pod yet: upstream answers with an empty log.
  const output = new Pipe()
  output.end()
  return { output, stop: () => {} }
}

/** ValidatePodLogOptions (pkg/apis/core/validation). */
function logOptionFaults({ tailLines, limitBytes, sinceSeconds, sinceTime }: LogOptions): FieldError[] {
  const errors: FieldError[] = []
  if (tailLines !== undefined && tailLines < 0) {
    errors.push(invalidField('tailLines', tailLines, 'must be greater than or equal to 0'))
  }
  if (limitBytes !== undefined && limitBytes < 1) {
    errors.push(invalidField('limitBytes', limitBytes, 'must be greater than 0'))
  }
  if (sinceSeconds !== undefined && sinceTime !== undefined) {
    errors.push(forbiddenField('', 'at most one of `sinceTime` or `sinceSeconds` may be specified'))
  } else if (sinceSeconds !== undefined && sinceSeconds < 1) {
    errors.push(invalidField('sinceSeconds', sinceSeconds, 'must be greater than 0'))
  }
  return errors
}

export function execInPod(core: Core, target: ObjectTarget, options: ExecOptions): ExecStream {
  const pod = podOf(core, target)
  if (options.command.length === 0) throw newBadRequest('you must specify at least 1 command for the container')
  const container = chooseContainer(pod, options.container)
  requireNode(pod)
  return streamsOf(core).exec(pod, { ...options, container })
}

export function attachToPod(core: Core, target: ObjectTarget, options: Omit<ExecOptions, 'command'>): ExecStream {
  const pod = podOf(core, target)
  const container = chooseContainer(pod, options.container)
  requireNode(pod)
  return streamsOf(core).attach(pod, { ...options, container })
}

export function forwardToPod(core: Core, target: ObjectTarget): PortForward {
  const pod = podOf(core, target)
  requireNode(pod)
  return { pod, request: (port, request) => streamsOf(core).forward(pod, port, request) }
}

/** SplitSchemeNamePort (k8s.io/apimachinery/pkg/util/net/port_split.go): '[scheme:]name[:port]'. */
export function proxyTo(core: Core, target: ObjectTarget, request: PortRequest): ReturnType<PodStreams['proxy']> {
  const definition = definitionOf(core, target)
  const words = target.name.split(':')
  const [scheme, name = '', port = ''] = words.length === 3 ? words : ['', ...words]
  if (words.length > 3 || name === '' || !['', 'http', 'https'].includes(scheme ?? ''))
    throw newBadRequest(`invalid ${definition.kind.toLowerCase()} request "${target.name}"`)
  const object = findObject(core, definition, targetKey(definition, { ...target, name }))
  if (!object) throw newNotFound(definition, name)
  return streamsOf(core).proxy({ object, port }, request)
}

function requireNode(pod: KubeObject): void {
  if (!getPath(pod, 'spec.nodeName')) throw newBadRequest(`pod ${pod.metadata.name} does not have a host assigned`)
}
