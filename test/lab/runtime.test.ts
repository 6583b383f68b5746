// The runtime of containers: scripts on the virtual clock, logs, exec with and without a terminal, signals, snapshots.
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../src/api/index.ts'
import type { ContainerStart, Image, Runtime } from '../../src/images/index.ts'
import { containerRuntime } from '../../src/lab/runtime.ts'
import { atOnce, Loop, type Program } from '../../src/sim/index.ts'

const busybox: Image = {
  names: ['docker.io/library/busybox'],
  entrypoint: [],
  command: ['sh'],
  shell: true,
  programs: [],
  pullMs: 100,
  sizeBytes: 1,
}
const nginx: Image = { ...busybox, names: ['docker.io/library/nginx'] }
const distroless: Image = { ...busybox, names: ['docker.io/library/app'], shell: false }
/** Ends politely when it is asked to. */
const serves: Program = {
  name: 'serves',
  *run(_, io) {
    let asked = false
    io.terminate.subscribe(() => {
      asked = true
    })
    while (!asked) yield { signals: [io.terminate] }
    return 0
  },
}
const serving: Image = { ...nginx, names: ['docker.io/library/serving'], programs: [serves] }
const images = [busybox, nginx, distroless, serving]

function machine() {
  const loop = new Loop({ startMs: Date.UTC(2026, 0, 5, 9), seed: 1 })
  const ended: string[] = []
  const runtime = containerRuntime()({
    loop,
    images,
    network: () => ({
      resolve: (name) => ({ addresses: name === 'web' ? ['10.96.0.20'] : [], name, serverAddress: '10.96.0.10' }),
      request: ({ host }) =>
        host === 'web'
          ? { ok: true, status: 200, headers: {}, body: `served at ${loop.nowMs}\n`, address: '10.96.0.20' }
          : { ok: false, fault: 'unknown-host' },
      listen: () => () => {},
    }),
  })
  runtime.onExit = (key) => ended.push(key)
  return { loop, runtime, ended }
}

const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'web-1',
    namespace: 'default',
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: '2026-01-05T09:00:00Z',
  },
}

const start = (id: string, args: readonly string[], image: Image = busybox): ContainerStart => ({
  id,
  pod,
  container: 'main',
  image,
  args,
  env: { GREETING: 'hello', PATH: '/usr/bin:/bin' },
  workingDirectory: '/',
  files: { '/etc/config/color': 'blue' },
  hostname: 'web-1',
  address: '10.244.0.5',
  stdin: false,
})

const logOf = (runtime: Runtime, id: string): string => runtime.log(id, {}).output.read()

describe('containers', () => {
  it('run scripts on the virtual clock', () => {
    const { loop, runtime, ended } = machine()
    runtime.start(
      start('a', ['sh', '-c', 'echo $GREETING from $(hostname); cat /etc/config/color; echo; sleep 3; exit 4']),
    )
    loop.drain()
    expect(logOf(runtime, 'a')).toBe('hello from web-1\nblue\n')
    expect(runtime.state('a')).toEqual({ state: 'running' })
    loop.advance(2900)
    expect(runtime.state('a')).toEqual({ state: 'running' })
    loop.advance(200)
    expect(runtime.state('a')).toMatchObject({
      state: 'exited',
      exitCode: 4,
      finishedMs: Date.UTC(2026, 0, 5, 9, 0, 3),
    })
    expect(ended).toEqual(['default/web-1'])
  })

  it('leave the cluster at rest while they sleep, and cannot hang it', () => {
    const { loop, runtime } = machine()
    runtime.start(start('a', ['sh', '-c', 'while true; do echo tick; sleep 60; done']))
    runtime.start(start('b', ['sh', '-c', 'while true; do :; done']))
    expect(loop.settle()).toBe(true)
    loop.advance(121_000)
    expect(logOf(runtime, 'a')).toBe('tick\ntick\ntick\n')
  })

  it.each([
    [['nosuch'], 'exec: "nosuch": executable file not found in $PATH: unknown', busybox],
    [['/app/run'], 'exec: "/app/run": stat /app/run: no such file or directory: unknown', busybox],
    [['sh', '-c', 'true'], 'exec: "sh": executable file not found in $PATH: unknown', distroless],
  ] as const)('say why %j cannot be started', (args, message, image) => {
    expect(() => machine().runtime.start(start('a', args, image))).toThrow(
      `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${message}`,
    )
  })

  it.each([
    [busybox, 'foo', 'sh: foo: not found\n'],
    [nginx, 'foo', 'sh: 1: foo: not found\n'],
    [busybox, 'curl web', 'sh: curl: not found\n'],
    [nginx, 'bash -c foo', 'bash: line 1: foo: command not found\n'],
  ])('speak like the shell of their image (%#)', (image, command, message) => {
    const { loop, runtime } = machine()
    runtime.start(start('a', ['sh', '-c', command], image))
    loop.drain()
    expect(logOf(runtime, 'a')).toBe(message)
    expect(runtime.state('a')).toMatchObject({ state: 'exited', exitCode: 127 })
  })

  it.each([
    [busybox, 'cat /no/such', "cat: can't open '/no/such': No such file or directory\n"],
    [busybox, 'cat /etc', 'cat: read error: Is a directory\n'],
    [busybox, 'cp /etc /x', "cp: omitting directory '/etc'\n"],
    [busybox, 'sort /no/such', 'sort: /no/such: No such file or directory\n'],
    [nginx, 'cat /no/such', 'cat: /no/such: No such file or directory\n'],
    [busybox, 'ls nosuch; echo $?', 'ls: nosuch: No such file or directory\n1\n'],
    [busybox, 'cat < nosuch', "sh: can't open nosuch: no such file\n"],
    [busybox, 'echo > /no/such', "sh: can't create /no/such: nonexistent directory\n"],
    [busybox, 'for i in {1..3} $RANDOMS x; do echo $i; done', '{1..3}\nx\n'],
    [
      busybox,
      'x=abc; [[ a == a ]] && echo ${x:1:1} ${x/b/-}; echo ${x^^}',
      'b a-c\nsh: syntax error: bad substitution\n',
    ],
    [busybox, 'a=(1 2)', 'sh: syntax error: unexpected "("\n'],
    [busybox, '[ 1 -eq a ]', 'sh: a: bad number\n'],
    [nginx, 'getent hosts web nosuch', '10.96.0.20      web\n'],
    [busybox, 'kill 1; kill -9 1; kill 99', 'sh: kill: (99) - No such process\n'],
  ])('say it in the words of their image (%#)', (image, command, text) => {
    const { loop, runtime } = machine()
    runtime.start(start('a', ['sh', '-c', command], image))
    loop.drain()
    expect(logOf(runtime, 'a')).toBe(text)
  })

  it('let a process in them end the first one', () => {
    const { loop, runtime, ended } = machine()
    runtime.start(start('a', ['sh', '-c', 'trap "" TERM; sleep 3600']))
    runtime.start(start('b', ['serves'], serving))
    for (const id of ['a', 'b']) runtime.exec(id, ['sh', '-c', 'kill 1'], { stdin: false, tty: false })
    loop.drain()
    expect(ended).toHaveLength(1)
    expect(runtime.state('a')).toEqual({ state: 'running' })
    expect(runtime.state('b')).toMatchObject({ state: 'exited', exitCode: 0 })
  })

  it('execute commands beside their own', () => {
    const { loop, runtime } = machine()
    runtime.start(start('a', ['sleep', '3600']))
    const stream = runtime.exec('a', ['sh', '-c', 'wget -qO- web; echo oops >&2; exit 3'], { stdin: false, tty: false })
    loop.drain()
    expect(stream.stdout.read()).toBe(`served at ${loop.nowMs}\n`)
    expect(stream.stderr.read()).toBe('oops\n')
    expect(stream.status?.details?.causes).toEqual([{ reason: 'ExitCode', message: '3' }])
    expect(runtime.probe('a', ['cat', '/etc/config/color'])).toEqual({ exitCode: 0, output: 'blue' })
    expect(runtime.probe('a', ['test', '-f', '/tmp/healthy']).exitCode).toBe(1)
  })

  it('give an interactive shell a terminal', () => {
    const { loop, runtime } = machine()
    runtime.start(start('a', ['sleep', '3600']))
    const stream = runtime.exec('a', ['sh'], { stdin: true, tty: true })
    const type = (keys: string): string => {
      stream.stdin.write(keys)
      loop.drain()
      return stream.stdout.read().replace(/\x1b\[[?0-9;]*[a-zA-Z]/g, '')
    }
    expect(type('')).toBe('/ # ')
    expect(type('echo $GREETING\r')).toBe('echo $GREETING\r\nhello\r\n/ # ')
    expect(type('cat\r')).toBe('cat\r\n')
    expect(type('x\x7fy\r')).toBe('x\b \by\r\ny\r\n')
    expect(type('\x03')).toBe('^C\r\n/ # ')
    expect(type('exit\r')).toContain('exit')
    expect(stream.status).toMatchObject({
      status: 'Failure',
      details: { causes: [{ reason: 'ExitCode', message: '130' }] },
    })
  })

  it('pass lines to a program on a terminal', () => {
    const { loop, runtime } = machine()
    runtime.start(start('a', ['sleep', '3600']))
    const stream = runtime.exec('a', ['cat'], { stdin: true, tty: true })
    stream.stdin.write('hi\r\x04')
    loop.drain()
    expect(stream.stdout.read()).toBe('hi\r\nhi\r\n')
    expect(stream.status?.status).toBe('Success')
  })

  it('end when killed; as the first process they do not notice SIGTERM', () => {
    const { loop, runtime } = machine()
    runtime.start(start('a', ['sleep', '3600']))
    loop.drain()
    runtime.terminate('a')
    loop.drain()
    expect(runtime.state('a')).toEqual({ state: 'running' })
    runtime.kill('a')
    expect(runtime.state('a')).toMatchObject({ state: 'exited', exitCode: 137 })
  })

  it.each([
    ['bash', 'serves', 'exited'],
    ['bash', 'echo a; serves', 'exited'],
    ['bash', 'serves; echo b', 'running'],
    ['bash', 'true && serves', 'running'],
    ['bash', 'trap "echo t" EXIT; serves', 'running'],
    ['sh', 'serves', 'running'],
    ['sh', 'echo a; exec serves', 'exited'],
    ['sh', 'exec bash -c "serves"', 'exited'],
    ['sh', 'serves & wait', 'running'],
  ])('pass a SIGTERM on only to what took their place: %s -c %s', (shell, script, state) => {
    const { loop, runtime } = machine()
    runtime.start(start('a', [shell, '-c', script], serving))
    loop.drain()
    runtime.terminate('a')
    loop.advance(1000)
    expect(runtime.state('a')?.state).toBe(state)
  })

  it('are number 1 where they are the first process', () => {
    const { loop, runtime } = machine()
    runtime.start(start('a', ['sh', '-c', 'echo $$ $PPID; kill $$; (echo $$); sleep 3600']))
    loop.drain()
    expect(logOf(runtime, 'a')).toBe('1 0\n1\n')
    const stream = runtime.exec('a', ['sh', '-c', 'echo $$; head -1 /etc/passwd'], { stdin: false, tty: false })
    loop.drain()
    expect(stream.stdout.read()).toBe('37\nroot:x:0:0:root:/root:/bin/bash\n')
  })

  it.each([
    ['behind the command that runs', 'while true; do sleep 1; done', 700],
    ['at once while it waits', 'sleep 3600 & wait', 0],
  ])('act on a SIGTERM that their script traps: %s, the same after a snapshot', (_, script, latencyMs) => {
    let { loop, runtime } = machine()
    runtime.start(start('a', ['sh', '-c', `trap 'echo bye; exit 3' TERM; ${script}`]))
    loop.advance(2300)
    runtime.terminate('a')
    loop.drain()
    const saved = JSON.parse(JSON.stringify({ loop: loop.snapshot(), runtime: runtime.snapshot() }))
    for (const restored of [false, true]) {
      if (restored) {
        ;({ loop, runtime } = machine())
        loop.restore(saved.loop)
        atOnce(runtime.restoreInParts(saved.runtime))
      }
      loop.advance(2000)
      expect(logOf(runtime, 'a')).toBe('bye\n')
      const finishedMs = Date.UTC(2026, 0, 5, 9, 0, 2, 300) + latencyMs
      expect(runtime.state('a')).toEqual({ state: 'exited', exitCode: 3, finishedMs })
    }
  })

  it('have the same future after a snapshot', () => {
    const script =
      'i=0; while [ $i -lt 20 ]; do i=$((i+1)); echo $i $RANDOM $(wget -qO- web) >> /tmp/log; tail -1 /tmp/log; sleep 1; done; exit 7'
    const run = (cutAtMs: number | undefined): unknown => {
      let { loop, runtime } = machine()
      runtime.start(start('a', ['sh', '-c', script]))
      if (cutAtMs !== undefined) {
        loop.advance(cutAtMs)
        const saved = JSON.parse(JSON.stringify({ loop: loop.snapshot(), runtime: runtime.snapshot() }))
        const next = machine()
        next.loop.restore(saved.loop)
        atOnce(next.runtime.restoreInParts(saved.runtime))
        loop = next.loop
        runtime = next.runtime
      }
      loop.advance(30_000 - (cutAtMs ?? 0))
      return { log: runtime.log('a', { timestamps: true }).output.read(), state: runtime.state('a') }
    }
    const expected = run(undefined)
    expect(expected).toMatchObject({ state: { state: 'exited', exitCode: 7 } })
    for (const cutAtMs of [0, 500, 5000, 12_345]) expect(run(cutAtMs)).toEqual(expected)
  })
})
