// kubectl debug (k8s.io/kubectl/pkg/cmd/debug/debug.go, v1.33): a container more in a pod, a copy of a pod with something
// changed, or a pod on a node. Missing: --custom. What --target and the host's namespaces would show is missing, too: the
// containers here have no processes to look at, and /host is empty.

import { createTwoWayStrategicPatch, type Json, type KubeObject } from '../../api/index.ts'
import type { Container, ContainerStatus, EphemeralContainer, Pod } from '../../kinds/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { type DebugStyle, type Kept, profileOf } from '../debug-profiles.ts'
import { CommandError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { imageName } from '../image-name.ts'
import { gvkText } from '../mapper.ts'
import { containerFlag } from '../pod-flags.ts'
import { waitForPod } from '../pod-wait.ts'
import { attachOrShowLog, showLog } from './attach.ts'

const pods = { group: '', version: 'v1', resource: 'pods' } as const
const suffixLetters = 'bcdfghjklmnpqrstvwxz2456789'

const bool = (name: string, help: string, short?: string) =>
  ({ name, type: 'bool', default: false, help, ...(short === undefined ? {} : { short }) }) as const
const text = (name: string, help: string) => ({ name, type: 'string', default: '', help }) as const

export const debug: Command = {
  name: 'debug',
  use: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ] [options]',
  short: 'Look into a pod or a node with a container of your own',
  examples: [
    'kubectl debug web -it --image=busybox --target=web',
    'kubectl debug web -it --image=busybox --copy-to=web-debug',
    'kubectl debug node/controlplane -it --image=busybox',
  ],
  completes: 'pod',
  flags: [
    { name: 'filename', short: 'f', type: 'strings', default: [], help: 'A file with what to debug.' },
    bool('arguments-only', 'What follows -- are arguments, not the command.'),
    bool('attach', 'Connect to the container; so with -i unless said otherwise.'),
    { ...containerFlag, help: 'The name of the container.' },
    text('copy-to', 'Make a copy of the pod with this name.'),
    text('custom', 'Missing here.'),
    { name: 'env', type: 'strings', default: [], help: 'Environment variables, as key=value.' },
    text('image', 'The image of the container.'),
    text('image-pull-policy', 'Always, IfNotPresent or Never.'),
    bool('keep-annotations', 'The copy has the annotations, too.'),
    { ...bool('keep-init-containers', 'The copy has the init containers, too.'), default: true },
    bool('keep-labels', 'The copy has the labels, too.'),
    bool('keep-liveness', 'The copy has the liveness probes, too.'),
    bool('keep-readiness', 'The copy has the readiness probes, too.'),
    bool('keep-startup', 'The copy has the startup probes, too.'),
    {
      name: 'profile',
      type: 'string',
      default: 'legacy',
      help: 'legacy, general, baseline, netadmin, restricted or sysadmin.',
    },
    bool('quiet', 'Say less.', 'q'),
    bool('replace', 'With --copy-to: delete the original.'),
    bool('same-node', 'With --copy-to: on the same node.'),
    { name: 'set-image', type: 'strings', default: [], help: 'With --copy-to: images of containers, as name=image.' },
    { ...bool('share-processes', 'With --copy-to: the containers see each others processes.'), default: true },
    bool('stdin', 'Keep standard input open.', 'i'),
    text('target', 'The container whose processes to see.'),
    bool('tty', 'Give the container a terminal.', 't'),
  ],
  *run(ctx) {
    const wish = wishOf(ctx)
    validate(ctx, wish)
    const { flags } = ctx
    const result = yield* ctx.resources({
      ...(wish.names.length === 0 ? {} : { namesOf: 'pods', args: wish.names }),
      files: { filenames: flags.strings('filename') },
      latest: true,
      typed: true,
    })
    for (const { object, mapping } of yield* result.infos()) {
      let made: Made
      if (object.kind === 'Node') made = debugNode(ctx, wish, object)
      else if (object.kind === 'Pod' && wish.copyTo !== '') made = debugByCopy(ctx, wish, object as Pod)
      else if (object.kind === 'Pod') made = debugInside(ctx, wish, object as Pod)
      else throw new CommandError(`${quote(gvkText(mapping))} not supported by debug`)
      if (wish.attach && made.container !== '') yield* attach(ctx, wish, made)
    }
    return 0
  },
}

interface Wish {
  readonly names: readonly string[]
  readonly args: readonly string[]
  readonly image: string
  readonly container: string
  readonly copyTo: string
  readonly env: readonly { readonly name: string; readonly value: string }[]
  readonly setImages: ReadonlyMap<string, string>
  readonly stdin: boolean
  readonly tty: boolean
  readonly quiet: boolean
  readonly attach: boolean
  readonly target: string
}

/** A pod that was made or changed, and the container in it to connect to, if any. */
interface Made {
  readonly pod: KubeObject
  readonly container: string
}

function wishOf({ flags, args, argsLenAtDash: dash }: Context): Wish {
  const apart = dash >= 0 && args.length > dash
  const stdin = flags.bool('stdin')
  return {
    names: apart ? args.slice(0, dash) : args,
    args: apart ? args.slice(dash) : [],
    image: flags.string('image'),
    container: flags.string('container'),
    copyTo: flags.string('copy-to'),
    env: [...pairs('env', flags.strings('env'))].map(([name, value]) => ({ name, value })),
    setImages: pairs('set-image', flags.strings('set-image')),
    stdin,
    tty: flags.bool('tty'),
    quiet: flags.bool('quiet'),
    attach: flags.changed('attach') ? flags.bool('attach') : stdin,
    target: flags.string('target'),
  }
}

function pairs(flag: string, words: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    words.map((word) => {
      const [name = '', ...value] = word.split('=')
      if (value.length > 0) return [name, value.join('=')]
      const given = quote(words.join(','))
      const why = `invalid argument ${given} for "--${flag}" flag: ${word} must be formatted as key=value`
      throw new CommandError(`${why}\nSee 'kubectl debug --help' for usage.`)
    }),
  )
}

function validate(ctx: Context, wish: Wish): void {
  const { flags } = ctx
  const { image, container, copyTo, args, setImages } = wish
  const fail = (message: string): never => {
    throw new CommandError(message)
  }
  const profile = flags.string('profile')
  profileOf(profile)
  if (flags.string('custom') !== '') fail('--custom is missing in this lab')
  if (wish.attach && flags.changed('attach') && image === '' && container === '')
    fail('you must specify --container or create a new container using --image in order to attach.')
  if (copyTo !== '') {
    if (image === '' && setImages.size === 0 && args.length === 0)
      fail('you must specify --image, --set-image or command arguments.')
    if (args.length > 0 && container === '' && image === '')
      fail('you must specify an existing container or a new image when specifying args.')
  } else {
    if (flags.bool('replace')) fail('--replace may only be used with --copy-to.')
    if (flags.bool('same-node')) fail('--same-node may only be used with --copy-to.')
    if (setImages.size > 0) fail('--set-image may only be used with --copy-to.')
    if (image === '') fail('you must specify --image when not using --copy-to.')
  }
  if (image !== '' && !imageName.test(image)) fail(`invalid image name ${quote(image)}: invalid reference format`)
  if (wish.names.length === 0 && flags.strings('filename').length === 0) fail('NAME or filename is required for debug')
  const policy = flags.string('image-pull-policy')
  if (!['Always', 'IfNotPresent', 'Never', ''].includes(policy)) fail(`invalid image pull policy: ${policy}`)
  for (const [name, value] of setImages)
    if (!imageName.test(value))
      fail(`invalid image name ${quote(value)} for container ${quote(name)}: invalid reference format`)
  if (wish.target !== '') {
    if (copyTo !== '') fail('--target is incompatible with --copy-to. Use --share-processes instead.')
    if (!wish.quiet)
      ctx.out(
        `Targeting container ${quote(wish.target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
      )
  }
  if (wish.tty && !wish.stdin) fail('-i/--stdin is required for containers with -t/--tty=true')
  if (profile === 'legacy' && ctx.version.has('debugWarnsOfLegacy'))
    ctx.err(
      '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".\n',
    )
}

function applyProfile({ flags }: Context, pod: Pod, container: string, style: DebugStyle): Pod {
  const kept: Kept = {
    labels: flags.bool('keep-labels'),
    annotations: flags.bool('keep-annotations'),
    liveness: flags.bool('keep-liveness'),
    readiness: flags.bool('keep-readiness'),
    startup: flags.bool('keep-startup'),
    initContainers: flags.bool('keep-init-containers'),
  }
  return profileOf(flags.string('profile'))(pod, container, style, kept)
}

const suffix = ({ io }: Context): string =>
  Array.from({ length: 5 }, () => suffixLetters.charAt(io.host.random.int(suffixLetters.length))).join('')

/** A new container, as far as the wish says. */
function newContainer({ flags }: Context, wish: Wish, name: string): Container {
  const { args, env, image, stdin, tty } = wish
  const policy = flags.string('image-pull-policy')
  return {
    name,
    image,
    ...(args.length === 0 ? {} : flags.bool('arguments-only') ? { args } : { command: args }),
    ...(env.length > 0 ? { env } : {}),
    resources: {},
    terminationMessagePolicy: 'File',
    ...(policy === '' ? {} : { imagePullPolicy: policy }),
    ...(stdin ? { stdin } : {}),
    ...(tty ? { tty } : {}),
  }
}

function nameFor(ctx: Context, wish: Wish, { spec }: Pod): string {
  if (wish.container !== '') return wish.container
  const taken = [
    ...(spec?.containers ?? []),
    ...(spec?.initContainers ?? []),
    ...(spec?.ephemeralContainers ?? []),
  ].map((one) => one.name)
  let name = ''
  while (name === '' || taken.includes(name)) name = `debugger-${suffix(ctx)}`
  if (!wish.quiet) ctx.out(`Defaulting debug container name to ${name}.\n`)
  return name
}

function debugInside(ctx: Context, wish: Wish, pod: Pod): Made {
  const name = nameFor(ctx, wish, pod)
  const container: EphemeralContainer = {
    ...newContainer(ctx, wish, name),
    ...(wish.target === '' ? {} : { targetContainerName: wish.target }),
  }
  const before = pod.spec?.ephemeralContainers ?? []
  const draft: Pod = { ...pod, spec: { containers: [], ...pod.spec, ephemeralContainers: [...before, container] } }
  const changed = applyProfile(ctx, draft, name, 'ephemeral').spec?.ephemeralContainers ?? []
  const added = changed[before.length]
  warnOfUser(ctx, added, pod)
  const patch = createTwoWayStrategicPatch(
    pod,
    { ...pod, spec: { ...pod.spec, ephemeralContainers: changed } },
    ctx.schema,
    ctx.schema.kinds['v1/Pod'] ?? '',
  )
  const target = { ...pods, namespace: pod.metadata.namespace, name: pod.metadata.name }
  const result = ctx.client.patch({ ...target, subresource: 'ephemeralcontainers' }, 'strategic', patch as Json)
  return { pod: result, container: name }
}

function debugByCopy(ctx: Context, wish: Wish, pod: Pod): Made {
  const { flags } = ctx
  const { namespace, annotations, labels } = pod.metadata
  const { ephemeralContainers: _, nodeName, ...spec } = pod.spec ?? { containers: [] }
  const containers = spec.containers.map((one) => {
    const image = wish.setImages.get(one.name) || wish.setImages.get('*')
    return image ? { ...one, image } : one
  })
  const copy: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: wish.copyTo, ...(namespace ? { namespace } : {}), annotations, labels } as Pod['metadata'],
    spec: {
      ...spec,
      ...(flags.bool('same-node') && nodeName ? { nodeName } : {}),
      ...(flags.changed('share-processes') ? { shareProcessNamespace: flags.bool('share-processes') } : {}),
      containers,
    },
  }
  const { pod: changed, container } = changedCopy(ctx, wish, copy)
  const { namespace: where } = pod.metadata
  warnOfUser(
    ctx,
    changed.spec?.containers.find(({ name }) => name === container),
    changed,
  )
  const created = ctx.client.create({ ...pods, namespace: where }, changed, {
    onWarning: (warning) => ctx.warn(warning),
  })
  if (flags.bool('replace'))
    ctx.client.delete({ ...pods, namespace: where, name: pod.metadata.name }, { gracePeriodSeconds: 0 })
  return { pod: created, container }
}

function changedCopy(ctx: Context, wish: Wish, copy: Pod): { readonly pod: Pod; readonly container: string } {
  const { containers = [], initContainers = [] } = copy.spec ?? {}
  const existing = [...containers, ...initContainers].find(({ name }) => name === wish.container)
  if (!existing && wish.image === '') {
    if (wish.setImages.size > 0) return { pod: copy, container: '' }
    throw new CommandError('you must specify image when creating new container')
  }
  const name = existing?.name ?? nameFor(ctx, wish, copy)
  const { image, resources, terminationMessagePolicy, ...chosen } = newContainer(ctx, wish, name)
  const { stdin: _, tty: __, args, ...old } = existing ?? { resources, terminationMessagePolicy }
  const container: Container = {
    ...old,
    // Another command has arguments of its own.
    ...(args && !chosen.command ? { args } : {}),
    ...chosen,
    ...(wish.image === '' ? {} : { image }),
  } as Container
  const list = (all: readonly Container[]) => all.map((one) => (one.name === name ? container : one))
  const spec = {
    ...copy.spec,
    containers: existing ? list(containers) : [...containers, container],
    ...(initContainers.length > 0 ? { initContainers: list(initContainers) } : {}),
  }
  return { pod: applyProfile(ctx, { ...copy, spec }, name, 'copy'), container: name }
}

function debugNode(ctx: Context, wish: Wish, node: KubeObject): Made {
  const container = wish.container || 'debugger'
  const name = `node-debugger-${node.metadata.name}-${suffix(ctx)}`
  if (!wish.quiet)
    ctx.out(`Creating debugging pod ${name} with container ${container} on node ${node.metadata.name}.\n`)
  const draft: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      containers: [newContainer(ctx, wish, container)],
      nodeName: node.metadata.name,
      restartPolicy: 'Never',
      tolerations: [{ operator: 'Exists' }],
    },
  }
  const created = ctx.client.create(
    { ...pods, namespace: ctx.namespace },
    applyProfile(ctx, draft, container, 'node'),
    {
      onWarning: (warning) => ctx.warn(warning),
    },
  )
  return { pod: created, container }
}

/** Capabilities do not help who is not root. */
function warnOfUser(ctx: Context, container: Container | undefined, { spec }: Pod): void {
  const user = spec?.securityContext?.runAsUser
  const own = container?.securityContext
  if (!user || !own || own.runAsUser === 0 || !ctx.version.has('debugWarnsOfUser')) return
  if (!own.privileged && !own.capabilities?.add?.length) return
  ctx.err(
    'Warning: Non-root user is configured for the entire target Pod, and some capabilities granted by debug profile may not work. Please consider using "--custom" with a custom profile that specifies "securityContext.runAsUser: 0".\n',
  )
}

function* attach(ctx: Context, wish: Wish, { pod: { metadata }, container }: Made): Steps<void> {
  const statusIn = ({ status }: Pod): ContainerStatus | undefined =>
    [
      ...(status?.initContainerStatuses ?? []),
      ...(status?.containerStatuses ?? []),
      ...(status?.ephemeralContainerStatuses ?? []),
    ].find(({ name }) => name === container)
  let said = ''
  const pod = yield* waitForPod(ctx, metadata.namespace, metadata.name, 0, (one) => {
    const state = statusIn(one)?.state
    if (state?.running || state?.terminated) return true
    const problem = state?.waiting?.message ?? ''
    const version = `${one.metadata.resourceVersion}`
    if (problem !== '' && !wish.quiet && said !== version) ctx.warn(`container ${container}: ${problem}`)
    said = version
    return false
  })
  if (statusIn(pod)?.state?.terminated) yield* showLog(ctx, pod, container)
  else yield* attachOrShowLog(ctx, pod, container, wish)
}
