// The training terminal on a real one: keys go in raw, the lab's own line editor answers, and time passes as on the
// wall. `vi` and the like open the editor that the person has ($EDITOR).

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Execution, Lab } from '../lab/index.ts'
import { type EditSession, Signal } from '../sim/index.ts'
import { realClock } from './clock.ts'

/** Resolves with the shell's exit code when the person leaves it. `commandEnded` gives what to say after a command. */
export function runTerminal(lab: Lab, commandEnded: (execution: Execution) => string): Promise<number> {
  const { stdin, stdout } = process
  const clock = realClock(lab)
  return new Promise((resolve) => {
    let editing = false
    const raw = (on: boolean): void => {
      if (stdin.isTTY) stdin.setRawMode(on)
      if (on) stdin.resume()
      else stdin.pause()
    }
    const keys = (data: string): void => {
      if (!editing) terminal.input(data)
    }
    const resized = (): void => terminal.resize(stdout.columns, stdout.rows)
    const write = (text: string): void => {
      stdout.write(text)
    }
    const leave = (exitCode: number): void => {
      clock.stop()
      stdin.off('data', keys)
      stdout.off('resize', resized)
      raw(false)
      resolve(exitCode)
    }
    const terminal = lab.openTerminal({
      columns: stdout.columns || 80,
      rows: stdout.rows || 24,
      write,
      commandEnded: (execution) => write(commandEnded(execution).replaceAll('\n', '\r\n')),
      edit(file) {
        editing = true
        raw(false)
        return editFile(file, () => {
          editing = false
          raw(true)
        })
      },
      left: leave,
    })
    stdin.setEncoding('utf8')
    stdin.on('data', keys)
    stdin.on('end', () => {
      terminal.close()
      leave(0)
    })
    stdout.on('resize', resized)
    raw(true)
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
