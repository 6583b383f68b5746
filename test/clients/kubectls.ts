// Real kubectls, where there are any: `kubectl` on the path, and `kubectl.1.NN` beside what it links to.
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/** The binary of one minor version, or undefined when this machine has none. */
export function findKubectl(version: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, 'kubectl')
    if (!existsSync(path)) continue
    const beside = join(dirname(realpathSync(path)), `kubectl.${version}`)
    if (existsSync(beside)) return beside
    const shown = execFileSync(path, ['version', '--client', '-o', 'json'], { encoding: 'utf8' })
    return shown.includes(`"gitVersion": "v${version}.`) ? path : undefined
  }
  return undefined
}

export interface Ran {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

/** Runs a kubectl to its end. Its cache goes into `home`. */
export function runKubectl(
  binary: string,
  args: readonly string[],
  options: { readonly home: string; readonly input?: string; readonly timeoutMs?: number },
): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'] ?? '', HOME: options.home, KUBECONFIG: join(options.home, 'config') }
    const child = execFile(
      binary,
      [...args],
      { env, timeout: options.timeoutMs ?? 20_000, killSignal: 'SIGINT', maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0
        resolve({ stdout, stderr, exitCode: code })
      },
    )
    child.stdin?.on('error', () => {})
    child.stdin?.end(options.input ?? '')
  })
}
