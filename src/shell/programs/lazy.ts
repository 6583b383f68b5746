// Stands for the programs of `later.ts`, which come a moment after the first prompt. Whoever is earlier waits for them; a
// container cannot.

import type { Program, Steps } from '../../sim/index.ts'

const SUMMARIES = {
  comm: 'comm [-123] file file: lines of one sorted file, of the other, of both',
  diff: 'diff [-u] [-q] [-r] file file: what differs',
  expand: 'expand [-i] [-t width] [file…]: blanks in place of tabs',
  fold: 'fold [-bs] [-w width] [file…]: lines that are not too wide',
  hd: 'hd [-v] [-n count] [-s skip] [file…]: bytes in hexadecimal digits',
  hexdump: 'hexdump [-C] [-v] [-n count] [-s skip] [file…]: bytes in hexadecimal digits',
  join: 'join [-1 field] [-2 field] [-t char] [-a file] [-o format] file file: lines of two sorted files with a field alike',
  less: 'less [-NSFRXi] [file…]: show files a screen at a time',
  md5sum: 'md5sum [-c] [file…]: checksums, or whether they are right',
  more: 'more [-s] [-lines] [+line] [file…]: show files a screen at a time',
  od: 'od [-bcdox] [-t type] [-A base] [-N count] [-j skip] [file…]: bytes in numbers or characters',
  sha1sum: 'sha1sum [-c] [file…]: checksums, or whether they are right',
  sha256sum: 'sha256sum [-c] [file…]: checksums, or whether they are right',
  shuf: 'shuf [-n count] [-r] [-e word… | -i from-to | file]: lines in an order of chance',
  tree: 'tree [-ad] [-L level] [folder…]: a folder and what is in it',
  unexpand: 'unexpand [-a] [-t width] [file…]: tabs in place of blanks',
  xxd: 'xxd [-p] [-r] [-i] [-b] [-u] [-c columns] [-g size] [-l count] [-s skip] [file [output]]: bytes in hexadecimal digits, and back',
}

let loaded: ReadonlyMap<string, Program> | undefined

/** Rejects when they cannot be had now; they may be asked for again. */
export async function loadLaterPrograms(): Promise<void> {
  if (loaded) return
  const { laterPrograms } = await import('./later.ts')
  loaded = new Map(laterPrograms.map((program) => [program.name, program]))
}

export const lazyPrograms = (waits: boolean): readonly Program[] =>
  Object.entries(SUMMARIES).map(([name, summary]) => ({
    name,
    summary,
    *run(args, io): Steps<number> {
      let failed = false
      const fail = (): void => {
        failed = true
      }
      while (waits && !loaded && !failed) yield { external: loadLaterPrograms().catch(fail) }
      const program = loaded?.get(name)
      if (program) return yield* program.run(args, io)
      io.stderr.write(`${name}: could not be loaded, which it is when it is first used; try again with the network\n`)
      return 1
    },
  }))
