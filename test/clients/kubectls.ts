// Real kubectls, where there are any: `kubectl` on the path, and `kubectl.1.NN` beside what it links to.
import { execFile, execFileSync, spawn } from 'node:child_process'
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

export function neededKubectl(version: string): string {
  const path = findKubectl(version)
  if (!path) throw new Error(`there is no kubectl ${version} on this machine`)
  return path
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
    const child = execFile(
      binary,
      [...args],
      {
        env: environment(options.home),
        timeout: options.timeoutMs ?? 20_000,
        killSignal: 'SIGINT',
        maxBuffer: 1 << 26,
      },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0
        resolve({ stdout, stderr, exitCode: code })
      },
    )
    child.stdin?.on('error', () => {})
    child.stdin?.end(options.input ?? '')
  })
}

const environment = (home: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'] ?? '',
  HOME: home,
  KUBECONFIG: join(home, 'config'),
})

export interface Running {
  /** What it has printed, as soon as that has `text` in it. */
  until(text: string): Promise<string>
  /** Ctrl-C; how it ended. */
  interrupt(): Promise<number | string | null>
}

/** Starts a kubectl that goes on by itself; resolves when it has printed something. */
export async function startKubectl(
  binary: string,
  args: readonly string[],
  options: { readonly home: string },
): Promise<Running> {
  const child = spawn(binary, [...args], { env: environment(options.home), stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  let look = (): void => {}
  child.stdout.on('data', (data) => {
    printed += data
    look()
  })
  const ended = new Promise<number | string | null>((resolve) => {
    child.on('close', (code, signal) => resolve(signal ?? code))
  })
  const until = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      look = () => {
        if (printed.includes(text)) resolve(printed)
      }
      look()
      ended.then((how) => reject(new Error(`${args.join(' ')} ended (${how}) without ${text}: ${printed}`)))
    })
  await until('\n')
  return {
    until,
    interrupt() {
      child.kill('SIGINT')
      return ended
    },
  }
}
