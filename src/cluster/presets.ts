// The distributions, one entry each: what `kubeadm init` with flannel leaves behind (one control plane, one worker), and
// k3s on a single machine. Facts of both are those of v1.33.1.

import type { NodeSpec, Preset, SystemDeployment, SystemPod } from './preset.ts'

const DAY_MS = 86_400_000
const REGISTRY = 'registry.k8s.io'
const VERSION = 'v1.33.1'

const controlPlane: NodeSpec = {
  name: 'controlplane',
  address: '192.168.121.10',
  podCidr: '10.244.0.0/24',
  roles: ['control-plane'],
  taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
  labels: { 'node.kubernetes.io/exclude-from-external-load-balancers': '' },
  cpu: '2',
  memory: '4018116Ki',
  pods: '110',
}

const worker: NodeSpec = {
  ...controlPlane,
  name: 'node01',
  address: '192.168.121.11',
  podCidr: '10.244.1.0/24',
  roles: [],
  taints: [],
  labels: {},
}

const component = (name: string, cpu: string, image: string, flags: readonly string[], memory?: string): SystemPod => ({
  name,
  node: controlPlane.name,
  image,
  command: [name, ...flags],
  labels: { component: name, tier: 'control-plane' },
  cpu,
  ...(memory === undefined ? {} : { memory }),
  isStatic: true,
})

const perNode = (nodes: readonly NodeSpec[]): readonly SystemPod[] =>
  nodes.flatMap(({ name }) => [
    {
      name: 'kube-proxy',
      node: name,
      image: `${REGISTRY}/kube-proxy:${VERSION}`,
      command: [
        '/usr/local/bin/kube-proxy',
        '--config=/var/lib/kube-proxy/config.conf',
        '--hostname-override=$(NODE_NAME)',
      ],
      labels: { 'k8s-app': 'kube-proxy' },
      isStatic: false,
    },
    {
      name: 'kube-flannel-ds',
      node: name,
      image: 'ghcr.io/flannel-io/flannel:v0.26.7',
      command: ['/opt/bin/flanneld', '--ip-masq', '--kube-subnet-mgr'],
      labels: { app: 'flannel', tier: 'node' },
      cpu: '100m',
      memory: '50Mi',
      isStatic: false,
    },
  ])

const dns: SystemDeployment = {
  name: 'coredns',
  replicas: 2,
  image: `${REGISTRY}/coredns/coredns:v1.12.0`,
  args: ['-conf', '/etc/coredns/Corefile'],
  labels: { 'k8s-app': 'kube-dns' },
  cpu: '100m',
  memory: '70Mi',
  ports: [
    { name: 'dns', port: 53, protocol: 'UDP' },
    { name: 'dns-tcp', port: 53, protocol: 'TCP' },
    { name: 'metrics', port: 9153, protocol: 'TCP' },
  ],
}

const kubeadm: Preset = {
  name: 'kubeadm',
  gitVersion: VERSION,
  serviceCidr: '10.96.0.0/12',
  podCidr: '10.244.0.0/16',
  dnsAddress: '10.96.0.10',
  osImage: 'Ubuntu 22.04.5 LTS',
  kernelVersion: '5.15.0-140-generic',
  containerRuntime: 'containerd://1.7.27',
  ageMs: 10 * DAY_MS,
  nodes: [controlPlane, worker],
  systemPods: [
    component('etcd', '100m', `${REGISTRY}/etcd:3.5.21-0`, ['--data-dir=/var/lib/etcd'], '100Mi'),
    component('kube-apiserver', '250m', `${REGISTRY}/kube-apiserver:${VERSION}`, [
      `--advertise-address=${controlPlane.address}`,
      '--secure-port=6443',
      '--service-cluster-ip-range=10.96.0.0/12',
    ]),
    component('kube-controller-manager', '200m', `${REGISTRY}/kube-controller-manager:${VERSION}`, [
      '--cluster-cidr=10.244.0.0/16',
      '--leader-elect=true',
    ]),
    component('kube-scheduler', '100m', `${REGISTRY}/kube-scheduler:${VERSION}`, ['--leader-elect=true']),
    ...perNode([controlPlane, worker]),
  ],
  dns,
  dnsServiceLabels: {
    'k8s-app': 'kube-dns',
    'kubernetes.io/cluster-service': 'true',
    'kubernetes.io/name': 'CoreDNS',
  },
}

const k3s: Preset = {
  ...kubeadm,
  name: 'k3s',
  gitVersion: `${VERSION}+k3s1`,
  serviceCidr: '10.43.0.0/16',
  podCidr: '10.244.0.0/16',
  dnsAddress: '10.43.0.10',
  containerRuntime: 'containerd://2.0.5-k3s1.32',
  nodes: [
    {
      ...controlPlane,
      address: '192.11.11.9',
      roles: ['control-plane', 'master'],
      taints: [],
      labels: { 'node.kubernetes.io/instance-type': 'k3s' },
    },
  ],
  systemPods: [],
  storageClass: {
    name: 'local-path',
    provisioner: 'rancher.io/local-path',
    annotations: { defaultVolumeType: 'local', 'storageclass.kubernetes.io/is-default-class': 'true' },
  },
  dns: { ...dns, replicas: 1, image: 'rancher/mirrored-coredns-coredns:1.12.1' },
}

export const presets: Readonly<Record<'kubeadm' | 'k3s', Preset>> = { kubeadm, k3s }

/** The same cluster with so many workers: node01, node02 … (only the first has the system's pods of every node). */
export function withWorkers(preset: Preset, count: number): Preset {
  const [first = controlPlane] = preset.nodes
  const workers = Array.from(
    { length: count },
    (_, index): NodeSpec => ({
      ...worker,
      name: `node${String(index + 1).padStart(2, '0')}`,
      address: `192.168.${121 + Math.floor((index + 11) / 250)}.${(index + 11) % 250}`,
      podCidr: `10.244.${index + 1}.0/24`,
    }),
  )
  return { ...preset, nodes: [first, ...workers] }
}
