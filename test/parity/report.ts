// `npm run parity`: runs the recorded commands, prints how many agree, and writes test/parity.md. With `-- ID` it shows
// one command side by side; with `-- --faults` all that differ.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { firstDifference } from '../worlds/script.ts'
import { type Outcome, recordedCases, runCase } from './parity.ts'
import { parityTable } from './table.ts'

const [argument] = process.argv.slice(2)
const outcomes: Outcome[] = []
for (const recorded of recordedCases) {
  if (argument && argument !== '--faults' && recorded.id !== argument) continue
  outcomes.push(await runCase(recorded))
}
const differing = outcomes.filter((outcome) => !outcome.leftOut && !outcome.agrees)
if (argument) {
  for (const { recorded, stdout, stderr, exitCode } of differing) {
    console.log(`## ${recorded.id} $ ${recorded.cmd}`)
    if (stdout !== recorded.stdout) console.log(`stdout ${firstDifference(recorded.stdout, stdout)}`)
    if (stderr !== recorded.stderr) console.log(`stderr ${firstDifference(recorded.stderr, stderr)}`)
    if (exitCode !== recorded.rc) console.log(`exit code: real ${recorded.rc}, ours ${exitCode}`)
  }
} else writeFileSync(join(import.meta.dirname, '../parity.md'), parityTable(outcomes))
const counted = outcomes.filter((outcome) => !outcome.leftOut)
console.log(
  `${counted.length - differing.length} of ${counted.length} recorded commands agree, ${outcomes.length - counted.length} left out`,
)
