// @kubernetes/client-node against a served lab: lists, an informer, patches, exec, logs and port-forward; and real
// kubectls' port-forward, where there are any.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import {
  AppsV1Api,
  CoreV1Api,
  Exec,
  type Informer,
  KubeConfig,
  makeInformer,
  type ObjectCache,
  PatchStrategy,
  PortForward,
  setHeaderOptions,
  type V1ConfigMap,
} from '@kubernetes/client-node'
import { afterEach, describe, expect, it } from 'vitest'
import { createLab, kubeconfigFor } from '../../src/lab/index.ts'
import { type Served, serve } from '../../src/node/serve.ts'
import { findKubectl, startKubectl } from './kubectls.ts'

const open: Served[] = []
afterEach(async () => {
  for (const served of open.splice(0)) await served.close()
})

async function servedLab() {
  const faults: unknown[] = []
  const lab = createLab({ seed: 5 })
  await lab.run('kubectl create deployment web --image=nginx')
  const served = await serve(lab, { clock: 'manual', onFault: (fault) => faults.push(fault) })
  open.push(served)
  const config = new KubeConfig()
  // The library speaks plain HTTP only to whom it need not trust.
  config.loadFromClusterAndUser({ name: 'lab', server: served.url, skipTLSVerify: true }, { name: 'admin' })
  const core = config.makeApiClient(CoreV1Api)
  const { items } = await core.listNamespacedPod({ namespace: 'default' })
  return { lab, url: served.url, config, core, pod: items[0]?.metadata?.name ?? '', faults }
}

async function until(fits: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !fits(); i++) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(fits()).toBe(true)
}

function collector() {
  let text = ''
  const stream = new Writable({
    write(chunk, _, done) {
      text += chunk
      done()
    },
  })
  return { stream, text: () => text }
}

describe('client-node', () => {
  it('lists in pages, patches, and reads logs', async () => {
    const { config, core, pod, faults } = await servedLab()
    const first = await core.listPodForAllNamespaces({ limit: 2 })
    expect([first.items.length, first.metadata?.remainingItemCount]).toEqual([2, expect.any(Number)])
    const rest = await core.listPodForAllNamespaces({ _continue: first.metadata?._continue ?? '' })
    expect(rest.items).toHaveLength(first.metadata?.remainingItemCount ?? 0)
    const scaled = await config
      .makeApiClient(AppsV1Api)
      .patchNamespacedDeploymentScale(
        { name: 'web', namespace: 'default', body: { spec: { replicas: 2 } } },
        setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
      )
    expect(scaled.spec?.replicas).toBe(2)
    expect(await core.readNamespacedPodLog({ name: pod, namespace: 'default', tailLines: 1 })).toMatch(/start worker/)
    await expect(core.readNamespacedPod({ name: 'nosuch', namespace: 'default' })).rejects.toMatchObject({ code: 404 })
    expect(faults).toEqual([])
  })

  it('keeps an informer up to date through a lost connection and a lost history', async () => {
    const { lab, config, core, faults } = await servedLab()
    const maps = { group: '', version: 'v1', resource: 'configmaps', namespace: 'default' }
    const make = (name: string) => lab.client.create(maps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })
    const informer = makeInformer<V1ConfigMap>(config, '/api/v1/namespaces/default/configmaps', () =>
      core.listNamespacedConfigMap({ namespace: 'default' }),
    ) as Informer<V1ConfigMap> & ObjectCache<V1ConfigMap>
    const known = (): string =>
      informer
        .list()
        .map((one) => one.metadata?.name)
        .sort()
        .join(' ')
    let lost = 0
    informer.on('error', () => {
      lost++
      // As the library's users do: start again, which lists anew.
      informer.start()
    })
    await informer.start()
    make('a')
    await until(() => known().includes('a'))
    // A restored server ends its watches, and knows no older revision.
    lab.restore(lab.snapshot())
    make('b')
    await until(() => known().includes('a b'))
    lab.client.delete({ ...maps, name: 'a' })
    await until(() => known() === 'b kube-root-ca.crt')
    await informer.stop()
    expect(lost).toBeLessThan(5)
    expect(faults).toEqual([])
  }, 20_000)

  it('executes, and forwards ports', async () => {
    const { config, pod, faults } = await servedLab()
    const out = collector()
    const status = await new Promise<{ status?: string }>((resolve) => {
      void new Exec(config).exec('default', pod, 'nginx', ['echo', 'hello'], out.stream, null, null, false, resolve)
    })
    expect([out.text(), status.status]).toEqual(['hello\n', 'Success'])

    const forward = new PortForward(config)
    const answer = collector()
    const request = new PassThrough()
    await forward.portForward('default', pod, [80], answer.stream, null, request)
    request.write('GET / HTTP/1.1\r\nHost: web\r\n\r\n')
    await until(() => answer.text().includes('</html>'))
    expect(answer.text()).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    const wrong = collector()
    await forward.portForward('default', pod, [81], new PassThrough(), wrong.stream, new PassThrough())
    await until(() => wrong.text().includes('connection refused'))
    expect(faults).toEqual([])
  })
})

async function freePort(): Promise<number> {
  const server: Server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

// 1.27 and 1.30 speak SPDY, 1.33 SPDY in a WebSocket.
for (const version of ['1.27', '1.30', '1.33']) {
  const binary = findKubectl(version)
  it.runIf(binary !== undefined)(
    `kubectl ${version} forwards ports`,
    async () => {
      const { url, faults } = await servedLab()
      const home = mkdtempSync(join(tmpdir(), 'kubarium-'))
      writeFileSync(join(home, 'config'), kubeconfigFor(url))
      const port = await freePort()
      const forward = await startKubectl(binary ?? '', ['port-forward', 'deployment/web', `${port}:80`], { home })
      expect(await forward.until(`127.0.0.1:${port} -> 80`)).toContain('Forwarding from')
      for (const path of ['/', '/nosuch']) {
        const answer = await fetch(`http://127.0.0.1:${port}${path}`)
        expect([answer.status, (await answer.text()).includes('nginx')]).toEqual([path === '/' ? 200 : 404, true])
      }
      await forward.interrupt()
      expect(faults).toEqual([])
      rmSync(home, { recursive: true, force: true })
    },
    60_000,
  )
}
