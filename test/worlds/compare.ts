// `npm exec tsx test/worlds/compare.ts [NAME | FILE.sh] [VERSION]`: shows where our world differs from the real one, command
// by command. A script of ours is compared with its recording, any other file with the real kubectl of this machine. With
// --all what both print is shown, too.
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { neededKubectl } from '../clients/kubectls.ts'
import { runOurs } from './ours.ts'
import { runReal } from './real.ts'
import { firstDifference, parseScript, type Recorded, readScripts, recordingPath, type WorldScript } from './script.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { all: { type: 'boolean' } } })
const [only, wanted] = positionals
const file = only?.endsWith('.sh') ? only : undefined
const scripts = file ? [parseScript(basename(file, '.sh'), readFileSync(file, 'utf8'))] : readScripts()

function recorded(script: WorldScript, version: string): readonly Recorded[] {
  const path = recordingPath(script, version)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Recorded[]) : []
}

let total = 0
let agree = 0
for (const script of scripts) {
  if (only && !file && !script.name.includes(only)) continue
  for (const version of file && wanted ? [wanted] : script.versions) {
    if (wanted && version !== wanted) continue
    const real = file ? await runReal(script, neededKubectl(version)) : recorded(script, version)
    if (real.length === 0) continue
    const ours = await runOurs(script, version)
    for (const [index, a] of real.entries()) {
      const b = ours[index]
      total++
      if (values.all) console.log(`$ ${a.command}\n${a.stdout}${a.stderr}`)
      if (b && a.stdout === b.stdout && a.stderr === b.stderr && a.exitCode === b.exitCode) {
        agree++
        continue
      }
      console.log(`${script.name} ${version} $ ${a.command.split('\n')[0]}`)
      if (a.stdout !== b?.stdout) console.log(`  stdout ${firstDifference(a.stdout, b?.stdout ?? '')}`)
      if (a.stderr !== b?.stderr) console.log(`  stderr ${firstDifference(a.stderr, b?.stderr ?? '')}`)
      if (a.exitCode !== b?.exitCode) console.log(`  exit code: real ${a.exitCode}, ours ${b?.exitCode}`)
    }
  }
}
console.log(`${agree} of ${total} commands agree`)
