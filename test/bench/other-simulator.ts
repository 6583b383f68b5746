// Another simulator of Kubernetes for browsers, to measure ourselves against: @ngrok/webernetes (0.3.5), where somebody
// installed it: in the folder that WEBERNETES names, or here. It is no dependency; without it the line is left out. Its
// modules are made for bundlers, so it is bundled first.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

export interface OtherSimulator {
  /** Boots a cluster and waits, on its own clock, until a Deployment is ready. */
  readonly rollOut: () => Promise<void>
  readonly remove: () => void
}

const entry = (from: string, replicas: number): string => `
import { BaseImage, Cluster } from ${JSON.stringify(from)}

class Web extends BaseImage {
  static imageName = 'web'
  static imageVersion = '1.0'
  defaultCommand = ['server']
  exec(context, argv) {
    return argv[0] === 'server' ? new Promise(() => {}) : super.exec(context, argv)
  }
}

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: ${replicas},
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'web:1.0' }] } },
  },
}

export async function rollOut() {
  const cluster = new Cluster()
  cluster.registerImage(Web)
  await cluster.init()
  cluster.clock.pause()
  await cluster.apply([deployment])
  for (let step = 0; step < 1000; step++) {
    cluster.clock.step(100)
    await new Promise((resolve) => setImmediate(resolve))
    const { status } = await cluster.api.appsv1.readNamespacedDeployment({ name: 'web', namespace: 'default' })
    if (status?.readyReplicas === ${replicas}) {
      void cluster.close()
      return
    }
  }
  throw new Error('the other simulator did not get ready')
}
`

export async function otherSimulator(replicas: number): Promise<OtherSimulator | undefined> {
  const main = join(process.env['WEBERNETES'] ?? process.cwd(), 'node_modules/@ngrok/webernetes/dist/index.js')
  if (!existsSync(main)) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'other-'))
  const input = join(folder, 'entry.js')
  writeFileSync(input, entry(main, replicas))
  await build({
    logLevel: 'silent',
    configFile: false,
    root: folder,
    ssr: { noExternal: true },
    build: {
      ssr: input,
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'bundle.mjs' } },
    },
  })
  const module: unknown = await import(pathToFileURL(join(folder, 'bundle.mjs')).href)
  const { rollOut } = module as Pick<OtherSimulator, 'rollOut'>
  return { rollOut, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
