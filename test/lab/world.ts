// Labs for the tests of the whole: run a transcript, and boil down everything that a lab is and said to one hash.
import { createHash } from 'node:crypto'
import { createLab, type Execution, type Lab, type LabOptions, type LabSnapshot } from '../../src/lab/index.ts'

export async function runAll(lab: Lab, commands: readonly string[]): Promise<Execution[]> {
  const executions: Execution[] = []
  for (const command of commands) executions.push(await lab.run(command))
  return executions
}

export const hash = (...values: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('hex')

export const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** A fresh lab, of another seed and time so that nothing agrees by luck, that has become what the snapshot says. */
export function restored(snapshot: LabSnapshot, options: LabOptions = {}): Lab {
  const lab = createLab({ seed: 77, startTime: '2027-02-03T04:05:06.789Z', ...options })
  lab.restore(copy(snapshot))
  return lab
}

/** Every value of a snapshot on its own line, so that differences can be read. */
export function lines(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object') return [`${path} ${JSON.stringify(value)}`]
  return Object.entries(value).flatMap(([name, item]) => lines(item, `${path}/${name}`))
}

/** The first few lines in which two values differ. */
export function differences(a: unknown, b: unknown): string[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return []
  const [left, right] = [lines(copy(a)), lines(copy(b))]
  const found: string[] = []
  for (let i = 0; i < Math.max(left.length, right.length) && found.length < 8; i++)
    if (left[i] !== right[i]) found.push(`- ${left[i]}`, `+ ${right[i]}`)
  return found
}
