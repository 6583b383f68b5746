// A kubeconfig with the names that kubeadm and k3s give (names only; there is no transport to secure), and who is behind
// its user. Differs: the real ones prove it with a certificate; here the name in the file is enough.

import type { UserInfo } from '../api/index.ts'
import type { ServerConfig } from '../kubectl/index.ts'

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

const AUTHENTICATED = 'system:authenticated'

const admins: Readonly<Record<keyof typeof names, UserInfo>> = {
  kubeadm: { username: 'kubernetes-admin', groups: ['kubeadm:cluster-admins', AUTHENTICATED] },
  k3s: { username: 'system:admin', groups: ['system:masters', AUTHENTICATED] },
}

/** Who has the kubeconfig that the installation leaves behind. */
export const adminOf = (preset: keyof typeof names = 'kubeadm'): UserInfo => admins[preset]

/** Who asks when a user of a kubeconfig has nothing to show: the administrator by his name, anybody else is nobody. */
export const plainUser = ({ user }: ServerConfig, preset: keyof typeof names = 'kubeadm'): UserInfo | undefined =>
  user === names[preset].user ? adminOf(preset) : undefined
