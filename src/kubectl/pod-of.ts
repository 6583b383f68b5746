// The one object that POD or TYPE/NAME (or a file) means.

import type { KubeObject } from '../api/index.ts'
import type { Steps } from '../sim/index.ts'
import type { Context } from './command.ts'
import { CommandError } from './errors.ts'

export function* podOf(ctx: Context, name: string, filenames: readonly string[] = []): Steps<KubeObject> {
  const named = name === '' ? {} : { namesOf: 'pods', args: [name] }
  const result = yield* ctx.resources({ ...named, files: { filenames }, latest: true, typed: true })
  const infos = yield* result.infos()
  const [info, ...more] = infos
  if (!info || more.length > 0) throw new CommandError('cannot exec into multiple objects at a time')
  return info.object
}
