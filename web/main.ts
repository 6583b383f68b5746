// The site: one page with one lab. Lessons are the folders under scenarios/, loaded when they are asked for.

import { KubeLab } from 'kubarium/element'

const lessonFiles = import.meta.glob<string>('../scenarios/*/*/*.{yaml,md}', {
  query: '?url',
  import: 'default',
  eager: true,
})

async function loadLesson(lesson: string): Promise<Record<string, string>> {
  const folder = `../scenarios/${lesson}/`
  const files: Record<string, string> = {}
  await Promise.all(
    Object.entries(lessonFiles).map(async ([path, address]) => {
      if (!path.startsWith(folder)) return
      const response = await fetch(address)
      if (!response.ok) throw new Error(`${path}: ${response.status}`)
      files[path.slice(folder.length)] = await response.text()
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
