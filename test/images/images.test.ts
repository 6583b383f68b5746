// Image names, and what the images do when they run: through a whole cluster, as kubectl would see it.
import { describe, expect, it } from 'vitest'
import { findImage, images, normalizeImage } from '../../src/images/index.ts'
import { core, create, eventsOf, getPod, pod, statusOf, type World, world } from '../cluster/world.ts'

describe('an image reference', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['kubarium/back-end', 'docker.io/kubarium/back-end:latest'],
    ['docker.io/nginx:alpine', 'docker.io/library/nginx:alpine'],
    ['registry.k8s.io/pause:3.10', 'registry.k8s.io/pause:3.10'],
    ['localhost:5000/x/y:z', 'localhost:5000/x/y:z'],
  ])('%s is %s', (name, reference) => {
    expect(normalizeImage(name)?.reference).toBe(reference)
  })

  it.each([
    ['nginx:1.27', undefined],
    [
      'nginx:9.9',
      'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:9.9": failed to resolve reference "docker.io/library/nginx:9.9": docker.io/library/nginx:9.9: not found',
    ],
    [
      'nobody/nothing',
      'failed to pull and unpack image "docker.io/nobody/nothing:latest": failed to resolve reference "docker.io/nobody/nothing:latest": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    ],
    [
      'registry.invalid/x:1',
      'failed to pull and unpack image "registry.invalid/x:1": failed to resolve reference "registry.invalid/x:1": failed to do request: Head "https://registry.invalid/v2/x/manifests/1": dial tcp: lookup registry.invalid: no such host',
    ],
    ['Nginx', 'invalid reference format: repository name (library/Nginx) must be lowercase'],
    ['ngi nx', 'invalid reference format'],
  ])('%s: %s', (name, error) => {
    const found = findImage(images, name)
    expect(found.ok ? undefined : found.error).toBe(error)
  })

  it('names each image once', () => {
    const names = images.flatMap((image) => image.names)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(findImage(images, name).reference).toContain(name)
  })
})

function get(c: World, name: string, path: string, port = 80): string {
  const host = getPod(c, name)?.status?.podIP ?? ''
  const request = {
    host,
    port,
    protocol: 'http',
    method: 'GET',
    path,
    headers: { 'user-agent': 'test' },
    body: '',
  } as const
  const answer = c.nodeNetwork('controlplane').request(request)
  return answer.ok ? `${answer.status} ${answer.body.trim().split(/\r?\n/)[0]}` : answer.fault
}

const logOf = (c: World, name: string, previous = false): string =>
  c.client.log({ ...core('pods'), namespace: 'default', name }, { previous }).output.read()

describe('a running image', () => {
  it.each([
    ['nginx', {}, '/', 80, '200 <!DOCTYPE html>', /start worker process.*"GET \/ HTTP\/1\.1" 200 615 "-" "test"/s],
    ['nginx', {}, '/nothing', 80, '404 <html>', /open\(\) "\/usr\/share\/nginx\/html\/nothing" failed/],
    ['httpd', {}, '/', 80, '200 <html><body><h1>It works!</h1></body></html>', /resuming normal operations/],
    ['kubarium/back-end', {}, '/', 80, /^200 Hello from it \(10\.244\.1\.\d+\)$/, /GET \//],
    ['kubarium/front-end', {}, '/', 80, '502 it cannot reach back-end: unknown-host', /cannot reach/],
    ['hashicorp/http-echo:1.0', { args: ['-text=hi'] }, '/', 5678, '200 hi', /server is listening on :5678/],
    ['registry.k8s.io/e2e-test-images/agnhost:2.53', { args: ['netexec'] }, '/hostname', 8080, '200 it', /8080/],
    ['redis', {}, '/', 6379, '400 ', /Ready to accept connections tcp/],
  ])('%s %o answers %s', (image, container, path, port, answer, log) => {
    const c = world()
    create(c, core('pods'), pod('it', { image, ...container }))
    c.loop.settle()
    expect(statusOf(c, 'it')).toBe('Running')
    if (typeof answer === 'string') expect(get(c, 'it', path, port)).toBe(answer)
    else expect(get(c, 'it', path, port)).toMatch(answer)
    expect(logOf(c, 'it')).toMatch(log)
    expect(get(c, 'it', path, port + 1)).toBe('refused')
    expect(c.faults).toEqual([])
  })

  it('mysql wants a password', () => {
    const c = world()
    create(c, core('pods'), pod('bare', { image: 'mysql:8.4' }))
    create(c, core('pods'), pod('good', { image: 'mysql:8.4', env: [{ name: 'MYSQL_ROOT_PASSWORD', value: 'x' }] }))
    c.loop.settle()
    c.loop.advance(10_000)
    expect(statusOf(c, 'bare')).toMatch(/CrashLoopBackOff|Error/)
    expect(logOf(c, 'bare')).toContain(
      '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified\n',
    )
    expect(logOf(c, 'bare', true)).toContain('- MYSQL_ROOT_PASSWORD')
    expect(statusOf(c, 'good')).toBe('Running')
    expect(logOf(c, 'good')).toContain('ready for connections')
  })

  const password = ['MYSQL_ROOT_PASSWORD', 'MARIADB_ROOT_PASSWORD', 'POSTGRES_PASSWORD'].map((name) => ({
    name,
    value: 'x',
  }))
  const agnhost = 'registry.k8s.io/e2e-test-images/agnhost:2.53'
  // A first process without a handler for SIGTERM does not notice it. Of a database that is the entrypoint's shell, while
  // it initialises; nginx's and redis' entrypoints are over at once.
  it.each([
    ['kubarium/back-end', {}, 'at once', 'at once'],
    ['kubarium/front-end', {}, 'at once', 'at once'],
    ['nginx', {}, 'at once', 'at once'],
    ['httpd', {}, 'at once', 'at once'],
    ['redis', {}, 'at once', 'at once'],
    ['mysql', { env: password }, 'after its grace', 'at once'],
    ['mariadb', { env: password }, 'after its grace', 'at once'],
    ['postgres', { env: password }, 'after its grace', 'at once'],
    ['hashicorp/http-echo:1.0', { args: ['-text=hi'] }, 'at once', 'at once'],
    ['traefik/whoami', {}, 'at once', 'at once'],
    ['gcr.io/google-samples/hello-app:1.0', {}, 'at once', 'at once'],
    ['gcr.io/google-samples/kubernetes-bootcamp:v1', {}, 'after its grace', 'after its grace'],
    [agnhost, { args: ['pause'] }, 'at once', 'at once'],
    [agnhost, { args: ['netexec'] }, 'at once', 'at once'],
    ['registry.k8s.io/pause:3.10', {}, 'at once', 'at once'],
  ])('%s %o ends %s when it is young, and %s later', (image, container, young, old) => {
    for (const [ageMs, ends] of [
      [0, young],
      [20_000, old],
    ] as const) {
      const c = world()
      create(c, core('pods'), pod('it', { image, ...container }))
      while (statusOf(c, 'it') !== 'Running') c.loop.advance(100)
      c.loop.advance(ageMs)
      const askedMs = c.loop.nowMs
      c.client.delete({ ...core('pods'), namespace: 'default', name: 'it' })
      while (getPod(c, 'it')) c.loop.advance(100)
      const seconds = (c.loop.nowMs - askedMs) / 1000
      expect(seconds < 2 ? 'at once' : seconds >= 30 && seconds < 32 ? 'after its grace' : seconds).toBe(ends)
      expect(c.faults).toEqual([])
    }
  })

  it('redis remembers what its client says', () => {
    const c = world()
    create(c, core('pods'), pod('db', { image: 'redis:7' }))
    c.loop.settle()
    const run = (...command: string[]): string =>
      c.client.exec({ ...core('pods'), namespace: 'default', name: 'db' }, { command, stdout: true }).stdout.read()
    expect(run('redis-cli', 'SET', 'a', '1')).toBe('OK\n')
    expect(run('redis-cli', 'INCR', 'a')).toBe('2\n')
    const again = world({ empty: true })
    again.restore(JSON.parse(JSON.stringify(c.snapshot())))
    const stream = again.client.exec(
      { ...core('pods'), namespace: 'default', name: 'db' },
      { command: ['redis-cli', 'GET', 'a'], stdout: true },
    )
    expect(stream.stdout.read()).toBe('2\n')
    expect(stream.status?.status).toBe('Success')
  })

  it('nginx takes signals from its own command, and goes on serving after a reload', () => {
    const c = world()
    create(c, core('pods'), pod('it', { image: 'nginx' }))
    c.loop.settle()
    const restarts = (): unknown => {
      const [container] = (getPod(c, 'it')?.status?.containerStatuses ?? []) as readonly { restartCount: number }[]
      return container?.restartCount
    }
    const signal = (name: string) => {
      const stream = c.client.exec(
        { ...core('pods'), namespace: 'default', name: 'it' },
        { command: ['nginx', '-s', name], stdout: true },
      )
      c.loop.advance(3000)
      return stream.stderr.read()
    }
    expect(signal('reload')).toMatch(/^[\d/]+ [\d:]+ \[notice\] 40#40: signal process started\n$/)
    expect(get(c, 'it', '/')).toBe('200 <!DOCTYPE html>')
    expect(restarts()).toBe(0)
    signal('quit')
    expect(restarts()).toBe(1)
    expect(logOf(c, 'it', true)).toContain('gracefully shutting down')
  })

  it('without the program says so as runc does', () => {
    const c = world()
    create(c, core('pods'), pod('db', { image: 'redis:7' }))
    c.loop.settle()
    const stream = c.client.exec(
      { ...core('pods'), namespace: 'default', name: 'db' },
      { command: ['nope'], stdout: true },
    )
    expect(stream.status?.message).toMatch(
      /^Internal error occurred: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "[0-9a-f]{64}": OCI runtime exec failed: exec failed: unable to start container process: exec: "nope": executable file not found in \$PATH: unknown$/,
    )
    create(c, core('pods'), pod('bad', { image: 'Nginx' }))
    c.loop.settle()
    expect(statusOf(c, 'bad')).toBe('InvalidImageName')
    expect(eventsOf(c, 'bad').join('\n')).toContain('must be lowercase')
  })
})
