// Slices do not change what happens: the same keys end in the same lab, whether a slice is one turn or ten thousand.
import { expect, it } from 'vitest'
import { createLab, type Execution } from '../../src/lab/index.ts'
import { hash } from './world.ts'

const lines = [
  'kubectl create deployment web --image=nginx --replicas=120',
  'kubectl rollout status deployment web --timeout=30s; kubectl get pods -o name | wc -l',
  'for i in 1 2 3; do kubectl delete $(kubectl get pods -o name | head -1); done; sleep 2',
  'kubectl expose deployment web --port=80; kubectl get endpoints web',
  'kubectl delete deployment web',
]

/** Types the lines, with time passing in steps of 100 ms, into a lab whose slices are of so many turns. */
function play(turns: number | undefined) {
  const waiting: (() => void)[] = []
  let slices = 0
  const pace = {
    slice() {
      slices++
      let left = turns ?? 0
      return () => --left <= 0
    },
    later: (work: () => void) => void waiting.push(work),
  }
  const lab = createLab({ seed: 7, ...(turns === undefined ? {} : { pace }) })
  const rest = () => {
    for (let work = waiting.shift(); work; work = waiting.shift()) work()
  }
  return {
    lab,
    rest,
    slices: () => slices,
    async type() {
      let shown = ''
      const ended: Execution[] = []
      const terminal = lab.openTerminal({
        columns: 80,
        rows: 24,
        write: (text) => {
          shown += text
        },
        commandEnded: (execution) => void ended.push(execution),
        edit: () => {
          throw new Error('nothing is edited here')
        },
      })
      // kubectl is loaded before the first line, as by the time a learner has typed it.
      await lab.load()
      for (const line of lines) {
        const before = ended.length
        terminal.input(`${line}\r`)
        rest()
        for (let step = 0; ended.length === before && step < 2000; step++) {
          await Promise.resolve()
          lab.advance(100)
          rest()
        }
        expect(ended.length, line).toBe(before + 1)
      }
      for (let step = 0; step < 600; step++) {
        lab.advance(100)
        rest()
      }
      terminal.close()
      return { shown, ended, left: lab.snapshot() }
    },
  }
}

it('ends in the same lab with slices of 1 turn, of 7, and of 10,000', async () => {
  const [one, some, many] = [play(1), play(7), play(10_000)]
  const results = [await one.type(), await some.type(), await many.type()]
  expect(results[0]?.ended.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0])
  expect(results[0]?.shown).toContain('120')
  expect(one.slices()).toBeGreaterThan(many.slices() + 1000)
  expect(hash(results[1])).toBe(hash(results[0]))
  expect(hash(results[2])).toBe(hash(results[0]))
  // And as a lab that is not cut at all.
  const whole = await play(undefined).type()
  expect(whole.shown).toBe(results[0]?.shown)
  expect(hash(whole.left)).toBe(hash(results[0]?.left))
})

it('comes to rest while the learner keeps it busy: programs wait meanwhile', async () => {
  const { lab, rest } = play(1000)
  await lab.load()
  let shown = ''
  const terminal = lab.openTerminal({
    columns: 80,
    rows: 24,
    write: (text) => {
      shown += text
    },
    commandEnded: () => {},
    edit: () => {
      throw new Error('nothing is edited here')
    },
  })
  terminal.input('kubectl create deployment web --image=nginx; while :; do echo round; done\r')
  rest()
  for (let step = 0; !shown.includes('round') && step < 100; step++) {
    lab.advance(100)
    rest()
  }
  const before = shown
  lab.settle()
  expect(shown).toBe(before)
  const web = { group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default', name: 'web' }
  expect(lab.client.get(web)).toMatchObject({ status: { readyReplicas: 1 } })
  await Promise.resolve()
  rest()
  lab.advance(1000)
  rest()
  expect(shown.length).toBeGreaterThan(before.length)
  terminal.close()
})
