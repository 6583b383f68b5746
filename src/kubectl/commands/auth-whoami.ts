// kubectl auth whoami (k8s.io/kubectl/pkg/cmd/auth/whoami.go, v1.33).

import { ApiError, getPath, type KubeObject } from '../../api/index.ts'
import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { printFlags } from '../flag-sets.ts'
import { typedPrinter } from '../generator.ts'
import { alignColumns } from '../printers/columns.ts'

const GROUP = 'authentication.k8s.io'

export const authWhoAmI: Command = {
  name: 'whoami',
  use: '[options]',
  short: 'Show who one is to the server',
  examples: ['kubectl auth whoami', 'kubectl auth whoami -o json'],
  flags: printFlags,
  run(ctx) {
    const asked = ctx.flags.string('output') !== '' || ctx.flags.string('template') !== ''
    const print = asked ? typedPrinter(ctx, '') : (object: KubeObject) => ctx.out(tableOf(object))
    print(review(ctx))
    return 0
  },
}

function review(ctx: Context): KubeObject {
  // 1.27 knows only versions that no server of 1.33 has.
  if (!ctx.version.has('asksWhoAmIByV1'))
    throw new CommandError(
      'the selfsubjectreviews API is not enabled in the cluster\nenable APISelfSubjectReview feature gate and authentication.k8s.io/v1alpha1 or authentication.k8s.io/v1beta1 API',
    )
  try {
    return ctx.client.create({ group: GROUP, version: 'v1', resource: 'selfsubjectreviews' }, {
      apiVersion: `${GROUP}/v1`,
      kind: 'SelfSubjectReview',
      metadata: {},
    } as unknown as KubeObject)
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'Forbidden')
      throw new CommandError(
        'the selfsubjectreviews API is not enabled in the cluster or you do not have permission to call it',
      )
    throw error
  }
}

function tableOf(answer: KubeObject): string {
  const { username, uid, groups, extra } = (getPath(answer, 'status.userInfo') ?? {}) as {
    readonly username?: string
    readonly uid?: string
    readonly groups?: readonly string[]
    readonly extra?: Readonly<Record<string, readonly string[]>>
  }
  const list = (values: readonly string[]): string => `[${values.join(' ')}]`
  const rows = [['ATTRIBUTE', 'VALUE']]
  if (username) rows.push(['Username', username])
  if (uid) rows.push(['UID', uid])
  if (groups?.length) rows.push(['Groups', list(groups)])
  for (const key of Object.keys(extra ?? {}).sort()) rows.push([`Extra: ${key}`, list(extra?.[key] ?? [])])
  return alignColumns(rows)
}
