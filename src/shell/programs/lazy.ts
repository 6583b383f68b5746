// Stands for the programs of `later.ts` until one of them is first used. A container cannot wait for that: it lacks them.

import type { Program, Steps } from '../../sim/index.ts'

const SUMMARIES = {
  comm: 'comm [-123] file file: lines of one sorted file, of the other, of both',
  expand: 'expand [-i] [-t width] [file…]: blanks in place of tabs',
  fold: 'fold [-bs] [-w width] [file…]: lines that are not too wide',
  hd: 'hd [-v] [-n count] [-s skip] [file…]: bytes in hexadecimal digits',
  hexdump: 'hexdump [-C] [-v] [-n count] [-s skip] [file…]: bytes in hexadecimal digits',
  join: 'join [-1 field] [-2 field] [-t char] [-a file] [-o format] file file: lines of two sorted files with a field alike',
  od: 'od [-bcdox] [-t type] [-A base] [-N count] [-j skip] [file…]: bytes in numbers or characters',
  tree: 'tree [-ad] [-L level] [folder…]: a folder and what is in it',
  unexpand: 'unexpand [-a] [-t width] [file…]: tabs in place of blanks',
  xxd: 'xxd [-p] [-r] [-i] [-b] [-u] [-c columns] [-g size] [-l count] [-s skip] [file [output]]: bytes in hexadecimal digits, and back',
}

export const LATER_PROGRAMS: readonly string[] = Object.keys(SUMMARIES)

let loaded: readonly Program[] | undefined

export async function loadLaterPrograms(): Promise<void> {
  loaded = (await import('./later.ts')).laterPrograms
}

export const lazyPrograms: readonly Program[] = Object.entries(SUMMARIES).map(([name, summary]) => ({
  name,
  summary,
  *run(args, io): Steps<number> {
    let failed = false
    const fail = (): void => {
      failed = true
    }
    while (!loaded && !failed) yield { external: loadLaterPrograms().catch(fail) }
    const program = loaded?.find((known) => known.name === name)
    if (program) return yield* program.run(args, io)
    io.stderr.write(`${name}: could not be loaded, which it is when it is first used; try again with the network\n`)
    return 1
  },
}))
