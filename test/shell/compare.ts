// Compares our shell with the real bash by hand: `npx tsx test/shell/compare.ts cases.txt`; cases are separated by `---`.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createMachine } from './run.ts'

const cases = readFileSync(process.argv[2] ?? '', 'utf8').split(/^---\n/m)
let bad = 0
for (const text of cases) {
  const dir = mkdtempSync('/tmp/case-')
  const real = spawnSync('/bin/bash', ['-c', text, 'bash'], {
    cwd: dir,
    env: { PATH: '/usr/bin:/bin', HOME: '/root', LANG: 'C.UTF-8', USER: 'root' },
    encoding: 'utf8',
    timeout: 10_000,
    input: '',
  })
  rmSync(dir, { recursive: true })
  const m = createMachine()
  let out
  try {
    out = m.run(`bash -c ${quote(text)} bash`)
  } catch (e) {
    out = { stdout: '', stderr: String((e as Error).stack), exitCode: -2 }
  }
  const fix = (s: string) => s.replaceAll(dir, '/root')
  const diffs = []
  if (fix(real.stdout) !== out.stdout)
    diffs.push(`stdout\n  real ${JSON.stringify(fix(real.stdout))}\n  ours ${JSON.stringify(out.stdout)}`)
  if (fix(real.stderr) !== out.stderr)
    diffs.push(`stderr\n  real ${JSON.stringify(fix(real.stderr))}\n  ours ${JSON.stringify(out.stderr)}`)
  if (real.status !== out.exitCode) diffs.push(`status real ${real.status} ours ${out.exitCode}`)
  if (diffs.length > 0) {
    bad++
    console.log(`=== ${text}\n${diffs.join('\n')}`)
  }
}
console.log(`${cases.length} cases, ${bad} differ`)
function quote(t: string) {
  return `'${t.replace(/'/g, "'\\''")}'`
}
void execFileSync
