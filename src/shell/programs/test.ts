// test and [ as programs, for containers that run them without a shell.

import type { Program, Steps } from '../../sim/index.ts'
import { evaluateTest, TestError } from '../conditional.ts'

const program = (name: 'test' | '['): Program => ({
  name,
  summary: `${name} expression${name === '[' ? ' ]' : ''}: answer with the status`,
  *run(args, io): Steps<number> {
    if (name === '[' && args.at(-1) !== ']') {
      io.stderr.write('[: missing ‘]’\n')
      return 2
    }
    try {
      const isTty = (fd: number): boolean => (fd === 0 ? io.stdinIsTty : io.stdoutIsTty)
      const context = { files: io.host.files, cwd: io.cwd, isTty }
      return evaluateTest(name === '[' ? args.slice(0, -1) : args, context) ? 0 : 1
    } catch (error) {
      if (!(error instanceof TestError)) throw error
      io.stderr.write(`${name}: ${error.message}\n`)
      return 2
    }
  },
})

export const testProgram = program('test')
export const bracketProgram = program('[')
