// kubectl create job and create cronjob (k8s.io/kubectl/pkg/cmd/create/create_{job,cronjob}.go, v1.33).

import type { CronJob } from '../../kinds/index.ts'
import type { Command } from '../command.ts'
import { CommandError } from '../errors.ts'
import { generatorFlags, startGenerator } from '../generator.ts'

const jobs = { group: 'batch', version: 'v1', resource: 'jobs' }

export const createJob: Command = {
  name: 'job',
  use: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...] [options]',
  short: 'Make a job',
  examples: [
    'kubectl create job my-job --image=busybox -- date',
    'kubectl create job test-job --from=cronjob/a-cronjob',
  ],
  flags: [
    ...generatorFlags,
    { name: 'from', type: 'string', default: '', help: 'A cron job whose template to use.' },
    { name: 'image', type: 'string', default: '', help: 'The image to run.' },
  ],
  *run(ctx) {
    const generator = startGenerator(ctx)
    const { name, namespace } = generator
    const [image, from] = [ctx.flags.string('image'), ctx.flags.string('from')]
    const command = ctx.args.slice(1)
    if ((image === '') === (from === '')) throw new CommandError('either --image or --from must be specified')
    if (from !== '' && command.length > 0) throw new CommandError('cannot specify --from and command')
    const head = { kind: 'Job', apiVersion: 'batch/v1' }
    const options = { resource: jobs, fault: 'failed to create job:' }
    if (image !== '') {
      const spec = { containers: [{ name, image, command }], restartPolicy: 'Never' }
      return generator.create({ ...head, metadata: { name, namespace }, spec: { template: { spec } } }, options)
    }
    const result = yield* ctx.resources({ args: [from], latest: true })
    const infos = yield* result.infos()
    const [info] = infos
    if (!info || infos.length !== 1) throw new CommandError('from must be an existing cronjob')
    const { kind, version } = info.mapping
    if (kind !== 'CronJob') throw new CommandError(`unknown object type *${version}.${kind}`)
    const { metadata, spec } = info.object as CronJob
    const template = spec?.jobTemplate
    const owner = { apiVersion: 'batch/v1', kind, name: metadata.name, uid: metadata.uid, controller: true }
    return generator.create(
      {
        ...head,
        metadata: {
          name,
          namespace,
          annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...template?.metadata?.annotations },
          labels: template?.metadata?.labels,
          ownerReferences: [owner],
        },
        spec: template?.spec,
      },
      options,
    )
  },
}

export const createCronJob: Command = {
  name: 'cronjob',
  aliases: ['cj'],
  use: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags] [options]",
  short: 'Make a cron job',
  examples: ['kubectl create cronjob my-job --image=busybox --schedule="*/1 * * * *" -- date'],
  flags: [
    ...generatorFlags,
    { name: 'image', type: 'string', default: '', required: true, help: 'The image to run.' },
    { name: 'restart', type: 'string', default: '', help: 'OnFailure or Never.' },
    { name: 'schedule', type: 'string', default: '', required: true, help: 'When to run, in cron format.' },
  ],
  run(ctx) {
    const generator = startGenerator(ctx)
    const { name, namespace } = generator
    const container = { name, image: ctx.flags.string('image'), command: ctx.args.slice(1) }
    const spec = { containers: [container], restartPolicy: ctx.flags.string('restart') || 'OnFailure' }
    return generator.create(
      {
        kind: 'CronJob',
        apiVersion: 'batch/v1',
        metadata: { name, namespace },
        spec: {
          schedule: ctx.flags.string('schedule'),
          jobTemplate: { metadata: { name }, spec: { template: { spec } } },
        },
      },
      { resource: { ...jobs, resource: 'cronjobs' }, fault: 'failed to create cronjob:' },
    )
  },
}
