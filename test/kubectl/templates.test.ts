// JSONPath and Go templates against what kubectl 1.33 printed for the same object.

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createDesk } from '../kubectl-commands/desk.ts'

interface Row {
  readonly format: string
  readonly template: string
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

const { object, rows }: { object: unknown; rows: readonly Row[] } = JSON.parse(
  readFileSync(new URL('recordings/templates.json', import.meta.url), 'utf8'),
)

const desk = createDesk(0, '1.33', {
  name: 'templates',
  files: { 'o.json': JSON.stringify(object) },
  lines: [],
})

it.each(rows)('$format $template', ({ format, template, stdout, stderr, exitCode }) => {
  const ours = desk.run(['label', '--local', '-f', 'o.json', 'a=b', '--dry-run=client', '-o', `${format}=${template}`])
  expect(ours).toEqual({ stdout, stderr, exitCode })
})
