// The scripts of the two worlds: shell text, one command a line (here-documents and open quotes span lines), with
// `# key: value` lines on top for the world and `# ours: reason` before a command whose output differs on purpose.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface WorldCommand {
  readonly text: string
  /** Why our output deliberately differs, if it does. */
  readonly ours: string | undefined
}

export interface WorldScript {
  readonly name: string
  readonly preset: 'kubeadm' | 'k3s'
  readonly seed: number
  /** kubectl versions that this script is recorded with. */
  readonly versions: readonly string[]
  readonly commands: readonly WorldCommand[]
}

export const startTime = '2026-01-05T09:00:00Z'
export const folder = import.meta.dirname

export function parseScript(name: string, text: string): WorldScript {
  const settings = new Map<string, string>()
  const commands: WorldCommand[] = []
  let ours: string | undefined
  const lines = text.split('\n')
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i] ?? ''
    const comment = /^# ?(?:(\w+): )?(.*)$/.exec(line)
    if (comment) {
      if (comment[1] === 'ours') ours = comment[2]
      else if (comment[1]) settings.set(comment[1], comment[2] ?? '')
      continue
    }
    if (line.trim() === '') continue
    const word = /<<-?\s*['"]?(\w+)/.exec(line)?.[1]
    if (word) {
      do {
        i++
        line += `\n${lines[i] ?? ''}`
      } while (i < lines.length && lines[i] !== word)
    }
    commands.push({ text: line, ours })
    ours = undefined
  }
  return {
    name,
    preset: settings.get('preset') === 'k3s' ? 'k3s' : 'kubeadm',
    seed: Number(settings.get('seed') ?? 1),
    versions: (settings.get('versions') ?? '1.33').split(',').map((version) => version.trim()),
    commands,
  }
}

export function readScripts(): WorldScript[] {
  const scripts = join(folder, 'scripts')
  return readdirSync(scripts)
    .filter((file) => file.endsWith('.sh'))
    .sort()
    .map((file) => parseScript(file.replace('.sh', ''), readFileSync(join(scripts, file), 'utf8')))
}

export interface Recorded {
  readonly command: string
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

export const recordingPath = (script: WorldScript, version: string): string =>
  join(folder, 'recordings', `${script.name}.${version}.json`)

/** The first line in which two texts differ, cut around the first difference, for a readable report. */
export function firstDifference(real: string, ours: string): string {
  const a = real.split('\n')
  const b = ours.split('\n')
  const at = a.findIndex((line, index) => line !== b[index])
  const line = at < 0 ? a.length : at
  const [left = '<nothing>', right = '<nothing>'] = [a[line], b[line]]
  let same = 0
  while (same < left.length && left[same] === right[same]) same++
  const cut = (text: string): string => JSON.stringify(text.slice(Math.max(0, same - 60), same + 140))
  return `line ${line + 1}\n  real: ${cut(left)}\n  ours: ${cut(right)}`
}
