import { expect, test } from 'vitest'
import { type PodTile, readCluster, shownTiles } from '../../src/element/cluster-reading.ts'
import { createLab } from '../../src/lab/index.ts'

test('the picture has every pod once, in the words of kubectl', async () => {
  const lab = createLab()
  await lab.run('kubectl create deployment many --image=nginx --replicas=60')
  const pods = readCluster(lab.client).nodes.flatMap((node) => node.pods)
  const { stdout } = await lab.run('kubectl get pods --no-headers')
  const rows = stdout.trim().split('\n')
  expect(pods.map(({ name, status }) => `${name} ${status}`).sort()).toEqual(
    rows.map((row) => row.split(/\s+/)).map(([name, , status]) => `${name} ${status}`),
  )
  expect(new Set(pods.map(({ mood }) => mood))).toEqual(new Set(['good']))
})

test('a pod that cannot start is bad, and without a node homeless', async () => {
  const lab = createLab()
  await lab.run('kubectl run wrong --image=nginx:nosuch')
  await lab.run(`kubectl run lost --image=nginx --overrides='{"spec":{"nodeSelector":{"no":"where"}}}'`)
  const { nodes, homeless } = readCluster(lab.client)
  expect(nodes.flatMap((node) => node.pods)).toMatchObject([{ name: 'wrong', mood: 'bad' }])
  expect(homeless).toMatchObject([{ name: 'lost', status: 'Pending', mood: 'busy' }])
})

test('when not all can be shown: bad ones, then those that were there, then busy ones; in their order', () => {
  const tile = (number: number, mood: PodTile['mood'] = 'good'): PodTile => ({
    uid: `u${number}`,
    name: `pod-${number}`,
    status: '',
    mood,
  })
  const few = [tile(1), tile(2)]
  expect(shownTiles(few, new Set())).toBe(few)
  const many = Array.from({ length: 40 }, (_, at) => tile(at))
  const first = shownTiles(many, new Set())
  expect(first).toEqual(many.slice(0, 24))
  const later = many.with(5, tile(5, 'busy')).with(30, tile(30, 'busy')).with(35, tile(35, 'bad'))
  const then = shownTiles(later, new Set(first.map(({ uid }) => uid))).map(({ name }) => name)
  expect(then).toEqual([...many.slice(0, 23), tile(35)].map(({ name }) => name))
  expect(shownTiles(later, new Set()).map(({ name }) => name)).toEqual(
    [...many.slice(0, 22), tile(30), tile(35)].map(({ name }) => name),
  )
})
