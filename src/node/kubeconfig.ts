// A kubeconfig for a served cluster, with the names that kubeadm and k3s give.

interface Names {
  readonly cluster: string
  readonly user: string
  readonly context: string
}

const kubeadm: Names = { cluster: 'kubernetes', user: 'kubernetes-admin', context: 'kubernetes-admin@kubernetes' }
const k3s: Names = { cluster: 'default', user: 'default', context: 'default' }

export function kubeconfigFor(url: string, preset: 'kubeadm' | 'k3s' = 'kubeadm'): string {
  const { cluster, user, context } = preset === 'k3s' ? k3s : kubeadm
  return `apiVersion: v1
clusters:
- cluster:
    server: ${url}
  name: ${cluster}
contexts:
- context:
    cluster: ${cluster}
    user: ${user}
  name: ${context}
current-context: ${context}
kind: Config
preferences: {}
users:
- name: ${user}
  user: {}
`
}
