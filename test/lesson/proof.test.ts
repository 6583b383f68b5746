// Every lesson that we ship proves itself with its own roads, in a lab.

import { expect, test } from 'vitest'
import { createLab } from '../../src/lab/index.ts'
import { proveLesson } from '../../src/lesson/index.ts'
import { readLesson } from './lesson-files.ts'

test.each(['services/cluster-ip'])(
  '%s fails before, passes after, and fails on each wrong road',
  async (folder) => {
    const { passed, report } = await proveLesson(readLesson(folder), ({ preset, kubectl, seed, startTime }) =>
      createLab({
        preset,
        ...(kubectl === undefined ? {} : { kubectl }),
        ...(seed === undefined ? {} : { seed }),
        ...(startTime === undefined ? {} : { startTime }),
      }),
    )
    expect(report.filter((line) => !line.startsWith('ok'))).toEqual([])
    expect(passed).toBe(true)
    expect(report.length).toBeGreaterThan(30)
  },
  120_000,
)

test('a lesson whose check cannot fail is caught', async () => {
  const files = readLesson('services/cluster-ip')
  const { passed, report } = await proveLesson(
    { ...files, 'lesson.yaml': (files['lesson.yaml'] ?? '').replace('says: listed.missing', 'says: successor.same') },
    ({ preset }) => createLab({ preset }),
  )
  expect(passed).toBe(false)
  expect(report.find((line) => line.startsWith('FAIL'))).toMatch(
    /lesson\.yaml:\d+ says listed\.missing, not successor\.same/,
  )
}, 120_000)
