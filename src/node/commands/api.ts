// `kubarium api`: the Kubernetes API of a fresh cluster on loopback, until it is interrupted.

import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createLab, kubeconfigFor } from '../../lab/index.ts'
import { labOptions, labOptionTypes, labUsage, type NodeCommand, UsageFault, wholeNumber } from '../command.ts'
import { serve } from '../serve.ts'

export const api: NodeCommand = {
  name: 'api',
  summary: 'serve the Kubernetes API of a fresh cluster on loopback',
  usage: `Usage: kubarium api [options]

Serves the API, prints its address, and runs until it is interrupted.

  --port N               the port (default 0: any that is free)
  --clock real|manual    real: time passes as on the wall (default); manual: POST /-/settle and
                         POST /-/advance?seconds=N move it, and it goes on for clients that wait
  --kubeconfig FILE      write a kubeconfig for it there
${labUsage}
                         (with --clock real: now)
`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...labOptionTypes,
        port: { type: 'string' },
        clock: { type: 'string' },
        kubeconfig: { type: 'string' },
      },
    })
    const clock = values.clock ?? 'real'
    if (clock !== 'real' && clock !== 'manual') throw new UsageFault(`--clock ${clock}: there are real and manual`)
    const port = wholeNumber('--port', values.port ?? '0', 65_535)
    const options = labOptions(values)
    const lab = createLab({ ...(clock === 'real' ? { startTime: Date.now() } : {}), ...options })
    lab.settle()
    const served = await serve(lab, {
      port,
      clock,
      onFault: (error) => process.stderr.write(`kubarium: ${error instanceof Error ? error.stack : error}\n`),
    }).catch((error: unknown) => {
      throw new UsageFault(`cannot serve on port ${port}: ${error instanceof Error ? error.message : error}`)
    })
    if (values.kubeconfig !== undefined)
      writeFileSync(values.kubeconfig, kubeconfigFor(served.url, options.preset), { mode: 0o600 })
    process.stdout.write(`${served.url}\n`)
    await interrupted()
    await served.close()
    return 0
  },
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
