// Records what real kubectls ask of the API in `clientCommands` and what it answers: `tsx test/clients/record-commands.ts
// [VERSION …]`. Says which commands end otherwise than they should.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLab, kubeconfigFor, type Lab } from '../../src/lab/index.ts'
import { serve } from '../../src/node/serve.ts'
import {
  clientCommands,
  type Exchange,
  HEADERS,
  inShort,
  isRefused,
  readManifests,
  recordingOf,
  versions,
} from './commands.ts'
import { neededKubectl } from './kubectls.ts'

/** A lab that writes down what it is asked. */
function listening(lab: Lab, heard: (exchange: Exchange) => void): Lab {
  return {
    ...lab,
    async fetch(request) {
      const { method, headers, url } = request
      const bytes = ['GET', 'HEAD'].includes(method) ? undefined : Buffer.from(await request.arrayBuffer())
      const isText = bytes && Buffer.from(bytes.toString('utf8')).equals(bytes)
      const response = await lab.fetch(new Request(url, { method, headers, ...(bytes?.length ? { body: bytes } : {}) }))
      const { pathname, search } = new URL(url)
      const streams = /[?&](watch|follow)=(true|1)/.test(search)
      const text = streams ? '' : await response.text()
      heard({
        method,
        path: pathname + search,
        headers: Object.fromEntries(
          HEADERS.flatMap((name) => {
            const value = headers.get(name)
            return value === null ? [] : [[name, value]]
          }),
        ),
        ...(bytes?.length ? { body: isText ? bytes.toString('utf8') : `base64:${bytes.toString('base64')}` } : {}),
        status: response.status,
        answer: streams ? 'stream' : inShort(response.headers.get('content-type') ?? '', text),
      })
      return streams ? response : new Response(text === '' ? null : text, response)
    },
  }
}

for (const version of process.argv.length > 2 ? process.argv.slice(2) : versions) {
  const binary = neededKubectl(version)
  const home = mkdtempSync(join(tmpdir(), 'clients-'))
  const lab = createLab({ kubectl: '1.33', descriptions: false })
  let exchanges: Exchange[] = []
  const served = await serve(
    listening(lab, (exchange) => exchanges.push(exchange)),
    { clock: 'manual' },
  )
  const recorded = []
  try {
    for (const { file, text } of readManifests()) writeFileSync(join(home, file), text)
    writeFileSync(join(home, 'config'), kubeconfigFor(served.url, 'kubeadm'))
    for (const wanted of clientCommands()) {
      const { args } = wanted
      exchanges = []
      const { exitCode, stderr } = await new Promise<{ exitCode: number; stderr: string }>((resolve) => {
        const options = {
          cwd: home,
          env: { PATH: process.env['PATH'] ?? '', HOME: home, KUBECONFIG: join(home, 'config') },
          timeout: 60_000,
        }
        execFile(binary, [...args], options, (error, _, stderr) =>
          resolve({ exitCode: error ? (typeof error.code === 'number' ? error.code : -1) : 0, stderr }),
        )
      })
      lab.settle()
      const command = `kubectl ${args.join(' ')}`
      if ((exitCode !== 0) !== isRefused(version, wanted))
        console.log(`${version} $ ${command}\n  ${exitCode}: ${stderr.trim()}`)
      recorded.push({ command, exitCode, stderr: stderr.replaceAll(served.url, 'https://127.0.0.1:6443'), exchanges })
    }
  } finally {
    await served.close()
    rmSync(home, { recursive: true, force: true })
  }
  writeFileSync(recordingOf(version), `${JSON.stringify(recorded, null, 1)}\n`)
  console.log(`kubectl ${version}: ${recorded.length} commands`)
}
