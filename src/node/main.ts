// The `kubarium` command: the lab without a browser, for authors, tests and other programs.

import { type NodeCommand, UsageFault } from './command.ts'
import { api } from './commands/api.ts'
import { check } from './commands/check.ts'
import { newLesson } from './commands/new.ts'
import { run } from './commands/run.ts'

const commands: readonly NodeCommand[] = [run, api, check, newLesson]

const help = `kubarium: a Kubernetes training terminal, without the browser

Usage: kubarium COMMAND [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(8)}${summary}`).join('\n')}

kubarium COMMAND --help tells more.
`

async function main(words: readonly string[]): Promise<number> {
  const [name, ...args] = words
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help)
    return name === undefined ? 2 : 0
  }
  const command = commands.find((one) => one.name === name)
  if (!command) throw new UsageFault(`there is no command ${name}; kubarium --help lists them`)
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args
  if (own.includes('--help') || own.includes('-h')) {
    process.stdout.write(command.usage)
    return 0
  }
  return command.run(args)
}

// A reader that goes away (`| head`) ends the program quietly, as it does others.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 141 : 1))

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (error instanceof UsageFault || isArgumentError(error)) {
    process.stderr.write(`kubarium: ${error.message}\n`)
    process.exitCode = 2
  } else {
    process.stderr.write(`kubarium: a fault of ours: ${error instanceof Error ? error.stack : error}\n`)
    process.exitCode = 70
  }
}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
