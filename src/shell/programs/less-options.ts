// What less is asked for: on its command line (less 590, opttbl.c), and by keys (decode.c).

const FLAGS = 'aABcCdeEfFgGIJKLmMnNqQrRsSuUVwWX~i'
const VALUES = 'bDhjkoOpPtTxyz#'
const LONG: Readonly<Record<string, string>> = {
  'LINE-NUMBERS': 'N',
  'line-numbers': 'n',
  'chop-long-lines': 'S',
  'quit-if-one-screen': 'F',
  'RAW-CONTROL-CHARS': 'R',
  'raw-control-chars': 'r',
  'no-init': 'X',
  'ignore-case': 'i',
  'IGNORE-CASE': 'I',
  'squeeze-blank-lines': 's',
  'quit-at-eof': 'e',
  'QUIT-AT-EOF': 'E',
  'long-prompt': 'm',
  'LONG-PROMPT': 'M',
  'no-lessopen': 'L',
  quiet: 'q',
  silent: 'q',
  pattern: 'p',
  tabs: 'x',
  window: 'z',
}

export interface Wish {
  readonly letters: ReadonlySet<string>
  /** What to do first, as if typed. */
  readonly first: string
  readonly names: readonly string[]
  readonly faults: readonly string[]
}

export function readWish(args: readonly string[]): Wish {
  const letters = new Set<string>()
  const names: string[] = []
  const faults: string[] = []
  let first = ''
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    if (arg === '--') {
      names.push(...args.slice(at + 1))
      break
    }
    if (arg.startsWith('+'))
      first = arg
        .replace(/^\++/, '')
        .replace(/^([/?].*)$/, '$1\r')
        .replace(/^(\d+)$/, '$1g')
    else if (arg.startsWith('--')) {
      const [name = '', value] = arg.slice(2).split('=', 2)
      const letter = LONG[name]
      if (letter === undefined) faults.push(`There is no ${name} option ("less --help" for help)`)
      else if (!VALUES.includes(letter)) letters.add(letter)
      else {
        const given = value ?? args[++at] ?? ''
        if (letter === 'p') first = `/${given}\r`
      }
    } else if (arg.startsWith('-') && arg !== '-') {
      for (let i = 1; i < arg.length; i++) {
        const letter = arg[i] ?? ''
        if (VALUES.includes(letter)) {
          const value = arg.slice(i + 1) || (args[++at] ?? '')
          if (letter === 'p') first = `/${value}\r`
          break
        }
        if (FLAGS.includes(letter)) letters.add(letter)
        else if (!/\d/.test(letter)) faults.push(`There is no -${letter} option ("less --help" for help)`)
      }
    } else names.push(arg)
  }
  return { letters, first, names, faults }
}

const KEYS: Readonly<Record<string, readonly string[]>> = {
  quit: ['q', 'Q'],
  interrupt: ['\x03'],
  'page down': [' ', 'f', '\x06', '\x16', '\x1b[6~'],
  'page up': ['b', '\x02', '\x1b[5~'],
  'half down': ['d', '\x04'],
  'half up': ['u', '\x15'],
  down: ['\r', '\n', 'j', 'e', '\x0e', '\x1b[B', '\x1bOB'],
  up: ['k', 'y', '\x10', '\x0b', '\x1b[A', '\x1bOA'],
  right: ['\x1b[C', '\x1bOC'],
  left: ['\x1b[D', '\x1bOD'],
  first: ['g', '<', '\x1b[H', '\x1bOH', '\x1b[1~'],
  last: ['G', '>', '\x1b[F', '\x1bOF', '\x1b[4~'],
  percent: ['p', '%'],
  input: ['/', '?', ':'],
  again: ['n', 'N'],
  follow: ['F'],
  redraw: ['r', 'R', '\x0c'],
}
/** What a key asks for. */
export const ACTIONS = new Map(Object.entries(KEYS).flatMap(([action, keys]) => keys.map((key) => [key, action])))
