// The same past has the same future: for equal seeds, from snapshots anywhere, and in steps of time of any size.
import { describe, expect, it } from 'vitest'
import { createLab, type Lab } from '../../src/lab/index.ts'
import { files, rollouts } from './transcripts.ts'
import { copy, differences, hash, restored, runAll } from './world.ts'

/** How many lines a fresh lab goes on after each line. */
const SOME = 3

const transcripts = [
  {
    name: 'rollouts',
    commands: rollouts,
    preset: 'kubeadm',
    proof: ['web patched', '\nkept\n', '\nup\n', '<!DOCTYPE html>', 'NewReplicaSetAvailable'],
  },
  {
    name: 'files',
    commands: files,
    preset: 'k3s',
    proof: ['AP8=', ' word\n', '1 a b c\n', 'Terminating', 'unlabeled'],
  },
] as const

describe.each(transcripts)('the transcript of $name', ({ commands, preset, proof }) => {
  it('says and leaves the same for the same seed, and something else for another', async () => {
    const results = []
    for (const seed of [5, 5, 6]) {
      const lab = createLab({ seed, preset })
      results.push({ said: await runAll(lab, commands), left: lab.snapshot() })
    }
    const [one, two, other] = results
    expect(differences(one, two)).toEqual([])
    expect(hash(one)).toBe(hash(two))
    expect(hash(one)).not.toBe(hash(other))
    // It does what it is meant to do.
    for (const words of proof) expect(one?.said.map(({ stdout, stderr }) => stdout + stderr).join('')).toContain(words)
  })

  it('ends the same from a snapshot after every line', async () => {
    const lab = createLab({ seed: 5, preset })
    const saved = []
    const said = []
    for (const command of commands) {
      saved.push(JSON.stringify(lab.snapshot()))
      said.push(await lab.run(command))
    }
    const left = lab.snapshot()
    // One lab that is taken apart after every line, to the end; and from every line on a fresh one, some way.
    let chain = createLab({ seed: 77, preset })
    chain.restore(JSON.parse(saved[0] ?? ''))
    for (const [index, command] of commands.entries()) {
      expect(differences(await chain.run(command), said[index])).toEqual([])
      const again = restored(chain.snapshot(), { preset })
      const next = index + 1 + SOME
      const some = await runAll(again, commands.slice(index + 1, next))
      expect(differences(some, said.slice(index + 1, next)), `said after a restore after line ${index}`).toEqual([])
      const then = saved[next] === undefined ? left : JSON.parse(saved[next])
      expect(differences(again.snapshot(), then), `left after a restore after line ${index}`).toEqual([])
      chain = restored(chain.snapshot(), { preset })
    }
    expect(hash(chain.snapshot())).toBe(hash(left))
  })
})

/** A lab in which much is on its way: no time has passed since the last commands. */
async function inFlight(): Promise<Lab> {
  const lab = createLab({ seed: 5, settleMs: 0 })
  await runAll(lab, rollouts.slice(0, 6))
  lab.advance(4000)
  await runAll(lab, rollouts.slice(6))
  return lab
}

describe('time', () => {
  it.each([60_000, 1000, 700, 100, 37])('makes the same history in steps of %d ms', async (step) => {
    const whole = await inFlight()
    whole.advance(60_000)
    const lab = await inFlight()
    const endMs = lab.nowMs() + 60_000
    while (lab.nowMs() < endMs) lab.advance(Math.min(step, endMs - lab.nowMs()))
    expect(differences(lab.snapshot(), whole.snapshot())).toEqual([])
  })

  it('goes on the same from a snapshot anywhere in a rollout', async () => {
    const lab = await inFlight()
    const saved = []
    for (let ms = 0; ms < 12_000; ms += 800) {
      saved.push(JSON.stringify(lab.snapshot()))
      lab.advance(800)
    }
    await lab.run('kubectl get pods -o wide; kubectl logs loop')
    lab.advance(20_000)
    const left = lab.snapshot()
    for (const [index, text] of saved.entries()) {
      const again = restored(JSON.parse(text), { settleMs: 0 })
      again.advance(12_000 - index * 800)
      await again.run('kubectl get pods -o wide; kubectl logs loop')
      again.advance(20_000)
      expect(differences(again.snapshot(), left), `restored after ${index * 800} ms`).toEqual([])
    }
  })
})

describe('a snapshot that is not one', () => {
  const good = createLab({ seed: 5 }).snapshot()
  const cluster = good['cluster'] as Record<string, unknown>
  const loop = cluster['loop'] as object
  const inCluster = (part: string, value: unknown) => ({ ...good, cluster: { ...cluster, [part]: value } })
  const container = (image: string) => ({
    start: { id: 'x', pod: {}, container: 'x', image, args: [], env: {}, files: {} },
    state: { seed: 1, journal: [] },
  })
  const damaged: readonly (readonly [string, unknown])[] = [
    ['of another format', { ...good, format: 2 }],
    ['of no format', {}],
    ['null', null],
    ['a text', 'x'],
    ['without a cluster', { ...good, cluster: undefined }],
    ['without files', { ...good, files: undefined }],
    ['with files of another kind', { ...good, files: { format: 1, entries: 5 } }],
    ['without a session', { ...good, session: undefined }],
    ['with a damaged session', { ...good, session: { ...(good['session'] as object), variables: 3 } }],
    ['of another preset', { ...good, preset: 'k3s' }],
    ['with unknown work', inCluster('loop', { ...loop, queue: [['nobody', 'x']] })],
    ['with an unknown image', inCluster('runtime', [container('nosuch')])],
    ['without chance', { ...good, random: 'x' }],
    ...['server', 'loop', 'machines', 'network', 'runtime'].flatMap((part) =>
      [undefined, null, 7, {}, ...(part === 'runtime' ? [] : [[]])].map(
        (value) => [`with ${JSON.stringify(value)} for ${part}`, inCluster(part, value)] as const,
      ),
    ),
  ]

  it('is refused, and leaves the lab as it was', async () => {
    const lab = createLab({ seed: 5 })
    await lab.run('kubectl create deployment web --image=nginx; echo kept > file; x=1')
    const before = copy(lab.snapshot())
    for (const [name, snapshot] of damaged) {
      const text = JSON.stringify(snapshot)
      expect(() => lab.restore(JSON.parse(text)), name).toThrow(/snapshot/)
      expect(differences(lab.snapshot(), before), name).toEqual([])
    }
    const rest = ['cat file; kubectl get deploy web --no-headers', 'kubectl scale deploy web --replicas=3; echo $x']
    const again = restored(before)
    const [one, two] = [await runAll(lab, rest), await runAll(again, rest)]
    expect(differences(one, two)).toEqual([])
    expect(one[0]?.stdout).toMatch(/^kept\nweb +1\/1/)
  })
})
