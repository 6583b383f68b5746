// The lessons that we ship are well formed: every part has its words in every language.

import { expect, test } from 'vitest'
import { faultText, parseLesson } from '../../src/lesson/index.ts'
import { readLesson } from './lesson-files.ts'

test('the ClusterIP lesson is sound in English and Bengali', () => {
  const { lesson, faults } = parseLesson(readLesson('services/cluster-ip'))
  expect(faults.map(faultText)).toEqual([])
  expect(lesson?.steps.map(({ type }) => type)).toEqual(['look', 'question', 'task', 'task', 'predict', 'fix'])
  expect(Object.keys(lesson?.texts ?? {}).sort()).toEqual(['bn', 'en'])
  const [english, bengali] = [lesson?.texts['en'], lesson?.texts['bn']]
  for (const [id, text] of Object.entries(english?.steps ?? {})) {
    expect(text.hints.length, id).toBe(bengali?.steps[id]?.hints.length)
    for (const [message, words] of Object.entries(text.messages)) {
      const places = (value: unknown) =>
        [...JSON.stringify(value).matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
      expect(places(bengali?.steps[id]?.messages[message]), `${id} ${message}`).toEqual(places(words))
    }
  }
})
