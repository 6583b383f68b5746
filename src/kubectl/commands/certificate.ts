// kubectl certificate approve and deny (k8s.io/kubectl/pkg/cmd/certificates/certificates.go, v1.33).

import { ApiError, isNotFound, type KubeObject, timeText } from '../../api/index.ts'
import type { CertificateSigningRequest } from '../../kinds/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { filenameFlags, printFlags } from '../flag-sets.ts'
import { helpText } from '../help.ts'
import { objectPrinter } from '../printers/object-printer.ts'
import { fetchInfo, type Info } from '../resource-builder.ts'

const GROUP = 'certificates.k8s.io'
const ref = { group: GROUP, version: 'v1', resource: 'certificatesigningrequests' } as const
const MOST_TRIES = 10

interface Decision {
  readonly type: 'Approved' | 'Denied'
  readonly reason: string
  readonly message: string
}

const decide = (name: 'approve' | 'deny', past: string, decision: Decision): Command => ({
  name,
  use: '(-f FILENAME | NAME) [options]',
  short: `${name === 'approve' ? 'Approve' : 'Deny'} a certificate request`,
  examples: [`kubectl certificate ${name} csr-sqgzp`],
  completes: 'certificatesigningrequests',
  flags: [
    ...printFlags,
    ...filenameFlags,
    { name: 'force', type: 'bool', default: false, help: `Also when it is ${past} already.` },
  ],
  *run(ctx) {
    const { flags } = ctx
    const print = objectPrinter(ctx, { operation: past })
    const filenames = flags.strings('filename')
    const kustomize = flags.string('kustomize')
    if (ctx.args.length === 0 && filenames.length === 0 && kustomize === '')
      throw new CommandError('one or more CSRs must be specified as <name> or -f <filename>')
    const result = yield* ctx.resources({
      ...(ctx.args.length === 0 ? {} : { namesOf: 'certificatesigningrequests', args: ctx.args }),
      files: { filenames, kustomize, recursive: flags.bool('recursive') },
      continueOnError: true,
      latest: true,
    })
    let found = 0
    yield* result.visit((info) => {
      modify(ctx, info, decision)
      found++
      print(info.object)
    })
    if (found === 0) ctx.out('No resources found\n')
    return 0
  },
})

function modify(ctx: Context, info: Info, { type, reason, message }: Decision): void {
  const { kind, group } = info.mapping
  if (kind !== 'CertificateSigningRequest' || group !== GROUP)
    throw new CommandError(
      `can only handle CertificateSigningRequest.${GROUP} objects, got ${group === '' ? kind : `${kind}.${group}`}`,
    )
  for (let tries = 0; ; tries++) {
    const { name } = info
    const request = typed(ctx, name)
    const conditions = request.status?.conditions ?? []
    const opposite = type === 'Approved' ? 'Denied' : 'Approved'
    if (conditions.some((one) => one.type === opposite))
      throw new CommandError(`certificate signing request ${quote(name)} is already ${opposite}`)
    if (conditions.some((one) => one.type === type) && !ctx.flags.bool('force')) return
    const made = conditions.some((one) => one.type === type)
      ? conditions
      : [...conditions, { type, status: 'True', reason, message, lastUpdateTime: timeText(ctx.nowMs()) }]
    try {
      const after = { ...request, status: { ...request.status, conditions: made } }
      ctx.client.update({ ...ref, name, subresource: 'approval' }, after as unknown as KubeObject)
      return
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'Conflict' || tries >= MOST_TRIES) throw error
      fetchInfo(ctx.client, info)
    }
  }
}

function typed(ctx: Context, name: string): CertificateSigningRequest {
  try {
    return ctx.client.get<CertificateSigningRequest>({ ...ref, name })
  } catch (error) {
    if (isNotFound(error)) throw new CommandError(`could not find v1 version of ${name}: ${(error as Error).message}`)
    throw error
  }
}

export const certificate: Command = {
  name: 'certificate',
  use: 'SUBCOMMAND [options]',
  short: 'Approve or deny certificate requests',
  run(ctx) {
    ctx.out(helpText(ctx.command, ctx.path))
    return 0
  },
  subcommands: [
    decide('approve', 'approved', {
      type: 'Approved',
      reason: 'KubectlApprove',
      message: 'This CSR was approved by kubectl certificate approve.',
    }),
    decide('deny', 'denied', {
      type: 'Denied',
      reason: 'KubectlDeny',
      message: 'This CSR was denied by kubectl certificate deny.',
    }),
  ],
}
