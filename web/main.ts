// The site: one page with one lab. Lessons are the folders under scenarios/, loaded when they are asked for.

import { KubeLab } from 'kubarium/element'

const lessonFiles = import.meta.glob<string>('../scenarios/*/*/*.{yaml,md}', { query: '?raw', import: 'default' })

async function loadLesson(lesson: string): Promise<Record<string, string>> {
  const folder = `../scenarios/${lesson}/`
  const files: Record<string, string> = {}
  await Promise.all(
    Object.entries(lessonFiles).map(async ([path, load]) => {
      if (path.startsWith(folder)) files[path.slice(folder.length)] = await load()
    }),
  )
  if (Object.keys(files).length === 0) throw new Error(`there is no lesson "${lesson}"`)
  return files
}

for (const lab of document.querySelectorAll('kube-lab')) {
  if (!(lab instanceof KubeLab)) continue
  const parameters = new URLSearchParams(location.search)
  lab.loadLesson = loadLesson
  lab.language = parameters.get('lang') ?? lab.language
  lab.lesson = parameters.get('lesson') ?? lab.lesson
}
