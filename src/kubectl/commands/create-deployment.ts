// kubectl create deployment (k8s.io/kubectl/pkg/cmd/create/create_deployment.go, v1.33).

import type { Command } from '../command.ts'
import { CommandError } from '../errors.ts'
import { generatorFlags, startGenerator } from '../generator.ts'

const suffixLetters = 'bcdfghjklmnpqrstvwxz2456789'

export const createDeployment: Command = {
  name: 'deployment',
  aliases: ['deploy'],
  use: 'NAME --image=image -- [COMMAND] [args...] [options]',
  short: 'Make a deployment',
  examples: [
    'kubectl create deployment my-dep --image=busybox',
    'kubectl create deployment my-dep --image=nginx --replicas=3 --port=80',
    'kubectl create deployment my-dep --image=busybox -- date',
  ],
  flags: [
    ...generatorFlags,
    { name: 'image', type: 'strings', default: [], required: true, help: 'Images to run; one container each.' },
    { name: 'port', type: 'int32', default: -1, help: 'The port that the first container serves.' },
    { name: 'replicas', short: 'r', type: 'int32', default: 1, help: 'How many pods.' },
  ],
  run(ctx) {
    const generator = startGenerator(ctx)
    const { name, namespace } = generator
    const images = ctx.flags.strings('image')
    const command = ctx.args.slice(1)
    if (images.length > 1 && command.length > 0) {
      throw new CommandError('cannot specify multiple --image options and command')
    }
    const labels = { app: name }
    const port = ctx.flags.int('port')
    const containers = images.map((image, i) => ({
      name: containerName(image, (length) => ctx.io.host.random.text(length, suffixLetters)),
      image,
      command,
      ports: i === 0 && port >= 0 ? [{ containerPort: port }] : [],
    }))
    return generator.create(
      {
        kind: 'Deployment',
        apiVersion: 'apps/v1',
        metadata: { name, namespace, labels },
        spec: {
          replicas: ctx.flags.int('replicas'),
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers } },
        },
      },
      {
        resource: { group: 'apps', version: 'v1', resource: 'deployments' },
        fault: 'failed to create deployment:',
      },
    )
  },
}

/** The last part of the image without tag and digest; names that needed mending get a random end. */
function containerName(image: string, random: (length: number) => string): string {
  const last = image.slice(image.lastIndexOf('/') + 1)
  const name = last.replace(/[:@].*$/s, '')
  return /[_.]/.test(name) ? `${name.replaceAll(/[_.]/g, '-')}-${random(5)}` : name
}
