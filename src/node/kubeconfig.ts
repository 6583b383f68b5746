// A kubeconfig for a served cluster, with the names that kubeadm gives.

export function kubeconfigFor(url: string): string {
  return `apiVersion: v1
clusters:
- cluster:
    server: ${url}
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: kubernetes-admin
  name: kubernetes-admin@kubernetes
current-context: kubernetes-admin@kubernetes
kind: Config
preferences: {}
users:
- name: kubernetes-admin
  user: {}
`
}
