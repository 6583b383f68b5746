// Our world: the script through our shell and our kubectl.
import { createLab, type KubectlVersion } from '../../src/lab/index.ts'
import { type Recorded, startTime, type WorldScript } from './script.ts'

export async function runOurs(script: WorldScript, version: string): Promise<Recorded[]> {
  const lab = createLab({
    preset: script.preset,
    seed: script.seed,
    startTime,
    kubectl: version as KubectlVersion,
    descriptions: false,
  })
  const recorded: Recorded[] = []
  for (const { text } of script.commands) {
    const { stdout, stderr, exitCode } = await lab.run(text)
    recorded.push({ command: text, stdout, stderr, exitCode })
    wholeSecond(lab)
  }
  return recorded
}

/** Both worlds start each command at a whole second, so that ages which kubectl computes itself come out alike. */
export function wholeSecond(lab: { nowMs(): number; advance(ms: number): void }): void {
  const rest = lab.nowMs() % 1000
  if (rest > 0) lab.advance(1000 - rest)
}
