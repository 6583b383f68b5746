// diff (GNU diffutils 3.8): normal and unified (-u) output, -q, -s, -r, -i, -w, -b, -B is not there, -N.

import { FileError, type Io, type Program, type Steps } from '../../sim/index.ts'
import { formatDate } from '../date-format.ts'
import { type Options, parseOptions, UsageError } from '../options.ts'
import { baseName, joinPath, resolvePath } from '../paths.ts'
import { emit, readAll } from '../stream.ts'

interface Change {
  /** Half-open ranges of lines. */
  readonly a: readonly [number, number]
  readonly b: readonly [number, number]
}

export const diff: Program = {
  name: 'diff',
  *run(args, io): Steps<number> {
    const options = parseOptions(
      args.map((arg) => arg.replace(/^-(\d+)$/, '-U$1')),
      {
        flags: 'uqsriwbNa',
        values: 'U',
        long: {
          unified: 'U=?',
          brief: 'q',
          recursive: 'r',
          'ignore-case': 'i',
          'ignore-all-space': 'w',
          'ignore-space-change': 'b',
          'new-file': 'N',
          'report-identical-files': 's',
          color: 'color=?',
        },
        faultStatus: 2,
      },
    )
    const [a, b, extra] = options.operands
    if (a === undefined || b === undefined)
      throw new UsageError(
        `missing operand after '${a ?? 'diff'}'\ndiff: Try 'diff --help' for more information.`,
        2,
        false,
      )
    if (extra !== undefined) throw new UsageError(`extra operand '${extra}'`, 2)
    return yield* compare(io, a, b, options, '')
  },
}

function* compare(io: Io, a: string, b: string, options: Options, title: string): Steps<number> {
  const { files } = io.host
  const kind = (name: string): string | undefined =>
    name === '-' ? 'file' : files.stat(resolvePath(io.cwd, name))?.kind
  const [kindA, kindB] = [kind(a), kind(b)]
  if (kindA === 'directory' && kindB === 'directory') return yield* compareTrees(io, a, b, options)
  if (kindA === 'directory' || kindB === 'directory') {
    if (a === '-' || b === '-') throw new UsageError("cannot compare '-' to a directory", 2, false)
    const missing = kindA === undefined ? a : kindB === undefined ? b : undefined
    if (missing !== undefined && !options.has('N')) {
      io.stderr.write(`diff: ${missing}: No such file or directory\n`)
      return 2
    }
  }
  if (kindA === 'directory') return yield* compare(io, joinPath(a, baseName(b)), b, options, title)
  if (kindB === 'directory') return yield* compare(io, a, joinPath(b, baseName(a)), options, title)
  const texts: string[] = []
  for (const name of [a, b]) {
    if (name === '-') texts.push(yield* readAll(io.stdin))
    else {
      try {
        texts.push(files.read(resolvePath(io.cwd, name)))
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        if (options.has('N')) texts.push('')
        else io.stderr.write(`diff: ${name}: ${error.message}\n`)
      }
    }
  }
  const [textA, textB] = texts
  if (textA === undefined || textB === undefined) return 2
  const key = (line: string): string => {
    let made = options.has('i') ? line.toLowerCase() : line
    if (options.has('w')) made = made.replace(/\s+/g, '')
    else if (options.has('b')) made = made.replace(/\s+/g, ' ').trimEnd()
    return made
  }
  const linesA = textA.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const linesB = textB.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const changes = differences(linesA.map(key), linesB.map(key))
  if (changes.length === 0) {
    if (options.has('s')) yield* emit(io.stdout, `Files ${a} and ${b} are identical\n`)
    return 0
  }
  if (options.has('q')) {
    yield* emit(io.stdout, `Files ${a} and ${b} differ\n`)
    return 1
  }
  const unified = options.has('u') || options.has('U')
  const text = unified
    ? `--- ${a}\t${stamp(io, a)}\n+++ ${b}\t${stamp(io, b)}\n${unifiedText(linesA, linesB, changes, Number(options.value('U') || 3))}`
    : normalText(linesA, linesB, changes)
  yield* emit(io.stdout, title + text)
  return 1
}

function* compareTrees(io: Io, a: string, b: string, options: Options): Steps<number> {
  const { files } = io.host
  const [inA, inB] = [files.list(resolvePath(io.cwd, a)), files.list(resolvePath(io.cwd, b))]
  let status = 0
  for (const name of [...new Set([...inA, ...inB])].sort()) {
    const [left, right] = [joinPath(a, name), joinPath(b, name)]
    const only = !inA.includes(name) ? b : !inB.includes(name) ? a : undefined
    if (only !== undefined && !options.has('N')) {
      yield* emit(io.stdout, `Only in ${only}: ${name}\n`)
      status = 1
      continue
    }
    const folders = [left, right].map((path) => files.stat(resolvePath(io.cwd, path))?.kind === 'directory')
    if (folders.every(Boolean) && !options.has('r')) {
      yield* emit(io.stdout, `Common subdirectories: ${left} and ${right}\n`)
      continue
    }
    const flags = ['u', 'r', 'N']
      .filter((letter) => options.has(letter))
      .map((letter) => ` -${letter}`)
      .join('')
    status = Math.max(status, yield* compare(io, left, right, options, `diff${flags} ${left} ${right}\n`))
  }
  return status
}

const stamp = (io: Io, name: string): string =>
  formatDate('%Y-%m-%d %H:%M:%S.%N %z', io.host.files.stat(resolvePath(io.cwd, name))?.modifiedMs ?? io.host.nowMs())

/** The longest common subsequence by Myers' greedy algorithm, as ranges that differ. */
function differences(a: readonly string[], b: readonly string[]): readonly Change[] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let [endA, endB] = [a.length, b.length]
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const [n, m] = [endA - start, endB - start]
  const trace: Map<number, number>[] = []
  let reached = new Map<number, number>([[1, 0]])
  search: for (let d = 0; d <= n + m; d++) {
    trace.push(new Map(reached))
    const next = new Map(reached)
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1))
      let x = down ? (reached.get(k + 1) ?? 0) : (reached.get(k - 1) ?? 0) + 1
      let y = x - k
      while (x < n && y < m && a[start + x] === b[start + y]) {
        x++
        y++
      }
      next.set(k, x)
      if (x >= n && y >= m) {
        trace.push(next)
        break search
      }
    }
    reached = next
  }
  const removed = new Set<number>()
  const added = new Set<number>()
  let [x, y] = [n, m]
  for (let d = trace.length - 2; d > 0; d--) {
    const known = trace[d] ?? new Map<number, number>()
    const k = x - y
    const down = k === -d || (k !== d && (known.get(k - 1) ?? -1) < (known.get(k + 1) ?? -1))
    const before = down ? k + 1 : k - 1
    const fromX = known.get(before) ?? 0
    const fromY = fromX - before
    while (x > fromX && y > fromY) {
      x--
      y--
    }
    if (down) added.add(start + fromY)
    else removed.add(start + fromX)
    x = fromX
    y = fromY
  }
  const changes: Change[] = []
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (!removed.has(i) && !added.has(j)) {
      i++
      j++
      continue
    }
    const from: [number, number] = [i, j]
    while (removed.has(i) || added.has(j)) {
      if (removed.has(i)) i++
      else j++
    }
    changes.push({ a: [from[0], i], b: [from[1], j] })
  }
  return changes
}

const shown = (sign: string, line: string): string =>
  line.endsWith('\n') ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`

function normalText(a: readonly string[], b: readonly string[], changes: readonly Change[]): string {
  const range = ([from, to]: readonly [number, number]): string =>
    to - from > 1 ? `${from + 1},${to}` : String(to === from ? from : to)
  return changes
    .map((change) => {
      const kind = change.a[0] === change.a[1] ? 'a' : change.b[0] === change.b[1] ? 'd' : 'c'
      const out = a
        .slice(...change.a)
        .map((line) => shown('< ', line))
        .join('')
      const into = b
        .slice(...change.b)
        .map((line) => shown('> ', line))
        .join('')
      return `${range(change.a)}${kind}${range(change.b)}\n${out}${kind === 'c' ? '---\n' : ''}${into}`
    })
    .join('')
}

function unifiedText(a: readonly string[], b: readonly string[], changes: readonly Change[], context: number): string {
  let text = ''
  for (let i = 0; i < changes.length; ) {
    const group: Change[] = []
    for (; i < changes.length; i++) {
      const change = changes[i]
      const last = group.at(-1)
      if (!change || (last && change.a[0] - last.a[1] > 2 * context)) break
      group.push(change)
    }
    const [first, last] = [group[0], group.at(-1)]
    if (!first || !last) break
    const fromA = Math.max(0, first.a[0] - context)
    const fromB = Math.max(0, first.b[0] - context)
    const toA = Math.min(a.length, last.a[1] + context)
    const toB = Math.min(b.length, last.b[1] + context)
    const range = (from: number, to: number): string =>
      to - from === 1 ? String(from + 1) : `${to === from ? from : from + 1},${to - from}`
    text += `@@ -${range(fromA, toA)} +${range(fromB, toB)} @@\n`
    let at = fromA
    for (const change of group) {
      for (; at < change.a[0]; at++) text += shown(' ', a[at] ?? '')
      for (; at < change.a[1]; at++) text += shown('-', a[at] ?? '')
      for (const line of b.slice(...change.b)) text += shown('+', line)
    }
    for (; at < toA; at++) text += shown(' ', a[at] ?? '')
  }
  return text
}
