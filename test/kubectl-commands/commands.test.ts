// Our kubectl against recordings of the real one, line by line.

import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Version } from '../../src/kubectl/index.ts'
import { type Answer, createDesk } from './desk.ts'
import { readRecording, recordings, splitWords } from './transcript.ts'
import { transcripts } from './transcripts.ts'

const recordedVersions: readonly Version[] = ['1.27', '1.30', '1.33']

/** Without what is drawn by lot or counted (uids, addresses, versions), and the clock and process id of log lines. */
const steady = (text: string) =>
  text
    .replace(/^([EWI])\d{4} [\d:.]+ +\d+ ([a-z_.]+):\d+/gm, '$1 $2')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>')
    .replace(/\b10\.\d+\.\d+\.\d+\b/g, '<address>')
    .replace(/("?resourceVersion"?: "?)\d+/g, '$1<version>')
    .replace(/kube-api-access-\w{5}/g, 'kube-api-access-<letters>')
    .replace(/("?nodePort"?: ?)\d+/g, '$1<port>')

const masked = ({ stdout, stderr, exitCode }: Answer) => ({ stdout: steady(stdout), stderr: steady(stderr), exitCode })

for (const transcript of transcripts) {
  const { name } = transcript
  for (const version of recordedVersions) {
    if (!existsSync(new URL(`${name}-${version}.json`, recordings))) continue
    const { startMs, answers } = readRecording(name, version)
    describe(`${name}, kubectl ${version}`, () => {
      const desk = createDesk(startMs, version, transcript)
      it.each(answers)('kubectl $line', ({ line, stdout, stderr, exitCode }) => {
        const ours = desk.run(splitWords(line))
        if (line.includes('--list')) {
          // The real one follows the random order of Go's maps.
          expect(ours.stdout.split('\n').sort()).toEqual(stdout.split('\n').sort())
          return
        }
        // The texts of help are our own.
        const help =
          /Available Commands:/.test(stdout + stderr) && /Available Commands:/.test(ours.stdout + ours.stderr)
        if (!help) expect(masked(ours)).toEqual(masked({ stdout, stderr, exitCode }))
        else expect(ours.exitCode).toBe(exitCode)
      })
    })
  }
}
