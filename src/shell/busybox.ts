// The small programs of BusyBox images are GNU's here; their commonest complaints are worded as BusyBox 1.37 does
// (coreutils/*.c, libbb/perror_msg.c). Missing: its usage texts, and options that it does not have.

import type { Program } from '../sim/index.ts'

const quoted = String.raw`(?:cannot [\w ]+?) ['‘](.*?)['’]`

/** What the GNU program says, and how BusyBox says it. */
const WORDS: Readonly<Record<string, readonly [RegExp, string]>> = {
  cat: [/^cat: (.*?): (?!Is a|write)/, "cat: can't open '$1': "],
  chmod: [new RegExp(`^chmod: ${quoted}: `), 'chmod: $1: '],
  cp: [/^cp: cannot stat ['‘](.*?)['’]: /, "cp: can't stat '$1': "],
  head: [/^head: cannot open '(.*?)' for reading: /, 'head: $1: '],
  ls: [/^ls: cannot access '(.*?)': /, 'ls: $1: '],
  mkdir: [new RegExp(`^mkdir: ${quoted}: `), "mkdir: can't create directory '$1': "],
  mv: [/^mv: cannot stat ['‘](.*?)['’]: /, "mv: can't rename '$1': "],
  rm: [/^rm: cannot remove '(.*?)': /, "rm: can't remove '$1': "],
  rmdir: [/^rmdir: failed to remove '(.*?)': /, "rmdir: '$1': "],
  sed: [/^sed: can't read (.*?): /, 'sed: $1: '],
  tail: [/^tail: cannot open '(.*?)' for reading: /, "tail: can't open '$1': "],
  touch: [new RegExp(`^touch: ${quoted}: `), 'touch: $1: '],
}

export function inBusyBox(program: Program): Program {
  const words = WORDS[program.name]
  if (!words) return program
  const [said, worded] = words
  return {
    ...program,
    *run(args, io) {
      const stderr = { write: (text: string) => io.stderr.write(text.replace(said, worded)) }
      const status = yield* program.run(args, { ...io, stderr })
      return program.name === 'ls' && status === 2 ? 1 : status
    },
  }
}
