// kubectl create token (k8s.io/kubectl/pkg/cmd/create/create_token.go, v1.33).

import { ApiError, getPath, type KubeObject } from '../../api/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError, ConnectionError, usageError } from '../errors.ts'
import { printFlags } from '../flag-sets.ts'
import { typedPrinter } from '../generator.ts'
import { dialFault } from '../kubeconfig.ts'
import { pathOf } from '../request-path.ts'

const allBoundKinds = ['Node', 'Pod', 'Secret']

export const createToken: Command = {
  name: 'token',
  use: 'SERVICE_ACCOUNT_NAME [options]',
  short: 'Ask for a token of a service account',
  examples: ['kubectl create token myapp', 'kubectl create token myapp --duration 10m'],
  completes: 'serviceaccounts',
  flags: [
    ...printFlags,
    { name: 'audience', type: 'array', default: [], help: 'Who accepts the token; may be repeated.' },
    {
      name: 'bound-object-kind',
      type: 'string',
      default: '',
      help: `The token ends with this: ${allBoundKinds.join(', ')}.`,
    },
    { name: 'bound-object-name', type: 'string', default: '', help: 'The name of the object to bind to.' },
    { name: 'bound-object-uid', type: 'string', default: '', help: 'The UID of the object to bind to.' },
    { name: 'duration', type: 'duration', default: 0, help: 'How long the token is good for.' },
  ],
  run(ctx) {
    const count = ctx.argsLenAtDash === -1 ? ctx.args.length : ctx.argsLenAtDash
    if (count !== 1) throw usageError(ctx.path, `exactly one NAME is required, got ${count}`)
    const print = typedPrinter(ctx, 'created')
    const spec = tokenSpec(ctx)
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', metadata: {}, spec }
    const [name = ''] = ctx.args
    const target = { group: '', version: 'v1', resource: 'serviceaccounts', namespace: ctx.namespace, name }
    let answer: KubeObject
    try {
      answer = ctx.client.create({ ...target, subresource: 'token' }, body as unknown as KubeObject)
    } catch (error) {
      if (error instanceof ApiError) throw new CommandError(`failed to create token: ${error.message}`)
      if (!(error instanceof ConnectionError)) throw error
      const cause = dialFault('Post', error, pathOf({ ...target, subresource: 'token' }))
      throw new CommandError(`failed to create token: ${cause}`)
    }
    const token = getPath(answer, 'status.token')
    if (typeof token !== 'string' || token === '') {
      throw new CommandError('failed to create token: no token in server response')
    }
    if (ctx.flags.string('output') !== '') print(answer)
    else ctx.out(ctx.io.stdoutIsTty ? `${token}\n` : token)
    return 0
  },
}

function tokenSpec({ flags, version }: Context): object {
  const boundKinds = version.has('bindsTokensToNodes') ? allBoundKinds : ['Pod', 'Secret']
  const seconds = flags.durationMs('duration') / 1000
  if (seconds < 0) throw new CommandError('--duration must be greater than or equal to 0')
  if (!Number.isInteger(seconds)) {
    throw new CommandError('--duration cannot be expressed in units less than seconds')
  }
  const audiences = flags.strings('audience')
  if (audiences.includes('')) throw new CommandError('--audience must not be an empty string')
  const [kind, name, uid] = ['kind', 'name', 'uid'].map((word) => flags.string(`bound-object-${word}`))
  if (kind === '') {
    for (const [word, value] of Object.entries({ name, uid })) {
      if (value === '') continue
      throw new CommandError(`--bound-object-${word} can only be set if --bound-object-kind is provided`)
    }
  } else if (kind !== undefined && !boundKinds.includes(kind)) {
    throw new CommandError(`supported --bound-object-kind values are ${boundKinds.join(', ')}`)
  } else if (name === '') {
    throw new CommandError('--bound-object-name is required if --bound-object-kind is provided')
  }
  return {
    audiences: audiences.length > 0 ? audiences : null,
    ...(seconds > 0 ? { expirationSeconds: seconds } : {}),
    ...(kind ? { boundObjectRef: { kind, apiVersion: 'v1', name, ...(uid ? { uid } : {}) } } : {}),
  }
}
