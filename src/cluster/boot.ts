// The objects that a cluster has when somebody first looks at it. They are created in the past, with the clock at the
// cluster's birth, and the controllers bring them up; then the clock moves to the start at once.

import type { Client, KubeObject, ResourceRef } from '../api/index.ts'
import { controllerReference, nodeReference, timeText } from '../controllers/index.ts'
import { MIRROR } from '../kinds/index.ts'
import type { NodeSpec, Preset, SystemPod } from './preset.ts'

const core = (resource: string): ResourceRef => ({ group: '', version: 'v1', resource })
const daemonSets: ResourceRef = { group: 'apps', version: 'v1', resource: 'daemonsets' }
const SYSTEM = 'kube-system'

export function* bootObjects(
  clientFor: (fieldManager: string) => Client,
  preset: Preset,
  nowMs: number,
  hex: (length: number) => string,
): Generator<void, void> {
  const client = clientFor('kubeadm')
  const kubelet = clientFor('kubelet')
  for (const node of preset.nodes) {
    createNode(kubelet, preset, node, nowMs, hex)
    yield
  }
  const metadata = (name: string): KubeObject['metadata'] => ({ name, namespace: SYSTEM })
  for (const name of new Set([
    preset.dns.name,
    ...preset.systemPods.filter((pod) => !pod.isStatic).map((pod) => pod.name),
  ]))
    create(client, core('serviceaccounts'), { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata(name) })
  // Made by the controller manager later on, but pods of the system need it at once.
  create(client, core('configmaps'), {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata('coredns'),
    data: { Corefile: corefile },
  })
  yield
  for (const pod of preset.systemPods) {
    if (!pod.isStatic) continue
    createPod(kubelet, pod, nowMs, hex)
    yield
  }
  const perNode = preset.systemPods.filter((pod) => !pod.isStatic)
  for (const name of new Set(perNode.map((pod) => pod.name))) {
    createDaemonSet(
      client,
      perNode.filter((pod) => pod.name === name),
      hex,
    )
    yield
  }
  createDns(client, preset)
}

function create(client: Client, ref: ResourceRef, object: KubeObject & Readonly<Record<string, unknown>>): KubeObject {
  return client.create({ ...ref, namespace: object.metadata.namespace }, object)
}

function createNode(
  client: Client,
  preset: Preset,
  spec: NodeSpec,
  nowMs: number,
  hex: (length: number) => string,
): void {
  const at = timeText(nowMs)
  const roles = Object.fromEntries(
    spec.roles.map((role) => [`node-role.kubernetes.io/${role}`, preset.name === 'k3s' ? 'true' : '']),
  )
  const node = create(client, core('nodes'), {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: spec.name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': spec.name,
        'kubernetes.io/os': 'linux',
        ...roles,
        ...spec.labels,
      },
      annotations: {
        'flannel.alpha.coreos.com/backend-data': `{"VNI":1,"VtepMAC":"${macOf(hex(10))}"}`,
        'flannel.alpha.coreos.com/backend-type': 'vxlan',
        'flannel.alpha.coreos.com/kube-subnet-manager': 'true',
        'flannel.alpha.coreos.com/public-ip': spec.address,
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
    },
    spec: {
      podCIDR: spec.podCidr,
      podCIDRs: [spec.podCidr],
      ...(spec.taints.length > 0 ? { taints: spec.taints } : {}),
    },
  })
  const condition = (type: string, status: string, reason: string, message: string): object => ({
    type,
    status,
    lastHeartbeatTime: at,
    lastTransitionTime: at,
    reason,
    message,
  })
  const storage = '19480400Ki'
  const resources = { cpu: spec.cpu, 'hugepages-1Gi': '0', 'hugepages-2Mi': '0', pods: spec.pods }
  const memoryKi = Number.parseInt(spec.memory, 10)
  const machineId = hex(32)
  const status = {
    capacity: { ...resources, 'ephemeral-storage': storage, memory: spec.memory },
    allocatable: { ...resources, 'ephemeral-storage': '17953136611', memory: `${memoryKi - 102400}Ki` },
    conditions: [
      condition('NetworkUnavailable', 'False', 'FlannelIsUp', 'Flannel is running on this node'),
      condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
      condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
      condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
      condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
    ],
    addresses: [
      { type: 'InternalIP', address: spec.address },
      { type: 'Hostname', address: spec.name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      machineID: machineId,
      systemUUID: `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
      bootID: `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
      kernelVersion: preset.kernelVersion,
      osImage: preset.osImage,
      containerRuntimeVersion: preset.containerRuntime,
      kubeletVersion: preset.gitVersion,
      kubeProxyVersion: '',
      operatingSystem: 'linux',
      architecture: 'amd64',
    },
  }
  client.update({ ...core('nodes'), name: spec.name, subresource: 'status' }, { ...node, status } as KubeObject)
}

const macOf = (digits: string): string => `5e:${digits.match(/../g)?.join(':') ?? ''}`

function createPod(client: Client, pod: SystemPod, nowMs: number, hex: (length: number) => string): void {
  const hash = hex(32)
  create(client, core('pods'), {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${pod.name}-${pod.node}`,
      namespace: SYSTEM,
      labels: pod.labels,
      annotations: {
        ...pod.annotations,
        'kubernetes.io/config.hash': hash,
        [MIRROR]: hash,
        'kubernetes.io/config.seen': timeText(nowMs),
        'kubernetes.io/config.source': 'file',
      },
      ownerReferences: [nodeReference(client.get({ ...core('nodes'), name: pod.node }))],
    },
    spec: { nodeName: pod.node, ...podSpec(pod) },
  })
}

function podSpec(pod: SystemPod) {
  const requests = {
    ...(pod.cpu === undefined ? {} : { cpu: pod.cpu }),
    ...(pod.memory === undefined ? {} : { memory: pod.memory }),
  }
  return {
    hostNetwork: true,
    priorityClassName: 'system-node-critical',
    ...(pod.isStatic
      ? { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }
      : { serviceAccountName: pod.name, nodeSelector: { 'kubernetes.io/os': 'linux' } }),
    tolerations: pod.isStatic ? [{ effect: 'NoExecute', operator: 'Exists' }] : [{ operator: 'Exists' }],
    containers: [
      {
        name: pod.name === 'kube-flannel-ds' ? 'kube-flannel' : pod.name,
        image: pod.image,
        command: pod.command,
        env: pod.isStatic ? [] : [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
        ...(Object.keys(requests).length > 0 ? { resources: { requests } } : {}),
        volumeMounts: pod.mounts.map(({ name, path, readOnly }) => ({
          name,
          mountPath: path,
          ...(readOnly ? { readOnly } : {}),
        })),
      },
    ],
    volumes: pod.mounts.map(({ name, path, type }) => ({ name, hostPath: { path, type } })),
  }
}

/** A daemon set with its pods, as its controller leaves them. */
function createDaemonSet(client: Client, pods: readonly SystemPod[], hex: (length: number) => string): void {
  const [first] = pods
  if (!first) return
  const { name, labels } = first
  const count = pods.length
  const template = { metadata: { labels }, spec: podSpec(first) }
  const set = create(client, daemonSets, {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: SYSTEM, labels },
    spec: {
      selector: { matchLabels: labels },
      template,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      revisionHistoryLimit: 10,
    },
  })
  const status = {
    currentNumberScheduled: count,
    desiredNumberScheduled: count,
    numberAvailable: count,
    numberMisscheduled: 0,
    numberReady: count,
    observedGeneration: 1,
    updatedNumberScheduled: count,
  }
  client.update({ ...daemonSets, namespace: SYSTEM, name, subresource: 'status' }, { ...set, status } as KubeObject)
  const owner = controllerReference(set)
  const hash = hex(10)
  for (const pod of pods)
    create(client, core('pods'), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: '',
        generateName: `${name}-`,
        namespace: SYSTEM,
        labels: { ...labels, 'controller-revision-hash': hash },
        ownerReferences: [owner],
      },
      spec: daemonSpec(pod),
    })
}

/** A daemon set's pod is bound to its node and stays on it (pkg/controller/daemon/util/daemonset_util.go, v1.33). */
function daemonSpec(pod: SystemPod) {
  const spec = podSpec(pod)
  const taint = (key: string, effect: string) => ({ key: `node.kubernetes.io/${key}`, effect, operator: 'Exists' })
  const nodeSelectorTerms = [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [pod.node] }] }]
  return {
    ...spec,
    nodeName: pod.node,
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
    tolerations: [
      ...spec.tolerations,
      taint('not-ready', 'NoExecute'),
      taint('unreachable', 'NoExecute'),
      taint('disk-pressure', 'NoSchedule'),
      taint('memory-pressure', 'NoSchedule'),
      taint('pid-pressure', 'NoSchedule'),
      taint('unschedulable', 'NoSchedule'),
      taint('network-unavailable', 'NoSchedule'),
    ],
  }
}

const corefile = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success cluster.local
       disable denial cluster.local
    }
    loop
    reload
    loadbalance
}
`

function createDns(client: Client, preset: Preset): void {
  const { dns } = preset
  const metadata = { namespace: SYSTEM, labels: dns.labels }
  const probe = (path: string, port: number, more: object): object => ({
    httpGet: { path, port, scheme: 'HTTP' },
    ...more,
  })
  create(
    client,
    { group: 'apps', version: 'v1', resource: 'deployments' },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...metadata, name: dns.name },
      spec: {
        replicas: dns.replicas,
        selector: { matchLabels: dns.labels },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: '25%' } },
        template: {
          metadata: { labels: dns.labels },
          spec: {
            priorityClassName: 'system-cluster-critical',
            serviceAccountName: dns.name,
            nodeSelector: { 'kubernetes.io/os': 'linux' },
            tolerations: [
              { key: 'CriticalAddonsOnly', operator: 'Exists' },
              { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
            ],
            dnsPolicy: 'Default',
            containers: [
              {
                name: 'coredns',
                image: dns.image,
                args: dns.args,
                resources: { limits: { memory: '170Mi' }, requests: { cpu: dns.cpu, memory: dns.memory } },
                ports: dns.ports.map(({ name, port, protocol }) => ({ name, containerPort: port, protocol })),
                volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
                livenessProbe: probe('/health', 8080, {
                  initialDelaySeconds: 60,
                  timeoutSeconds: 5,
                  failureThreshold: 5,
                }),
                readinessProbe: probe('/ready', 8181, {}),
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
                  readOnlyRootFilesystem: true,
                },
              },
            ],
            volumes: [
              { name: 'config-volume', configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] } },
            ],
          },
        },
      },
    },
  )
  create(client, core('services'), {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      ...metadata,
      name: 'kube-dns',
      labels: preset.dnsServiceLabels,
      annotations: { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' },
    },
    spec: {
      clusterIP: preset.dnsAddress,
      selector: dns.labels,
      ports: dns.ports.map(({ name, port, protocol }) => ({ name, port, protocol, targetPort: port })),
    },
  })
}
