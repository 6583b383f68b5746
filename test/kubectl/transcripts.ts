// What the frame of kubectl is compared in with the real one: finding objects, files, formats, flags, apply and delete.

import type { Transcript } from '../kubectl-commands/transcript.ts'

const web = `apiVersion: v1
kind: Service
metadata:
  name: back-end
  labels: {app: myapp, type: backend}
  annotations:
    note: "yes"
spec:
  type: ClusterIP
  ports:
  - port: 80
    targetPort: 80
  selector:
    app: myapp
    type: backend
`

const two = `# two things
apiVersion: v1
kind: ConfigMap
metadata:
  name: one
data:
  a: "1"
  text: |
    line 1
     line 2
  html: <a href="x">&</a>
---
apiVersion: v1
kind: Secret
metadata:
  name: two
stringData:
  password: s3cret
---
`

const deployment = (replicas: number, image: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: nginx
        image: ${image}
        ports:
        - containerPort: 80
        env:
        - {name: A, value: b}
      - name: side
        image: busybox
`

const files = {
  'service.yaml': web,
  'two.yaml': two,
  'deploy1.yaml': deployment(1, 'nginx:1.26'),
  'deploy2.yaml': deployment(3, 'nginx:1.27').replace(/ {6}- name: side\n.*\n/, ''),
  'list.yaml':
    'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: l1}}\n- {apiVersion: v1, kind: Widget, metadata: {name: l2}}\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: l3}}\n',
  'one.json': '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "json"}, "data": {"k": "v"}}\n',
  'broken.json': '{"apiVersion": "v1", "kind": "ConfigMap",}\n',
  'indent.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n labels:\n    app: a\n',
  'colon.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n  note: a: b\n',
  'tab.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: x\n',
  'quote.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: "x\n',
  'later.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: early\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: y\n labels: z\n',
  'nokind.yaml': 'apiVersion: v1\nmetadata:\n  name: x\n',
  'noversion.yaml': 'kind: ConfigMap\nmetadata:\n  name: x\n',
  'neither.yaml': 'metadata:\n  name: x\n',
  'text.yaml': 'hello world\n',
  'empty.yaml': '# nothing\n',
  'unknown.yaml': 'apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: w\n',
  'number.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: 5\n',
  'label.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  labels:\n    a: true\n',
  'field.yaml': web.replace('back-end', 'typo').replace('selector:', 'selektor:'),
  'invalid.yaml': web.replace('back-end', 'Bad_Name').replace('port: 80', 'port: 70000'),
  'other.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  namespace: dev\n',
  'generate.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: gen-\n',
  'noname.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n',
  'ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: team\n',
  'folder/b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: fb\n',
  'folder/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: fa\n',
  'folder/note.txt': 'not a manifest\n',
  'folder/deep/c.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: fc\n',
  'nothing/note.txt': 'not a manifest\n',
  'columns.txt': 'NAME KIND\n.metadata.name {.kind}\n',
  'names.jsonpath': '{range .items[*]}{.metadata.name}{"\\n"}{end}',
}

export const frameTranscripts: readonly Transcript[] = [
  {
    name: 'frame-files',
    files,
    lines: [
      'create -f service.yaml',
      'create -f service.yaml',
      'create -f two.yaml --dry-run=client -o yaml',
      'create -f two.yaml --dry-run=server',
      'create -f two.yaml -o name',
      'create -f two.yaml',
      'create -f list.yaml',
      'create -f one.json -o json',
      'create -f broken.json',
      'create -f indent.yaml',
      'create -f colon.yaml',
      'create -f tab.yaml',
      'create -f quote.yaml',
      'create -f later.yaml',
      'create -f nokind.yaml',
      'create -f noversion.yaml',
      'create -f neither.yaml',
      'create -f text.yaml',
      'create -f empty.yaml',
      'create -f unknown.yaml',
      'create -f number.yaml',
      'create -f label.yaml',
      'create -f field.yaml',
      'create -f field.yaml --validate=warn --dry-run=server',
      'create -f field.yaml --validate=false --dry-run=server',
      'create -f field.yaml --validate=maybe',
      'create -f invalid.yaml',
      'create -f other.yaml',
      'create -f other.yaml -n default',
      'create -f noname.yaml',
      'create -f ns.yaml',
      'create -f folder',
      'create -f folder -R',
      'create -f nothing',
      'create -f missing.yaml',
      'create -f missing.yaml -f service.yaml',
      'create -f',
      'create thing',
      'create -f service.yaml thing',
      'create -f one.json --dry-run=maybe',
      'create -f one.json -o wide',
      'get -f service.yaml',
      'get -f two.yaml -o name',
      'get -f missing.yaml',
      'get -f two.yaml pods',
      'delete -f missing.yaml',
      'delete -f folder -R',
      'delete -f folder --ignore-not-found',
      'delete -f two.yaml',
      'delete -f two.yaml',
      'replace -f service.yaml',
      'replace -f two.yaml',
      'replace -f service.yaml --grace-period=0',
      'replace --force -f service.yaml',
      'replace',
    ],
  },
  {
    name: 'frame-get',
    files,
    lines: [
      'get',
      'get services',
      'create -f service.yaml',
      'create -f two.yaml',
      'create -f deploy1.yaml',
      'get svc',
      'get svc --show-labels',
      'get svc -L app,type',
      'get svc -o wide',
      'get svc --no-headers',
      'get svc back-end -o yaml',
      'get svc back-end -o json',
      'get svc/back-end cm/one',
      'get svc,cm',
      'get svc,cm -A',
      'get cm one -o yaml',
      'get cm one nosuch',
      'get cm one nosuch -o name',
      'get cm one nosuch --ignore-not-found',
      'get cm nosuch --ignore-not-found',
      'get deploy web -o wide',
      'get deployments.apps',
      'get deployment.v1.apps web',
      'get Deployment web',
      'get DEPLOY',
      'get all',
      'get all -l app=web',
      'get pods',
      'get pods -A',
      'get pods -n nosuch',
      'get pod x -n nosuch',
      'get pod x -A',
      'get ns',
      'get ns -o name',
      'get foo',
      'get foo bar',
      'get pods,foo',
      'get pod/',
      'get a/b/c',
      'get pod/a svc',
      'get pod a -l x=y',
      'get cm -l a=b',
      'get svc -l app=myapp',
      "get svc -l 'app in (myapp,other),type'",
      "get svc -l '!app'",
      'get svc -l app!=myapp',
      'get svc -l =x',
      'get cm --field-selector metadata.name=one',
      'get cm --field-selector bad=x',
      'get cm --sort-by=.metadata.name',
      'get cm,svc --sort-by=.metadata.name',
      'get cm --sort-by=.nosuch',
      'get cm --sort-by=.nosuch -o name',
      'get cm --sort-by={.metadata.creationTimestamp} -o name',
      'get cm -o jsonpath={.items[*].metadata.name}',
      "get cm one -o jsonpath='{.data.html}'",
      "get cm one -o jsonpath='{.data}'",
      'get cm -o jsonpath=\'{range .items[*]}{.metadata.name}{"\\t"}{.kind}{"\\n"}{end}\'',
      'get cm -o jsonpath=\'{.items[?(@.metadata.name=="one")].data.a}\'',
      "get cm one -o jsonpath='{.metadata.labels.nosuch}'",
      "get cm one -o jsonpath='{.data.a' ",
      "get cm one -o jsonpath='{.x[3]}'",
      "get cm -o jsonpath='{.items[7]}'",
      'get cm one -o jsonpath',
      'get cm -o jsonpath-file=names.jsonpath',
      'get cm one -o jsonpath-as-json={.data}',
      "get cm one -o go-template='{{.metadata.name}} {{range $k, $v := .data}}{{$k}}={{len $v}};{{end}}'",
      "get cm one -o go-template='{{if .data.a}}yes{{else}}no{{end}} {{.nosuch.x}}'",
      'get cm one -o go-template={{.foo',
      "get secret two -o go-template='{{.data.password | base64decode}}'",
      'get cm -o custom-columns=NAME:.metadata.name,DATA:.data.a,NONE:.x.y',
      'get cm -o custom-columns=NAME:.metadata.name --no-headers',
      'get cm -o custom-columns=NAME',
      'get cm -o custom-columns',
      'get cm -o custom-columns-file=columns.txt',
      'get cm -o foo',
      'get cm -n nosuch -o yaml',
      'get cm -oname',
      'get cm -o=name',
      'get cm --output name',
      'get cm -Ao name',
      'get cm one --show-managed-fields -o name',
      'get svc --show-kind',
      'get svc --show-labels -o yaml',
      'get cm --output-watch-events',
      'get cm --raw /x',
      'get cm --bad',
      'get cm -Z',
      'get cm -n',
      'get cm --chunk-size=x',
      'get cm --watch=maybe',
      'gett cm',
      'xyzzyx',
      'list pods',
      'get cm --context=nosuch',
      'get deploy web --subresource=scale',
      'get pods --subresource=status',
      'api-resources --api-group=apps',
      'api-resources --namespaced=false -o name',
      'api-resources -o foo',
      'api-versions',
      'config current-context',
      'config get-contexts',
      'config set-context --current --namespace=dev',
      'get cm',
      'config get-contexts',
      'config use-context nosuch',
    ],
  },
  {
    name: 'frame-apply',
    files,
    lines: [
      'apply',
      'apply -f deploy1.yaml',
      'apply -f deploy1.yaml',
      'apply -f deploy2.yaml --dry-run=client',
      'apply -f deploy2.yaml --dry-run=server',
      'apply -f deploy2.yaml',
      'get deploy web -o jsonpath={.spec.replicas}-{.spec.template.spec.containers[*].name}-{.spec.template.spec.containers[*].image}',
      'apply -f deploy2.yaml',
      'apply view-last-applied deploy web',
      'apply -f two.yaml -o name',
      'apply -f two.yaml -o yaml --dry-run=client',
      'apply -f list.yaml',
      'apply -f service.yaml -f one.json',
      'apply -f generate.yaml',
      'apply -f unknown.yaml',
      'apply -f field.yaml',
      'apply -f invalid.yaml',
      'apply -f missing.yaml',
      'apply -f empty.yaml',
      'apply -f indent.yaml',
      'apply -f service.yaml x',
      'apply -f service.yaml --force-conflicts',
      'apply -f service.yaml --server-side --dry-run=client',
      'apply -f service.yaml --prune',
      'create -f ns.yaml',
      'apply -f ns.yaml',
      'apply -f ns.yaml',
      'apply -f folder -R',
      'delete',
      'delete cm',
      'delete cm nosuch',
      'delete cm nosuch --ignore-not-found',
      'delete cm one --dry-run=client',
      'delete cm one --dry-run=server',
      'delete cm one -o yaml',
      'delete cm one -o name',
      'delete cm one',
      'delete cm fa fb nosuch',
      'delete svc/back-end cm/fc',
      'delete cm -l x=y',
      'delete cm --all -l x=y',
      'delete cm json --all',
      'delete cm --all -n dev',
      'delete deploy web --cascade=foo',
      'delete deploy web --cascade=orphan --wait=false',
      'delete deploy web --now --grace-period=3',
      'delete secret two --force',
      'delete foo bar',
      'delete cm json --grace-period=0',
      'delete cm a -A',
    ],
  },
]
