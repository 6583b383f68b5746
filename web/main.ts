// The site: one page with one lab. `?lesson=course/name` and `?lang=bn` choose another lesson and language.

import { KubeLab } from 'kubarium/element'

const parameters = new URLSearchParams(location.search)
const lesson = parameters.get('lesson')

for (const lab of document.querySelectorAll('kube-lab')) {
  if (!(lab instanceof KubeLab)) continue
  lab.language = parameters.get('lang') ?? lab.language
  if (lesson && /^[a-z0-9-]+\/[a-z0-9-]+$/.test(lesson)) lab.lesson = `scenarios/${lesson}.json`
}
