// Reads a lesson's folder from scenarios/.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LessonFiles } from '../../src/lesson/index.ts'

export function readLesson(folder: string): LessonFiles {
  const path = join(import.meta.dirname, '../../scenarios', folder)
  return Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]))
}
