// kubectl run (k8s.io/kubectl/pkg/cmd/run/run.go and pkg/generate/versioned/run.go, v1.33).

import { envNameFaults, isNotFound, type KubeObject } from '../../api/index.ts'
import type { Steps } from '../../sim/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, usageError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import {
  type DryRun,
  dryRunFlag,
  dryRunSuffix,
  fieldManagerFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  saveConfigFlag,
} from '../flag-sets.ts'
import { dryRun, typedPrinter } from '../generator.ts'
import { imageName } from '../image-name.ts'
import { parseLabels, parsePortNumber } from '../label-specs.ts'
import { withLastApplied } from '../last-applied.ts'
import { overridden, overrideFlags } from '../overrides.ts'
import { defaultContainerOf } from '../pod-choice.ts'
import { podRunningTimeoutFlag } from '../pod-flags.ts'
import { isFinished, isRunningAndReady, waitForPod } from '../pod-wait.ts'
import { type ObjectData, typedObject } from '../typed-object.ts'
import { attachOrShowLog, showLog } from './attach.ts'

export const run: Command = {
  name: 'run',
  use: 'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...] [options]',
  short: 'Start one pod from an image',
  examples: ['kubectl run nginx --image=nginx', 'kubectl run -i -t busybox --image=busybox --restart=Never'],
  flags: [
    ...printFlags,
    dryRunFlag,
    fieldManagerFlag('kubectl-run'),
    ...filenameFlags,
    saveConfigFlag,
    recordFlag,
    ...overrideFlags,
    podRunningTimeoutFlag(60_000),
    { name: 'annotations', type: 'array', default: [], help: 'Annotations of the pod, as key=value.' },
    { name: 'attach', type: 'bool', default: false, help: 'Wait for the pod and connect to it.' },
    { name: 'cascade', type: 'string', default: 'background', implied: 'background', help: 'How --rm deletes.' },
    { name: 'command', type: 'bool', default: false, help: 'What follows -- replaces the command of the image.' },
    { name: 'env', type: 'array', default: [], help: 'Environment variables, as key=value.' },
    { name: 'expose', type: 'bool', default: false, help: 'Also make a ClusterIP service for the pod.' },
    { name: 'force', type: 'bool', default: false, help: 'Delete at once.' },
    { name: 'grace-period', type: 'int', default: -1, help: 'Seconds to end in peace.' },
    { name: 'image', type: 'string', default: '', required: true, help: 'The image to run.' },
    { name: 'image-pull-policy', type: 'string', default: '', help: 'Always, IfNotPresent or Never.' },
    { name: 'labels', short: 'l', type: 'string', default: '', help: 'Labels of the pod, as a=b,c=d.' },
    { name: 'leave-stdin-open', type: 'bool', default: false, help: 'Keep standard input open for others.' },
    { name: 'port', type: 'string', default: '', help: 'The port that the container serves.' },
    { name: 'privileged', type: 'bool', default: false, help: 'Run with the rights of the host.' },
    { name: 'quiet', short: 'q', type: 'bool', default: false, help: 'Only print what the container prints.' },
    { name: 'restart', type: 'string', default: 'Always', help: 'Always, OnFailure or Never.' },
    { name: 'rm', type: 'bool', default: false, help: 'Delete the pod when it is left.' },
    { name: 'stdin', short: 'i', type: 'bool', default: false, help: 'Pass standard input on.' },
    { name: 'timeout', type: 'duration', default: 0, help: 'How long a deletion may take.' },
    { name: 'tty', short: 't', type: 'bool', default: false, help: 'Give the container a terminal.' },
    { name: 'wait', type: 'bool', default: false, help: 'Wait for the end of a deletion.' },
  ],
  *run(ctx) {
    const { flags, args } = ctx
    const mode = dryRun(ctx)
    const attach = flags.changed('attach') ? flags.bool('attach') : flags.bool('stdin')
    const print = typedPrinter(ctx, `created${dryRunSuffix(mode)}`)
    if (args.length === 0 || ctx.argsLenAtDash === 0) throw usageError(ctx.path, 'NAME is required for run')
    const restart = check(ctx, attach, mode)
    const name = args[0] ?? ''
    const pod = send(ctx, mode, 'pods', overridden(ctx, podFor(ctx, name, restart)))
    const created: [resource: string, object: KubeObject][] = [['pods', pod]]
    if (flags.bool('expose')) {
      const service = send(ctx, mode, 'services', serviceFor(ctx, name))
      created.push(['services', service])
      print(service)
      if (flags.string('output') === 'yaml') ctx.out('---\n')
    }
    if (!attach) {
      print(pod)
      return 0
    }
    // Not in `finally`: an interrupted kubectl goes at once, and leaves the pod behind.
    const clear = (): void => {
      if (flags.bool('rm')) for (const [resource, object] of created) remove(ctx, resource, object)
    }
    try {
      const exitCode = yield* attachToNewPod(ctx, pod, restart)
      clear()
      return exitCode
    } catch (error) {
      clear()
      throw error
    }
  },
}

/** The checks before anything is made, in upstream's order; returns the restart policy. */
function check(ctx: Context, attach: boolean, mode: DryRun): string {
  const { flags } = ctx
  const fault = (message: string) => usageError(ctx.path, message)
  const image = flags.string('image')
  if (image === '') throw new CommandError('--image is required')
  if (!imageName.test(image)) throw new CommandError(`Invalid image name ${quote(image)}: invalid reference format`)
  if (flags.bool('tty') && !flags.bool('stdin')) {
    throw fault('-i/--stdin is required for containers with -t/--tty=true')
  }
  if (flags.bool('expose') && flags.string('port') === '') throw fault('--port must be set when exposing a service')
  const restart = flags.string('restart') || (flags.bool('stdin') ? 'OnFailure' : 'Always')
  if (!['Always', 'OnFailure', 'Never'].includes(restart)) throw fault(`invalid restart policy: ${restart}`)
  if (!attach && flags.bool('rm')) throw fault('--rm should only be used for attached containers')
  if (attach && mode !== 'none') {
    throw fault(
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    )
  }
  const pull = flags.string('image-pull-policy')
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(pull)) throw fault(`invalid image pull policy: ${pull}`)
  return restart
}

function podFor(ctx: Context, name: string, restartPolicy: string): ObjectData {
  const { flags } = ctx
  const words = ctx.args.slice(1)
  const env = flags.strings('env').map((text) => {
    const equals = text.indexOf('=')
    const key = text.slice(0, Math.max(0, equals))
    if (key === '' || envNameFaults(key).length > 0) throw new CommandError(`invalid env: ${text}`)
    return { name: key, value: text.slice(equals + 1) }
  })
  const annotations = new Map<string, string>()
  for (const text of flags.strings('annotations')) {
    const equals = text.indexOf('=')
    if (equals <= 0) throw new CommandError(`invalid annotations format: ${text}`)
    annotations.set(text.slice(0, equals), text.slice(equals + 1))
  }
  const stdin = flags.bool('stdin')
  const port = flags.string('port')
  const container = {
    name,
    image: flags.string('image'),
    ...(flags.bool('command') ? { command: words } : { args: words }),
    ports: port === '' ? [] : [{ containerPort: parsePortNumber(port) }],
    env,
    imagePullPolicy: flags.string('image-pull-policy'),
    securityContext: flags.bool('privileged') ? { privileged: true } : undefined,
    stdin,
    stdinOnce: stdin && !flags.bool('leave-stdin-open'),
    tty: flags.bool('tty'),
  }
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name, labels: labelsFor(ctx, name), annotations: Object.fromEntries(annotations) },
    spec: { containers: [container], restartPolicy, dnsPolicy: 'ClusterFirst' },
  }
}

function labelsFor(ctx: Context, name: string): Readonly<Record<string, string>> {
  const text = ctx.flags.string('labels')
  return text === '' ? { run: name } : parseLabels(text)
}

function serviceFor(ctx: Context, name: string): ObjectData {
  const given = ctx.flags.string('labels')
  const port = parsePortNumber(ctx.flags.string('port'))
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name, labels: given === '' ? {} : parseLabels(given) },
    spec: { ports: [{ protocol: 'TCP', port, targetPort: port }], selector: labelsFor(ctx, name) },
  }
}

function send(ctx: Context, mode: DryRun, resource: string, draft: ObjectData): KubeObject {
  ctx.mapper.ofKind('', 'v1', draft.kind)
  const object = typedObject(ctx.schema, draft)
  if (mode === 'client') {
    if (!ctx.namespaceExplicit) return object
    return typedObject(ctx.schema, {
      ...object,
      metadata: { ...object.metadata, namespace: ctx.namespace },
    })
  }
  const sent = ctx.flags.bool('save-config') ? withLastApplied(object, { typed: true }) : object
  return ctx.client.create({ group: '', version: 'v1', resource, namespace: ctx.namespace }, sent, {
    fieldManager: ctx.flags.string('field-manager'),
    dryRun: mode === 'server',
    onWarning: (text) => ctx.warn(text),
  })
}

/** Connects once the pod runs; a pod that has run already only shows its log. */
function* attachToNewPod(ctx: Context, created: KubeObject, restart: string): Steps<number> {
  const { flags } = ctx
  const { namespace, name } = created.metadata
  const timeoutMs = flags.durationMs('pod-running-timeout')
  const pod = yield* waitForPod(ctx, namespace, name, timeoutMs, (one) => isFinished(one) || isRunningAndReady(one))
  const wanted = { stdin: flags.bool('stdin'), tty: flags.bool('tty'), quiet: flags.bool('quiet') }
  if (isFinished(pod)) yield* showLog(ctx, pod, defaultContainerOf(pod, wanted.quiet ? undefined : ctx.err).name)
  else yield* attachOrShowLog(ctx, pod, '', wanted)
  if (flags.bool('leave-stdin-open') || restart === 'Always') return 0
  const ended = yield* waitForPod(ctx, namespace, name, timeoutMs, (one) =>
    restart === 'OnFailure' ? one.status?.phase === 'Succeeded' : isFinished(one),
  )
  if (ended.status?.phase === 'Succeeded') return 0
  const terminated = ended.status?.containerStatuses?.[0]?.state?.terminated
  if (!terminated || terminated.exitCode === 0) {
    throw new CommandError(`pod ${namespace}/${name} failed with unknown exit code`)
  }
  throw new CommandError(
    `pod ${namespace}/${name} terminated (${terminated.reason ?? ''})\n${terminated.message ?? ''}`,
    { exitCode: terminated.exitCode, raw: true },
  )
}

/** --rm */
function remove(ctx: Context, resource: string, object: KubeObject): void {
  const { namespace, name } = object.metadata
  try {
    ctx.client.delete({ group: '', version: 'v1', resource, namespace, name }, { propagationPolicy: 'Background' })
    if (!ctx.flags.bool('quiet')) ctx.out(`${object.kind.toLowerCase()} ${quote(name)} deleted\n`)
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}
