// `kubarium check`: proves lessons by walking every road that they name.

import { parseArgs } from 'node:util'
import { createLab, type KubectlVersion } from '../../lab/index.ts'
import { type LabWishes, proveLesson } from '../../lesson/index.ts'
import { type NodeCommand, UsageFault } from '../command.ts'
import { findLessons, readLesson } from '../lesson-folder.ts'

export const check: NodeCommand = {
  name: 'check',
  summary: 'prove lessons: each step fails before its solution and passes after it',
  usage: `Usage: kubarium check [--quiet] DIR...

Proves every lesson in the folders: each step must fail before its solution, fail with the promised
message after each listed wrong road, and pass after the solution. Exit code 1 when one does not.

  --quiet                show only what fails
`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { quiet: { type: 'boolean' } },
      allowPositionals: true,
    })
    if (positionals.length === 0) throw new UsageFault('check: name at least one folder')
    const folders = positionals.flatMap(findLessons)
    if (folders.length === 0) throw new UsageFault(`${positionals.join(', ')}: no lesson.yaml in any folder`)
    let failed = 0
    for (const folder of folders) {
      const { passed, report } = await proveLesson(readLesson(folder), createProvingLab)
      if (!passed) failed++
      const shown = values.quiet ? report.filter((line) => !line.startsWith('ok')) : report
      const lines = [`${passed ? 'PASS' : 'FAIL'} ${folder}`, ...shown.map((line) => `  ${line}`)]
      process.stdout.write(`${lines.join('\n')}\n`)
    }
    const count = `${folders.length} lesson${folders.length === 1 ? '' : 's'}`
    process.stdout.write(failed === 0 ? `${count} proved\n` : `${failed} of ${count} failed\n`)
    return failed === 0 ? 0 : 1
  },
}

const createProvingLab = async ({ preset, kubectl, seed, startTime }: LabWishes) => {
  const lab = createLab({
    preset,
    ...(isVersion(kubectl) ? { kubectl } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(startTime === undefined ? {} : { startTime }),
  })
  await lab.load()
  return lab
}

export function isVersion(text: string | undefined): text is KubectlVersion {
  return text !== undefined && /^1\.(2[789]|3[0-3])$/.test(text)
}
