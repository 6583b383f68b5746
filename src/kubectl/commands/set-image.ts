// kubectl set image (k8s.io/kubectl/pkg/cmd/set/set_image.go, v1.33).

import { containersIn } from '../change.ts'
import type { Command } from '../command.ts'
import { CommandError, throwAll } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { parsePairs, splitPairs } from '../pairs.ts'
import { changeEach, findForSet, setSelectorFlags, specOf } from '../set-change.ts'

export const setImage: Command = {
  name: 'image',
  use: '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N [options]',
  short: 'Change the images of containers',
  examples: ['kubectl set image deployment/nginx busybox=busybox nginx=nginx:1.9.1'],
  completes: 'resource',
  flags: setSelectorFlags,
  *run(ctx) {
    const { resources, pairs } = splitPairs(ctx.args, 'image')
    const { set: images } = parsePairs(pairs, 'image', false)
    const options = { resources, done: 'image updated', what: 'image update to pod template:' }
    const found = yield* findForSet(ctx, options)
    const faults: Error[] = []
    if (ctx.flags.bool('all') && ctx.flags.string('selector') !== '') {
      faults.push(new CommandError('cannot set --all and --selector at the same time'))
    }
    if (resources.length === 0 && ctx.flags.strings('filename').length === 0) {
      faults.push(new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>'))
    }
    if (images.size === 0) faults.push(new CommandError('at least one image update is required'))
    else if (images.size > 1 && images.has('*')) {
      faults.push(
        new CommandError(
          'all containers are already specified by *, but saw more than one container_name=container_image pairs',
        ),
      )
    }
    throwAll(faults)
    yield* changeEach(ctx, found, options, (copy, changeFaults, info) => {
      const spec = specOf(copy, info)
      for (const [name, image] of images) {
        const named = [...containersIn(spec, 'initContainers'), ...containersIn(spec, 'containers')].filter(
          (container) => name === '*' || container['name'] === name,
        )
        for (const container of named) container['image'] = image
        if (named.length === 0) {
          changeFaults.push(new CommandError(`error: unable to find container named ${quote(name)}`))
        }
      }
    })
    return 0
  },
}
