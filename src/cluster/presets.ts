// The distributions, one entry each: what `kubeadm init` with flannel leaves behind (one control plane, one worker), and
// k3s on a single machine. Facts of both are those of v1.33.1.

import type { HostMount, NodeSpec, Preset, SystemDeployment, SystemPod } from './preset.ts'

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

const PKI = '/etc/kubernetes/pki'
const ETCD_PKI = `${PKI}/etcd`
const { address } = controlPlane
const SERVICES = '10.96.0.0/12'
const PODS = '10.244.0.0/16'

const certificates: readonly HostMount[] = [
  { name: 'ca-certs', path: '/etc/ssl/certs', type: 'DirectoryOrCreate', readOnly: true },
  { name: 'etc-ca-certificates', path: '/etc/ca-certificates', type: 'DirectoryOrCreate', readOnly: true },
  { name: 'k8s-certs', path: PKI, type: 'DirectoryOrCreate', readOnly: true },
  {
    name: 'usr-local-share-ca-certificates',
    path: '/usr/local/share/ca-certificates',
    type: 'DirectoryOrCreate',
    readOnly: true,
  },
  {
    name: 'usr-share-ca-certificates',
    path: '/usr/share/ca-certificates',
    type: 'DirectoryOrCreate',
    readOnly: true,
  },
]

const kubeconfig = (name: string): HostMount => ({
  name: 'kubeconfig',
  path: `/etc/kubernetes/${name}.conf`,
  type: 'FileOrCreate',
  readOnly: true,
})

const kubeconfigFlags = (name: string): readonly string[] => [
  `--authentication-kubeconfig=/etc/kubernetes/${name}.conf`,
  `--authorization-kubeconfig=/etc/kubernetes/${name}.conf`,
  '--bind-address=127.0.0.1',
]

interface Component extends Pick<SystemPod, 'cpu' | 'memory' | 'mounts' | 'annotations'> {
  readonly image: string
  /** As kubeadm writes them: sorted. */
  readonly flags: readonly string[]
}

const component = (name: string, { image, flags, ...rest }: Component): SystemPod => ({
  name,
  node: controlPlane.name,
  image: `${REGISTRY}/${image}`,
  command: [name, ...flags],
  labels: { component: name, tier: 'control-plane' },
  isStatic: true,
  ...rest,
})

/** The pods of kubeadm's manifests (cmd/kubeadm/app/phases/{controlplane,etcd}, v1.33). Missing: their probes. */
const components: readonly SystemPod[] = [
  component('etcd', {
    image: 'etcd:3.5.21-0',
    cpu: '100m',
    memory: '100Mi',
    annotations: { 'kubeadm.kubernetes.io/etcd.advertise-client-urls': `https://${address}:2379` },
    flags: [
      `--advertise-client-urls=https://${address}:2379`,
      `--cert-file=${ETCD_PKI}/server.crt`,
      '--client-cert-auth=true',
      '--data-dir=/var/lib/etcd',
      '--experimental-initial-corrupt-check=true',
      '--experimental-watch-progress-notify-interval=5s',
      `--initial-advertise-peer-urls=https://${address}:2380`,
      `--initial-cluster=${controlPlane.name}=https://${address}:2380`,
      `--key-file=${ETCD_PKI}/server.key`,
      `--listen-client-urls=https://127.0.0.1:2379,https://${address}:2379`,
      '--listen-metrics-urls=http://127.0.0.1:2381',
      `--listen-peer-urls=https://${address}:2380`,
      `--name=${controlPlane.name}`,
      `--peer-cert-file=${ETCD_PKI}/peer.crt`,
      '--peer-client-cert-auth=true',
      `--peer-key-file=${ETCD_PKI}/peer.key`,
      `--peer-trusted-ca-file=${ETCD_PKI}/ca.crt`,
      '--snapshot-count=10000',
      `--trusted-ca-file=${ETCD_PKI}/ca.crt`,
    ],
    mounts: [
      { name: 'etcd-data', path: '/var/lib/etcd', type: 'DirectoryOrCreate' },
      { name: 'etcd-certs', path: ETCD_PKI, type: 'DirectoryOrCreate' },
    ],
  }),
  component('kube-apiserver', {
    image: `kube-apiserver:${VERSION}`,
    cpu: '250m',
    annotations: { 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': `${address}:6443` },
    flags: [
      `--advertise-address=${address}`,
      '--allow-privileged=true',
      '--authorization-mode=Node,RBAC',
      `--client-ca-file=${PKI}/ca.crt`,
      '--enable-admission-plugins=NodeRestriction',
      '--enable-bootstrap-token-auth=true',
      `--etcd-cafile=${ETCD_PKI}/ca.crt`,
      `--etcd-certfile=${PKI}/apiserver-etcd-client.crt`,
      `--etcd-keyfile=${PKI}/apiserver-etcd-client.key`,
      '--etcd-servers=https://127.0.0.1:2379',
      `--kubelet-client-certificate=${PKI}/apiserver-kubelet-client.crt`,
      `--kubelet-client-key=${PKI}/apiserver-kubelet-client.key`,
      '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
      `--proxy-client-cert-file=${PKI}/front-proxy-client.crt`,
      `--proxy-client-key-file=${PKI}/front-proxy-client.key`,
      '--requestheader-allowed-names=front-proxy-client',
      `--requestheader-client-ca-file=${PKI}/front-proxy-ca.crt`,
      '--requestheader-extra-headers-prefix=X-Remote-Extra-',
      '--requestheader-group-headers=X-Remote-Group',
      '--requestheader-username-headers=X-Remote-User',
      '--secure-port=6443',
      '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
      `--service-account-key-file=${PKI}/sa.pub`,
      `--service-account-signing-key-file=${PKI}/sa.key`,
      `--service-cluster-ip-range=${SERVICES}`,
      `--tls-cert-file=${PKI}/apiserver.crt`,
      `--tls-private-key-file=${PKI}/apiserver.key`,
    ],
    mounts: certificates,
  }),
  component('kube-controller-manager', {
    image: `kube-controller-manager:${VERSION}`,
    cpu: '200m',
    flags: [
      '--allocate-node-cidrs=true',
      ...kubeconfigFlags('controller-manager'),
      `--client-ca-file=${PKI}/ca.crt`,
      `--cluster-cidr=${PODS}`,
      '--cluster-name=kubernetes',
      `--cluster-signing-cert-file=${PKI}/ca.crt`,
      `--cluster-signing-key-file=${PKI}/ca.key`,
      '--controllers=*,bootstrapsigner,tokencleaner',
      '--kubeconfig=/etc/kubernetes/controller-manager.conf',
      '--leader-elect=true',
      `--requestheader-client-ca-file=${PKI}/front-proxy-ca.crt`,
      `--root-ca-file=${PKI}/ca.crt`,
      `--service-account-private-key-file=${PKI}/sa.key`,
      `--service-cluster-ip-range=${SERVICES}`,
      '--use-service-account-credentials=true',
    ],
    mounts: [
      ...certificates.slice(0, 2),
      {
        name: 'flexvolume-dir',
        path: '/usr/libexec/kubernetes/kubelet-plugins/volume/exec',
        type: 'DirectoryOrCreate',
      },
      ...certificates.slice(2, 3),
      kubeconfig('controller-manager'),
      ...certificates.slice(3),
    ],
  }),
  component('kube-scheduler', {
    image: `kube-scheduler:${VERSION}`,
    cpu: '100m',
    flags: [...kubeconfigFlags('scheduler'), '--kubeconfig=/etc/kubernetes/scheduler.conf', '--leader-elect=true'],
    mounts: [kubeconfig('scheduler')],
  }),
]

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
      mounts: [
        { name: 'xtables-lock', path: '/run/xtables.lock', type: 'FileOrCreate' },
        { name: 'lib-modules', path: '/lib/modules', type: '', readOnly: true },
      ],
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
      mounts: [
        { name: 'run', path: '/run/flannel', type: '' },
        { name: 'xtables-lock', path: '/run/xtables.lock', type: 'FileOrCreate' },
      ],
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
  serviceCidr: SERVICES,
  podCidr: PODS,
  dnsAddress: '10.96.0.10',
  osImage: 'Ubuntu 22.04.5 LTS',
  kernelVersion: '5.15.0-140-generic',
  containerRuntime: 'containerd://1.7.27',
  ageMs: 10 * DAY_MS,
  nodes: [controlPlane, worker],
  systemPods: [...components, ...perNode([controlPlane, worker])],
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
  podCidr: PODS,
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
