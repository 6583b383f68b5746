// One run of awk, jq or yq: just-bash's, in a machine of its own that has only the files it was given. Loaded when one is
// first used, because it is larger than everything else here. Needs nothing but its argument, so it runs in a worker too.

export interface FilterCall {
  readonly name: 'awk' | 'jq' | 'yq'
  readonly args: readonly string[]
  readonly stdin: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Texts by absolute path. */
  readonly files: Readonly<Record<string, string>>
}

export interface FilterResult {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
  /** What it wrote, by absolute path. */
  readonly files: Readonly<Record<string, string>>
}

/** Runs a call somewhere, until it is stopped. */
export type RunFilter = (call: FilterCall, stopped: AbortSignal) => Promise<FilterResult>

export async function runFilter({ name, args, stdin, cwd, env, files }: FilterCall): Promise<FilterResult> {
  const { Bash } = await import('just-bash').catch(() => {
    throw new Error('could not be loaded, which it is when it is first used; try again with the network')
  })
  const bash = new Bash({ commands: ['awk', 'jq', 'yq'], files: { ...files }, cwd, env: { ...env } })
  const before = new Set(bash.fs.getAllPaths())
  const { stdout, stderr, exitCode } = await bash.exec(name, { args: [...args], stdin })
  const written: Record<string, string> = {}
  for (const path of bash.fs.getAllPaths()) {
    const given = files[path]
    if ((given === undefined && before.has(path)) || !(await bash.fs.stat(path)).isFile) continue
    const text = await bash.fs.readFile(path)
    if (text !== given) written[path] = text
  }
  return { stdout, stderr, exitCode, files: written }
}
