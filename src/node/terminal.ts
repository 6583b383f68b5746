// The training terminal on a real one: keys go in raw, the lab's own line editor answers, and time passes as on the
// wall. `vi` and the like open the editor that the person has ($EDITOR).

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Execution, Lab } from '../lab/index.ts'
import { type EditSession, Signal } from '../sim/index.ts'
import { realClock } from './clock.ts'

const CTRL_D = '\x04'

/** Resolves with the last exit code when the person leaves (`exit`, or Ctrl-D on an empty line). */
export function runTerminal(lab: Lab, commandEnded: (execution: Execution) => string): Promise<number> {
  const { stdin, stdout } = process
  const clock = realClock(lab)
  return new Promise((resolve) => {
    let exitCode = 0
    let typed = false
    let editing = false
    const write = (text: string): void => {
      stdout.write(text)
    }
    const resized = (): void => terminal.resize(stdout.columns, stdout.rows)
    const keys = (data: string): void => {
      if (editing) return
      if (data === CTRL_D && !typed && !terminal.busy) {
        write('exit\r\n')
        leave()
        return
      }
      typed = !/[\r\n\x03]$/.test(data)
      terminal.input(data)
    }
    const leave = (): void => {
      clock.stop()
      terminal.close()
      stdin.off('data', keys)
      stdout.off('resize', resized)
      if (stdin.isTTY) stdin.setRawMode(false)
      stdin.pause()
      resolve(exitCode)
    }
    const terminal = lab.openTerminal({
      columns: stdout.columns || 80,
      rows: stdout.rows || 24,
      write,
      commandEnded(execution) {
        typed = false
        exitCode = execution.exitCode
        write(commandEnded(execution).replaceAll('\n', '\r\n'))
        if (/^\s*(exit|logout)\b/.test(execution.command)) leave()
      },
      edit(file) {
        editing = true
        if (stdin.isTTY) stdin.setRawMode(false)
        stdin.pause()
        return editFile(file, () => {
          editing = false
          if (stdin.isTTY) stdin.setRawMode(true)
          stdin.resume()
        })
      },
    })
    if (stdin.isTTY) stdin.setRawMode(true)
    stdin.setEncoding('utf8')
    stdin.on('data', keys)
    stdin.on('end', leave)
    stdout.on('resize', resized)
    stdin.resume()
  })
}

/** Lets the person's editor work on a copy; what was saved counts. */
function editFile(file: { readonly path: string; readonly text: string }, done: () => void): EditSession {
  const folder = mkdtempSync(join(tmpdir(), 'kubarium-'))
  const copy = join(folder, basename(file.path) || 'file')
  writeFileSync(copy, file.text)
  const editor = process.env['VISUAL'] ?? process.env['EDITOR'] ?? 'vi'
  const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', copy], { stdio: 'inherit' })
  const session: EditSession = {
    closed: new Signal(),
    result: undefined,
    cancel: () => void child.kill(),
  }
  const finish = (ended: boolean): void => {
    if (session.result) return
    const text = readFileSync(copy, 'utf8')
    rmSync(folder, { recursive: true, force: true })
    session.result = { saved: ended && text !== file.text, text }
    done()
    session.closed.notify()
  }
  child.on('exit', (code) => finish(code === 0))
  child.on('error', () => finish(false))
  return session
}
