// Has real kubectls describe the recorded objects, and writes down what they print. A word with a blank in it names the
// commands to record anew; the others stay as they are:
//   npx tsx test/kubectl-describe/record.ts [describe] [kinds] ['describe job'] [1.27 1.30 1.31 1.32 1.33]

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseResourcePath } from '../../src/api/http.ts'
import { ApiError } from '../../src/api/index.ts'
import { createLab } from '../../src/lab/index.ts'
import { sendResponse, toRequest } from '../../src/node/http-bridge.ts'
import { neededKubectl, runKubectl } from '../clients/kubectls.ts'
import { shift } from '../worlds/real.ts'
import { describeCommands } from './commands.ts'
import { definitions, recordedClient, recording, recordings } from './recorded-cluster.ts'

/** Commands that run within one second, so that all compute ages from the same one. */
const AT_ONCE = 4

const lab = createLab({ preset: 'kubeadm', seed: 1 })
let offsetSeconds = 0

/** Objects come from the recording, discovery from a lab. */
async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url)
  const target = parseResourcePath(url.pathname)
  const definition = definitions.find(
    ({ group, version, resource }) =>
      group === target?.group && version === target.version && resource === target.resource,
  )
  if (!target || !definition) return lab.fetch(request)
  const json = (status: number, body: unknown) =>
    new Response(shift(JSON.stringify(body), offsetSeconds), {
      status,
      headers: { 'content-type': 'application/json' },
    })
  try {
    const { name } = target
    if (name !== undefined) return json(200, recordedClient.get({ ...target, name }))
    const options = {
      labelSelector: url.searchParams.get('labelSelector') ?? '',
      fieldSelector: url.searchParams.get('fieldSelector') ?? '',
    }
    const apiVersion = target.group === '' ? target.version : `${target.group}/${target.version}`
    return json(200, { ...recordedClient.list(target, options), apiVersion, kind: `${definition.kind}List` })
  } catch (error) {
    if (error instanceof ApiError) return json(error.code, error.status)
    throw error
  }
}

const http = createServer(async (incoming, outgoing) => {
  const request = await toRequest(incoming, 'http://127.0.0.1')
  await sendResponse(request instanceof Response ? request : await answer(request), outgoing, () => {})
})
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
const address = http.address()
if (address === null || typeof address === 'string') throw new Error('no port')
const server = `http://127.0.0.1:${address.port}`

/** What each command prints, with its line on top. */
async function runAll(binary: string, home: string, lines: readonly string[]): Promise<string[]> {
  const outputs: string[] = []
  for (let at = 0; at < lines.length; at += AT_ONCE) {
    await new Promise((resolve) => setTimeout(resolve, 1010 - (Date.now() % 1000)))
    offsetSeconds = Math.floor(Date.now() / 1000) - Math.floor(recording.nowMs / 1000)
    const together = lines.slice(at, at + AT_ONCE).map(async (line) => {
      const { stdout, stderr } = await runKubectl(binary, ['--server', server, ...line.split(' ').slice(1)], { home })
      return `$ ${line}\n${shift(stdout + stderr, -offsetSeconds)}`
    })
    outputs.push(...(await Promise.all(together)))
  }
  return outputs
}

function readBefore(path: URL): readonly string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split(/^(?=\$ )/m) : []
}

const words = process.argv.slice(2)
const versions = words.filter((word) => /^\d/.test(word))
const parts = words.filter((word) => word.includes(' '))
const names = words.filter((word) => /^[a-z]+$/.test(word))
for (const version of versions.length > 0 ? versions : ['1.27', '1.30', '1.31', '1.32', '1.33']) {
  const binary = neededKubectl(version)
  const home = mkdtempSync(join(tmpdir(), 'describe-'))
  writeFileSync(join(home, 'config'), '')
  await runAll(binary, home, ['kubectl api-resources'])
  for (const [name, lines] of describeCommands()) {
    if (names.length > 0 && !names.includes(name)) continue
    const path = new URL(`${name}-${version}.txt`, recordings)
    const anew = lines.filter((line) => parts.length === 0 || parts.some((part) => line.includes(part)))
    const outputs = [...(await runAll(binary, home, anew)), ...readBefore(path)]
    const text = lines.map((line) => outputs.find((output) => output.startsWith(`$ ${line}\n`)) ?? '').join('')
    writeFileSync(path, text)
    console.log(`${text.length} bytes: ${name}-${version}.txt`)
  }
  rmSync(home, { recursive: true })
}
http.close()
http.closeAllConnections()
