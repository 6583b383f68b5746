// The step engine: what opens when, what is remembered, what is saved, and whose fault a throwing check is.

import { expect, test } from 'vitest'
import { createLesson, defineCheck, faultText, type Lesson, parseLesson, readState } from '../../src/lesson/index.ts'
import { valuesAt } from '../../src/lesson/query.ts'
import { command, smallCluster } from './small-cluster.ts'

const yaml = `lesson: 1
id: tiny
preset: k3s
steps:
  - id: first
    type: task
    files: {note.txt: note.txt}
    checks: [{id: made, type: exists, resource: services, name: web}]
    questions: [{id: port, type: value, resource: services, name: web, path: 'spec.ports[0].port'}]
    solution: [kubectl create service clusterip web --tcp=80]
  - id: second
    type: predict
    setup: [extra.yaml]
    checks: [{id: fewer, type: changed-count, resource: services, to: fewer}]
    questions: [{id: guess, type: trend, resource: services, path: metadata.name}]
    solution: [{answer: guess, is: fewer}]
  - id: third
    type: look
    checks: [{id: ran, type: command-run, words: [pwd]}]
    solution: [pwd]
`
const english = `# Tiny

## One {#first}
### goal
Make it.
### done
Made.
### messages
- \`made.label\`: It is there
- \`made.missing\`: It is not there
- \`made.elsewhere\`: It is in {namespace}
- \`port.label\`: Which port?
- \`port.right\`: Yes
- \`port.wrong\`: No

## Two {#second}
### goal
Guess.
### done
Guessed.
### hint
Think.
### messages
- \`fewer.label\`: fewer
- \`fewer.same\`: same
- \`guess.label\`: What?
- \`guess.right\`: Yes
- \`guess.wrong\`: {before} and {now}
- \`guess.option-fewer\`: fewer
- \`guess.option-same\`: same
- \`guess.option-more\`: more

## Three {#third}
### goal
Look.
### done
Seen.
### messages
- \`ran.label\`: ran
- \`ran.missing\`: not yet
- \`ran.failed\`: failed
`
const files = {
  'lesson.yaml': yaml,
  'en.md': english,
  'note.txt': 'hello\n',
  'extra.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: extra}\nspec: {ports: [{port: 1}]}\n',
}

function tiny(change: (yaml: string) => string = (same) => same): Lesson {
  const { lesson, faults } = parseLesson({ ...files, 'lesson.yaml': change(yaml) })
  if (!lesson) throw new Error(faults.map(faultText).join('\n'))
  return lesson
}

const says = (run: ReturnType<typeof createLesson>) => run.messages().map(({ part, code }) => `${part}.${code}`)
const states = (run: ReturnType<typeof createLesson>) => run.progress().map(({ state }) => state)

test('a lesson from its first step to 100 %', () => {
  const cluster = smallCluster()
  const run = createLesson(tiny(), cluster.host)
  expect(cluster.files.get('note.txt')).toBe('hello\n')
  expect(states(run)).toEqual(['open', 'ahead', 'ahead'])
  expect(says(run)).toEqual(['made.missing'])
  run.answer('port', '81')
  expect(says(run)).toEqual(['made.missing', 'port.wrong'])
  cluster.service('web', { ports: [{ port: 80 }] })
  run.commandEnded(command('anything'))
  expect(says(run)).toEqual(['port.wrong'])
  run.answer('port', '৮০')
  expect([run.percent, ...states(run)]).toEqual([33, 'done', 'open', 'ahead'])

  // The second step's object is there now, and deeds before the prediction do not count.
  expect(says(run)).toEqual(['fewer.answer-first'])
  cluster.remove('services', 'extra')
  run.commandEnded(command('kubectl delete service extra'))
  expect(says(run)).toEqual(['fewer.answer-first'])
  run.answer('guess', 'same')
  expect(run.progress()[1]?.questions[0]?.state).toBe('recorded')
  cluster.remove('services', 'web')
  run.commandEnded(command('kubectl delete service web'))
  expect(run.messages()).toEqual([{ part: 'guess', code: 'wrong', parameters: { before: 1, now: 0 } }])
  // What happened stays what happened, whatever is changed afterwards.
  cluster.service('web', { ports: [{ port: 80 }] })
  run.answer('guess', 'fewer')
  expect(states(run)).toEqual(['done', 'done', 'open'])

  run.commandEnded(command('pwd', '/root\n'))
  expect([run.percent, run.finished]).toEqual([100, true])
})

test('a prediction is measured from rest to rest, wherever a look or the answer falls', () => {
  const cluster = smallCluster()
  const { client } = cluster
  const maps = { group: '', version: 'v1', resource: 'configmaps', namespace: 'default' }
  // A controller: as many config maps as services, made and unmade when the cluster comes to rest.
  const settle = () => {
    const wanted = client.list({ ...maps, resource: 'services' }).items.map(({ metadata }) => metadata.name ?? '')
    const there = client.list(maps).items.map(({ metadata }) => metadata.name ?? '')
    for (const name of wanted.filter((one) => !there.includes(one)))
      client.create(maps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })
    for (const name of there.filter((one) => !wanted.includes(one))) client.delete({ ...maps, name })
  }
  const lesson = tiny((text) => text.replace('type: trend, resource: services', 'type: trend, resource: configmaps'))
  const run = createLesson(lesson, { ...cluster.host, settle })
  run.skip()
  // Answered while what was done before still goes on.
  cluster.service('web', { ports: [{ port: 80 }] })
  run.answer('guess', 'fewer')
  // Looked at while nobody has reacted yet.
  cluster.remove('services', 'web')
  run.look()
  expect(states(run)).toEqual(['skipped', 'done', 'open'])
})

test('what is changed between a prediction and what it is about does not make it wrong', () => {
  const cluster = smallCluster()
  const maps = { group: '', version: 'v1', resource: 'configmaps', namespace: 'default' }
  cluster.client.create(maps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'sign' } })
  const lesson = tiny((text) =>
    text.replace('changed-count, resource: services', 'changed-count, resource: configmaps'),
  )
  const run = createLesson(lesson, cluster.host)
  run.skip()
  run.answer('guess', 'fewer')
  for (const name of ['more', 'and-more']) cluster.service(name, { ports: [{ port: 80 }] })
  run.look()
  cluster.remove('services', 'more')
  cluster.remove('configmaps', 'sign')
  run.look()
  expect(states(run)).toEqual(['skipped', 'done', 'open'])
  expect(run.progress()[1]?.questions[0]?.message?.parameters).toEqual({ before: 3, now: 2 })
})

test('a prediction that is changed before anything happened is measured anew', () => {
  const cluster = smallCluster()
  const run = createLesson(tiny(), { ...cluster.host, atRest: () => false })
  run.skip()
  run.answer('guess', 'more')
  cluster.service('web', { ports: [{ port: 80 }] })
  run.look()
  run.answer('guess', 'fewer')
  cluster.remove('services', 'web')
  run.look()
  expect(states(run)).toEqual(['skipped', 'done', 'open'])
})

test('a step finds what it begins with as its words say, and so does its solution', () => {
  const cluster = smallCluster()
  const run = createLesson(tiny(), cluster.host)
  const target = { group: '', version: 'v1', resource: 'services', namespace: 'default', name: 'extra' }
  const port = () => valuesAt(cluster.client.get(target), 'spec')[0]
  cluster.service('extra', { ports: [{ port: 99 }], selector: { app: 'mine' } })
  run.skip()
  expect(port()).toMatchObject({ ports: [{ port: 1 }], selector: { app: 'mine' } })
  cluster.client.patch(target, 'merge', { spec: { ports: [{ port: 98 }] } })
  run.look()
  expect(port()).toMatchObject({ ports: [{ port: 98 }] })
  run.showSolution()
  expect(port()).toMatchObject({ ports: [{ port: 1 }] })
})

test('a step that is done by what its solution finds restored counts half, and the next one whole', () => {
  const cluster = smallCluster()
  const base = '{id: base, type: exists, resource: services, name: extra}'
  const { lesson } = parseLesson({
    ...files,
    'lesson.yaml': yaml
      .replace('steps:', 'setup: [extra.yaml]\nsteps:')
      .replace('name: web}]', `name: web}, ${base}]`)
      .replace(/questions: \[\{id: port.*/, 'questions: []'),
    'en.md': english.replace(/- `port.label`[\s\S]*?\n\n/, (words) =>
      words.replaceAll('port.', 'base.').replace('right', 'missing').replace('wrong', 'elsewhere'),
    ),
  })
  if (!lesson) throw new Error('the lesson has faults')
  const run = createLesson(lesson, cluster.host)
  cluster.remove('services', 'extra')
  cluster.service('web', { ports: [{ port: 80 }] })
  run.look()
  expect(states(run)).toEqual(['open', 'ahead', 'ahead'])
  expect(run.showSolution()).toEqual(lesson.steps[0]?.solution)
  expect(states(run)).toEqual(['done', 'open', 'ahead'])
  expect(run.progress().map(({ solutionShown }) => solutionShown)).toEqual([true, false, false])
})

test('wrong answers everywhere, with every step skipped, end at 0 %', () => {
  const run = createLesson(tiny(), smallCluster().host)
  run.answer('port', '1')
  run.skip()
  run.answer('guess', 'more')
  run.skip()
  run.commandEnded(command('ls'))
  expect([run.percent, run.finished]).toEqual([0, false])
  expect(states(run)).toEqual(['skipped', 'skipped', 'open'])
})

test('a step whose solution was shown counts half, one with hints counts whole', () => {
  const cluster = smallCluster()
  const run = createLesson(tiny(), cluster.host)
  run.showSolution()
  cluster.service('web', { ports: [{ port: 80 }] })
  run.answer('port', '80')
  expect(run.percent).toBe(17)
  run.openHint()
  expect(run.progress()[1]?.hints).toBe(1)
})

test('what the lesson began with and is gone can be put back, and the solution finds it there', () => {
  const cluster = smallCluster()
  const run = createLesson(tiny(), cluster.host)
  run.skip()
  const missing = () => run.progress().flatMap((step) => step.missing)
  expect(missing()).toEqual([])
  cluster.remove('services', 'extra')
  expect(missing()).toEqual(['service/extra'])
  run.putBack()
  expect(missing()).toEqual([])
  cluster.remove('services', 'extra')
  run.showSolution()
  expect(missing()).toEqual([])
  // Another step's objects are its own affair.
  cluster.remove('services', 'extra')
  run.skip()
  expect(missing()).toEqual([])
})

test('its state is plain data that continues where it was; a damaged or foreign one begins afresh', () => {
  const cluster = smallCluster()
  const lesson = tiny()
  const run = createLesson(lesson, cluster.host)
  cluster.service('web', { ports: [{ port: 80 }] })
  run.answer('port', '80')
  const saved = readState(JSON.parse(JSON.stringify(run.state)))
  expect(saved).toEqual(run.state)
  const again = createLesson(lesson, cluster.host, saved)
  expect(again.progress()).toEqual(run.progress())
  expect(readState({ ...run.state, format: 2 })).toBeUndefined()
  expect(readState({ ...run.state, steps: { first: { done: 'yes' } } })).toBeUndefined()
  expect(readState('nonsense')).toBeUndefined()
  const other = tiny((text) => text.replace('id: tiny', 'id: tidy'))
  expect(createLesson(other, smallCluster().host, saved).percent).toBe(0)
})

test('a step that a later one has done a part of counts half', () => {
  const cluster = smallCluster()
  const lesson = tiny((text) =>
    text
      .replace('name: web}]', 'name: extra}]')
      .replace(
        /questions: \[\{id: port.*/,
        'questions: [{id: port, type: value, resource: services, name: extra, path: spec.type}]',
      ),
  )
  const run = createLesson(lesson, cluster.host)
  run.skip()
  run.open('first')
  expect(run.progress()[0]).toMatchObject({ solutionShown: true, checks: [{ state: 'done' }] })
  run.answer('port', 'ClusterIP')
  expect(run.percent).toBe(17)

  // What the learner made before is theirs.
  const own = smallCluster()
  const again = createLesson(lesson, own.host)
  own.service('extra', { ports: [{ port: 1 }] })
  again.look()
  again.skip()
  again.open('first')
  again.answer('port', 'ClusterIP')
  expect(again.percent).toBe(33)
})

test('an answer that came too early is judged again when there is something to judge', () => {
  const cluster = smallCluster()
  const { lesson } = parseLesson({
    ...files,
    'lesson.yaml': yaml.replace("path: 'spec.ports[0].port'", "path: 'spec.ports[0].port', new: true"),
    'en.md': english.replace('- `port.wrong`: No', '- `port.wrong`: No\n- `port.early`: Not yet'),
  })
  if (!lesson) throw new Error('the lesson has faults')
  const run = createLesson(lesson, cluster.host)
  run.answer('port', '81')
  expect(says(run)).toContain('port.early')
  cluster.service('web', { ports: [{ port: 80 }] })
  run.look()
  expect(says(run)).toEqual(['port.wrong'])
  // A wrong answer stays what it was.
  cluster.remove('services', 'web')
  cluster.service('web', { ports: [{ port: 81 }] })
  run.look()
  expect(says(run)).toEqual(['port.wrong'])
})

test('a step is tried when a command was run in it, not by the one that ended the step before', () => {
  const cluster = smallCluster()
  const run = createLesson(
    tiny((text) =>
      text.replace(
        /questions: \[\{id: port.*/,
        'questions: [{id: port, type: value, resource: services, name: web, path: spec.type}]',
      ),
    ),
    cluster.host,
  )
  const tried = () => run.progress().map((step) => step.tried)
  cluster.service('web', { ports: [{ port: 80 }] })
  run.answer('port', 'ClusterIP')
  run.commandEnded(command('pwd'))
  expect(tried()).toEqual([false, true, false])
})

test('calls that were answered are kept once, with what had passed by then', () => {
  const cluster = smallCluster()
  const run = createLesson(tiny(), cluster.host)
  for (const pod of ['a', 'a', 'b']) cluster.answers('web', pod)
  expect(run.state.steps['first']?.calls.map(({ pod, after }) => [pod, ...after])).toEqual([['a'], ['b']])
  const { calls: _, ...older } = run.state.steps['first'] ?? {}
  expect(readState({ ...run.state, steps: { first: older } })?.steps['first']?.calls).toEqual([])
  expect(readState(JSON.parse(JSON.stringify(run.state)))).toEqual(run.state)
})

test("a check that throws is the author's fault, with its place", () => {
  const unknownResource = tiny((text) =>
    text.replace('resource: services, name: web}', 'resource: wobbles, name: web}'),
  )
  const run = createLesson(unknownResource, smallCluster().host)
  const fault = run.progress()[0]?.fault
  expect(fault && faultText(fault)).toBe(
    'lesson.yaml:8:15: "made" (exists) failed: the cluster has no resource named "wobbles"',
  )
  const throwing = defineCheck({
    type: 'exists',
    summary: '',
    codes: ['missing', 'elsewhere'],
    options: {},
    look: () => {
      throw new Error('oops')
    },
  })
  const types = parseLesson(
    { ...files, 'lesson.yaml': yaml.replace(', resource: services, name: web}]', '}]') },
    { checks: [throwing] },
  )
  expect(types.faults.map(faultText).some((text) => text.includes('"changed-count" is no type of check: exists'))).toBe(
    true,
  )
})
