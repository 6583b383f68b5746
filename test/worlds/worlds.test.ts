// Two worlds, one script: what our shell and kubectl print against what bash and the real kubectl printed against our
// HTTP API (recordings; `npm run record` renews them where a real kubectl is at hand).
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runOurs } from './ours.ts'
import { firstDifference, type Recorded, readScripts, recordingPath } from './script.ts'

const scripts = readScripts()

describe('two worlds', () => {
  it('has at least 600 commands in 12 scripts, and at most 3 deliberate differences', () => {
    expect(scripts.length).toBeGreaterThanOrEqual(12)
    const commands = scripts.flatMap((script) => script.commands)
    expect(commands.length).toBeGreaterThanOrEqual(600)
    expect(commands.filter((command) => command.ours).length).toBeLessThanOrEqual(3)
  })

  for (const script of scripts) {
    for (const version of script.versions) {
      it(`${script.name} with kubectl ${version}`, async () => {
        const path = recordingPath(script, version)
        expect(existsSync(path), `no recording ${path}: npm run record`).toBe(true)
        const real = JSON.parse(readFileSync(path, 'utf8')) as Recorded[]
        const ours = await runOurs(script, version)
        expect(real.map((r) => r.command)).toEqual(script.commands.map((c) => c.text))
        const faults = script.commands.flatMap((command, index) => {
          const a = real[index]
          const b = ours[index]
          if (!a || !b) return [`${command.text}: missing`]
          const differences = [
            ...(a.stdout === b.stdout ? [] : [`stdout ${firstDifference(a.stdout, b.stdout)}`]),
            ...(a.stderr === b.stderr ? [] : [`stderr ${firstDifference(a.stderr, b.stderr)}`]),
            ...(a.exitCode === b.exitCode ? [] : [`exit code real ${a.exitCode}, ours ${b.exitCode}`]),
          ]
          if (command.ours) return differences.length ? [] : [`${command.text}: marked as ours, but does not differ`]
          return differences.map((difference) => `$ ${command.text}\n  ${difference}`)
        })
        expect(faults.join('\n\n')).toBe('')
      })
    }
  }
})
