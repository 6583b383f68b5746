// Records what the real bash says to `bash-cases.txt`: `npx tsx test/shell/record.ts`. Needs bash 5.2, GNU tools,
// xxd, hexdump and tree.
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

const recorded = scripts.map((script): Recorded => {
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
writeFileSync(join(here, 'recordings', 'bash.json'), `${JSON.stringify(recorded, null, 1)}\n`)
