// The roles and bindings that an installation adds to those of the API server: kubeadm with flannel (cmd/kubeadm/app/
// phases/{bootstraptoken,addons,uploadconfig}, v1.33; kube-flannel.yml), and k3s (manifests/{rolebindings,coredns,ccm,
// local-storage}.yaml). Rules and subjects are written as default-roles.ts reads them.

interface Distribution {
  /** A cluster role by its name, a role by namespace/name. */
  readonly roles: Readonly<Record<string, readonly string[]>>
  /** Name, or namespace/name; what it binds; to whom. */
  readonly bindings: readonly (readonly [string, string, readonly string[]])[]
}

const NODES = 'Group:system:nodes'
const JOINING = 'Group:system:bootstrappers:kubeadm:default-node-token'
const ANONYMOUS = 'User:system:anonymous'
const signing = 'ClusterRole:system:certificates.k8s.io:certificatesigningrequests'
const account = (name: string): string => `ServiceAccount:kube-system/${name}`

const dnsRole = {
  'system:coredns': ['list,watch||endpoints,services,pods,namespaces', 'list,watch|discovery.k8s.io|endpointslices'],
}

const kubeadm: Distribution = {
  roles: {
    'kubeadm:get-nodes': ['get||nodes'],
    ...dnsRole,
    flannel: ['get||pods', 'get,list,watch||nodes', 'patch||nodes/status'],
    'kube-public/kubeadm:bootstrap-signer-clusterinfo': ['get||configmaps|cluster-info'],
    'kube-system/kube-proxy': ['get||configmaps|kube-proxy'],
    'kube-system/kubeadm:kubelet-config': ['get||configmaps|kubelet-config'],
    'kube-system/kubeadm:nodes-kubeadm-config': ['get||configmaps|kubeadm-config'],
  },
  bindings: [
    ['kubeadm:cluster-admins', 'ClusterRole:cluster-admin', ['Group:kubeadm:cluster-admins']],
    ['kubeadm:get-nodes', 'ClusterRole:kubeadm:get-nodes', [JOINING]],
    ['kubeadm:kubelet-bootstrap', 'ClusterRole:system:node-bootstrapper', [JOINING]],
    ['kubeadm:node-autoapprove-bootstrap', `${signing}:nodeclient`, [JOINING]],
    ['kubeadm:node-autoapprove-certificate-rotation', `${signing}:selfnodeclient`, [NODES]],
    ['kubeadm:node-proxier', 'ClusterRole:system:node-proxier', [account('kube-proxy')]],
    ['system:coredns', 'ClusterRole:system:coredns', [account('coredns')]],
    ['flannel', 'ClusterRole:flannel', [account('kube-flannel-ds')]],
    ['kube-public/kubeadm:bootstrap-signer-clusterinfo', 'Role:kubeadm:bootstrap-signer-clusterinfo', [ANONYMOUS]],
    ['kube-system/kube-proxy', 'Role:kube-proxy', [JOINING]],
    ['kube-system/kubeadm:kubelet-config', 'Role:kubeadm:kubelet-config', [NODES, JOINING]],
    ['kube-system/kubeadm:nodes-kubeadm-config', 'Role:kubeadm:nodes-kubeadm-config', [JOINING, NODES]],
  ],
}

const provisioner = account('local-path-provisioner-service-account')

const k3s: Distribution = {
  roles: {
    'system:k3s-controller': [
      'get||nodes',
      'list,watch||namespaces',
      'list,watch|networking.k8s.io|networkpolicies',
      'list,get,watch||endpoints,pods',
    ],
    'k3s-cloud-controller-manager': [
      'get,create,update|coordination.k8s.io|leases',
      'create,patch,update||events',
      '*||nodes',
      'patch||nodes/status',
      'get,list,watch,create,patch,update,delete|apps|daemonsets',
      'get,list,watch,create||namespaces,serviceaccounts',
      'get,list,watch,patch,update||pods,services,services/status',
      'list,watch|discovery.k8s.io|endpointslices',
      'get||configmaps|extension-apiserver-authentication',
    ],
    ...dnsRole,
    'local-path-provisioner-role': [
      'get,list,watch||nodes,persistentvolumeclaims,configmaps,pods,pods/log',
      'get,list,watch,create,patch,update,delete||persistentvolumes',
      'create,patch||events',
      'get,list,watch|storage.k8s.io|storageclasses',
    ],
    'kube-system/local-path-provisioner-role': ['get,list,watch,create,patch,update,delete||pods'],
  },
  bindings: [
    ['kube-apiserver-kubelet-admin', 'ClusterRole:system:kubelet-api-admin', ['User:kube-apiserver']],
    ['system:k3s-controller', 'ClusterRole:system:k3s-controller', ['User:system:k3s-controller']],
    ['k3s-cloud-controller-manager', 'ClusterRole:k3s-cloud-controller-manager', ['User:k3s-cloud-controller-manager']],
    [
      'k3s-cloud-controller-manager-auth-delegator',
      'ClusterRole:system:auth-delegator',
      ['User:k3s-cloud-controller-manager'],
    ],
    ['system:coredns', 'ClusterRole:system:coredns', [account('coredns')]],
    ['local-path-provisioner-bind', 'ClusterRole:local-path-provisioner-role', [provisioner]],
    [
      'kube-system/k3s-cloud-controller-manager-authentication-reader',
      'Role:extension-apiserver-authentication-reader',
      ['User:k3s-cloud-controller-manager'],
    ],
    ['kube-system/local-path-provisioner-bind', 'Role:local-path-provisioner-role', [provisioner]],
  ],
}

export const distributions: Readonly<Record<string, Distribution>> = { kubeadm, k3s }
