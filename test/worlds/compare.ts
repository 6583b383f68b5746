// `npm exec tsx test/worlds/compare.ts [NAME]`: shows where our world differs from the recordings, command by command.
import { existsSync, readFileSync } from 'node:fs'
import { runOurs } from './ours.ts'
import { firstDifference, type Recorded, readScripts, recordingPath } from './script.ts'

const [only, wanted] = process.argv.slice(2)
let total = 0
let agree = 0
for (const script of readScripts()) {
  if (only && !script.name.includes(only)) continue
  for (const version of script.versions) {
    if (wanted && version !== wanted) continue
    const path = recordingPath(script, version)
    if (!existsSync(path)) continue
    const real = JSON.parse(readFileSync(path, 'utf8')) as Recorded[]
    const ours = await runOurs(script, version)
    for (const [index, a] of real.entries()) {
      const b = ours[index]
      total++
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
