// What real kubectls asked (recordings of `record-commands.ts`) is asked again of a new lab: it answers as it did then.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createLab } from '../../src/lab/index.ts'
import {
  clientCommands,
  type Exchange,
  inShort,
  isRefused,
  type RecordedCommand,
  readManifests,
  recordingOf,
  versions,
} from './commands.ts'

const recordings = versions.map((version) => ({
  version,
  commands: JSON.parse(readFileSync(recordingOf(version), 'utf8')) as RecordedCommand[],
}))

const bodyOf = ({ body }: Exchange): string | Uint8Array<ArrayBuffer> | undefined =>
  body?.startsWith('base64:') ? Uint8Array.from(Buffer.from(body.slice(7), 'base64')) : body

describe.each(recordings)('kubectl $version', ({ version, commands }) => {
  it('ran every command, over at least 40 kinds, with no error but where one belongs', () => {
    const wanted = clientCommands()
    expect(commands.map(({ command }) => command)).toEqual(wanted.map(({ args }) => `kubectl ${args.join(' ')}`))
    expect(commands.length).toBeGreaterThan(300)
    expect(new Set(readManifests().map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(40)
    const unexpected = commands.filter(({ exitCode }, i) => {
      const command = wanted[i]
      return !command || (exitCode !== 0) !== isRefused(version, command)
    })
    expect(unexpected.map(({ command, stderr }) => `${command}: ${stderr}`)).toEqual([])
  })

  it('is answered today as it was then', async () => {
    const lab = createLab({ kubectl: '1.33', descriptions: false })
    const differences: string[] = []
    for (const { command, exchanges } of commands) {
      for (const exchange of exchanges) {
        const { method, path, headers, status, answer } = exchange
        const body = bodyOf(exchange)
        const request = new Request(`http://cluster.example${path}`, { method, headers, ...(body ? { body } : {}) })
        const response = await lab.fetch(request)
        const type = response.headers.get('content-type') ?? ''
        if (answer === 'stream') await response.body?.cancel()
        const now = answer === 'stream' ? answer : inShort(type, await response.text())
        if (response.status !== status || now !== answer)
          differences.push(`${command}: ${method} ${path}: ${status} ${answer} is now ${response.status} ${now}`)
      }
      lab.settle()
    }
    expect(differences).toEqual([])
  })
})
