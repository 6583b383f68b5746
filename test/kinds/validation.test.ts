// What the server refuses, in its words: pkg/apis/core/validation/validation.go, pkg/apis/apps/validation/validation.go
// and pkg/registry/core/service/storage/alloc.go (v1.33).
import { describe, expect, test } from 'vitest'
import { object, ref, refusal, target, world } from './world.ts'

const labelText =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

function create(resource: string, fields: object): string {
  const { client } = world()
  const { kind, apiVersion } = { ...kindOf[resource] }
  return refusal(() => client.create(ref(resource), object({ apiVersion, kind, metadata: { name: 'x' }, ...fields })))
}
const kindOf: Record<string, { kind: string; apiVersion: string }> = {
  pods: { kind: 'Pod', apiVersion: 'v1' },
  services: { kind: 'Service', apiVersion: 'v1' },
  deployments: { kind: 'Deployment', apiVersion: 'apps/v1' },
  replicasets: { kind: 'ReplicaSet', apiVersion: 'apps/v1' },
  configmaps: { kind: 'ConfigMap', apiVersion: 'v1' },
  secrets: { kind: 'Secret', apiVersion: 'v1' },
  namespaces: { kind: 'Namespace', apiVersion: 'v1' },
}

const container = { name: 'a', image: 'nginx' }
const podWith = (more: object, spec: object = {}) => ({ spec: { containers: [{ ...container, ...more }], ...spec } })

describe('pods', () => {
  test.each<[string, object, string]>([
    ['nothing', { spec: {} }, 'Pod "x" is invalid: spec.containers: Required value'],
    ['no spec', {}, 'Pod "x" is invalid: spec.containers: Required value'],
    [
      'no image',
      { spec: { containers: [{ name: 'a' }] } },
      'Pod "x" is invalid: spec.containers[0].image: Required value',
    ],
    [
      'neither name nor image',
      { spec: { containers: [{}] } },
      'Pod "x" is invalid: [spec.containers[0].name: Required value, spec.containers[0].image: Required value]',
    ],
    [
      'upper case name',
      podWith({ name: 'Web' }),
      `Pod "x" is invalid: spec.containers[0].name: Invalid value: "Web": ${labelText}`,
    ],
    [
      'dots in a name',
      podWith({ name: 'a.b' }),
      'Pod "x" is invalid: spec.containers[0].name: Invalid value: "a.b": must not contain dots',
    ],
    [
      'blank around an image',
      podWith({ image: ' nginx' }),
      'Pod "x" is invalid: spec.containers[0].image: Invalid value: " nginx": must not have leading or trailing whitespace',
    ],
    [
      'the same name twice',
      { spec: { containers: [container, container] } },
      'Pod "x" is invalid: spec.containers[1].name: Duplicate value: "a"',
    ],
    [
      'the same name in an init container',
      podWith({}, { initContainers: [container] }),
      'Pod "x" is invalid: spec.initContainers[0].name: Duplicate value: "a"',
    ],
    [
      'no container port',
      podWith({ ports: [{}] }),
      'Pod "x" is invalid: spec.containers[0].ports[0].containerPort: Required value',
    ],
    [
      'port out of range',
      podWith({ ports: [{ containerPort: 70000 }] }),
      'Pod "x" is invalid: spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ],
    [
      'protocol',
      podWith({ ports: [{ containerPort: 80, protocol: 'HTTP' }] }),
      'Pod "x" is invalid: spec.containers[0].ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"',
    ],
    [
      'port name too long',
      podWith({ ports: [{ containerPort: 80, name: 'a-very-long-port-name' }] }),
      'Pod "x" is invalid: spec.containers[0].ports[0].name: Invalid value: "a-very-long-port-name": must be no more than 15 characters',
    ],
    [
      'host port twice',
      podWith({
        ports: [
          { containerPort: 80, hostPort: 80 },
          { containerPort: 81, hostPort: 80 },
        ],
      }),
      'Pod "x" is invalid: spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"',
    ],
    [
      'restart policy',
      podWith({}, { restartPolicy: 'Sometimes' }),
      'Pod "x" is invalid: spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
    ],
    [
      'pull policy',
      podWith({ imagePullPolicy: 'Often' }),
      'Pod "x" is invalid: spec.containers[0].imagePullPolicy: Unsupported value: "Often": supported values: "Always", "IfNotPresent", "Never"',
    ],
    [
      'dns policy',
      podWith({}, { dnsPolicy: 'Mine' }),
      'Pod "x" is invalid: spec.dnsPolicy: Unsupported value: "Mine": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
    ],
    [
      'requests above limits',
      podWith({ resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '0.5', memory: '1024Mi' } } }),
      'Pod "x" is invalid: [spec.containers[0].resources.requests: Invalid value: "1": must be less than or equal to cpu limit of 500m, spec.containers[0].resources.requests: Invalid value: "2Gi": must be less than or equal to memory limit of 1Gi]',
    ],
    [
      'negative request',
      podWith({ resources: { requests: { cpu: '-1' } } }),
      'Pod "x" is invalid: spec.containers[0].resources.requests[cpu]: Invalid value: "-1": must be greater than or equal to 0',
    ],
    [
      'unknown resource',
      podWith({ resources: { requests: { ram: '1' } } }),
      'Pod "x" is invalid: [spec.containers[0].resources.requests[ram]: Invalid value: "ram": must be a standard resource type or fully qualified, spec.containers[0].resources.requests[ram]: Invalid value: "ram": must be a standard resource for containers]',
    ],
    [
      'environment without a name',
      podWith({ env: [{ value: 'x' }] }),
      'Pod "x" is invalid: spec.containers[0].env[0].name: Required value',
    ],
    [
      'environment name with =',
      podWith({ env: [{ name: 'A=B' }] }),
      `Pod "x" is invalid: spec.containers[0].env[0].name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII characters other than '='`,
    ],
    [
      'value and valueFrom',
      podWith({ env: [{ name: 'A', value: 'x', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } }] }),
      'Pod "x" is invalid: spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty',
    ],
    [
      'empty valueFrom',
      podWith({ env: [{ name: 'A', valueFrom: {} }] }),
      'Pod "x" is invalid: spec.containers[0].env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`',
    ],
    [
      'no key in a reference',
      podWith({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's' } } }] }),
      'Pod "x" is invalid: spec.containers[0].env[0].valueFrom.secretKeyRef.key: Required value',
    ],
    [
      'unknown field path',
      podWith({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.foo' } } }] }),
      'Pod "x" is invalid: spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.foo": error converting fieldPath: field label not supported: spec.foo',
    ],
    [
      'envFrom without a source',
      podWith({ envFrom: [{}] }),
      'Pod "x" is invalid: spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
    ],
    [
      'mount of no volume',
      podWith({ volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
      'Pod "x" is invalid: spec.containers[0].volumeMounts[0].name: Not found: "data"',
    ],
    [
      'two mounts at one path',
      podWith(
        {
          volumeMounts: [
            { name: 'v', mountPath: '/d' },
            { name: 'v', mountPath: '/d' },
          ],
        },
        { volumes: [{ name: 'v' }] },
      ),
      'Pod "x" is invalid: spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/d": must be unique',
    ],
    [
      'volume twice',
      podWith({}, { volumes: [{ name: 'v' }, { name: 'v' }] }),
      'Pod "x" is invalid: spec.volumes[1].name: Duplicate value: "v"',
    ],
    [
      'volume of two types',
      podWith({}, { volumes: [{ name: 'v', emptyDir: {}, configMap: { name: 'c' } }] }),
      'Pod "x" is invalid: spec.volumes[0].configMap: Forbidden: may not specify more than 1 volume type',
    ],
    [
      'secret volume without a name',
      podWith({}, { volumes: [{ name: 'v', secret: {} }] }),
      'Pod "x" is invalid: spec.volumes[0].secret.secretName: Required value',
    ],
    [
      'config map volume without a name',
      podWith({}, { volumes: [{ name: 'v', configMap: {} }] }),
      'Pod "x" is invalid: spec.volumes[0].configMap.name: Required value',
    ],
    [
      'probe without a handler',
      podWith({ livenessProbe: { periodSeconds: 5 } }),
      'Pod "x" is invalid: spec.containers[0].livenessProbe: Required value: must specify a handler type',
    ],
    [
      'probe of two handlers',
      podWith({ readinessProbe: { exec: { command: ['true'] }, httpGet: { port: 80 } } }),
      'Pod "x" is invalid: spec.containers[0].readinessProbe.httpGet: Forbidden: may not specify more than 1 handler type',
    ],
    [
      'liveness successThreshold',
      podWith({ livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 } }),
      'Pod "x" is invalid: spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1',
    ],
    [
      'probe port 0',
      podWith({ readinessProbe: { httpGet: { path: '/' } } }),
      'Pod "x" is invalid: spec.containers[0].readinessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
    [
      'negative delay',
      podWith({ startupProbe: { exec: { command: ['x'] }, initialDelaySeconds: -1 } }),
      'Pod "x" is invalid: spec.containers[0].startupProbe.initialDelaySeconds: Invalid value: -1: must be greater than or equal to 0',
    ],
    [
      'probe of an init container',
      podWith({}, { initContainers: [{ name: 'i', image: 'i', readinessProbe: { exec: { command: ['x'] } } }] }),
      'Pod "x" is invalid: spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
    ],
    [
      'node selector value',
      podWith({}, { nodeSelector: { disk: 'a b' } }),
      `Pod "x" is invalid: spec.nodeSelector: Invalid value: "a b": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
    ],
    [
      'toleration operator',
      podWith({}, { tolerations: [{ key: 'a', operator: 'Is' }] }),
      'Pod "x" is invalid: spec.tolerations[0].operator: Unsupported value: "Is": supported values: "Equal", "Exists"',
    ],
    [
      'affinity without a topology key',
      podWith(
        {},
        { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: {} }] } } },
      ),
      `Pod "x" is invalid: [spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Required value: can not be empty, spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Invalid value: "": name part must be non-empty, spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Invalid value: "": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')]`,
    ],
    [
      'user id',
      podWith({ securityContext: { runAsUser: -1 } }),
      'Pod "x" is invalid: spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive',
    ],
    [
      'several faults, in order',
      podWith({ image: '', ports: [{ containerPort: 0 }] }, { restartPolicy: 'No' }),
      'Pod "x" is invalid: [spec.containers[0].image: Required value, spec.containers[0].ports[0].containerPort: Required value, spec.restartPolicy: Unsupported value: "No": supported values: "Always", "OnFailure", "Never"]',
    ],
    [
      'no such account',
      podWith({}, { serviceAccountName: 'robot' }),
      'pods "x" is forbidden: error looking up service account default/robot: serviceaccount "robot" not found',
    ],
    [
      'no such priority class',
      podWith({}, { priorityClassName: 'high' }),
      'pods "x" is forbidden: no PriorityClass with name high was found',
    ],
  ])('%s', (_, fields, message) => {
    expect(create('pods', fields)).toBe(message)
  })

  test('a sound pod is taken', () => {
    expect(
      create('pods', podWith({ ports: [{ containerPort: 80, name: 'http' }], env: [{ name: '1.ODD', value: '' }] })),
    ).toBe('')
  })

  const other =
    'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'
  test.each<[object, string]>([
    [{ spec: { containers: [{ name: 'a', image: 'nginx:2', imagePullPolicy: 'Always' }] } }, ''],
    [{ metadata: { labels: { a: 'b' } } }, ''],
    [{ spec: { activeDeadlineSeconds: 5 } }, ''],
    [{ spec: { nodeName: 'n1' } }, `Pod "x" is invalid: spec: Forbidden: ${other}`],
    [
      { spec: { containers: [{ name: 'a', image: 'nginx', ports: [{ containerPort: 80 }] }] } },
      `Pod "x" is invalid: spec: Forbidden: ${other}`,
    ],
    // DefaultTolerationSeconds looks at updates, too: what it added comes back.
    [{ spec: { tolerations: [] } }, ''],
    [
      { spec: { tolerations: [{ operator: 'Exists', effect: 'NoExecute' }] } },
      'Pod "x" is invalid: spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    ],
  ])('update %j', (patch, message) => {
    const { client } = world()
    client.create(
      ref('pods'),
      object({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'x' },
        ...podWith({}, { automountServiceAccountToken: false }),
      }),
    )
    expect(refusal(() => client.patch(target('pods', 'x'), 'merge', patch as never))).toBe(message)
  })

  test('containers may not be added', () => {
    const { client } = world()
    client.create(ref('pods'), object({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, ...podWith({}) }))
    const patch = { spec: { containers: [container, { name: 'b', image: 'b' }] } }
    expect(refusal(() => client.patch(target('pods', 'x'), 'merge', patch))).toBe(
      'Pod "x" is invalid: spec.containers: Forbidden: pod updates may not add or remove containers',
    )
  })
})

const template = (labels: object | undefined, spec: object = {}) => ({
  ...(labels ? { metadata: { labels } } : {}),
  spec: { containers: [container], ...spec },
})
const workload = (spec: object) => ({
  spec: { selector: { matchLabels: { app: 'web' } }, template: template({ app: 'web' }), ...spec },
})

describe('deployments and replica sets', () => {
  test.each<[string, object, string]>([
    ['sound', workload({}), ''],
    [
      'mismatch',
      workload({ template: template({ app: 'api', tier: 'x' }) }),
      'Deployment.apps "x" is invalid: spec.template.metadata.labels: Invalid value: map[string]string{"app":"api", "tier":"x"}: `selector` does not match template `labels`',
    ],
    [
      'no labels',
      workload({ template: template(undefined) }),
      'Deployment.apps "x" is invalid: spec.template.metadata.labels: Invalid value: map[string]string(nil): `selector` does not match template `labels`',
    ],
    [
      'no selector',
      { spec: { template: template({ app: 'web' }) } },
      'Deployment.apps "x" is invalid: [spec.selector: Required value, spec.template.metadata.labels: Invalid value: map[string]string{"app":"web"}: `selector` does not match template `labels`]',
    ],
    [
      'empty selector',
      workload({ selector: {} }),
      'Deployment.apps "x" is invalid: spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for deployment',
    ],
    [
      'nothing',
      {},
      'Deployment.apps "x" is invalid: [spec.selector: Required value, spec.template.metadata.labels: Invalid value: map[string]string(nil): `selector` does not match template `labels`, spec.template.spec.containers: Required value]',
    ],
    [
      'negative replicas',
      workload({ replicas: -1 }),
      'Deployment.apps "x" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    ],
    [
      'restart policy of the template',
      workload({ template: template({ app: 'web' }, { restartPolicy: 'Never' }) }),
      'Deployment.apps "x" is invalid: spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
    ],
    [
      'image of the template',
      workload({ template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'a' }] } } }),
      'Deployment.apps "x" is invalid: spec.template.spec.containers[0].image: Required value',
    ],
    [
      'strategy',
      workload({ strategy: { type: 'Fast' } }),
      'Deployment.apps "x" is invalid: spec.strategy: Unsupported value: apps.DeploymentStrategy{Type:"Fast", RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}: supported values: "Recreate", "RollingUpdate"',
    ],
    [
      'rollingUpdate with Recreate',
      workload({ strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } }),
      `Deployment.apps "x" is invalid: spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy \`type\` is 'Recreate'`,
    ],
    [
      'both zero',
      workload({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }),
      'Deployment.apps "x" is invalid: spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:0, IntVal:0, StrVal:""}: may not be 0 when `maxSurge` is 0',
    ],
    [
      'no percent',
      workload({ strategy: { rollingUpdate: { maxSurge: 'many' } } }),
      `Deployment.apps "x" is invalid: spec.strategy.rollingUpdate.maxSurge: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:"many"}: a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')`,
    ],
    [
      'deadline',
      workload({ progressDeadlineSeconds: 5, minReadySeconds: 10 }),
      'Deployment.apps "x" is invalid: spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds',
    ],
    [
      'selector operator',
      workload({ selector: { matchExpressions: [{ key: 'app', operator: 'Is', values: ['web'] }] } }),
      'Deployment.apps "x" is invalid: [spec.selector.matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator, spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement{v1.LabelSelectorRequirement{Key:"app", Operator:"Is", Values:[]string{"web"}}}}: invalid label selector]',
    ],
  ])('deployment: %s', (_, fields, message) => {
    expect(create('deployments', fields)).toBe(message)
  })

  test('a replica set speaks of itself', () => {
    expect(create('replicasets', workload({ template: template({ app: 'api' }) }))).toBe(
      'ReplicaSet.apps "x" is invalid: spec.template.metadata.labels: Invalid value: map[string]string{"app":"api"}: `selector` does not match template `labels`',
    )
  })

  test('the selector never changes', () => {
    const { client } = world()
    client.create(
      ref('deployments'),
      object({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, ...workload({}) }),
    )
    const patch = {
      spec: { selector: { matchLabels: { app: 'api' } }, template: { metadata: { labels: { app: 'api' } } } },
    }
    expect(refusal(() => client.patch(target('deployments', 'x'), 'merge', patch))).toBe(
      'Deployment.apps "x" is invalid: spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"api"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
    )
  })
})

const port = { port: 80 }
const serviceText =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"

describe('services', () => {
  test.each<[string, object, string]>([
    ['no ports', { spec: {} }, 'Service "x" is invalid: spec.ports: Required value'],
    ['headless needs no port', { spec: { clusterIP: 'None', selector: { a: 'b' } } }, ''],
    [
      'name',
      { metadata: { name: '1st' }, spec: { ports: [port] } },
      `Service "1st" is invalid: metadata.name: Invalid value: "1st": ${serviceText}`,
    ],
    [
      'port 0',
      { spec: { ports: [{}] } },
      'Service "x" is invalid: [spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive]',
    ],
    [
      'two ports need names',
      { spec: { ports: [port, { port: 81 }] } },
      'Service "x" is invalid: [spec.ports[0].name: Required value, spec.ports[1].name: Required value]',
    ],
    [
      'the same name twice',
      {
        spec: {
          ports: [
            { ...port, name: 'a' },
            { port: 81, name: 'a' },
          ],
        },
      },
      'Service "x" is invalid: spec.ports[1].name: Duplicate value: "a"',
    ],
    [
      'the same port twice',
      {
        spec: {
          ports: [
            { ...port, name: 'a' },
            { ...port, name: 'b' },
          ],
        },
      },
      'Service "x" is invalid: spec.ports[1]: Duplicate value: core.ServicePort{Name:"", Protocol:"TCP", AppProtocol:(*string)(nil), Port:80, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}',
    ],
    [
      'type',
      { spec: { type: 'Cluster', ports: [port] } },
      'Service "x" is invalid: spec.type: Unsupported value: "Cluster": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
    [
      'protocol',
      { spec: { ports: [{ port: 80, protocol: 'HTTP' }] } },
      'Service "x" is invalid: spec.ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"',
    ],
    [
      'node port of a ClusterIP service',
      { spec: { ports: [{ port: 80, nodePort: 30080 }] } },
      `Service "x" is invalid: spec.ports[0].nodePort: Forbidden: may not be used when \`type\` is 'ClusterIP'`,
    ],
    [
      'node port out of range',
      { spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] } },
      'Service "x" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ],
    [
      'headless node port',
      { spec: { type: 'NodePort', clusterIP: 'None', ports: [port] } },
      `Service "x" is invalid: spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services`,
    ],
    [
      'no address at all',
      { spec: { clusterIP: 'here', ports: [port] } },
      'Service "x" is invalid: spec.clusterIPs[0]: Invalid value: "here": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [
      'address out of range',
      { spec: { clusterIP: '1.2.3.4', ports: [port] } },
      'Service "x" is invalid: spec.clusterIPs: Invalid value: []string{"1.2.3.4"}: failed to allocate IP 1.2.3.4: the provided network does not match the current range',
    ],
    [
      'external name missing',
      { spec: { type: 'ExternalName' } },
      'Service "x" is invalid: spec.externalName: Required value',
    ],
    ['external name', { spec: { type: 'ExternalName', externalName: 'db.example.com.' } }, ''],
    [
      'target port name',
      { spec: { ports: [{ port: 80, targetPort: 'HTTP' }] } },
      'Service "x" is invalid: [spec.ports[0].targetPort: Invalid value: "HTTP": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-), spec.ports[0].targetPort: Invalid value: "HTTP": must contain at least one letter (a-z)]',
    ],
    [
      'session affinity',
      { spec: { sessionAffinity: 'Cookie', ports: [port] } },
      'Service "x" is invalid: spec.sessionAffinity: Unsupported value: "Cookie": supported values: "ClientIP", "None"',
    ],
    [
      'dual stack',
      { spec: { ipFamilyPolicy: 'RequireDualStack', ports: [port] } },
      'Service "x" is invalid: spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    ],
    [
      'external traffic policy',
      { spec: { externalTrafficPolicy: 'Local', ports: [port] } },
      'Service "x" is invalid: spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
    ],
  ])('%s', (_, fields, message) => {
    expect(create('services', fields)).toBe(message)
  })

  const withTwo = () => {
    const { client } = world()
    const make = (name: string, spec: object) =>
      client.create(
        ref('services'),
        object({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports: [port], ...spec } }),
      )
    make('one', { clusterIP: '10.96.0.10', type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] })
    return { client, make }
  }
  test('an address is given once', () => {
    const { make } = withTwo()
    expect(refusal(() => make('two', { clusterIP: '10.96.0.10' }))).toBe(
      'Service "two" is invalid: spec.clusterIPs: Invalid value: []string{"10.96.0.10"}: failed to allocate IP 10.96.0.10: provided IP is already allocated',
    )
    expect(refusal(() => make('two', { clusterIP: '10.96.0.11' }))).toBe('')
  })
  test('a node port is given once', () => {
    const { make } = withTwo()
    expect(refusal(() => make('two', { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }))).toBe(
      'Service "two" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    )
  })
  test('an address never changes', () => {
    const { client } = withTwo()
    expect(refusal(() => client.patch(target('services', 'one'), 'merge', { spec: { clusterIP: '10.96.0.99' } }))).toBe(
      'Service "one" is invalid: spec.clusterIPs[0]: Invalid value: []string{"10.96.0.99"}: may not change once set',
    )
  })
})

describe('config maps, secrets and namespaces', () => {
  const keyText =
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
  test.each<[string, object, string]>([
    ['configmaps', { data: { 'a b': '1' } }, `ConfigMap "x" is invalid: data[a b]: Invalid value: "a b": ${keyText}`],
    [
      'configmaps',
      { data: { '..': '1' } },
      `ConfigMap "x" is invalid: data[..]: Invalid value: "..": must not be '..'`,
    ],
    [
      'configmaps',
      { data: { a: '1' }, binaryData: { a: 'AA==' } },
      'ConfigMap "x" is invalid: data[a]: Invalid value: "a": duplicate of key present in binaryData',
    ],
    [
      'configmaps',
      { data: { a: 'x'.repeat(1024 * 1024 + 1) } },
      'ConfigMap "x" is invalid: []: Too long: may not be more than 1048576 bytes',
    ],
    ['secrets', { data: { 'a/b': 'MQ==' } }, `Secret "x" is invalid: data[a/b]: Invalid value: "a/b": ${keyText}`],
    [
      'secrets',
      { type: 'kubernetes.io/tls', data: { 'tls.crt': '' } },
      'Secret "x" is invalid: data[tls.key]: Required value',
    ],
    [
      'secrets',
      { type: 'kubernetes.io/basic-auth' },
      'Secret "x" is invalid: [data[username]: Required value, data[password]: Required value]',
    ],
    [
      'secrets',
      { type: 'kubernetes.io/ssh-auth', data: {} },
      'Secret "x" is invalid: data[ssh-privatekey]: Required value',
    ],
    [
      'secrets',
      { type: 'kubernetes.io/dockerconfigjson' },
      'Secret "x" is invalid: data[.dockerconfigjson]: Required value',
    ],
    ['secrets', { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': '{}' } }, ''],
    [
      'secrets',
      { type: 'kubernetes.io/service-account-token' },
      'Secret "x" is invalid: metadata.annotations[kubernetes.io/service-account.name]: Required value',
    ],
    [
      'namespaces',
      { metadata: { name: 'My_Space' } },
      `Namespace "My_Space" is invalid: metadata.name: Invalid value: "My_Space": ${labelText}`,
    ],
    [
      'namespaces',
      { metadata: { name: 'a.b' } },
      'Namespace "a.b" is invalid: metadata.name: Invalid value: "a.b": must not contain dots',
    ],
  ])('%s %#', (resource, fields, message) => {
    expect(create(resource, fields)).toBe(message)
  })

  test('what is immutable stays', () => {
    const { client } = world()
    client.create(
      ref('configmaps'),
      object({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: '1' }, immutable: true }),
    )
    client.create(
      ref('secrets'),
      object({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { a: '1' } }),
    )
    expect(refusal(() => client.patch(target('configmaps', 'c'), 'merge', { data: { a: '2' } }))).toBe(
      'ConfigMap "c" is invalid: data: Forbidden: field is immutable when `immutable` is set',
    )
    expect(refusal(() => client.patch(target('configmaps', 'c'), 'merge', { immutable: false }))).toBe(
      'ConfigMap "c" is invalid: immutable: Forbidden: field is immutable when `immutable` is set',
    )
    expect(refusal(() => client.patch(target('secrets', 's'), 'merge', { type: 'other' }))).toBe(
      'Secret "s" is invalid: type: Invalid value: "other": field is immutable',
    )
  })
})
