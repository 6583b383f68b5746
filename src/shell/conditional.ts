// The questions of `test`, `[` and `[[` (bash 5.2, "Bash Conditional Expressions").

import type { Files } from '../sim/index.ts'
import { resolvePath } from './paths.ts'
import type { Shell } from './state.ts'

export interface TestContext {
  readonly files: Files
  readonly cwd: string
  readonly isTty: (fd: number) => boolean
  readonly isSet?: (name: string) => boolean
  /** `==` is an operator. */
  readonly equals?: boolean
}

/** As `test` and `[[` see the shell that they are part of. */
export const testContext = (shell: Shell): TestContext => ({
  files: shell.around.host.files,
  cwd: shell.cwd,
  isTty: (fd) => shell.fds.get(fd)?.tty ?? false,
  equals: shell.around.dialect !== 'dash',
  isSet: (name) => {
    const element = /^(\w+)\[(.+)\]$/.exec(name)
    return element ? shell.element(element[1] ?? '', element[2] ?? '') !== undefined : shell.get(name) !== undefined
  },
})

/** What `test` complains about; ends with status 2. */
export class TestError extends Error {}

export const UNARY: ReadonlySet<string> = new Set(
  '-a -b -c -d -e -f -g -h -k -p -r -s -t -u -w -x -G -L -N -O -S -n -z -o -v -R'.split(' '),
)
const BINARY: ReadonlySet<string> = new Set('= == != < > -eq -ne -lt -le -gt -ge -nt -ot -ef'.split(' '))

export function testUnary(operator: string, operand: string, context: TestContext): boolean {
  switch (operator) {
    case '-n':
      return operand !== ''
    case '-z':
      return operand === ''
    case '-t':
      return context.isTty(Number(operand))
    case '-v':
    case '-R':
      return context.isSet?.(operand) ?? false
    case '-o':
      return false
  }
  const info = operand === '' ? undefined : context.files.stat(resolvePath(context.cwd, operand))
  if (!info) return false
  const device = operand.startsWith('/dev/')
  switch (operator) {
    case '-d':
      return info.kind === 'directory'
    case '-f':
      return info.kind === 'file' && !device
    case '-c':
      return device && info.kind === 'file'
    case '-s':
      return info.size > 0
    case '-x':
      return info.kind === 'directory' || (info.mode & 0o111) !== 0
    case '-b':
    case '-g':
    case '-h':
    case '-k':
    case '-L':
    case '-p':
    case '-S':
    case '-u':
      return false
    default:
      return true
  }
}

export function testBinary(left: string, operator: string, right: string, context: TestContext): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '>':
      return left > right
    case '-nt':
    case '-ot':
    case '-ef': {
      const a = context.files.stat(resolvePath(context.cwd, left))
      const b = context.files.stat(resolvePath(context.cwd, right))
      if (operator === '-ef')
        return resolvePath(context.cwd, left) === resolvePath(context.cwd, right) && a !== undefined
      if (operator === '-nt') return a !== undefined && (b === undefined || a.modifiedMs > b.modifiedMs)
      return b !== undefined && (a === undefined || a.modifiedMs < b.modifiedMs)
    }
  }
  return compareIntegers(integer(left), operator, integer(right))
}

export function compareIntegers(left: bigint, operator: string, right: bigint): boolean {
  switch (operator) {
    case '-eq':
      return left === right
    case '-ne':
      return left !== right
    case '-lt':
      return left < right
    case '-le':
      return left <= right
    case '-gt':
      return left > right
    default:
      return left >= right
  }
}

function integer(text: string): bigint {
  const trimmed = text.trim()
  if (!/^[-+]?\d+$/.test(trimmed)) throw new TestError(`${text}: integer expression expected`)
  return BigInt(trimmed.replace(/^\+/, ''))
}

/** The arguments of `test`, or of `[` without its bracket. */
export function evaluateTest(args: readonly string[], context: TestContext): boolean {
  // With up to four arguments their number decides (POSIX), so that operands may look like operators.
  if (args.length <= 3) return byNumber(args, context)
  if (args.length === 4 && args[0] === '!') return !byNumber(args.slice(1), context)
  if (args.length === 4 && args[0] === '(' && args[3] === ')') return byNumber(args.slice(1, 3), context)
  let at = 0
  const either = (): boolean => {
    let value = both()
    while (args[at] === '-o') {
      at++
      const right = both()
      value = value || right
    }
    return value
  }
  const both = (): boolean => {
    let value = negated()
    while (args[at] === '-a') {
      at++
      const right = negated()
      value = value && right
    }
    return value
  }
  const negated = (): boolean => {
    if (args[at] !== '!') return primary()
    at++
    return !negated()
  }
  const primary = (): boolean => {
    const first = args[at]
    if (first === undefined) throw new TestError('argument expected')
    if (first === '(') {
      at++
      const value = either()
      if (args[at] !== ')') throw new TestError("`)' expected")
      at++
      return value
    }
    const [second, third] = [args[at + 1], args[at + 2]]
    if (second !== undefined && third !== undefined && BINARY.has(second)) {
      at += 3
      return testBinary(first, second, third, context)
    }
    if (UNARY.has(first) && second !== undefined) {
      at += 2
      return testUnary(first, second, context)
    }
    at++
    return first !== ''
  }
  const value = either()
  if (at < args.length) throw new TestError('too many arguments')
  return value
}

function byNumber(args: readonly string[], context: TestContext): boolean {
  const [first, second, third] = args
  if (first === undefined) return false
  if (second === undefined) return first !== ''
  if (third === undefined) {
    if (first === '!') return second === ''
    if (UNARY.has(first)) return testUnary(first, second, context)
    throw new TestError(`${first}: unary operator expected`)
  }
  if (BINARY.has(second) && (second !== '==' || context.equals !== false)) {
    return testBinary(first, second, third, context)
  }
  if (second === '-a') return first !== '' && third !== ''
  if (second === '-o') return first !== '' || third !== ''
  if (first === '!') return !byNumber([second, third], context)
  if (first === '(' && third === ')') return second !== ''
  throw new TestError(`${second}: binary operator expected`)
}
