// Runs the transcripts with a real kubectl against our HTTP door and writes down what it says:
//   npx tsx test/kubectl-commands/record.ts [1.33 …]

import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createHttpDoor } from '../../src/api/http.ts'
import { sendResponse, toRequest } from '../../src/node/http-bridge.ts'
import { neededKubectl } from '../clients/kubectls.ts'
import { createWorld } from './desk.ts'
import { recordings, splitWords, type Transcript } from './transcript.ts'
import { transcripts } from './transcripts.ts'

async function record(transcript: Transcript, version: string): Promise<void> {
  const binary = neededKubectl(version)
  const startMs = Math.floor(Date.now() / 1000) * 1000
  const { client } = createWorld(startMs, transcript.rollouts)
  const door = createHttpDoor(client)
  const http = createServer(async (incoming, outgoing) => {
    const request = await toRequest(incoming, 'http://127.0.0.1')
    await sendResponse(request instanceof Response ? request : await door(request), outgoing, () => {})
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-'))
  for (const [path, text] of Object.entries(transcript.files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const config = join(folder, '.kube', 'config')
  mkdirSync(dirname(config), { recursive: true })
  writeFileSync(
    config,
    `apiVersion: v1
kind: Config
current-context: here
clusters:
- name: here
  cluster: {server: 'http://127.0.0.1:${address.port}'}
contexts:
- name: here
  context: {cluster: here, user: me}
users:
- name: me
  user: {}
`,
  )
  // The real one names itself in annotations.
  const program = join(folder, 'bin', 'kubectl')
  mkdirSync(dirname(program))
  symlinkSync(binary, program)
  const answers = []
  for (const line of transcript.lines) {
    const env = { HOME: folder, KUBECONFIG: config, PATH: '/usr/bin:/bin', TZ: 'UTC' }
    const words = splitWords(line)
    const answer = await new Promise((resolve) => {
      const child = execFile(program, words, { env, cwd: folder, timeout: 60_000 }, (error, stdout, stderr) => {
        resolve({ stdout, stderr, exitCode: error ? (typeof error.code === 'number' ? error.code : 1) : 0 })
      })
      child.stdin?.end()
    })
    answers.push({ line, ...(answer as object) })
  }
  rmSync(folder, { recursive: true })
  http.close()
  http.closeAllConnections()
  const path = new URL(`${transcript.name}-${version}.json`, recordings)
  writeFileSync(path, `${JSON.stringify({ startMs, answers }, null, 1)}\n`)
}

const [only, ...rest] = process.argv.slice(2)
for (const version of rest.length > 0 ? rest : ['1.33']) {
  for (const transcript of transcripts) {
    if (only === undefined || only === 'all' || transcript.name === only) await record(transcript, version)
  }
}
