// Records what a real kubectl sends as protobuf, beside the same object as its own JSON: `npx tsx` this file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { neededKubectl, runKubectl } from './kubectls.ts'

const commands = [
  'create deployment web --image=nginx:1.27 --replicas=3 --port=80',
  'create deployment two --image=nginx --image=busybox',
  'create deployment sh --image=busybox -- sh -c "sleep 1d"',
  'create namespace dev',
  'create configmap conf --from-literal=a=1 --from-literal=b=zwei',
  'create configmap empty',
  'create secret generic pass --from-literal=user=admin --from-literal=word=geheim --type=example.com/x',
  'create secret docker-registry reg --docker-server=r.example --docker-username=u --docker-password=p',
  'create service clusterip back-end --tcp=80:8080 --tcp=443',
  'create service clusterip none --clusterip=None',
  'create service nodeport np --tcp=80:web --node-port=30080',
  'create service loadbalancer lb --tcp=1234',
  'create service externalname ext --external-name=example.com',
  'create serviceaccount robot',
]

const binary = neededKubectl('1.33')
const home = mkdtempSync(join(tmpdir(), 'kubarium-'))
let body = Buffer.alloc(0)
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    body = Buffer.concat(chunks)
    response.writeHead(500).end()
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
const address = server.address()
const url = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
const recordings = []
for (const command of commands) {
  const args = (command.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))
  const at = args.indexOf('--') < 0 ? args.length : args.indexOf('--')
  const client = await runKubectl(binary, [...args.slice(0, at), '--dry-run=client', '-ojson', ...args.slice(at)], {
    home,
  })
  body = Buffer.alloc(0)
  await runKubectl(binary, ['--server', url, ...args], { home })
  recordings.push({ command, body: body.toString('base64'), object: JSON.parse(client.stdout) })
}
server.close()
rmSync(home, { recursive: true })
writeFileSync(join(import.meta.dirname, 'recordings/protobuf-1.33.json'), `${JSON.stringify(recordings, null, 1)}\n`)
