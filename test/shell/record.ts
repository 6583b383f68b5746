// Records what the real bash says to what is new in `bash-cases.txt`: `npx tsx test/shell/record.ts [--all]`. Needs
// bash 5.2, GNU tools, xxd, hexdump and tree.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Recorded {
  readonly script: string
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number | null
}

const here = import.meta.dirname
const scripts = readFileSync(join(here, 'bash-cases.txt'), 'utf8').replace(/\n$/, '').split('\n---\n')

const path = join(here, 'recordings', 'bash.json')
const before = process.argv.includes('--all') ? [] : (JSON.parse(readFileSync(path, 'utf8')) as Recorded[])
const known = new Map(before.map((one) => [one.script, one]))

const recorded = scripts.map((script): Recorded => {
  const old = known.get(script)
  if (old) return old
  const folder = mkdtempSync(join(tmpdir(), 'case-'))
  const { stdout, stderr, status } = spawnSync('/bin/bash', ['-c', script, 'bash'], {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', HOME: '/root', LANG: 'C.UTF-8', USER: 'root' },
    encoding: 'utf8',
    timeout: 10_000,
    input: '',
  })
  rmSync(folder, { recursive: true })
  const plain = (text: string): string => text.replaceAll(folder, '/root')
  return { script, stdout: plain(stdout), stderr: plain(stderr), exitCode: status }
})
writeFileSync(path, `${JSON.stringify(recorded, null, 1)}\n`)
