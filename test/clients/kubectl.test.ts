// Real kubectls against the HTTP door over a socket, on a server where nothing reconciles: what goes in and what comes
// out. Machines without kubectl check the door by http.test.ts and protobuf.test.ts alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kubeconfigFor } from '../../src/lab/index.ts'
import { type Served, serve } from '../../src/node/serve.ts'
import { bareServer } from './bare-server.ts'
import { findKubectl, type Ran, runKubectl } from './kubectls.ts'

const manifest = `apiVersion: v1
kind: ConfigMap
metadata:
  name: filed
data:
  answer: "42"
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  labels: {app: api}
spec:
  replicas: 2
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
      - {name: main, image: nginx}
`

/** Command, standard input, what is printed, and the exit code when it is not 0. */
type Case = readonly [command: string, stdout: string | RegExp, stderr?: string | RegExp, input?: string]

const cases: readonly Case[] = [
  ['api-versions', 'apps/v1\ncoordination.k8s.io/v1\ndiscovery.k8s.io/v1\nv1\n'],
  ['api-resources -o name --api-group=apps', 'daemonsets.apps\ndeployments.apps\nreplicasets.apps\n'],
  ['get namespaces -o name', 'namespace/default\nnamespace/kube-system\n'],
  ['create namespace shop', 'namespace/shop created\n'],
  ['create namespace shop', '', 'Error from server (AlreadyExists): namespaces "shop" already exists\n'],
  ['create configmap conf --from-literal=color=blue', 'configmap/conf created\n'],
  ['create secret generic pass --from-literal=word=geheim', 'secret/pass created\n'],
  ['get secret pass -o jsonpath={.data.word}', Buffer.from('geheim').toString('base64')],
  ['create serviceaccount robot', 'serviceaccount/robot created\n'],
  ['create deployment web --image=nginx:1.27 --replicas=3', 'deployment.apps/web created\n'],
  ['get deployment web -o jsonpath={.spec.replicas}/{.spec.template.spec.containers[0].image}', '3/nginx:1.27'],
  ['create service clusterip back-end --tcp=80:8080', 'service/back-end created\n'],
  ['get service back-end -o jsonpath={.spec.ports[0].targetPort}', '8080'],
  ['create -f -', 'configmap/filed created\ndeployment.apps/api created\n', '', manifest],
  ['create -f -', '', /AlreadyExists.*configmaps "filed" already exists/, manifest],
  [
    'create -f -',
    '',
    /Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica"/,
    manifest.slice(manifest.indexOf('---') + 4).replace('replicas:', 'replica:'),
  ],
  ['get configmap filed -o custom-columns=N:.metadata.name,A:.data.answer', 'N       A\nfiled   42\n'],
  ['get configmap filed --no-headers', /^filed {3}1 {5}0s\n$/],
  ['label configmap filed tier=front', 'configmap/filed labeled\n'],
  ['get configmaps -l tier=front -o name', 'configmap/filed\n'],
  // 1.27 really says "annotate".
  ['annotate configmap filed note=1', /^configmap\/filed annotated?\n$/],
  [`patch configmap filed --type=merge -p {"data":{"answer":"43"}}`, 'configmap/filed patched\n'],
  [`patch configmap filed --type=json -p [{"op":"add","path":"/data/b","value":"x"}]`, 'configmap/filed patched\n'],
  ['get configmap filed -o jsonpath={.data}', '{"answer":"43","b":"x"}'],
  [
    'apply -f -',
    'configmap/filed configured\ndeployment.apps/api configured\n',
    /missing the kubectl.kubernetes.io\/last-applied/,
    manifest,
  ],
  ['apply -f -', 'configmap/filed unchanged\ndeployment.apps/api unchanged\n', '', manifest],
  [
    'apply -f -',
    'configmap/filed unchanged\ndeployment.apps/api configured\n',
    '',
    manifest.replace('image: nginx', 'image: httpd'),
  ],
  ['get deployment api -o jsonpath={.spec.template.spec.containers[*].image}', 'httpd'],
  ['scale deployment api --replicas=5', 'deployment.apps/api scaled\n'],
  ['get deployment api -o go-template={{.spec.replicas}}', '5'],
  ['create configmap dry --dry-run=server -o name', 'configmap/dry\n'],
  ['get configmap dry', '', 'Error from server (NotFound): configmaps "dry" not found\n'],
  ['get pods', '', 'No resources found in default namespace.\n'],
  ['get nonsense', '', `error: the server doesn't have a resource type "nonsense"\n`],
  ['delete configmap filed conf', 'configmap "filed" deleted\nconfigmap "conf" deleted\n'],
  ['delete deployment --all', /^deployment.apps "api" deleted\ndeployment.apps "web" deleted\n$/],
]

for (const version of ['1.27', '1.30', '1.33']) {
  const binary = findKubectl(version)
  describe.runIf(binary !== undefined)(`kubectl ${version}`, () => {
    const home = mkdtempSync(join(tmpdir(), 'kubarium-'))
    const { lab } = bareServer()
    const faults: unknown[] = []
    let served: Served | undefined

    beforeAll(async () => {
      served = await serve(lab, { clock: 'manual', onFault: (error) => faults.push(error) })
      writeFileSync(join(home, 'config'), kubeconfigFor(served.url))
    })
    afterAll(async () => {
      await served?.close()
      rmSync(home, { recursive: true, force: true })
    })

    const kubectl = (command: string, input = ''): Promise<Ran> =>
      runKubectl(binary ?? '', command.split(' '), { home, input })

    it('prints what it prints against any server', async () => {
      const wrong: unknown[] = []
      for (const [command, stdout, stderr = '', input] of cases) {
        const ran = await kubectl(command, input)
        const fits = (text: string, wanted: string | RegExp): boolean =>
          typeof wanted === 'string' ? text === wanted : wanted.test(text)
        if (!fits(ran.stdout, stdout) || !fits(ran.stderr, stderr))
          wrong.push({ command, ...ran, wanted: { stdout, stderr } })
      }
      expect(wrong).toEqual([])
      expect(faults).toEqual([])
    }, 120_000)

    it('knows the server, and is told that fields are validated', async () => {
      const shown: { serverVersion: { gitVersion: string } } = JSON.parse((await kubectl('version -o json')).stdout)
      expect(shown.serverVersion.gitVersion).toBe('v1.33.1')
    })
  })
}
