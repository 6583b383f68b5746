// The small programs of BusyBox images are GNU's here; their commonest complaints are worded as BusyBox does (compared
// with Debian's 1.35). Missing: its usage texts, options that it does not have, and what `tail` says of no files.

import type { Program } from '../sim/index.ts'

const quoted = String.raw`(?:cannot [\w ]+?) ['‘](.*?)['’]`

/** What the GNU program says, and how BusyBox says it. */
const WORDS: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  cat: [
    [/^cat: .*?: Is a directory/, 'cat: read error: Is a directory'],
    [/^cat: (.*?): (?!Is a|write)/, "cat: can't open '$1': "],
  ],
  chmod: [[new RegExp(`^chmod: ${quoted}: `), 'chmod: $1: ']],
  cp: [
    [/^cp: -r not specified; omitting/, 'cp: omitting'],
    [/^cp: cannot stat ['‘](.*?)['’]: /, "cp: can't stat '$1': "],
  ],
  head: [[/^head: cannot open '(.*?)' for reading: /, 'head: $1: ']],
  ls: [[/^ls: cannot access '(.*?)': /, 'ls: $1: ']],
  md5sum: [[/^md5sum: (.*?): (?=No such)/, "md5sum: can't open '$1': "]],
  mkdir: [[new RegExp(`^mkdir: ${quoted}: `), "mkdir: can't create directory '$1': "]],
  mv: [[/^mv: cannot stat ['‘](.*?)['’]: /, "mv: can't rename '$1': "]],
  rm: [
    [/^rm: cannot remove '(.*?)': Is a directory/, "rm: '$1' is a directory"],
    [/^rm: cannot remove '(.*?)': /, "rm: can't remove '$1': "],
  ],
  rmdir: [[/^rmdir: failed to remove '(.*?)': /, "rmdir: '$1': "]],
  sed: [[/^sed: can't read (.*?): /, 'sed: $1: ']],
  sha1sum: [[/^sha1sum: (.*?): (?=No such)/, "sha1sum: can't open '$1': "]],
  sha256sum: [[/^sha256sum: (.*?): (?=No such)/, "sha256sum: can't open '$1': "]],
  sort: [[/^sort: cannot read: /, 'sort: ']],
  tail: [[/^tail: cannot open '(.*?)' for reading: /, "tail: can't open '$1': "]],
  touch: [[new RegExp(`^touch: ${quoted}: `), 'touch: $1: ']],
}

function reworded(text: string, words: readonly (readonly [RegExp, string])[]): string {
  const rule = words.find(([said]) => said.test(text))
  return rule ? text.replace(...rule) : text
}

export function inBusyBox(program: Program): Program {
  const words = WORDS[program.name]
  if (!words) return program
  return {
    ...program,
    *run(args, io) {
      const stderr = { write: (text: string) => io.stderr.write(reworded(text, words)) }
      const status = yield* program.run(args, { ...io, stderr })
      return status === 2 && ['ls', 'sed'].includes(program.name) ? 1 : status
    },
  }
}
