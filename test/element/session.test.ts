// A learner's session without its page: what is kept of it while a command runs, and whoever types the solution for them.
import { afterEach, expect, test } from 'vitest'
import { breathe } from '../../src/element/breath.ts'
import { openSession, Session } from '../../src/element/session.ts'
import { solve } from '../../src/element/solve.ts'
import type { LessonRun } from '../../src/lesson/index.ts'
import { readLesson } from '../lesson/lesson-files.ts'

const files = readLesson('services/cluster-ip')
const sessions: Session[] = []
afterEach(() => {
  for (const session of sessions.splice(0)) session.close()
})

async function open(saved?: unknown): Promise<{ readonly session: Session; readonly run: LessonRun }> {
  const options = { files, seed: undefined, columns: 100, rows: 30, saved, write: () => {}, opened: () => {} }
  const session = await openSession(options)
  if (!(session instanceof Session) || !session.run) throw new Error('no session was opened')
  sessions.push(session)
  return { session, run: session.run }
}

async function until(there: () => boolean): Promise<void> {
  while (!there()) await breathe()
}

const steps = (run: LessonRun) => run.progress().map(({ state }) => state)

test('what is done while a command runs is kept', async () => {
  const { session, run } = await open()
  session.input('x=1; f() { local x=2 y=3; touch before; kubectl exec -it deploy/front-end -- sh; }; f\r')
  await until(() => session.terminal.busy && session.lab.readFile('before') === '')
  run.skip()
  run.answer('target-port', '6443')
  const saved: unknown = JSON.parse(JSON.stringify(session.save()))
  const again = await open(saved)
  expect(again.session.saveFault).toBeUndefined()
  expect(steps(again.run).slice(0, 2)).toEqual(['skipped', 'open'])
  expect(again.run.progress()[1]?.questions[0]?.state).toBe('right')
  const ended = again.session.nextCommand()
  again.session.input('ls; kubectl get deployment front-end -o name; echo $x$y\r')
  expect((await ended)?.stdout).toBe('before\ndeployment.apps/front-end\n1\n')
})

test('calls count that were really answered, whoever makes them, as soon as they are', async () => {
  const { session, run } = await open()
  for (let n = 0; n < 3; n++) run.skip()
  const byName = () => run.progress()[3]?.checks[0]?.state
  session.input('curl -s back-end; kubectl get pods\r')
  await session.nextCommand()
  expect(byName()).toBe('todo')
  session.input('kubectl exec -it deploy/front-end -- sh\r')
  await until(() => session.terminal.busy)
  session.input('echo "curl -s back-end" > ask.sh\rwhile sh ask.sh >/dev/null; do sleep 1; done\r')
  await until(() => byName() === 'done')
  expect(session.terminal.busy).toBe(true)
}, 60_000)

test('a call counts after what happened before it, though nobody has looked since', async () => {
  const { session, run } = await open()
  for (let n = 0; n < 3; n++) run.skip()
  await solve(session, run, false)
  expect(steps(run).slice(3, 5)).toEqual(['done', 'open'])
}, 60_000)

test('the solution is typed past a quote that was left open', async () => {
  const { session, run } = await open()
  session.input('echo "never closed\r')
  await until(() => session.terminal.continued)
  await solve(session, run, false)
  expect(steps(run).slice(0, 2)).toEqual(['done', 'open'])
})

test('typing the solution stops at Ctrl-C, and with its session', async () => {
  const { session, run } = await open()
  const stopped = solve(session, run, true)
  session.input('\x03')
  await stopped
  const closed = solve(session, run, true)
  session.close()
  await closed
  expect(steps(run)[0]).toBe('open')
  expect(session.transcript).toEqual([])
})
