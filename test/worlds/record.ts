// Records the real world: `npm run record -- [--only NAME] [--versions 1.27,1.33] [--check]`. With --check nothing is
// written; what would change is printed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { neededKubectl } from '../clients/kubectls.ts'
import { runReal } from './real.ts'
import { firstDifference, folder, type Recorded, readScripts, recordingPath } from './script.ts'

const { values } = parseArgs({
  options: { only: { type: 'string' }, versions: { type: 'string' }, check: { type: 'boolean', default: false } },
})

mkdirSync(join(folder, 'recordings'), { recursive: true })
let changed = 0
for (const script of readScripts()) {
  if (values.only && !script.name.includes(values.only)) continue
  for (const version of script.versions) {
    if (values.versions && !values.versions.split(',').includes(version)) continue
    const recorded = await runReal(script, neededKubectl(version))
    const path = recordingPath(script, version)
    const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Recorded[]) : []
    for (const [index, now] of recorded.entries()) {
      const was = before[index]
      for (const part of ['stdout', 'stderr'] as const) {
        if (was && was.command === now.command && was[part] !== now[part]) {
          changed++
          console.log(`${script.name} ${version} $ ${now.command}\n  ${part} ${firstDifference(was[part], now[part])}`)
        }
      }
    }
    if (!values.check) writeFileSync(path, `${JSON.stringify(recorded, null, 1)}\n`)
    console.log(`${script.name} with kubectl ${version}: ${recorded.length} commands`)
  }
}
console.log(`${changed} outputs differ from the recordings before`)
