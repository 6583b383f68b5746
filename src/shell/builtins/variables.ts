// Builtins about variables: export, readonly, declare, local, unset, set, shift, let, shopt (bash 5.2 manual, 4.2–4.3).
// Missing: declare -t and -I; -i, -l and -u of arrays.

import { Exit } from '../flow.ts'
import { doubleQuote, quoteWord } from '../quote.ts'
import { type Shell, ShellError, type ShellOption, type Variable } from '../state.ts'
import { type Builtin, type BuiltinContext, isName, print } from './builtin.ts'

interface Declaration {
  readonly name: string
  readonly value: string | undefined
  readonly append: boolean
}

function readDeclaration(arg: string): Declaration | undefined {
  const match = /^([A-Za-z_]\w*(?:\[[^\]]*\])?)(?:(\+?)=([\s\S]*))?$/.exec(arg)
  return match ? { name: match[1] ?? '', append: match[2] === '+', value: match[3] } : undefined
}

function describe(name: string, variable: Variable): string {
  const letters =
    (variable.items ? (variable.keyed ? 'A' : 'a') : '') +
    (variable.integer ? 'i' : '') +
    (variable.reference ? 'n' : '') +
    (variable.readonly ? 'r' : '') +
    (variable.exported ? 'x' : '') +
    (variable.letters === 'lower' ? 'l' : variable.letters === 'upper' ? 'u' : '')
  const head = `declare -${letters || '-'} ${name}`
  if (variable.items) {
    const items = [...variable.items].map(
      ([key, value]) =>
        `[${variable.keyed && /[^\w.:/@%+,-]/.test(key) ? doubleQuote(key) : key}]=${doubleQuote(value)}`,
    )
    return `${head}=(${items.join(' ')}${variable.keyed && items.length > 0 ? ' ' : ''})\n`
  }
  return variable.value === undefined ? `${head}\n` : `${head}=${doubleQuote(variable.value)}\n`
}

const sorted = (shell: Shell): (readonly [string, Variable])[] =>
  [...shell.variables].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

const USAGE: Readonly<Record<string, readonly [string, string]>> = {
  export: ['fnp', 'export [-fn] [name[=value] ...] or export -p'],
  readonly: ['aAfp', 'readonly [-aAf] [name[=value] ...] or readonly -p'],
  declare: ['aAfFgiIlnrtuxp', 'declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]'],
  typeset: ['aAfFgiIlnrtuxp', 'typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]'],
  local: ['aAfFgiIlnrtuxp', 'local [option] name[=value] ...'],
}

function* declare(command: string, args: readonly string[], { shell, interpreter }: BuiltinContext) {
  const letters = new Set<string>()
  const removed = new Set<string>()
  let at = 0
  for (; at < args.length; at++) {
    const arg = args[at] ?? ''
    if (arg === '--') {
      at++
      break
    }
    if (!/^[-+][a-zA-Z]+$/.test(arg)) break
    for (const letter of arg.slice(1)) (arg.startsWith('-') ? letters : removed).add(letter)
  }
  const rest = args.slice(at)
  if (command === 'local' && shell.depth === 0) throw new ShellError('can only be used in a function')
  const [known = '', usage = ''] = USAGE[command] ?? []
  const wrong = [...letters, ...removed].find((letter) => !known.includes(letter))
  if (wrong !== undefined) {
    shell.complain(`${command}: ${letters.has(wrong) ? '-' : '+'}${wrong}: invalid option`)
    shell.output(2).write(`${command}: usage: ${usage}\n`)
    return 2
  }
  const lacking = [...letters].find((letter) => 'tI'.includes(letter))
  if (lacking !== undefined) {
    shell.complain(`${command}: -${lacking}: this shell does not have this option`)
    return 2
  }
  if (command === 'export') letters.add('x')
  if (command === 'readonly') letters.add('r')
  const removeExport = (command === 'export' && letters.has('n')) || removed.has('x')
  const local =
    command === 'local' || ((command === 'declare' || command === 'typeset') && shell.depth > 0 && !letters.has('g'))
  if (letters.has('f') || letters.has('F')) {
    const names = rest.length > 0 ? rest : [...shell.functions.keys()].sort()
    for (const name of names) {
      const source = shell.functions.get(name)
      if (source === undefined) return 1
      if (!letters.has('x'))
        print(shell, letters.has('F') ? `${rest.length > 0 ? '' : 'declare -f '}${name}\n` : `${source}\n`)
    }
    return 0
  }
  if (rest.length === 0) {
    const wanted = (variable: Variable): boolean =>
      (command !== 'export' || variable.exported === true) &&
      (command !== 'readonly' || variable.readonly === true) &&
      (!letters.has('a') || (variable.items !== undefined && !variable.keyed)) &&
      (!letters.has('A') || variable.keyed === true)
    if (command === 'local') return 0
    const plain = args.length === 0 && (command === 'declare' || command === 'typeset')
    for (const [name, variable] of sorted(shell)) {
      if (!wanted(variable)) continue
      if (!plain) print(shell, describe(name, variable))
      else if (variable.value !== undefined) print(shell, `${name}=${quoteWord(variable.value)}\n`)
    }
    return 0
  }
  let status = 0
  for (const arg of rest) {
    const declaration = readDeclaration(arg)
    if (!declaration) {
      shell.complain(`${command}: \`${arg}': not a valid identifier`)
      status = 1
      continue
    }
    const element = /^(\w+)\[(.*)\]$/.exec(declaration.name)
    const name = element?.[1] ?? declaration.name
    if (letters.has('p')) {
      const variable = shell.variables.get(name)
      if (variable) print(shell, describe(name, variable))
      else {
        shell.complain(`${command}: ${name}: not found`)
        status = 1
      }
      continue
    }
    const scope = shell.scopes.at(-1)
    if (local && scope && !scope.has(name)) {
      scope.set(name, shell.keep(name))
      shell.variables.delete(name)
      if (declaration.value === undefined && !letters.has('a') && !letters.has('A')) shell.mark(name, {})
    }
    if ((letters.has('a') || letters.has('A')) && !shell.variables.get(name)?.items) {
      shell.setItems(name, new Map(), letters.has('A'))
    }
    if (command !== 'export' && letters.has('n')) {
      const to = declaration.value ?? shell.variables.get(name)?.value ?? ''
      if (to !== '' && !readDeclaration(to)) {
        shell.complain(`${command}: \`${to}': invalid variable name for name reference`)
        status = 1
      } else if (to === name && !local) {
        shell.complain(`${command}: ${name}: nameref variable self references not allowed`)
        status = 1
      } else shell.variables.set(name, { value: to, reference: true })
      continue
    }
    if (removed.has('n')) shell.mark(name, { reference: false })
    if (letters.has('i')) shell.mark(name, { integer: true })
    if (letters.has('l') !== letters.has('u')) shell.mark(name, { letters: letters.has('l') ? 'lower' : 'upper' })
    else if (removed.has('l') || removed.has('u')) shell.mark(name, { letters: undefined })
    if (declaration.value !== undefined) {
      let value = declaration.value
      if (shell.variables.get(name)?.integer) value = String(yield* interpreter.expander.arithmetic(shell, value))
      shell.set(name, declaration.append ? (shell.get(name) ?? '') + value : value, element?.[2])
    }
    if (removeExport) shell.mark(name, { exported: false })
    else if (letters.has('x')) shell.mark(name, { exported: true })
    if (letters.has('r')) shell.mark(name, { readonly: true })
  }
  return status
}

const declaring = (name: string, summary: string): Builtin => ({
  names: [name],
  summary,
  run: (args, context) => declare(name, args, context),
})

const unset: Builtin = {
  names: ['unset'],
  summary: 'unset [-v|-f] name…: forget variables or functions',
  *run(args, { shell }) {
    const functions = args[0] === '-f'
    const target = (name: string): string => (args[0] === '-n' ? name : shell.target(name))
    let status = 0
    for (const name of /^-[fnv]$/.test(args[0] ?? '') ? args.slice(1) : args) {
      const element = /^(\w+)\[(.+)\]$/.exec(name)
      const array = element && shell.variables.get(element[1] ?? '')
      if (element && array?.items) {
        const items = new Map(array.items)
        items.delete((element[2] ?? '').replace(/^(["'])(.*)\1$/, '$2'))
        shell.setItems(element[1] ?? '', items, array.keyed ?? false)
      } else if (!isName(name)) {
        shell.complain(`unset: \`${name}': not a valid identifier`)
        status = 1
      } else if (functions || (!shell.variables.has(name) && shell.functions.has(name) && args[0] !== '-v'))
        shell.functions.delete(name)
      else shell.unset(target(name))
    }
    return status
  },
}

const LETTERS: Readonly<Record<string, ShellOption>> = {
  a: 'allexport',
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  f: 'noglob',
  C: 'noclobber',
  v: 'verbose',
  n: 'noexec',
  E: 'errtrace',
}
const NAMES: readonly ShellOption[] = [
  'allexport',
  'errexit',
  'errtrace',
  'noclobber',
  'noexec',
  'noglob',
  'nounset',
  'pipefail',
  'verbose',
  'xtrace',
]

const set: Builtin = {
  names: ['set'],
  summary: 'set [-aeuxfC] [-o option] [--] [arg…]: options and positional parameters',
  *run(args, { shell }) {
    if (args.length === 0) {
      for (const [name, { value }] of sorted(shell))
        if (value !== undefined) print(shell, `${name}=${quoteWord(value)}\n`)
      return 0
    }
    const change = (option: ShellOption, on: boolean): void => {
      if (on) shell.options.add(option)
      else shell.options.delete(option)
    }
    for (let at = 0; at < args.length; at++) {
      const arg = args[at] ?? ''
      if (arg === '--' || arg === '-') {
        shell.positional = args.slice(at + 1)
        return 0
      }
      if (!/^[-+]./.test(arg)) {
        shell.positional = args.slice(at)
        return 0
      }
      const on = arg.startsWith('-')
      for (const letter of arg.slice(1)) {
        if (letter === 'o') {
          const name = args[++at]
          if (name === undefined) {
            for (const known of NAMES) print(shell, `${known.padEnd(15)}\t${shell.options.has(known) ? 'on' : 'off'}\n`)
            return 0
          }
          const option = NAMES.find((known) => known === name)
          if (option === 'pipefail' && shell.around.dialect === 'dash') {
            shell.complain('set: Illegal option -o pipefail')
            throw new Exit(2)
          }
          if (option) change(option, on)
          else if (
            !['posix', 'emacs', 'vi', 'history', 'monitor', 'braceexpand', 'hashall', 'functrace'].includes(name)
          ) {
            shell.complain(`set: ${name}: invalid option name`)
            return 2
          }
          continue
        }
        const option = LETTERS[letter]
        if (option) change(option, on)
        else if (!'bhkmptBEHPT'.includes(letter)) {
          shell.complain(`set: ${arg[0]}${letter}: invalid option`)
          shell.output(2).write('set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n')
          return 2
        }
      }
    }
    return 0
  },
}

const shift: Builtin = {
  names: ['shift'],
  summary: 'shift [n]: drop the first positional parameters',
  *run(args, { shell }) {
    const text = args[0] ?? '1'
    if (!/^\d+$/.test(text)) {
      shell.complain(`shift: ${text}: numeric argument required`)
      return 1
    }
    if (Number(text) > shell.positional.length) return 1
    shell.positional = shell.positional.slice(Number(text))
    return 0
  },
}

const letBuiltin: Builtin = {
  names: ['let'],
  summary: 'let expression…: do arithmetic',
  *run(args, { shell, interpreter }) {
    if (args.length === 0) {
      shell.complain('let: expression expected')
      return 1
    }
    let value = 0n
    for (const arg of args) value = yield* interpreter.expander.arithmetic(shell, arg)
    return value === 0n ? 1 : 0
  },
}

const shopt: Builtin = {
  names: ['shopt'],
  summary: 'shopt [-su] [option…]: more options',
  *run(args, { shell }) {
    const known = [
      'dotglob',
      'expand_aliases',
      'extglob',
      'failglob',
      'globstar',
      'nocaseglob',
      'nocasematch',
      'nullglob',
    ]
    const names = args.filter((arg) => !arg.startsWith('-'))
    let status = 0
    for (const name of names.length > 0 ? names : known) {
      if (!known.includes(name)) {
        shell.complain(`shopt: ${name}: invalid shell option name`)
        status = 1
      } else if (args[0] === '-s') shell.shopt.add(name)
      else if (args[0] === '-u') shell.shopt.delete(name)
      else {
        const on = shell.shopt.has(name)
        if (!args.includes('-q')) print(shell, `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n`)
        if (!on && names.length > 0) status = 1
      }
    }
    return status
  },
}

export const variableBuiltins: readonly Builtin[] = [
  declaring('export', 'export [name[=value]…]: give variables to programs'),
  declaring('readonly', 'readonly [name[=value]…]: forbid changes'),
  declaring('declare', 'declare [-aAirxp] [name[=value]…]: variables and their kinds'),
  declaring('typeset', 'typeset: the same as declare'),
  declaring('local', 'local [name[=value]…]: variables of a function'),
  unset,
  set,
  shift,
  letBuiltin,
  shopt,
]
