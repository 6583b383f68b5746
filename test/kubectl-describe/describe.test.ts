// Every describer against recorded output of the real kubectl 1.27, 1.30 to 1.33 for the same objects.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../src/api/index.ts'
import { describeObject } from '../../src/kubectl/describe/index.ts'
import { type Version, versionFacts } from '../../src/kubectl/versions.ts'
import { describeCommands } from './commands.ts'
import { recordedClient, recording, recordings } from './recorded-cluster.ts'

const recorded: readonly Version[] = ['1.27', '1.30', '1.31', '1.32', '1.33']

/** Command lines with what they printed. */
function readTranscript(name: string, version: Version): readonly (readonly [command: string, output: string])[] {
  const text = readFileSync(new URL(`${name}-${version}.txt`, recordings), 'utf8')
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)] as const)
}

/** A refusal as kubectl words it. */
function textOf(describe: () => string): string {
  try {
    return describe()
  } catch (error) {
    if (error instanceof ApiError) return `Error from server (${error.reason}): ${error.message}\n`
    throw error
  }
}

for (const version of recorded) {
  describe(`describe as kubectl ${version}`, () => {
    const transcript = describeCommands().flatMap(([name]) => readTranscript(name, version))
    it('has recordings', () => expect(transcript.length).toBeGreaterThan(140))
    it.each(transcript)('%s', (command, output) => {
      const [, kind, name, namespace] = /describe (\S+) (\S+)(?: -n (\S+))?$/.exec(command) ?? []
      const object = recording.objects.find(
        (item) =>
          item.kind.toLowerCase() === kind && item.metadata.name === name && item.metadata.namespace === namespace,
      )
      if (!object) throw new Error(`no object for ${command}`)
      const context = {
        client: recordedClient,
        nowMs: recording.nowMs,
        version: versionFacts(version),
        showEvents: true,
      }
      expect(textOf(() => describeObject(object, context))).toBe(output)
    })
  })
}
