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

test('a lesson in which the solution does not help after a wrong road, or after a skip, is caught', async () => {
  const files = readLesson('services/cluster-ip')
  const prove = async (change: (yaml: string) => string) => {
    const { report } = await proveLesson(
      { ...files, 'lesson.yaml': change(files['lesson.yaml'] ?? '') },
      ({ preset }) => createLab({ preset }),
    )
    return report.filter((line) => line.startsWith('FAIL'))
  }
  const stuck = await prove((yaml) => yaml.replace(/ +- kubectl delete service back-end --ignore-not-found\n/, ''))
  expect(stuck[0]).toMatch(/then the solution does not: selector\.none/)
  const skipped = await prove((yaml) => yaml.replace(/ +setup: \[back-end-service.yaml\]\n/g, ''))
  expect(skipped.join('\n')).toContain('many-answers: the solution after the steps before it were skipped does not')
}, 120_000)

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
