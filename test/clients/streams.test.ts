// A whole lab behind the socket: watches that move the clock, logs, exec over WebSockets, and real kubectls where there
// are any (1.27 speaks SPDY). The clock is moved by hand, so the same commands print the same.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createLab, kubeconfigFor } from '../../src/lab/index.ts'
import { type Served, serve } from '../../src/node/serve.ts'
import { findKubectl, runKubectl, startKubectl } from './kubectls.ts'

const open: Served[] = []
afterEach(async () => {
  for (const served of open.splice(0)) await served.close()
})

const pods = '/api/v1/namespaces/default/pods'

async function servedLab() {
  const faults: unknown[] = []
  const lab = createLab({ seed: 3 })
  lab.settle()
  const served = await serve(lab, { clock: 'manual', onFault: (fault) => faults.push(fault) })
  open.push(served)
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(`${served.url}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}),
    })
  const runPod = async (name: string, image = 'nginx') => {
    await ask('POST', pods, { metadata: { name }, spec: { containers: [{ name: 'main', image }] } })
    lab.settle()
  }
  return { lab, url: served.url, ask, runPod, faults }
}

/** The events of a watch until one fits, as 'TYPE phase'. */
async function watchUntil(url: string, fits: (line: string) => boolean): Promise<string[]> {
  const lines: string[] = []
  const response = await fetch(url)
  let rest = ''
  for await (const chunk of response.body ?? []) {
    rest += new TextDecoder().decode(chunk)
    const whole = rest.split('\n')
    rest = whole.pop() ?? ''
    for (const line of whole) {
      const { type, object } = JSON.parse(line)
      lines.push(`${type} ${object.status?.phase}${object.metadata.deletionTimestamp ? ' terminating' : ''}`)
      if (fits(lines.at(-1) ?? '')) return lines
    }
  }
  return lines
}

describe('time', () => {
  it('moves for a client that watches, and stands still for one that does not', async () => {
    const { lab, url, ask, faults } = await servedLab()
    const startMs = lab.nowMs()
    await ask('POST', pods, { metadata: { name: 'web' }, spec: { containers: [{ name: 'main', image: 'nginx' }] } })
    for (let i = 0; i < 5; i++) await ask('GET', `${pods}/web`)
    expect(lab.nowMs()).toBe(startMs)
    const watch = `${url}${pods}?watch=true&fieldSelector=metadata.name%3Dweb`
    const born = await watchUntil(watch, (line) => line === 'MODIFIED Running')
    expect(born[0]).toMatch(/^ADDED Pending/)
    const runningMs = lab.nowMs()
    expect(runningMs).toBeGreaterThan(startMs)
    await ask('DELETE', `${pods}/web`)
    const died = await watchUntil(watch, (line) => line.startsWith('DELETED'))
    expect(died[0]).toMatch(/^ADDED \w+ terminating$/)
    expect(faults).toEqual([])
  })

  it('is the same in every run', async () => {
    const history = async () => {
      const { lab, url, ask } = await servedLab()
      await ask('POST', pods, { metadata: { name: 'web' }, spec: { containers: [{ name: 'main', image: 'nginx' }] } })
      const watch = `${url}${pods}?watch=true&fieldSelector=metadata.name%3Dweb`
      const lines = await watchUntil(watch, (line) => line === 'MODIFIED Running')
      return { lines, ms: lab.nowMs(), pod: await (await ask('GET', `${pods}/web`)).json() }
    }
    expect(await history()).toEqual(await history())
  })
})

describe('logs', () => {
  it('come as text, and follow until the container ends', async () => {
    const { ask, runPod } = await servedLab()
    await runPod('web')
    const whole = await ask('GET', `${pods}/web/log`)
    expect(whole.headers.get('Content-Type')).toBe('text/plain')
    const text = await whole.text()
    expect(text.split('\n').length).toBeGreaterThan(3)
    expect((await (await ask('GET', `${pods}/web/log?tailLines=1`)).text()).trim().split('\n')).toHaveLength(1)
    const followed = await ask('GET', `${pods}/web/log?follow=true&container=main`)
    await ask('DELETE', `${pods}/web`)
    expect((await followed.text()).startsWith(text)).toBe(true)
    const refused = await ask('GET', `${pods}/nosuch/log`)
    expect([refused.status, (await refused.json()).reason]).toEqual([404, 'NotFound'])
  })
})

interface Executed {
  readonly stdout: string
  readonly stderr: string
  readonly status: { status?: string; details?: { causes?: { reason: string; message: string }[] } }
}

function execute(url: string, path: string, command: readonly string[], stdin?: string): Promise<Executed | number> {
  const query = [...command.map((word) => `command=${encodeURIComponent(word)}`), 'stdout=true', 'stderr=true']
  if (stdin !== undefined) query.push('stdin=true')
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}?${query.join('&')}`, ['v5.channel.k8s.io'])
  const texts = ['', '', '', '']
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      if (stdin === undefined) return
      const bytes = Buffer.from(stdin)
      // In two parts, cut inside of a character.
      socket.send(Buffer.concat([Buffer.from([0]), bytes.subarray(0, 1)]))
      socket.send(Buffer.concat([Buffer.from([0]), bytes.subarray(1)]))
      socket.send(Buffer.from([255, 0]))
    })
    socket.on('message', (data) => {
      const bytes = Buffer.isBuffer(data) ? data : Buffer.alloc(0)
      const channel = bytes[0] ?? 0
      texts[channel] = (texts[channel] ?? '') + bytes.subarray(1).toString('utf8')
    })
    socket.on('unexpected-response', (_, response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    socket.on('close', () => {
      const [, stdout = '', stderr = '', status = ''] = texts
      resolve({ stdout, stderr, status: JSON.parse(status || '{}') })
    })
    socket.on('error', reject)
  })
}

describe('exec over a WebSocket', () => {
  it('carries output, input and the exit code', async () => {
    const { url, runPod, faults } = await servedLab()
    await runPod('web')
    const path = `${pods}/web/exec`
    expect(await execute(url, path, ['sh', '-c', 'echo out; echo err >&2'])).toEqual({
      stdout: 'out\n',
      stderr: 'err\n',
      status: { metadata: {}, status: 'Success' },
    })
    expect(await execute(url, path, ['cat'], 'ü and more\n')).toMatchObject({ stdout: 'ü and more\n' })
    const failed = await execute(url, path, ['sh', '-c', 'exit 3'])
    expect(failed).toMatchObject({
      status: {
        status: 'Failure',
        reason: 'NonZeroExitCode',
        details: { causes: [{ reason: 'ExitCode', message: '3' }] },
      },
    })
    expect(await execute(url, path, ['sh', '-c', 'sleep 30; echo late'])).toMatchObject({ stdout: 'late\n' })
    expect(await execute(url, `${pods}/nosuch/exec`, ['ls'])).toBe(404)
    expect(await execute(url, `${pods}/web/nosuch`, ['ls'])).toBe(404)
    expect(faults).toEqual([])
  })
})

for (const version of ['1.27', '1.30', '1.33']) {
  const binary = findKubectl(version)
  describe.runIf(binary !== undefined)(`kubectl ${version} and a lab`, () => {
    it('waits, follows, executes and describes', async () => {
      const { url, lab, faults } = await servedLab()
      const home = mkdtempSync(join(tmpdir(), 'kubarium-'))
      writeFileSync(join(home, 'config'), kubeconfigFor(url))
      const kubectl = async (command: string, input?: string, timeoutMs?: number) => {
        const args = (command.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ''))
        const ran = await runKubectl(binary ?? '', args, {
          home,
          ...(input === undefined ? {} : { input }),
          ...(timeoutMs === undefined ? {} : { timeoutMs }),
        })
        return ran.exitCode === 0 ? ran.stdout : `${ran.stdout}${ran.stderr}(${ran.exitCode})`
      }
      expect(await kubectl('create deployment web --image=nginx --replicas=2')).toBe('deployment.apps/web created\n')
      expect(await kubectl('rollout status deployment web')).toMatch(/successfully rolled out\n$/)
      expect(await kubectl('wait --for=condition=Available deployment/web')).toBe('deployment.apps/web condition met\n')
      expect(await kubectl('get pods --no-headers')).toMatch(/^(web-\S+ +1\/1 +Running +0 +\d+s\n){2}$/)
      expect(await kubectl('get deployment web')).toMatch(
        /^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\nweb +2\/2 +2 +2 +\d+s\n$/,
      )
      expect(await kubectl('logs deployment/web --tail=1')).toMatch(/\n$/)
      expect(await kubectl("exec deployment/web -- sh -c 'echo $((6*7))'")).toBe('42\n')
      expect(await kubectl('exec -i deployment/web -- cat', 'in and out\n')).toBe('in and out\n')
      const once = 'run -i --rm once --image=busybox --restart=Never --quiet --'
      expect(await kubectl(`${once} cat`, 'in and out\n')).toBe('in and out\n')
      expect(await kubectl(`${once} sh`, 'echo out; exit 4')).toBe('out\npod default/once terminated (Error)\n(4)')
      expect(await kubectl('exec -i deployment/web -- sh', 'cd /etc\npwd')).toBe('/etc\n')
      expect(await kubectl("exec deployment/web -- sh -c 'exit 5'")).toBe('command terminated with exit code 5\n(5)')
      expect(await kubectl('describe deployment web')).toContain(
        'Replicas:               2 desired | 2 updated | 2 total | 2 available',
      )
      expect(await kubectl('expose deployment web --port=80')).toBe('service/web exposed\n')
      lab.settle()
      expect(await kubectl('describe service web')).toMatch(/Endpoints: +10\.244\.\d+\.\d+:80,10\.244\.\d+\.\d+:80\n/)
      const watched = await startKubectl(binary ?? '', ['get', 'pods', '--watch', '--no-headers'], { home })
      expect(await kubectl('delete pods -l app=web')).toMatch(/^(pod "web-\S+" deleted\n){2}$/)
      expect(await watched.until('Terminating')).toMatch(/^web-\S+ +1\/1 +Terminating +0 +\d+s$/m)
      expect(await watched.interrupt()).toBe(1)
      expect(await kubectl('delete deployment,service web')).toBe(
        'deployment.apps "web" deleted\nservice "web" deleted\n',
      )
      expect(faults).toEqual([])
      rmSync(home, { recursive: true, force: true })
    }, 120_000)
  })
}
