// Who asks: tokens, certificates and acting as others, over HTTP and in the page.
import { beforeAll, describe, expect, test } from 'vitest'
import { createLab, type Lab } from '../../src/lab/index.ts'

/** CN=jane, O=devs. */
const request = `-----BEGIN CERTIFICATE REQUEST-----
MIHYMIGAAgEAMB4xDTALBgNVBAoMBGRldnMxDTALBgNVBAMMBGphbmUwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAARWXjV7WY/4y3q8rqVBt25mey064JUM8NGmU5l2
zgMXoX7WSaM8+x5QWTQYZv2ItZvNrSdvaoeT7F8WbVBqmr9GoAAwCgYIKoZIzj0E
AwIDRwAwRAIgQNwpGl5ct18YlJOE8oGYRJz94ejGNHY7FRtIGxKul3oCIDU5w7W+
PbRwjOjCg8sW9A9x0wnebBW2J7/kik/auXXo
-----END CERTIFICATE REQUEST-----
`

describe('over HTTP', () => {
  let lab: Lab
  let token = ''
  beforeAll(async () => {
    lab = createLab()
    for (const line of [
      'kubectl create ns dev',
      'kubectl create rolebinding jane --clusterrole=view --user=jane -n dev',
      'kubectl create clusterrole act --verb=impersonate --resource=users --resource-name=jane',
      'kubectl create clusterrolebinding act --clusterrole=act --serviceaccount=dev:default',
    ])
      expect((await lab.run(line)).stderr).toBe('')
    token = (await lab.run('kubectl create token default -n dev')).stdout
  })

  const ask = async (path: string, headers: Record<string, string>, init: RequestInit = {}) => {
    const response = await lab.fetch(new Request(`http://127.0.0.1${path}`, { ...init, headers }))
    const text = await response.text()
    const body = response.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : undefined
    return `${response.status} ${body?.message ?? body?.kind ?? text.trim()}`
  }
  const bearer = (): Record<string, string> => ({ Authorization: `Bearer ${token}` })
  const account = 'system:serviceaccount:dev:default'

  test.each<[string, string, () => Record<string, string>, string]>([
    ['nobody says who he is: the administrator', '/api/v1/pods', () => ({}), '200 PodList'],
    [
      'a token',
      '/api/v1/pods',
      bearer,
      `403 pods is forbidden: User "${account}" cannot list resource "pods" in API group "" at the cluster scope`,
    ],
    ['a token that nobody issued', '/api/v1/pods', () => ({ Authorization: 'Bearer x.y.z' }), '401 Unauthorized'],
    [
      'a token with other claims',
      '/api/v1/pods',
      () => {
        const [head, body = '', signature] = token.split('.')
        const claims = { ...JSON.parse(atob(body)), sub: 'system:serviceaccount:kube-system:default' }
        return { Authorization: `Bearer ${head}.${btoa(JSON.stringify(claims)).replace(/=/g, '')}.${signature}` }
      },
      '401 Unauthorized',
    ],
    [
      'a password',
      '/api/v1/pods',
      () => ({ Authorization: 'Basic YTpi' }),
      '403 pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
    ],
    [
      'before it is said that there is no such path',
      '/apis/nothing/v1/things/a/b/c',
      bearer,
      `403 things.nothing "a" is forbidden: User "${account}" cannot get resource "things/b" in API group "nothing" at the cluster scope`,
    ],
    ['a path', '/metrics', bearer, `403 forbidden: User "${account}" cannot get path "/metrics"`],
    ['discovery', '/apis', bearer, '200 APIGroupList'],
    ['as another', '/api/v1/namespaces/dev/pods', () => ({ ...bearer(), 'Impersonate-User': 'jane' }), '200 PodList'],
    [
      'as one whom one may not act as',
      '/api/v1/namespaces/dev/pods',
      () => ({ ...bearer(), 'Impersonate-User': 'joe' }),
      `403 users "joe" is forbidden: User "${account}" cannot impersonate resource "users" in API group "" at the cluster scope`,
    ],
    [
      'with a group that one may not claim',
      '/api/v1/namespaces/dev/pods',
      () => ({ ...bearer(), 'Impersonate-User': 'jane', 'Impersonate-Group': 'system:masters' }),
      `403 groups "system:masters" is forbidden: User "${account}" cannot impersonate resource "groups" in API group "" at the cluster scope`,
    ],
    [
      'a list of one object',
      '/api/v1/namespaces/dev/secrets?fieldSelector=metadata.name%3Da',
      () => ({ 'Impersonate-User': 'jane' }),
      '403 secrets "a" is forbidden: User "jane" cannot list resource "secrets" in API group "" in the namespace "dev"',
    ],
    [
      'a namespace is in itself',
      '/api/v1/namespaces/kube-system',
      () => ({ 'Impersonate-User': 'jane' }),
      '403 namespaces "kube-system" is forbidden: User "jane" cannot get resource "namespaces" in API group "" in the namespace "kube-system"',
    ],
    [
      'exec is asked about before the connection',
      '/api/v1/namespaces/dev/pods/a/exec',
      () => ({ 'Impersonate-User': 'jane' }),
      '403 pods "a" is forbidden: User "jane" cannot get resource "pods/exec" in API group "" in the namespace "dev"',
    ],
  ])('%s', async (_, path, headers, expected) => {
    expect(await ask(path, headers())).toBe(expected)
  })

  test('applying what is not there yet is creating it', async () => {
    await lab.run('kubectl create role patcher --verb=patch,get --resource=configmaps -n dev')
    await lab.run('kubectl create rolebinding patcher --role=patcher --user=pat -n dev')
    const body = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } })
    const headers = { 'Impersonate-User': 'pat', 'Content-Type': 'application/apply-patch+yaml' }
    const path = '/api/v1/namespaces/dev/configmaps/a?fieldManager=x'
    const expected =
      '403 configmaps "a" is forbidden: User "pat" cannot create resource "configmaps" in API group "" in the namespace "dev"'
    expect(await ask(path, headers, { method: 'PATCH', body })).toBe(expected)
    const inPage = await lab.run(`echo '${body}' | kubectl apply --server-side --field-manager=x -n dev --as pat -f -`)
    expect(inPage.stderr).toContain(expected.slice(4))
  })

  test('putting what is not there yet is creating it, too', async () => {
    await lab.run('kubectl create role putter --verb=update,get --resource=leases -n dev')
    await lab.run('kubectl create rolebinding putter --role=putter --user=pat -n dev')
    const lease = (name: string) =>
      JSON.stringify({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name } })
    const put = (name: string, headers: Record<string, string>) =>
      ask(`/apis/coordination.k8s.io/v1/namespaces/dev/leases/${name}`, headers, { method: 'PUT', body: lease(name) })
    const headers = { 'Impersonate-User': 'pat', 'Content-Type': 'application/json' }
    const refusal = (name: string) =>
      `leases.coordination.k8s.io "${name}" is forbidden: User "pat" cannot create resource "leases" in API group "coordination.k8s.io" in the namespace "dev"`
    expect(await put('a', headers)).toBe(`403 ${refusal('a')}`)
    const inPage = await lab.run(`echo '${lease('b')}' | kubectl replace -n dev --as pat -f -`)
    expect(inPage.stderr).toContain(refusal('b'))
    expect(await put('a', { 'Content-Type': 'application/json' })).toMatch(/^201/)
  })

  test('a token ends with its time, and with its account', async () => {
    const who = (one: string) =>
      ask('/version', { Authorization: `Bearer ${one}` }).then((answer) => answer.slice(0, 3))
    const brief = (await lab.run('kubectl create token default -n dev --duration=10m')).stdout
    expect(await who(brief)).toBe('200')
    lab.advance(601_000)
    expect([await who(brief), await who(token)]).toEqual(['401', '200'])
    await lab.run('kubectl delete sa default -n dev')
    expect(await who(token)).toBe('401')
  })
})

describe('in the page', () => {
  test('a certificate that the cluster has signed is a user, until it ends', async () => {
    const lab = createLab()
    lab.writeFile('jane.csr', request)
    const run = async (line: string) => {
      const { stdout, stderr } = await lab.run(line)
      return stdout + stderr
    }
    await run(`kubectl apply -f - <<END
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: jane}
spec:
  request: $(base64 -w0 jane.csr)
  signerName: kubernetes.io/kube-apiserver-client
  expirationSeconds: 3600
  usages: [client auth]
END`)
    await run('kubectl certificate approve jane')
    await run("kubectl get csr jane -o jsonpath='{.status.certificate}' | base64 -d > jane.crt; echo key > jane.key")
    await run('kubectl config set-credentials jane --client-certificate=jane.crt --client-key=jane.key')
    expect(await run('kubectl auth whoami --user jane')).toMatch(
      /^ATTRIBUTE +VALUE\nUsername +jane\nGroups +\[devs system:authenticated\]\nExtra: .*X509SHA256=[0-9a-f]{64}\]\n$/,
    )
    const elsewhere = createLab({ seed: 2 })
    for (const file of ['jane.crt', 'jane.key', '.kube/config']) elsewhere.writeFile(file, lab.readFile(file) ?? '')
    const refused = 'error: You must be logged in to the server (Unauthorized)\n'
    expect((await elsewhere.run('kubectl get pods --user jane')).stderr).toBe(refused)
    lab.advance(3_601_000)
    expect(await run('kubectl get pods --user jane')).toBe(refused)
  })

  test('who has nothing to show is nobody', async () => {
    const lab = createLab()
    await lab.run('kubectl config set-credentials joe')
    expect((await lab.run('kubectl get pods --user joe')).stderr).toBe(
      'Error from server (Forbidden): pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" in the namespace "default"\n',
    )
  })
})
