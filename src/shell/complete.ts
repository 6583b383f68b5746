// Completion of the word before the cursor: commands in front, variables after `$`, what a program offers for its
// arguments, else files (bash 5.2 manual, 8.4.6 and bash-completion's habits).

import type { Completion, Host, Program } from '../sim/index.ts'
import { builtins } from './builtins/index.ts'
import type { Candidate, Completions } from './line-editor.ts'
import { baseName, resolvePath } from './paths.ts'
import type { Shell } from './state.ts'

interface Line {
  /** Complete words of the command that the cursor is in, quotes removed. */
  readonly words: readonly string[]
  /** The word at the cursor, quotes removed, and as it was typed. */
  readonly word: string
  readonly typed: string
  readonly quote: string
  readonly redirected: boolean
}

const KEYWORDS = 'case do done elif else esac fi for function if in select then time until while'.split(' ')

function readLine(before: string): Line {
  let words: string[] = []
  let word = ''
  let typed = ''
  let quote = ''
  let redirected = false
  let inWord = false
  const finish = (): void => {
    if (inWord) {
      if (redirected) redirected = false
      else words.push(word)
    }
    word = ''
    typed = ''
    inWord = false
  }
  for (let i = 0; i < before.length; i++) {
    const char = before[i] ?? ''
    if (quote !== '') {
      typed += char
      if (char === quote) quote = ''
      else if (char === '\\' && quote === '"' && i + 1 < before.length) {
        typed += before[++i] ?? ''
        word += before[i] ?? ''
      } else word += char
      continue
    }
    if (char === "'" || char === '"') {
      quote = char
      typed += char
      inWord = true
    } else if (char === '\\' && i + 1 < before.length) {
      typed += char + (before[i + 1] ?? '')
      word += before[++i] ?? ''
      inWord = true
    } else if (/\s/.test(char)) finish()
    else if (/[|;&(]/.test(char) && !(char === '&' && before[i - 1] === '>')) {
      finish()
      words = []
      redirected = false
    } else if (char === '>' || char === '<') {
      finish()
      redirected = true
    } else {
      word += char
      typed += char
      inWord = true
    }
  }
  // Assignments and words that a command follows do not count as the command.
  while (
    words.length > 0 &&
    (/^\w+=/.test(words[0] ?? '') ||
      /^(?:if|then|else|elif|while|until|do|time|!|\{|sudo|exec|nohup|command|watch|xargs|timeout)$/.test(
        words[0] ?? '',
      ))
  ) {
    words.shift()
    // Options of the program that runs it, and their numbers, do not count either.
    while (/^(?:-|\d)/.test(words[0] ?? '')) words.shift()
  }
  return { words, word, typed, quote, redirected }
}

export function completeLine(before: string, shell: Shell): Completions {
  const line = readLine(before)
  const { host, programs } = shell.around
  const variable = /\$\{?(\w*)$/.exec(line.word)
  if (variable && line.quote !== "'") return variables(line, variable, shell)
  const argument = line.words.length > 0 || line.redirected
  if (!argument && !line.word.includes('/')) return commands(line, shell, programs)
  if (argument && !line.redirected) {
    const offered = offers(line, shell, programs)
    if (offered.length > 0) {
      return {
        replace: line.typed.length,
        candidates: offered.map(({ text, final }) => ({
          text: quoted(text, line.quote),
          shown: text,
          final: final ?? true,
          quote: line.quote,
        })),
      }
    }
  }
  return files(line, host, shell)
}

function variables(line: Line, match: RegExpExecArray, shell: Shell): Completions {
  const prefix = match[1] ?? ''
  const brace = match[0].startsWith('${')
  const names = [...shell.variables.keys()].filter((name) => name.startsWith(prefix)).sort()
  return {
    replace: prefix.length,
    candidates: names.map((name) => ({
      text: brace ? `${name}}` : name,
      shown: `$${name}`,
      final: line.quote === '' && !brace,
    })),
  }
}

function commands(line: Line, shell: Shell, programs: ReadonlyMap<string, Program>): Completions {
  const names = new Set([
    ...programs.keys(),
    ...builtins.keys(),
    ...shell.functions.keys(),
    ...shell.aliases.keys(),
    ...KEYWORDS,
  ])
  const candidates = [...names].filter((name) => name.startsWith(line.word) && /^[\w.-]/.test(name)).sort()
  return { replace: line.typed.length, candidates: candidates.map((text) => ({ text, final: true })) }
}

/** What the program itself offers; an alias stands for its words. */
function offers(line: Line, shell: Shell, programs: ReadonlyMap<string, Program>): readonly Completion[] {
  const [name = '', ...rest] = line.words
  const alias = shell.aliases.get(name)
  const [program = '', ...first] = alias === undefined ? [name] : alias.trim().split(/\s+/)
  const complete = programs.get(baseName(program))
  const io = { env: shell.environment(), cwd: shell.cwd, host: shell.around.host }
  return complete?.complete?.([...first, ...rest, line.word], io) ?? []
}

function files(line: Line, host: Host, shell: Shell): Completions {
  const equals = /^(?:--?[\w-]+=|[\w.]+=)/.exec(line.word)?.[0] ?? ''
  const path = line.word.slice(equals.length)
  const slash = path.lastIndexOf('/')
  const directory = path.slice(0, slash + 1)
  const prefix = path.slice(slash + 1)
  const home = shell.get('HOME') ?? '/root'
  const at = resolvePath(shell.cwd, directory.replace(/^~(?=\/)/, home) || '.')
  if (host.files.stat(at)?.kind !== 'directory') return { replace: 0, candidates: [] }
  const onlyDirectories = line.words[0] === 'cd' || line.words[0] === 'rmdir'
  const candidates: Candidate[] = []
  for (const name of host.files.list(at)) {
    if (!name.startsWith(prefix) || (name.startsWith('.') && !prefix.startsWith('.'))) continue
    const isDirectory = host.files.stat(resolvePath(at, name))?.kind === 'directory'
    if (onlyDirectories && !isDirectory) continue
    const end = isDirectory ? '/' : ''
    const text = directory.startsWith('~/')
      ? `~/${quoted(directory.slice(2) + name, line.quote)}`
      : quoted(directory + name, line.quote)
    candidates.push({ text: equals + text + end, shown: name + end, final: !isDirectory, quote: line.quote })
  }
  return { replace: line.typed.length, candidates }
}

/** Text as it must be typed to stand for itself. */
function quoted(text: string, quote: string): string {
  if (quote === "'") return `'${text}`
  if (quote === '"') return `"${text.replace(/["\\$`]/g, '\\$&')}`
  return text.replace(/[\s'"\\$`;&|<>()*?[\]{}!#]/g, '\\$&').replace(/\\([{}[\]])/g, '$1')
}
