// The config maps that a distribution leaves in kube-system and kube-public. Models cmd/kubeadm/app/phases
// (uploadconfig, addons/proxy, bootstraptoken/clusterinfo) and what kube-apiserver publishes about itself (v1.33).
// Leaves out most of the defaults that kubeadm writes out.

import type { Client } from '../api/index.ts'
import type { Preset } from './preset.ts'

interface Facts {
  readonly caCertificate: string
  readonly clusterDomain: string
  readonly nowMs: number
}

export function bootConfigMaps(client: Client, preset: Preset, facts: Facts): void {
  const add = (
    namespace: string,
    name: string,
    data: Readonly<Record<string, string>>,
    labels?: Readonly<Record<string, string>>,
  ): void => {
    const object = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace, ...(labels ? { labels } : {}) },
      data,
    }
    client.create({ group: '', version: 'v1', resource: 'configmaps', namespace }, object)
  }
  const { caCertificate } = facts
  add('kube-system', 'extension-apiserver-authentication', {
    'client-ca-file': caCertificate,
    'requestheader-allowed-names': preset.name === 'k3s' ? '["system:auth-proxy"]' : '["front-proxy-client"]',
    'requestheader-client-ca-file': caCertificate,
    'requestheader-extra-headers-prefix': '["X-Remote-Extra-"]',
    'requestheader-group-headers': '["X-Remote-Group"]',
    'requestheader-username-headers': '["X-Remote-User"]',
  })
  add('kube-system', 'kube-apiserver-legacy-service-account-token-tracking', {
    since: new Date(facts.nowMs).toISOString().slice(0, 10),
  })
  if (preset.name !== 'kubeadm') return
  const server = `https://${preset.nodes[0]?.address ?? ''}:6443`
  add('kube-system', 'kubeadm-config', { ClusterConfiguration: clusterConfiguration(preset, facts) })
  add('kube-system', 'kubelet-config', { kubelet: kubeletConfiguration(preset, facts) })
  add(
    'kube-system',
    'kube-proxy',
    { 'config.conf': proxyConfiguration(preset), 'kubeconfig.conf': proxyKubeconfig(server) },
    { app: 'kube-proxy' },
  )
  add('kube-public', 'cluster-info', { kubeconfig: clusterInfo(server, caCertificate) })
}

const clusterConfiguration = (preset: Preset, { clusterDomain }: Facts): string => `apiServer: {}
apiVersion: kubeadm.k8s.io/v1beta4
caCertificateValidityPeriod: 87600h0m0s
certificateValidityPeriod: 8760h0m0s
certificatesDir: /etc/kubernetes/pki
clusterName: kubernetes
controllerManager: {}
dns: {}
encryptionAlgorithm: RSA-2048
etcd:
  local:
    dataDir: /var/lib/etcd
imageRepository: registry.k8s.io
kind: ClusterConfiguration
kubernetesVersion: ${preset.gitVersion}
networking:
  dnsDomain: ${clusterDomain}
  podSubnet: ${preset.podCidr}
  serviceSubnet: ${preset.serviceCidr}
proxy: {}
scheduler: {}
`

const kubeletConfiguration = (
  preset: Preset,
  { clusterDomain }: Facts,
): string => `apiVersion: kubelet.config.k8s.io/v1beta1
authentication:
  anonymous:
    enabled: false
  webhook:
    cacheTTL: 0s
    enabled: true
  x509:
    clientCAFile: /etc/kubernetes/pki/ca.crt
authorization:
  mode: Webhook
  webhook:
    cacheAuthorizedTTL: 0s
    cacheUnauthorizedTTL: 0s
cgroupDriver: systemd
clusterDNS:
- ${preset.dnsAddress}
clusterDomain: ${clusterDomain}
healthzBindAddress: 127.0.0.1
healthzPort: 10248
kind: KubeletConfiguration
rotateCertificates: true
staticPodPath: /etc/kubernetes/manifests
`

const proxyConfiguration = ({ podCidr }: Preset): string => `apiVersion: kubeproxy.config.k8s.io/v1alpha1
bindAddress: 0.0.0.0
clientConnection:
  kubeconfig: /var/lib/kube-proxy/kubeconfig.conf
clusterCIDR: ${podCidr}
kind: KubeProxyConfiguration
mode: ""
`

const proxyKubeconfig = (server: string): string => `apiVersion: v1
kind: Config
clusters:
- cluster:
    certificate-authority: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt
    server: ${server}
  name: default
contexts:
- context:
    cluster: default
    namespace: default
    user: default
  name: default
current-context: default
users:
- name: default
  user:
    tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token
`

const clusterInfo = (server: string, caCertificate: string): string => `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${btoa(caCertificate)}
    server: ${server}
  name: ""
contexts: null
current-context: ""
kind: Config
preferences: {}
users: null
`
