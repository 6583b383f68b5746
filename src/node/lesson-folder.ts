// Lessons on the disk: a lesson is a folder with a `lesson.yaml`; a folder without one may hold several.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { LessonFiles } from '../lesson/index.ts'
import { UsageFault } from './command.ts'

export function readLesson(folder: string): LessonFiles {
  if (!existsSync(join(folder, 'lesson.yaml'))) throw new UsageFault(`${folder}: there is no lesson.yaml in it`)
  const files: Record<string, string> = {}
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name)
    if (statSync(path).isFile()) files[name] = readFileSync(path, 'utf8')
  }
  return files
}

/** The folders of all lessons in `folder`, itself included, in the order of their names. */
export function findLessons(folder: string): readonly string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageFault(`${folder}: there is no such folder`)
  if (existsSync(join(folder, 'lesson.yaml'))) return [folder]
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => !path.includes('node_modules') && statSync(path).isDirectory())
    .flatMap(findLessons)
}
