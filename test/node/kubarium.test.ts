// The `kubarium` command as it is shipped: one built file, run by plain Node in a folder where there is nothing else.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'kubarium-'))
const root = join(import.meta.dirname, '../..')
const command = join(folder, 'kubarium.mjs')
const children: ChildProcess[] = []

beforeAll(async () => {
  const outDir = join(folder, 'dist')
  await build({ root, configFile: join(root, 'vite.node.config.ts'), logLevel: 'error', build: { outDir } })
  writeFileSync(command, readFileSync(join(outDir, 'kubarium.js')), { mode: 0o755 })
}, 120_000)

afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function start(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [command, ...args], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] })
  children.push(child)
  return child
}

function kubarium(args: string[], input = ''): Promise<{ stdout: string; stderr: string; exitCode: number | null }> {
  return new Promise((resolve) => {
    const child = start(...args)
    let stdout = ''
    let stderr = ''
    child.stdout?.on('data', (data) => {
      stdout += data
    })
    child.stderr?.on('data', (data) => {
      stderr += data
    })
    child.on('close', (exitCode) => resolve({ stdout, stderr, exitCode }))
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}

describe('kubarium', () => {
  it('starts with the line that makes it a command', () => {
    expect(readFileSync(command, 'utf8').split('\n', 1)[0]).toBe('#!/usr/bin/env node')
  })

  it('tells its commands, and what is wrong with a call', async () => {
    expect((await kubarium(['--help'])).stdout).toContain('kubarium COMMAND --help')
    for (const name of ['run', 'api', 'check', 'new']) {
      const { stdout, exitCode } = await kubarium([name, '--help'])
      expect([stdout.split(' ').slice(0, 3).join(' ').trim(), exitCode]).toEqual([`Usage: kubarium ${name}`, 0])
    }
    const wrong: [string[], string][] = [
      [['nope'], 'there is no command nope'],
      [['run', '--seed', 'x'], '--seed x: not a whole number'],
      [['run', '--preset', 'x'], '--preset x: there are kubeadm and k3s'],
      [['run', '--kubectl', '1.20'], '--kubectl 1.20: there are 1.27 to 1.33'],
      [['run', '--settle', 'soon'], '--settle soon: not a duration'],
      [['run', '--start-time', 'noon'], '--start-time noon: not a time'],
      [['run', 'nosuch.sh'], 'nosuch.sh: ENOENT'],
      [['run', '--bogus'], "Unknown option '--bogus'"],
      [['run', '--lesson', '.'], '.: there is no lesson.yaml in it'],
      [['api', '--clock', 'sun'], '--clock sun: there are real and manual'],
      [['api', '--port', '70000'], '--port 70000: not a whole number from 0 to 65535'],
      [['check'], 'check: name at least one folder'],
      [['check', 'nosuch'], 'nosuch: there is no such folder'],
      [['new'], 'new: name one folder'],
    ]
    for (const [args, message] of wrong) {
      const { stdout, stderr, exitCode } = await kubarium(args)
      expect([stdout, exitCode], args.join(' ')).toEqual(['', 2])
      expect(stderr.slice(0, `kubarium: ${message}`.length)).toBe(`kubarium: ${message}`)
    }
  }, 60_000)

  it('runs a script, in which commands may span lines, and ends as its last command did', async () => {
    const script = [
      '# a comment',
      'kubectl create deployment web --image=nginx --replicas=2',
      '',
      'cat > cm.yaml <<END',
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata: {name: conf}',
      'END',
      'kubectl create -f cm.yaml',
      'kubectl get deployment web \\',
      "  -o jsonpath='{.status.readyReplicas}'",
      'kubectl get nosuch',
      '',
    ].join('\n')
    writeFileSync(join(folder, 'script.sh'), script)
    const ran = await kubarium(['run', 'script.sh'])
    expect(ran.stdout).toBe('deployment.apps/web created\nconfigmap/conf created\n2')
    expect(ran.stderr).toBe('error: the server doesn\'t have a resource type "nosuch"\n')
    expect(ran.exitCode).toBe(1)
    expect(existsSync(join(folder, 'cm.yaml'))).toBe(false)
    expect(await kubarium(['run'], script)).toEqual(ran)
    expect(await kubarium(['run'], 'echo a\nexit 4\necho b\n')).toEqual({ stdout: 'a\n', stderr: '', exitCode: 4 })
  }, 60_000)

  it('gives the same bytes for the same seed, others for another', async () => {
    const script =
      'kubectl create deployment web --image=nginx --replicas=3\nkubectl get pods -o wide\nkubectl get pods -o yaml\n'
    const [first, second, other] = await Promise.all([
      kubarium(['run', '--seed', '7', '--preset', 'k3s'], script),
      kubarium(['run', '--seed', '7', '--preset', 'k3s'], script),
      kubarium(['run', '--seed', '8', '--preset', 'k3s'], script),
    ])
    expect(first.stdout).toContain('Running')
    expect(second).toEqual(first)
    expect(other.stdout).not.toBe(first.stdout)
  }, 60_000)

  it('holds a conversation in JSON, each answer as soon as its command has ended', async () => {
    const child = start('run', '--json', '--start-time', '2030-01-01T00:00:00Z')
    const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]()
    const say = async (text: string): Promise<unknown> => {
      child.stdin?.write(`${JSON.stringify(text)}\n`)
      return JSON.parse((await lines.next()).value)
    }
    expect(await say('echo one; echo two >&2; (exit 3)')).toMatchObject({
      stdout: 'one\n',
      stderr: 'two\n',
      exitCode: 3,
    })
    const several = 'a=1\nb=2\necho $a$b'
    expect(await say(several)).toEqual({ command: several, stdout: '12\n', stderr: '', exitCode: 0 })
    const time = 'kubectl create ns shop && kubectl get ns shop -o jsonpath={.metadata.creationTimestamp}'
    expect(await say(time)).toMatchObject({
      stdout: expect.stringMatching(/^namespace\/shop created\n2030-01-01T00:0/),
    })
    child.stdin?.end()
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
    const bad = await kubarium(['run', '--json'], 'kubectl get pods\n"echo on"\n')
    expect(
      bad.stdout
        .trim()
        .split('\n')
        .map((answer) => JSON.parse(answer)),
    ).toEqual([
      {
        command: 'kubectl get pods',
        stdout: '',
        stderr: 'kubarium: --json: not a JSON string: kubectl get pods\n',
        exitCode: 2,
      },
      { command: 'echo on', stdout: 'on\n', stderr: '', exitCode: 0 },
    ])
  }, 60_000)

  it('starts a lesson that proves itself, plays it, and finds what is wrong with one', async () => {
    expect((await kubarium(['new', 'lessons/First One'])).exitCode).toBe(0)
    const proved = await kubarium(['check', 'lessons'])
    expect(proved.stdout).toContain('PASS lessons/First One')
    expect(proved.stdout).toContain('1 lesson proved')
    expect(proved.exitCode).toBe(0)
    const played = await kubarium(
      ['run', '--lesson', 'lessons/First One'],
      'kubectl create configmap setting\nkubectl create configmap settings --from-literal=color=blue\n',
    )
    expect(played.stdout).toContain('1/1 Keep a setting')
    expect(played.stdout).toContain('100 %')
    const path = join(folder, 'lessons/First One/lesson.yaml')
    const good = readFileSync(path, 'utf8')
    writeFileSync(path, good.replace('name: settings', 'nam: settings'))
    const broken = await kubarium(['check', 'lessons'])
    expect(broken.stdout).toMatch(/lesson\.yaml:\d+:\d+: /)
    expect(broken.exitCode).toBe(1)
    writeFileSync(path, good.replace('create configmap settings', 'create configmap others'))
    expect((await kubarium(['check', 'lessons'])).exitCode).toBe(1)
    expect((await kubarium(['new', 'lessons/First One'])).stderr).toContain('is not empty')
  }, 60_000)

  it('serves the API until it is interrupted, with time moved by hand', async () => {
    const child = start('api', '--clock', 'manual', '--kubeconfig', 'config', '--preset', 'k3s')
    const url = await new Promise<string>((resolve) =>
      child.stdout?.once('data', (data) => resolve(String(data).trim())),
    )
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(readFileSync(join(folder, 'config'), 'utf8')).toContain(`server: ${url}\n`)
    const post = async (path: string, body?: unknown) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        ...(body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}),
      })
    const pod = { metadata: { name: 'web' }, spec: { containers: [{ name: 'web', image: 'nginx' }] } }
    expect((await post('/api/v1/namespaces/default/pods', pod)).status).toBe(201)
    const phase = async () => (await (await fetch(`${url}/api/v1/namespaces/default/pods/web`)).json()).status.phase
    expect(await phase()).toBe('Pending')
    expect((await post('/-/settle')).status).toBe(200)
    expect(await phase()).toBe('Running')
    const before = Date.parse((await (await post('/-/advance?seconds=0')).json()).now)
    const after = Date.parse((await (await post('/-/advance?seconds=90')).json()).now)
    expect(after - before).toBe(90_000)
    expect((await post('/-/advance?seconds=x')).status).toBe(400)
    expect((await post('/-/nope')).status).toBe(404)
    const foreign = await new Promise((resolve) => {
      get(`${url}/version`, { headers: { Host: 'evil.example' } }, (answer) => resolve(answer.resume().statusCode))
    })
    expect(foreign).toBe(421)
    child.kill('SIGINT')
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
  }, 60_000)
})
