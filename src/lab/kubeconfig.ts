// A kubeconfig with the names that kubeadm and k3s give (names only; there is no transport to secure).

const names = {
  kubeadm: { cluster: 'kubernetes', user: 'kubernetes-admin', context: 'kubernetes-admin@kubernetes' },
  k3s: { cluster: 'default', user: 'default', context: 'default' },
} as const

export function kubeconfigFor(server: string, preset: keyof typeof names = 'kubeadm'): string {
  const { cluster, user, context } = names[preset]
  return `apiVersion: v1
clusters:
- cluster:
    server: ${server}
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
