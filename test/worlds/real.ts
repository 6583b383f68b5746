// The real world: the script through bash and a real kubectl, against our HTTP API on loopback with the clock by hand.
// kubectl computes some ages from the wall clock, so all times that the API serves are moved by a whole number of
// seconds to around now, and moved back in what comes in and in what kubectl prints.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLab, kubeconfigFor, type Lab } from '../../src/lab/index.ts'
import { serve } from '../../src/node/serve.ts'
import { wholeSecond } from './ours.ts'
import { type Recorded, startTime, type WorldScript } from './script.ts'

// Go's zero time, of the year 1, stays; so does Go's layout, which ends in Z07:00.
const rfc3339 = /(?!0001)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=(\.\d+)?Z(?!07:00))/g
const rfc1123 = /\w{3}, \d\d \w{3} (?!0001)\d{4} \d\d:\d\d:\d\d \+0000/g
const goTime = /(?!0001)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?= \+0000 UTC)/g

/** Time of day and process of a message of kubectl's log: the lab's time, and always the same process. */
const klogHeader = /^([IWEF])\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ /gm
const klogTime = (ms: number): string => {
  const [, month, day, time] = /^\d{4}-(\d\d)-(\d\d)T(.{8})/.exec(new Date(ms).toISOString()) ?? []
  return `${month}${day} ${time}.000000`
}

/** The text with every time in it moved. */
export function shift(text: string, seconds: number): string {
  return text
    .replace(rfc3339, (time) => new Date(Date.parse(`${time}Z`) + seconds * 1000).toISOString().slice(0, 19))
    .replace(rfc1123, (time) => new Date(Date.parse(time) + seconds * 1000).toUTCString().replace('GMT', '+0000'))
    .replace(goTime, (time) =>
      new Date(Date.parse(`${time.replace(' ', 'T')}Z`) + seconds * 1000).toISOString().slice(0, 19).replace('T', ' '),
    )
}

/** A lab whose HTTP API speaks of times that are `offset.seconds` later than its own. */
function shiftedLab(lab: Lab, offset: { seconds: number }): Lab {
  return {
    ...lab,
    async fetch(request) {
      const body = ['GET', 'HEAD'].includes(request.method) ? undefined : Buffer.from(await request.arrayBuffer())
      const text =
        body && !body.subarray(0, 3).equals(Buffer.from('k8s')) ? shift(body.toString('utf8'), -offset.seconds) : body
      const inner = new Request(request.url, {
        method: request.method,
        headers: request.headers,
        // As bytes: a body that is text gets a content type, and who sends none sends none.
        ...(text === undefined || text.length === 0 ? {} : { body: Buffer.from(text) }),
      })
      const response = await lab.fetch(inner)
      if (!response.body) return response
      const reader = response.body.getReader()
      const decoder = new TextDecoder()
      const encoder = new TextEncoder()
      const stream = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { done, value } = await reader.read()
          if (done) controller.close()
          else controller.enqueue(encoder.encode(shift(decoder.decode(value, { stream: true }), offset.seconds)))
        },
        cancel: (reason) => reader.cancel(reason),
      })
      const headers = new Headers(response.headers)
      headers.delete('content-length')
      return new Response(stream, { status: response.status, headers })
    },
  }
}

export async function runReal(script: WorldScript, kubectl: string): Promise<Recorded[]> {
  const lab = createLab({ preset: script.preset, seed: script.seed, startTime, kubectl: '1.33', descriptions: false })
  const offset = { seconds: 0 }
  const faults: unknown[] = []
  const served = await serve(shiftedLab(lab, offset), { clock: 'manual', onFault: (fault) => faults.push(fault) })
  const root = mkdtempSync(join(tmpdir(), 'worlds-'))
  const recorded: Recorded[] = []
  try {
    const home = join(root, 'home')
    const bin = join(root, 'bin')
    mkdirSync(join(home, '.kube'), { recursive: true })
    mkdirSync(bin)
    symlinkSync(kubectl, join(bin, 'kubectl'))
    writeFileSync(join(home, '.kube/config'), kubeconfigFor(served.url, script.preset))
    const bash = spawn('bash', ['--norc', '--noprofile'], {
      cwd: home,
      stdio: ['pipe', 'ignore', 'inherit', 'pipe'],
      env: { PATH: `${bin}:/usr/bin:/bin`, HOME: home, TERM: 'dumb', TZ: 'UTC', LC_ALL: 'C.UTF-8', BASH_ENV: '' },
    })
    bash.stdin?.write('shopt -s expand_aliases\n')
    const ends = bash.stdio[3]
    if (!ends) throw new Error('bash has no third channel')
    let said = ''
    let heard = () => {}
    ends.on('data', (data: Buffer) => {
      said += data.toString()
      heard()
    })
    for (const { text } of script.commands) {
      // Where kubectl itself computes ages it reads the clock a moment after it starts: start a twentieth of a second
      // into the lab's second.
      if (/describe|events/.test(text)) {
        const rest = 1000 - (Date.now() % 1000)
        await new Promise((resolve) => setTimeout(resolve, rest + 50))
      }
      const startedMs = lab.nowMs()
      offset.seconds = Math.floor((Date.now() - startedMs) / 1000)
      writeFileSync(join(root, 'command'), `${text}\n`)
      said = ''
      bash.stdin?.write(`. ${root}/command >${root}/out 2>${root}/err </dev/null; echo "$?" >&3\n`)
      const exitCode = await new Promise<number>((resolve, reject) => {
        const timeout = setTimeout(() => reject(new Error(`${text}: took more than 60 s`)), 60_000)
        heard = () => {
          if (!said.endsWith('\n')) return
          clearTimeout(timeout)
          resolve(Number(said))
        }
      })
      lab.settle()
      wholeSecond(lab)
      const clean = (file: string): string =>
        shift(readFileSync(join(root, file), 'utf8'), -offset.seconds)
          // Bash at a prompt names no lines and does not show them again; both worlds are prompts.
          .replace(new RegExp(`^${root}/command: line \\d+: \`.*'\n`, 'gm'), '')
          .replace(new RegExp(`^${root}/command: line \\d+: `, 'gm'), 'bash: ')
          .replace(klogHeader, (_, level: string) => `${level}${klogTime(startedMs)}    1234 `)
          .replaceAll(home, '/root')
          .replaceAll(served.url, 'https://127.0.0.1:6443')
      recorded.push({ command: text, stdout: clean('out'), stderr: clean('err'), exitCode })
    }
    bash.stdin?.end()
    if (faults.length) throw new AggregateError(faults, 'the API server failed')
  } finally {
    await served.close()
    rmSync(root, { recursive: true, force: true })
  }
  return recorded
}
